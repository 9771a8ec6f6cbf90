from datetime import date, datetime
from pathlib import Path

import pytest

from feedback_nlp.errors import DataError
from feedback_nlp.read import read_export
from tests.read.files import write_csv, write_ods, write_xlsx

ROWS = [["ID", "What do you think?"], ["1", "It is too far to go for most of us"], ["2", "Fine"]]


def test_an_ending_that_lies_is_not_believed(tmp_path: Path) -> None:
    for write in (write_csv, write_xlsx, write_ods):
        path = write(tmp_path / "export.sav", ROWS)
        assert read_export(path).rows["What do you think?"].tolist() == ["It is too far to go for most of us", "Fine"]


def test_cells_of_a_workbook_as_people_typed_them(tmp_path: Path) -> None:
    cells = [
        12345678901,
        1.5,
        True,
        datetime(2020, 2, 17, 9, 30),
        datetime(2023, 9, 13, 23, 55, 48, 995000),
        date(2020, 2, 17),
        "007",
        "=1+1",
    ]
    path = write_xlsx(tmp_path / "x.xlsx", [[f"column {j}" for j in range(8)], cells])
    assert read_export(path).rows.to_numpy().tolist() == [
        ["12345678901", "1.5", "TRUE", "2020-02-17 09:30:00", "2023-09-13 23:55:49", "2020-02-17", "007", "=1+1"]
    ]


def test_responses_on_another_sheet_hidden_sheets_and_titles(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "x.xlsx",
        [["Guide"], ["How to use this workbook"]],
        sheet="Guide",
        others={"Responses": [["Our consultation 2020"], [], *ROWS, []], "hidden:_helpers": [["x"] * 30] * 50},
    )
    export = read_export(path)
    assert (export.sheet, export.title, export.header_rows) == ("Responses", "Our consultation 2020", 1)
    assert export.rows.index.tolist() == [4, 5]
    assert export.damage[:2] == (
        'The responses were read from the sheet "Responses"; not from "Guide".',
        'Hidden sheets were left alone: "_helpers".',
    )
    assert read_export(path, sheet="guide").sheet == "Guide"
    with pytest.raises(DataError, match=r'has no sheet "Respnses"\. Did you mean "Responses"'):
        read_export(path, sheet="Respnses")


@pytest.mark.parametrize(
    ("rows", "n", "names"),
    [
        ([["ID", "Why?"], ["", ""], ["1", "a"], ["2", "b"]], 1, ["ID", "Why?"]),
        ([["Ident 1", "Ident 2"], ["Who?", "Why?"], ["me", "a"], ["you", "b"]], 2, ["Ident 1: Who?", "Ident 2: Why?"]),
        ([["ID", "How?", "", ""], ["1", "By bus", "5", "x"], ["2", "By car", "4", "y"]], 1, ["ID", "How?", "How? [2]",
        "How? [3]"]),
        ([["ID", "Other", "Other"], ["1", "a", "b"], ["2", "c", "d"]], 1, ["ID", "Other", "Other (2)"]),
        ([["", "Q1", "", "Q2"], ["", "a", "b", "Response"], ["7", "a", "", "x"], ["8", "", "b", "y"]], 2,
         ["column 1", "Q1 - a", "Q1 - b", "Q2"]),
        ([["ID", "Rate us<br>please&nbsp;now", "Q2"], ["1", "5", "a"], ["2", "4", "b"]], 1, ["ID",
        "Rate us please now", "Q2"]),
        # The third row says which number stands for which option; its id is blank, like that of every heading.
        ([["Respondent ID", "How?", "", "Age"], ["", "Bus", "Car", "Response"], ["", "1", "2", "code"], ["11", "1",
        "", "3"],
          ["12", "", "2", "1"], ["13", "1", "2", "2"]], 3, ["Respondent ID", "How? - Bus - 1", "How? - Car - 2",
          "Age - code"]),
    ],
)  # fmt: skip
def test_headings_by_content(tmp_path: Path, rows, n: int, names: list[str]) -> None:
    export = read_export(write_csv(tmp_path / "x.csv", rows))
    assert (export.header_rows, [c.name for c in export.columns]) == (n, names)


def test_number_of_heading_rows_can_be_said(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "x.csv", [["a", "b"], ["1", "2"], ["3", "4"]])
    assert [c.name for c in read_export(path, header_rows=0).columns] == ["column 1", "column 2"]
    assert len(read_export(path, header_rows=0).rows) == 3
    assert [c.name for c in read_export(path, header_rows=2).columns] == ["a - 1", "b - 2"]


def test_responses_are_not_taken_for_headings(tmp_path: Path) -> None:
    rows = [["ID", "Area", "Why?"], *([str(i), "North" if i % 2 else "South", f"Because of {i}."] for i in range(40))]
    with pytest.raises(DataError, match=r"header_rows = 9 takes rows 2 to 9 for headings.*Write header_rows = 1,"):
        read_export(write_csv(tmp_path / "x.csv", rows), header_rows=9)
    words = [["Why?", "What else?"], *([f"Because {'so ' * i}", f"Nothing {'at all ' * i}"] for i in range(40))]
    export = read_export(write_csv(tmp_path / "y.csv", words), header_rows=9)
    assert len(export.rows) == 32
    assert "rows 2 to 9 of the file are read as headings and not as responses" in " ".join(export.damage)
    titled = [["A survey", "", ""], ["All responses", "", ""], *rows]
    assert len(read_export(write_csv(tmp_path / "z.csv", titled), header_rows=3).rows) == 40


def test_one_respondent_under_one_row_of_headings(tmp_path: Path) -> None:
    export = read_export(
        write_csv(tmp_path / "x.csv", [["Response ID", "Area", "Why?"], ["R1", "Swale", "Too far for me"]])
    )
    assert (export.header_rows, len(export.rows)) == (1, 1)


CROSSTAB = [
    ["Q1 by area"],
    ["", "Total", "Swale", "Thanet"],
    ["Unweighted base", "100", "40", "60"],
    ["Weighted base", "100", "41", "59"],
    ["Agree", "60%", "50%", "67%"],
    ["Disagree", "40%", "50%", "33%"],
]
FREQUENCIES = [
    ["Q1"],
    ["", "Frequency", "Percent", "Valid Percent", "Cumulative Percent"],
    ["Valid", "Yes", "10", "50", "50"],
    ["", "No", "10", "50", "100"],
]


@pytest.mark.parametrize(("rows", "words"), [(CROSSTAB, "a crosstab"), (FREQUENCIES, "a frequency table")])
def test_tables_of_figures_are_refused(tmp_path: Path, rows, words: str) -> None:
    with pytest.raises(DataError, match=f"It holds {words}"):
        read_export(write_xlsx(tmp_path / "x.xlsx", rows, others={f"Q{n}": rows for n in range(2, 6)}))


def test_words_of_a_summary_within_answers_do_not_refuse_a_survey(tmp_path: Path) -> None:
    rows = [
        ["ID", "What is your base?", "Why?"],
        ["1", "Total", "Percent"],
        ["2", "Base", "Frequency"],
        ["3", "Net", "Valid percent"],
    ]
    assert len(read_export(write_csv(tmp_path / "x.csv", rows)).rows) == 3


def test_damage_is_said(tmp_path: Path) -> None:
    rows = [
        ["ID", "Staff", "Why?"],
        ["1", "Oct-49", "x" * 255],
        ["2", "50-99", "\ufeffy" + "z" * 253],
        ["3", "100+", "short"],
        ["4", "1-9", ""],
    ]
    assert read_export(write_csv(tmp_path / "x.csv", rows)).damage == (
        '"Staff": 1 cells look like a range that a spreadsheet program turned into a date (10-49 into Oct-49). '
        "Mend them with [sources.recode].",
        '"Why?": 2 cells have exactly 255 characters and none has more: they were probably cut off. '
        "Export again in another format if the rest matters.",
        "1 cells hold a byte-order mark (U+FEFF); it is kept in answers and ignored elsewhere.",
    )


def test_xls_and_comments_of_commonplace(tmp_path: Path) -> None:
    path = tmp_path / "comments.json"
    path.write_text(
        '{"features": [{"id": "5f1", "properties": {"feeling": 75, "fields": [{"name": "anyOtherComments", "value": '
        '"More trees"}]},'
        '"geometry": {"coordinates": [0.5, 51.3]}}, {"id": "5f2", "properties": {"feeling": 10, "date": "6 days '
        'ago"}}]}'
    )
    export = read_export(path)
    assert export.layout == "commonplace"
    assert export.rows.fillna("").to_numpy().tolist() == [
        ["5f1", "75", "More trees", "0.5; 51.3", ""],
        ["5f2", "10", "", "", "6 days ago"],
    ]
