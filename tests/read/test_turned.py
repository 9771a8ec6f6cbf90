"""A respondent in each column: set upright, and only where it is one."""

from pathlib import Path

from feedback_nlp.read import column_roles, read_export
from tests.read.files import write_csv, write_xlsx
from tests.read.test_layouts import LONG

ASKED = ["Where do you live?", "What do you think of the plan?"]
TURNED = [
    ["Question", *[f"Respondent {i + 1}" for i in range(6)]],
    [ASKED[0], *["Deal", "Walmer"] * 3],
    [ASKED[1], *LONG],
]


def test_questions_in_rows_are_read_as_columns(tmp_path: Path) -> None:
    export = read_export(write_xlsx(tmp_path / "group.xlsx", [["Focus group at the library"], [], *TURNED]))
    assert [one.role for one in column_roles(export)] == ["id", "area", "open"]
    assert export.rows[ASKED[1]].tolist() == LONG
    assert export.rows.index.tolist() == [2, 3, 4, 5, 6, 7]
    assert "rows and columns exchanged" in " ".join(export.damage)


def test_a_grid_of_statements_stays_as_it_is(tmp_path: Path) -> None:
    rows = [["Statement", "1", "2", "3"], *[[f"{text}?", "4", "5", "6"] for text in LONG]]
    assert read_export(write_csv(tmp_path / "grid.csv", rows)).columns[0].name == "Statement"


def test_numbered_boxes_stay_as_they_are(tmp_path: Path) -> None:
    rows = [["Name", "Idea 1", "Idea 2", "Idea 3"], *[[f"Group {i}", text, text, text] for i, text in enumerate(LONG)]]
    assert len(read_export(write_csv(tmp_path / "ideas.csv", rows)).rows) == 6
