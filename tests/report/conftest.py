"""Small summaries with all that a report must cope with; the figures are invented and do not follow from answers."""

import pandas as pd
import pytest

from feedback_nlp.summary import Summary, SummaryTable

AREAS = ("Basildon and Brentwood", "Castle Point and Rochford", "Mid Essex", "Southend", "Thurrock")
THEMES = (
    ("travel", "Travel and transport", "concern", "Getting to services that are further away: buses, parking, cost."),
    ("local", "Loss of local voice", "concern", "Decisions would be taken further from the people they affect."),
    ("join", "Joined-up care", "benefit", "Services that talk to each other; telling your story once."),
    ("cost", "Saving money on management", "benefit", "One management team instead of five."),
    ("forum", "Keep local forums", "suggestion", "Keep, or start, a patient forum for each place."),
)


def table(name: str, frame: pd.DataFrame, formats: dict[str, str], notes: tuple[str, ...] = ("bases",)) -> SummaryTable:
    title = name.replace("_", " ").capitalize()
    return SummaryTable(
        name=name,
        title=title,
        scope="All respondents with at least one answer that could be analysed.",
        units="number and share of respondents",
        frame=frame,
        headers={"share": "Share of respondents", "code": "Code"},
        formats=formats,
        notes=notes,
    )


@pytest.fixture
def about() -> dict[str, str]:
    return {
        "title": "Working together for Mid and South Essex",
        "asked_by": "NHS CCGs in Mid and South Essex",
        "about": "Five CCGs asked whether they should become one.",
        "opened": "2020-02-17",
        "closed": "2020-04-10",
        "contact": "engagement@example.org",
        "version": "0.1.0",
        "run_id": "0123456789ab",
        "language": "en",
    }


@pytest.fixture
def summary() -> Summary:
    """Return five themes over five areas, with a hidden cell, an unreliable area and an awkward quote."""
    themes = pd.DataFrame(
        [
            (i, code, name, pd.NA, kind, definition, 120 - 20 * i, 300, (120 - 20 * i) / 300, 0.2, 0.4, 90 - 10 * i)
            for i, (code, name, kind, definition) in enumerate(THEMES, start=1)
        ],
        columns=["rank", "code", "theme", "parent", "kind", "definition", "respondents", "base", "share", "lower",
                 "upper", "unique_wording"],
    )  # fmt: skip
    cells = []
    for code, theme, _, _ in THEMES:
        for j, area in enumerate(AREAS):
            n = 12 + 5 * j
            row = [code, theme, area, 60, n, n / 60, n / 60 - 0.1, n / 60 + 0.12, 0.33, n / 60 - 0.33, n / 60 - 0.43,
                   n / 60 - 0.2, 300 * n / 60, 0.2, 0.31, "[ns]", "no clear difference", "[z]"]  # fmt: skip
            if code == "forum" and area == "Thurrock":
                row[4:16] = ["[c]"] * 12
                row[16] = "[c]"
            if code == "travel" and area == "Thurrock":
                row[13:17] = [0.0001, 0.0012, "[ss]", "higher"]
            cells.append(row)
    by_area = pd.DataFrame(
        cells,
        columns=["code", "theme", "area", "base", "respondents", "share", "lower", "upper", "rest_share", "difference",
                 "difference_lower", "difference_upper", "index", "p", "adjusted_p", "significance", "finding",
                 "reliability"],
    )  # fmt: skip
    areas = pd.DataFrame(
        [(area, f"E{j}", 60, 0.2, 100_000 * (j + 1), (j + 1) / 15, 6.0 / (j + 1), 3 / (j + 1), "[z]")
         for j, area in enumerate(AREAS)],
        columns=["area", "code", "respondents", "share", "population", "population_share", "per_10000",
                 "representation", "reliability"],
    )  # fmt: skip
    quotes = pd.DataFrame(
        {
            "quote_id": ["Q1", "Q2", "Q3"],
            "code": ["travel", "travel", "local"],
            "theme": ["Travel and transport", "Travel and transport", "Loss of local voice"],
            "area": ["Mid Essex", "Thurrock", "Mid Essex"],
            "respondent_type": ["Patient or member of the public", "Carer", "GP"],
            "quote": ["=The bus costs £4 & takes “an hour”.", "<b>No</b> bus at all 😀", "[name](she) said $$ all"],
        }
    )
    responses = pd.DataFrame(
        {"channel": ["online survey", "paper"], "received": [300, 50], "blank": [20, 0], "analysed": [270, 50]}
    )
    shares = {"share": "share", "lower": "share", "upper": "share"}
    tables = [
        table("responses", responses, dict.fromkeys(responses.columns[1:], "count")),
        table("areas", areas, {"share": "share", "population": "count", "population_share": "share",
                               "respondents": "count", "per_10000": "number", "representation": "number"}),
        table("themes", themes, shares | dict.fromkeys(("rank", "respondents", "base"), "count"), ("bases", "coding")),
        table("themes_by_area", by_area, shares | {"rest_share": "share", "difference": "share",
              "difference_lower": "share", "difference_upper": "share", "index": "number", "p": "p",
              "adjusted_p": "p", "base": "count", "respondents": "count"}, ("bases", "suppression")),
        table("suggestions", pd.DataFrame({"theme": ["Keep local forums"], "respondents": [20],
                                           "governing_body_response": [pd.NA]}), {"respondents": "count"}),
        table("quotes", quotes, {}),
        table("codebook", themes[["code", "theme", "kind", "definition"]], {}),
        table("qa_log", pd.DataFrame({"check": ["States add up"], "result": ["yes"], "evidence": ["320 = 320"]}), {}),
        table("campaigns", pd.DataFrame(columns=["campaign_id", "copies"]), {"copies": "count"}),
    ]  # fmt: skip
    return Summary(
        facts={"respondents": 300, "answers": 320, "areas_differ": "Areas differ by more than chance (p = 0.01)."},
        tables={t.name: t for t in tables},
        notes={
            "coding": "One answer may carry several themes.",
            "bases": "Shares are of respondents, not of answers.",
            "suppression": "Counts below 5 are hidden.",
        },
    )
