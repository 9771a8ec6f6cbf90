"""What people wrote comes back character for character, from every kind of file."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback_nlp.read import read_export
from tests.read.files import write_csv, write_ods, write_xlsx

files = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))

# Surrogates are no text. NUL and the like cannot stand in XML; the csv tests have them.
ANY = st.characters(exclude_categories=("Cs",), exclude_characters="\x00")
IN_XML = st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffe\uffff")
LETTERS = "abcdefghijklmnopqrstuvwxyzABCÉé£’“”–…ŵ,;|\t\"'=/ \n"


def tables(alphabet) -> st.SearchStrategy:
    cell = st.one_of(
        st.text(alphabet, max_size=12), st.sampled_from(["", "None", "n/a", "NA", "=1+1", "007", " a ", "1.0", "TRUE"])
    )
    return st.lists(st.tuples(cell, cell), min_size=1, max_size=6)


def rows_of(cells) -> list[list[str]]:
    return [["Response ID", "What do you think?", "Why?"], *[[f"R{i}", *row] for i, row in enumerate(cells, 1)]]


def read_back(path: Path, **how) -> list[list[str]]:
    export = read_export(path, layout="general", header_rows=1, **how)
    return [[c.name for c in export.columns], *export.rows.fillna("").to_numpy().tolist()]


@files
@given(
    cells=tables(ANY), delimiter=st.sampled_from(",;\t|"), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])
)
def test_csv_in_unicode(tmp_path_factory, delimiter, encoding, cells) -> None:
    path = tmp_path_factory.mktemp("t") / "x.csv"
    rows = rows_of(cells)
    assert read_back(write_csv(path, rows, encoding=encoding, delimiter=delimiter)) == rows


@files
@given(
    cells=tables(LETTERS.replace("ŵ", "")), encoding=st.sampled_from(["cp1252", "mac_roman", "latin-1", "utf-16-le"])
)
def test_csv_in_a_named_encoding(tmp_path_factory, encoding, cells) -> None:
    path = tmp_path_factory.mktemp("t") / "x.csv"
    if encoding == "latin-1":
        cells = [tuple(cell.encode("latin-1", "ignore").decode("latin-1") for cell in row) for row in cells]
    rows = rows_of(cells)
    assert read_back(write_csv(path, rows, encoding=encoding), encoding=encoding) == rows


@files
@given(cells=tables(IN_XML))
def test_xlsx(tmp_path_factory, cells) -> None:
    rows = rows_of(cells)
    assert read_back(write_xlsx(tmp_path_factory.mktemp("t") / "x.xlsx", rows)) == rows


@files
@given(cells=tables(IN_XML))
def test_ods(tmp_path_factory, cells) -> None:
    rows = rows_of(cells)
    assert read_back(write_ods(tmp_path_factory.mktemp("t") / "x.ods", rows)) == rows


def test_dialects_of_line_ends(tmp_path: Path) -> None:
    rows = rows_of([("first line\nsecond line", "b"), ("c", "d\r\ne")])
    for newline in ("\n", "\r\n", "\r"):
        assert read_back(write_csv(tmp_path / "x.csv", rows, newline=newline)) == rows
    doubled = read_export(write_csv(tmp_path / "y.csv", rows_of([("a", "b"), ("c", "d")]), newline="\r\r\n"))
    assert doubled.rows.to_numpy().tolist() == [["R1", "a", "b"], ["R2", "c", "d"]]
    assert doubled.damage == (
        "Lines end in CR CR LF, which leaves an empty record after every row; those are passed over.",
    )
