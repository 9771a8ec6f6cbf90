"""What the display helpers show is what the summary holds, escaped, and no more."""

from dataclasses import replace
from types import SimpleNamespace
from xml.etree import ElementTree

import pandas as pd
import pytest

from feedback_nlp import notebook
from feedback_nlp.errors import DataError
from feedback_nlp.summary import Summary, SummaryTable


@pytest.fixture(scope="module")
def summary() -> Summary:
    frame = pd.DataFrame(
        {
            "code": ["COST", "COST", "TRAVEL", "TRAVEL"],
            "theme": ["Cost & waste", "Cost & waste", "Travel", "Travel"],
            "area": ["Mid <Essex>", "Southend", "Mid <Essex>", "Southend"],
            "respondents": [20, "[c]", 10, 40],
            "share": [0.2, "[c]", 0.1, 0.4],
            "lower": [0.1334, "[c]", 0.0552, 0.3094],
            "upper": [0.2888, "[c]", 0.1744, 0.498],
            "rest_share": [0.3, "[c]", 0.4, 0.1],
        },
        dtype=object,
    )
    table = SummaryTable(
        "themes_by_area",
        "Themes by area",
        "Respondents: 200",
        "Percentage of the base",
        frame,
        {"area": "Area", "theme": "Theme", "share": "Percentage"},
        {"share": "share", "lower": "share", "upper": "share", "rest_share": "share", "respondents": "count"},
        ("vote",),
    )
    return Summary(
        {}, {"themes_by_area": table}, {"vote": "It is not a vote & never was.", "other": "Not of this table."}
    )


def test_a_table_keeps_title_base_shorthand_and_notes(summary: Summary) -> None:
    shown = notebook.show(summary, "themes_by_area", columns=["area", "share"], where={"code": "COST"})
    left, right = (f'align="{side}" style="text-align: {side}; vertical-align: top"' for side in ("left", "right"))
    assert shown.html == (
        "<p><b>Themes by area</b><br>Respondents: 200. Percentage of the base.<br>2 of 4 rows are shown.</p>"
        f"<table><thead><tr><th {left}>Area</th><th {right}>Percentage</th></tr></thead>"
        f"<tbody><tr><td {left}>Mid &lt;Essex&gt;</td><td {right}>20%</td></tr>"
        f"<tr><td {left}>Southend</td><td {right}>[c]</td></tr></tbody></table>"
        "<p><small>[c] hidden for confidentiality.</small></p>"
        "<details><summary>Notes</summary><ul><li>It is not a vote &amp; never was.</li></ul></details>"
    )
    assert repr(shown) == "Themes by area 2 of 4 rows are shown."


def test_rows_are_asked_for_by_value_by_list_by_mask_and_by_number(summary: Summary) -> None:
    frame = summary.tables["themes_by_area"].frame

    def rows(**asked: object) -> int:
        return notebook.show(summary, "themes_by_area", **asked).html.count("<tr>") - 1  # type: ignore[arg-type]

    assert rows() == 4
    assert rows(where={"area": "Southend"}) == 2
    assert rows(where={"area": "Southend", "code": ["COST", "TRAVEL", "NOT_THERE"]}) == 2
    assert rows(where=frame["respondents"] == "[c]") == 1
    assert rows(where=frame["respondents"] == 5) == 0
    assert rows(first=3) == 3


def test_what_is_not_there_is_said_with_the_nearest_names(summary: Summary) -> None:
    with pytest.raises(DataError, match='no table "themes_by_are"\\. Did you mean "themes_by_area"'):
        notebook.show(summary, "themes_by_are")
    with pytest.raises(DataError) as error:
        notebook.show(summary, "themes_by_area", where={"aera": "Southend", "area": "Suthend"})
    assert str(error.value) == (
        "What was asked of the table themes_by_area has 2 faults:\n"
        '  - no column "aera". Did you mean "area"?\n'
        '  - no row with area "Suthend". Did you mean "Southend"?'
    )
    with pytest.raises(DataError, match='no column "chare"\\. Did you mean "share"'):
        notebook.show(summary, "themes_by_area", columns=["area", "chare"])


def test_a_chart_draws_what_is_shown_and_names_what_is_hidden(summary: Summary) -> None:
    shown = notebook.chart(summary, "themes_by_area", label="area", where={"code": "COST"})
    assert shown.title == "Themes by area: Cost & waste"
    assert "Cost &amp; waste" in shown.html
    assert "Diamonds are everybody else." in shown.html
    root = ElementTree.fromstring(shown.svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"  # without its namespace a picture of its own is not drawn
    said = " ".join(root.itertext())
    assert "Mid <Essex>: 20%; Southend: [c]." in said
    assert "hidden for confidentiality" in said
    assert shown == notebook.chart(summary, "themes_by_area", label="area", where={"code": "COST"})


def test_charts_of_one_page_share_no_id(summary: Summary) -> None:
    charts = [
        notebook.chart(summary, "themes_by_area", label="area", where={"code": code}) for code in ("COST", "TRAVEL")
    ]
    ids = [{e.attrib["id"] for e in ElementTree.fromstring(x.svg).iter() if "id" in e.attrib} for x in charts]
    assert all(ids)
    assert not ids[0] & ids[1]


def test_everybody_else_is_drawn_only_beside_a_share(summary: Summary) -> None:
    table = summary.tables["themes_by_area"]
    small = table.frame.head(1).assign(share="[u]", lower="[u]", upper="[u]")
    shown = notebook.chart(replace(summary, tables={"small": replace(table, frame=small)}), "small", label="area")
    assert "Diamonds" not in shown.html
    assert "low reliability" in shown.svg


def test_a_chart_of_no_rows_is_a_title_alone(summary: Summary) -> None:
    none = summary.tables["themes_by_area"].frame["code"] == "NOTHING"
    assert notebook.chart(summary, "themes_by_area", where=none).svg == ""


def test_jupyter_gets_the_picture_as_an_output_of_its_own(summary: Summary, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, str]] = []
    monkeypatch.setattr("IPython.display.display", lambda data, *, raw: seen.append(data))
    notebook.chart(summary, "themes_by_area", where={"area": "Southend"})._ipython_display_()
    assert [sorted(data) for data in seen] == [["text/html", "text/plain"], ["image/svg+xml", "text/plain"]]
    assert seen[0]["text/html"].startswith('<div class="tex2jax_ignore mathjax_ignore"><p>')


def test_a_frame_of_ones_own_is_shown_alike() -> None:
    frame = pd.DataFrame({"title": ["<b>"], "overlap_share": [0.256]})
    html = notebook.show_frame(frame, title="Topics", formats={"overlap_share": "share"}).html
    assert html.startswith("<p><b>Topics</b></p><table>")
    assert [cell in html for cell in (">&lt;b&gt;</td>", ">26%</td>", ">Overlap share</th>")] == [True] * 3


def answer(text: str, *spans: tuple[str, object, object]) -> str:
    """Return the marked words of an answer whose tags have these codes and places."""
    prepared = SimpleNamespace(answers=pd.DataFrame({"response_id": ["R1/q", "R2/q"], "text": [text, "Another."]}))
    labels = pd.DataFrame(
        [("R1/q", "theme", code, 0.75, "cue", start, end) for code, start, end in spans]
        + [("R2/q", "theme", "OTHER", 0.5, "cue", 0, 3)],
        columns=["response_id", "kind", "code", "score", "source", "start", "end"],
    ).astype({"start": "Int64", "end": "Int64"})
    html = notebook.evidence(prepared, labels, "R1/q", themes=pd.DataFrame({"code": ["A"], "theme": ["Buses"]})).html
    assert "OTHER" not in html
    assert ("A: Buses" in html) == any(code == "A" for code, *_ in spans)
    return html.split("<blockquote>")[1].removesuffix("</blockquote>")


def test_evidence_marks_the_words_and_escapes_them() -> None:
    marked = answer("No buses < trains\nhere", ("A", 3, 8))
    assert marked == "No <sup>[1]</sup><mark><b>buses</b></mark> &lt; trains<br>here"


def test_evidence_may_overlap() -> None:
    assert answer("abcdef", ("B", 2, 5), ("A", 0, 3)) == (
        "<sup>[1]</sup><mark><b>ab</b></mark><sup>[2]</sup><mark><b>c</b></mark><mark><b>de</b></mark>f"
    )


def test_a_tag_without_a_place_marks_nothing() -> None:
    assert answer("abc", ("A", pd.NA, pd.NA)) == "abc"
    assert answer("abc") == "abc"


def test_an_unknown_answer_is_said() -> None:
    prepared = SimpleNamespace(answers=pd.DataFrame({"response_id": ["MSE-0001/q"], "text": ["x"]}))
    with pytest.raises(DataError, match='No answer has the id "MSE-001/q"\\. Did you mean "MSE-0001/q"'):
        notebook.evidence(prepared, pd.DataFrame(), "MSE-001/q")
