"""A quotation mark that is opened and never closed loses nobody: rows come back, or the file is refused."""

import os
from itertools import islice
from pathlib import Path

import pytest

from feedback_nlp.errors import DataError
from feedback_nlp.read import delimited, read_export
from tests.read.files import write_csv

HEADING = "ID,Area,Comments please\n"


def read(path: Path, text: str) -> tuple[list[list[str]], tuple[str, ...]]:
    path.write_text(text, newline="")
    export = read_export(path, layout="general", header_rows=1)
    return export.rows.fillna("").to_numpy().tolist(), export.damage


def note(rows: str) -> tuple[str, ...]:
    return (
        "A quotation mark was opened and never closed in row "
        f"{rows}. It is read as an ordinary character there, which gives every line as many cells as the headings.",
    )


def test_rows_after_the_mark_come_back_where_every_line_is_a_row(tmp_path: Path) -> None:
    text = HEADING + '1,A,"fine"\n2,A,fine\n3,A,"open\n4,B,more\n5,B,and more'
    assert read(tmp_path / "x.csv", text) == (
        [["1", "A", "fine"], ["2", "A", "fine"], ["3", "A", '"open'], ["4", "B", "more"], ["5", "B", "and more"]],
        note("4"),
    )


def test_a_row_between_quoted_ones_comes_back(tmp_path: Path) -> None:
    text = HEADING + '1,A,"fine"\n2,A,"open\n3,A,"fine, in short"\n4,A,"fine"\n5,A,"open\n6,B,"x ""y"""\n7,A,"end"\n'
    assert read(tmp_path / "x.csv", text) == (
        [
            ["1", "A", "fine"],
            ["2", "A", '"open'],
            ["3", "A", "fine, in short"],
            ["4", "A", "fine"],
            ["5", "A", '"open'],
            ["6", "B", 'x "y"'],
            ["7", "A", "end"],
        ],
        note("3, 6"),
    )


def test_a_mark_before_another_cell_comes_back(tmp_path: Path) -> None:
    text = HEADING + '1,A,fine\n2,"open,fine\n3,B,more\n4,B,"more"\n'
    assert read(tmp_path / "x.csv", text)[0] == [
        ["1", "A", "fine"],
        ["2", '"open', "fine"],
        ["3", "B", "more"],
        ["4", "B", "more"],
    ]


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ('1,A,fine\n2,A,fine\n3,A,"open and cut o', "row 4"),
        ('1,A,fine\n2,A,"my list\n1, buses\n2, tr', "row 3"),
        ('1,A,"two\nlines"\n2,A,fine\n3,A,"open\n\n4,B,"more\nlines"\n5,B,fine\n', r"row 4 \(line 5 of the file\)"),
        ('1,A,fine\n2,A,fine\n3,A,"open\n4,B,x\n5,B,y\n6,B,6 foot 6"\n7,A,fine\n', "row 4"),
        ('1,A,fine\n2,A,fine\n3,A,"open\n4,B,x\nloose end\n5,B,"y"\n6,A,fine\n', "row 4"),
    ],
    ids=["cut", "a list cut", "a row of two lines", "closed by chance", "a loose line"],
)
def test_refused_where_that_is_not_certain(tmp_path: Path, body: str, where: str) -> None:
    with pytest.raises(DataError, match=rf"x\.csv: {where}: a quotation mark is opened and never closed") as caught:
        read(tmp_path / "x.csv", HEADING + body)
    assert "Add the missing quotation mark at the end of that answer, or export the responses again" in str(
        caught.value
    )


@pytest.mark.parametrize(
    "answer",
    [
        "Costs:\n1,000,000 pounds\n2,000,000 pounds",
        "My list:\n1, buses, trains\n2, trams, boats\n3, cars, bikes",
        'She said "no", then\n"yes", and "no"\nagain, and so, on',
        'x\n\n"',
        '"\n"\n","\n1,A,"',
        "Dear all,\n\nI write, with regret, and\nsadly, once more, to say\nno, no, no",
    ],
)
def test_what_was_written_is_never_refused(tmp_path: Path, answer: str) -> None:
    rows = [["ID", "Area", "Comments please"], *[[str(i), "A", answer if i == 4 else "fine"] for i in range(1, 7)]]
    write_csv(tmp_path / "x.csv", rows)
    export = read_export(tmp_path / "x.csv", layout="general", header_rows=1)
    assert export.rows.to_numpy().tolist() == rows[1:]
    assert export.damage == ()


def test_marks_not_doubled_in_a_long_answer_are_kept_and_said(tmp_path: Path) -> None:
    rows, damage = read(tmp_path / "x.csv", HEADING + '1,A,fine\n2,A,"She said\nthat "no" is no"\n3,A,fine\n')
    assert [row[0] for row in rows] == ["1", "2", "3"]
    assert damage == (
        "Quotation marks within an answer of several lines are not doubled in row 3. Check it in the export.",
    )


@pytest.mark.parametrize("n", [1, 2, 3])
def test_lines_may_come_in_blocks_of_any_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, n: int) -> None:
    monkeypatch.setattr(delimited, "line_blocks", lambda stream: iter(lambda: list(islice(stream, n)), []))
    test_rows_after_the_mark_come_back_where_every_line_is_a_row(tmp_path)
    test_a_row_between_quoted_ones_comes_back(tmp_path)
    test_what_was_written_is_never_refused(tmp_path, "Dear all,\n\nI write, with regret, and\nsadly, no, no")
    test_refused_where_that_is_not_certain(
        tmp_path,
        '1,A,"two\nlines"\n2,A,fine\n3,A,"open\n\n4,B,"more\nlines"\n5,B,fine\n',
        r"row 4 \(line 5 of the file\)",
    )


def test_every_csv_there_is_raises_no_alarm(shared_data: Path) -> None:
    from feedback_nlp.read.delimited import read_delimited

    paths = sorted(shared_data.rglob("*.csv"))
    assert paths
    for path in paths:
        assert [said for said in read_delimited(path).notes if "uotation mark" in said] == [], path.name


def test_a_pipe_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.csv")
    with pytest.raises(DataError, match=r"x\.csv is not a file on disk but a pipe, a device or a socket"):
        read_export(tmp_path / "x.csv")
