import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_nlp.report.cells import clean
from feedback_nlp.report.tidy import guard, numbers_and_markers, unguard, write_csv, write_tables
from feedback_nlp.summary import Summary
from tests.report.hostile import HOSTILE


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-x", "@SUM(A1)", "\t=1", "＝1", "'=1+1", "''-x"])
def test_what_would_be_a_formula_gets_an_apostrophe(text):
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "+5", "-0.25", "it's", "'tis", "a=b", "", "[c]", "£5", "…"])
def test_everything_else_stays_as_it_is(text):
    assert guard(text) == text


@given(st.text(alphabet="'=+-@\t5 x＝"))
@settings(max_examples=200)
def test_nothing_is_lost_by_guarding(text):
    assert unguard(guard(text)) == text
    assert guard(text)[:1] not in ("=", "@", "\t", "＝")


def test_csv_files_read_back(tmp_path):
    frame = pd.DataFrame({"quote": list(HOSTILE), "n": range(len(HOSTILE))}, dtype=object)
    write_csv(frame, tmp_path / "a.csv", for_spreadsheets=True)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfquote,n\n")
    back = pd.read_csv(tmp_path / "a.csv", dtype={"quote": "string"}, keep_default_na=False)
    assert back["quote"].map(unguard).tolist() == [clean(text) for text in HOSTILE]
    assert back["n"].tolist() == list(range(len(HOSTILE)))
    write_csv(frame, tmp_path / "b.csv")
    assert (tmp_path / "b.csv").read_bytes().startswith(b"quote,n\n")


def test_figures_and_markers_part_in_parquet():
    frame = pd.DataFrame({"area": ["A", "B"], "n": [7, "[c]"], "share": [0.5, "[u]"], "m": [1, 2]}, dtype=object)
    made = numbers_and_markers(frame, {"n": "count", "share": "share", "m": "count"})
    assert made.dtypes.astype(str).to_dict() == {
        "area": "string",
        "n": "Int64",
        "n_marker": "string",
        "share": "Float64",
        "share_marker": "string",
        "m": "Int64",
    }
    assert made.astype(object).where(made.notna(), None).to_dict("list") == {
        "area": ["A", "B"],
        "n": [7, None],
        "n_marker": [None, "[c]"],
        "share": [0.5, None],
        "share_marker": [None, "[u]"],
        "m": [1, 2],
    }


def test_every_table_is_written_twice_the_same(summary, tmp_path):
    for folder in ("one", "two"):
        write_tables(summary, tmp_path / folder)
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == sorted(f"{name}.{ending}" for name in summary.tables for ending in ("csv", "parquet"))
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_csv_holds_the_figures_of_the_summary(summary: Summary, tmp_path):
    write_tables(summary, tmp_path)
    back = pd.read_csv(tmp_path / "themes_by_area.csv", keep_default_na=False)
    frame = summary.tables["themes_by_area"].frame
    assert back["area"].tolist() == frame["area"].tolist()
    assert [v if v == "[c]" else float(v) for v in back["share"]] == frame["share"].tolist()
