"""Rows with more or fewer cells than the headings: no word is lost, and the rows are named."""

from pathlib import Path

import pytest

from feedback_nlp.read.delimited import read_delimited

TEXT_LAST = "ID,Area,Comments\n" + "".join(f"R{i},{'Swale' if i % 2 else 'Thanet'},good{' x' * i}\n" for i in range(6))
TEXT_INSIDE = "ID,Comments,Area\n" + "".join(
    f"R{i},good{' x' * i},{'Swale' if i % 2 else 'Thanet'}\n" for i in range(6)
)
TWO_TEXTS = "ID,Good,Bad\n" + "".join(f"R{i},good{' x' * i},bad{' y' * i}\n" for i in range(6))
TOGETHER = (
    "Row 8 has more cells than the headings, because a comma in an answer stands in no quotation marks. What it had "
    "cut was put together again.",
)
NOT_CERTAIN = (
    "Row 8 has more cells than the headings: a comma in an answer stands in no quotation marks, and which answer that "
    "is is not certain. What stands after cell 3 has no heading, and cells before it may stand too far to the right. "
    "Put quotation marks around that answer, or export again as xlsx.",
)


def read(path: Path, text: str) -> tuple[list[list[str]], tuple[str, ...]]:
    path.write_text(text, newline="")
    sheet = read_delimited(path)
    return sheet.cells.fillna("").to_numpy().tolist(), sheet.notes


@pytest.mark.parametrize(
    ("above", "row", "cells", "notes"),
    [
        (TEXT_LAST, "R7,Swale,Good, but far", ["R7", "Swale", "Good, but far"], TOGETHER),
        (TEXT_LAST, "R7,Swale,Good,bad,,or so", ["R7", "Swale", "Good,bad,,or so"], TOGETHER),
        (TEXT_LAST, "R7,Swale,Good,", ["R7", "Swale", "Good"], ()),
        (TEXT_LAST, "R7,Sheppey,Good,bad", ["R7", "Sheppey", "Good", "bad"], NOT_CERTAIN),
        (TEXT_INSIDE, "R7,Good,bad,Swale", ["R7", "Good,bad", "Swale"], TOGETHER),
        (TEXT_INSIDE, "R7,Good, but far,", ["R7", "Good, but far", ""], TOGETHER),
        (TEXT_INSIDE, "R7,Good, but far, Swale", ["R7", "Good", " but far", " Swale"], NOT_CERTAIN),
        (TEXT_INSIDE, "R7,Good, bad, ugly,Swale", ["R7", "Good, bad, ugly", "Swale"], TOGETHER),
        (TWO_TEXTS, "R7,Good, but far,Bad", ["R7", "Good, but far", "Bad"], TOGETHER),
        (TWO_TEXTS, "R7,Good,far,Bad", ["R7", "Good", "far", "Bad"], NOT_CERTAIN),
        (TEXT_LAST.replace(",", ", "), "R7, Swale, Good, bad", ["R7", " Swale", " Good, bad"], TOGETHER),
        (TWO_TEXTS.replace(",", ", "), "R7, Good, far, Bad", ["R7", " Good", " far", " Bad"], NOT_CERTAIN),
    ],
)
def test_a_comma_without_quotation_marks(
    tmp_path: Path, above: str, row: str, cells: list[str], notes: tuple[str, ...]
) -> None:
    found, said = read(tmp_path / "x.csv", above + row + "\n")
    assert (found[-1], said) == (cells, notes)
    assert [one[: len(cells)] for one in found[:-1]] == [
        [*line.split(","), ""][: len(cells)] for line in above.splitlines()
    ]


def test_rows_that_are_too_short_are_named(tmp_path: Path) -> None:
    found, said = read(tmp_path / "x.csv", f"Our survey\n{TEXT_LAST}R7,Swale,Good\nbut far\nR8,Swale\n")
    assert found[-3:] == [["R7", "Swale", "Good"], ["but far", "", ""], ["R8", "Swale", ""]]
    assert said == (
        "Rows 10, 11 have fewer cells than the headings; the missing ones are read as empty. If one of them is the end "
        "of the answer above it, put quotation marks around the whole answer there, or export again as xlsx.",
    )


def test_a_heading_for_every_cell_but_the_last_of_all_rows(tmp_path: Path) -> None:
    text = "ID,Comments\nR1,good,1\nR2,bad,2\nR3,so so,3\n"
    assert read(tmp_path / "x.csv", text) == (
        [["ID", "Comments", ""], ["R1", "good", "1"], ["R2", "bad", "2"], ["R3", "so so", "3"]],
        (),
    )


def test_more_cells_than_headings_in_most_rows_are_said(tmp_path: Path) -> None:
    text = "ID,Comments\n" + "".join(f"R{i},Parking is dear, very dear, and far away\n" for i in range(6))
    _, said = read(tmp_path / "x.csv", text + "R7,Fine\n")
    assert said == (
        "Most rows have more cells than the 2 headings in row 1: probably a comma in answers that stand in no "
        "quotation marks. What stands behind cell 2 has no heading and is in no answer. Export again as xlsx, or put "
        "quotation marks around the answers.",
    )
