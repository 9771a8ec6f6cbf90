"""Exports as their owners pass them on: rows taken out, sheets added, saved again by other programs."""

from pathlib import Path

import pytest

from feedback_nlp.config import Consultation
from feedback_nlp.errors import DataError
from feedback_nlp.read import column_roles, combine, draft_consultation, read_export, read_source
from tests.read.files import write_csv, write_xlsx
from tests.read.test_layouts import LONG, QUALTRICS

PLACES = ["Swale", "Thanet"] * 3
YES_NO = ["Yes", "No"] * 3
META = ["Respondent ID", "Start Date", "End Date"]


def started(i: int) -> list[str]:
    return [str(11280740320 + i), f"01/{17 + i}/2020 12:30:48 AM", f"01/{17 + i}/2020 12:39:43 AM"]


# What Qualtrics writes, without its row of tags: the words below are all there is.
WORDS_ONLY = [["Recorded Date" if cell == "End Date" else cell for cell in QUALTRICS[1]], *QUALTRICS[3:]]
TWO_TIER = [
    ["Ref", "Area", "Opening hours", "", "Closure", ""],
    ["", "", "Support", "Reason", "Support", "Reason"],
    *[
        [f"L{i}", PLACES[i], ["Support", "Oppose"][i % 2], text, ["Oppose", "Support"][i % 2], text[::-1]]
        for i, text in enumerate(LONG)
    ],
]
# Options repeat in the cells below them; only the blank place of the id says that the row is one of headings.
THREE_ROWS = [
    ["UserID", "Unique ID", "Started", "Ended", "Q1. What do you use?", "", "Q2. Rate it", "", "Q3. Please say why"],
    ["", "", "", "", "GP", "Other (please specify):", "Parking", "Food", ""],
    ["", "", "", "", "", "", "Rating", "Rating", ""],
    *[
        [str(184467 + i), "", "17/02/2020 09:00", "17/02/2020 09:10", "GP" if i % 2 else "-",
         "Hospice" if i == 3 else "-", "Good", "Poor", text]
        for i, text in enumerate(LONG)
    ],
]  # fmt: skip
BY_PANDAS = [
    [*META, "Which area do you live in?", "Unnamed: 4", "Why do you say that?"],
    ["", "", "", "Response", "Other (please specify)", "Open-Ended Response"],
    *[[*started(i), PLACES[i], "Isle of Harty" if i == 2 else "", text] for i, text in enumerate(LONG)],
]
SPREAD = [
    [*META, "How far do you support the merger?", "", "", "Please list three improvements", "", ""],
    ["", "", "", "Strongly support", "Neither support nor oppose", "Oppose", "1.", "2.", "3."],
    *[
        [*started(i), *["Strongly support" if i % 2 else "", "", "" if i % 2 else "Oppose"], text, text[::-1],
         ["more buses", "parking"][i // 3] if i % 3 == 0 else ""]
        for i, text in enumerate(LONG)
    ],
]  # fmt: skip
STAFF_TOO = [
    ["Logged by", "Date received", "Unique ref", "Format", "Your view of the plan", "Officer response", "Coding notes",
     "Supporting file"],
    *[
        ["JB", f"1{i}/02/2020", f"LIB{i:03d}", "Letter", text, f"Noted and passed to highways on day {i} for an answer",
         f"unclear whether this is about the hospital, check {i}", f"scan {i}.pdf"]
        for i, text in enumerate(LONG)
    ],
]  # fmt: skip
GERMAN = [
    ["ID", "Startzeit", "Fertigstellungszeit", "E-Mail", "Wo wohnen Sie?", "Was sollten wir verbessern?"],
    *[
        [str(i + 1), f"2023-09-1{i} 09:53:33", f"2023-09-1{i} 09:57:10", "anonymous", ["Mitte", "Nord"][i % 2], text]
        for i, text in enumerate(LONG)
    ],
]
WIDE = [
    ["id", "status", "date_started", "Q_551201_Where do you live?", "Q_551202_Any other ethnic background / <text>",
     "Q_551203_Please explain your answer"],
    *[
        [str(9021 + i), "completed", f"2024-02-0{1 + i}T09:00:00Z", PLACES[i], "Cornish" if i == 1 else "", text]
        for i, text in enumerate(LONG)
    ],
]  # fmt: skip
NO_HEADINGS = [[str(1001 + i), PLACES[i], YES_NO[i], text] for i, text in enumerate(LONG)]

CASES = [
    ("words only", WORDS_ONLY, 1, ["date", "date", "metadata", "personal", "metadata", "metadata", "id", "area",
     "closed", "closed", "open", "other_specify"]),
    ("two tiers", TWO_TIER, 2, ["id", "area", "position", "open", "position", "open"]),
    ("three rows", THREE_ROWS, 3, ["id", "empty", "date", "date", "closed", "other_specify", "closed", "closed",
     "open"]),
    ("pandas", BY_PANDAS, 2, ["id", "date", "date", "area", "other_specify", "open"]),
    ("spread", SPREAD, 2, ["id", "date", "date", "position", "empty", "position", "open", "open", "open"]),
    ("staff", STAFF_TOO, 1, ["closed", "date", "id", "closed", "open", "staff", "staff", "metadata"]),
    ("German", GERMAN, 1, ["id", "date", "date", "personal", "area", "open"]),
    ("codes before", WIDE, 1, ["id", "metadata", "date", "area", "other_specify", "open"]),
    ("no headings", NO_HEADINGS, 0, ["id", "closed", "closed", "open"]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "headings", "roles"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_each_column_is(tmp_path: Path, rows, headings: int, roles: list[str]) -> None:
    export = read_export(write_csv(tmp_path / "x.csv", rows))
    assert (export.header_rows, [one.role for one in column_roles(export)]) == (headings, roles)
    assert len(export.rows) == len(LONG)


@pytest.mark.parametrize("rows", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_headings_in_capitals_are_headings_too(tmp_path: Path, rows) -> None:
    loud = [[cell.upper() if cell.islower() or k < 3 else cell for cell in row] for k, row in enumerate(rows)]
    n = len(rows) - len(LONG)
    path = write_csv(tmp_path / "x.csv", [*loud[:n], *rows[n:]])
    assert read_export(path).header_rows == n


def drafted(tmp_path: Path, path: Path):
    (tmp_path / "consultation.toml").write_text(draft_consultation([path]), encoding="utf-8")
    sources = Consultation.load(tmp_path).sources
    return sources, combine([read_source(**{**source.model_dump(), "files": [path]}) for source in sources])


def test_previews_are_left_out_where_the_row_of_tags_is_missing(tmp_path: Path) -> None:
    _, reading = drafted(tmp_path, write_csv(tmp_path / "x.csv", WORDS_ONLY))
    assert reading.ledger["state"].tolist() == ["excluded", *["analysed"] * 5]


def test_an_id_that_a_spreadsheet_has_shortened_is_left_out(tmp_path: Path) -> None:
    rows = [[*META, "What worries you?"], *[["1.12807E+11", *started(i)[1:], text] for i, text in enumerate(LONG)]]
    (source,), reading = drafted(tmp_path, write_csv(tmp_path / "x.csv", rows))
    assert source.respondent_id is None
    assert reading.responses["respondent_id"].tolist() == [f"x-{row}" for row in range(2, 8)]
    assert (
        '# CHECK: "Respondent ID" looks like the id of a respondent, but 1 of its values stand in several rows that '
        "differ (a spreadsheet program has shortened them: export again). Every row is read as a respondent of its own."
    ) in (tmp_path / "consultation.toml").read_text(encoding="utf-8")


def test_two_answers_to_one_question_by_one_id(tmp_path: Path) -> None:
    asked = ["What do you like?", "What else?"]
    rows = [["Respondent", "Question", "Answer"]]
    rows += [[f"R{i // 2}", asked[i % 2], text] for i, text in enumerate(LONG)]
    (source,), reading = drafted(tmp_path, write_csv(tmp_path / "x.csv", rows))
    assert (source.respondent_id, reading.responses["respondent_id"].nunique()) == ("Respondent", 3)
    rows += [["R0", asked[0], "Something else again"]]
    (source,), reading = drafted(tmp_path, write_csv(tmp_path / "x.csv", rows))
    assert (source.respondent_id, reading.responses["respondent_id"].nunique()) == (None, 7)


def test_a_row_that_stands_twice_leaves_the_id_in_its_place(tmp_path: Path) -> None:
    rows = [["Submission ID", "What worries you?"], *[[f"s{i}", f"{text} {i}"] for i, text in enumerate(LONG * 2)]]
    (source,), reading = drafted(tmp_path, write_csv(tmp_path / "x.csv", [*rows, rows[3]]))
    assert source.respondent_id == "Submission ID"
    assert reading.ledger["state"].value_counts().to_dict() == {"analysed": 12, "duplicate": 1}


def test_paper_responses_without_an_id(tmp_path: Path) -> None:
    rows = [["Response ID", "Your comments"], *[[f"W{i}" if i < 4 else "", text] for i, text in enumerate(LONG)]]
    (source,), reading = drafted(tmp_path, write_csv(tmp_path / "x.csv", rows))
    assert source.respondent_id == "Response ID"
    assert reading.responses["respondent_id"].tolist() == ["W0", "W1", "W2", "W3", "x-6", "x-7"]


def test_totals_and_the_line_of_the_printer_are_no_respondents(tmp_path: Path) -> None:
    rows = [["No.", "Support", "Oppose", "What worries you?"]]
    rows += [[str(i + 1), str(i % 2), str(1 - i % 2), text] for i, text in enumerate(LONG)]
    rows += [["Total", "3", "3", ""], ["Report generated 17 February 2020 by the team", "", "", ""]]
    _, reading = drafted(tmp_path, write_csv(tmp_path / "x.csv", rows))
    assert reading.ledger["state"].tolist() == [*["analysed"] * 6, "excluded", "excluded"]


def test_sheets_with_the_same_headings_are_sources_of_their_own(tmp_path: Path) -> None:
    def sheet(texts: list[str]) -> list[list[str]]:
        return [["No", "Area", "What worries you?"], *[[str(i), PLACES[i], text] for i, text in enumerate(texts)]]

    others = {"Paper": sheet(LONG[3:]), "Cleaned": [[row[0], row[2], row[1].upper()] for row in sheet(LONG[:3])]}
    path = write_xlsx(tmp_path / "x.xlsx", sheet(LONG[:3]), sheet="Online", others=others)
    sources, reading = drafted(tmp_path, path)
    assert [(source.sheet, source.channel) for source in sources] == [("Online", "online survey"), ("Paper", "paper")]
    assert reading.responses["text_raw"].tolist() == LONG
    assert reading.responses["respondent_id"].tolist() == [
        *[f"x.xlsx [Online]:{i}" for i in range(3)],
        *[f"x.xlsx [Paper]:{i}" for i in range(3)],
    ]


def test_one_column_with_commas_in_it(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("\n".join(["Any comments?", *[text.replace(" and", ",") for text in LONG]]), encoding="utf-8")
    assert [column.name for column in read_export(path).columns] == ["Any comments?"]


CODEBOOK = [["Variable", "Label", "Values"], ["Q1", "Where do you live?", "1=Swale"], ["Q2", "Why?", "Open text"]]
CODE_FRAME = [["code", "theme", "definition", "cues", "examples"], ["DOCS", "Guides", "Better guides", "guide", "x"]]
FIGURES = [["Question", "Answer", "Count", "%"], *[["Q1", place, "10", "5%"] for place in PLACES]]
PIVOT = [["Row Labels", "Yes", "No", "Grand Total"], *[[place, "1", "2", "3"] for place in PLACES]]
SINGLE = [["Why?"], ["Answered", "90"], ["Skipped", "5"], ["Respondents", "Response Date", "Responses", "Tags"],
          ["1", "Jan 11 2021", LONG[0], ""]]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (CODEBOOK, r"a list of the questions \(a codebook\)"),
        (CODE_FRAME, "a code frame"),
        (FIGURES, "a summary of the questions"),
        (PIVOT, "a crosstab"),
        (SINGLE, "the answers to single questions, with nothing to tell who gave them"),
    ],
)
def test_what_is_no_table_of_responses_is_refused(tmp_path: Path, rows, words: str) -> None:
    with pytest.raises(DataError, match=f"It holds {words}"):
        read_export(write_csv(tmp_path / "x.csv", rows))
