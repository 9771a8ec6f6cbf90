import dataclasses
import json

import pandas as pd
import pytest

from feedback_nlp.errors import DataError
from feedback_nlp.report.store import FILE, load_summary, save_summary
from feedback_nlp.summary import Summary, SummaryTable


def test_a_summary_comes_back_as_it_was(summary, about, tmp_path):
    save_summary(summary, tmp_path, about)
    back, asked, topics = load_summary(tmp_path)
    assert (asked, topics) == (about, None)
    assert (back.facts, back.notes, list(back.tables)) == (summary.facts, summary.notes, list(summary.tables))
    for name, table in summary.tables.items():
        pd.testing.assert_frame_equal(back.tables[name].frame, table.frame)
        for field in dataclasses.fields(SummaryTable):
            if field.name != "frame":
                assert getattr(back.tables[name], field.name) == getattr(table, field.name)


def test_odd_cells_and_types_come_back(tmp_path):
    frame = pd.DataFrame(
        {
            "object": pd.Series([1, 0.1, "[c]", pd.NA, "\ud83d", True], dtype=object),
            "count": pd.Series([1, None, 3, 4, 5, 6], dtype="Int64"),
            "share": [0.1, float("nan"), 0.3, 0.4, 0.5, 1 / 3],
            "text": pd.Series(["", None, "a", "b", "c", "d"], dtype="string"),
        }
    )
    save_summary(Summary({}, {"t": SummaryTable("t", "T", "", "", frame)}, {}), tmp_path, {})
    pd.testing.assert_frame_equal(load_summary(tmp_path)[0].tables["t"].frame, frame)


def test_topics_keep_no_counts_and_no_answers(summary, tmp_path):
    topics = pd.DataFrame(
        {
            "code": ["T01"],
            "title": ["bus"],
            "words": ["bus | late"],
            "answers": [2],
            "typical": [("SECRET",)],
            "overlap": [pd.NA],
            "overlap_share": [0.5],
        }
    )
    path = save_summary(summary, tmp_path, {}, topics)
    assert "SECRET" not in path.read_text()
    assert list(load_summary(tmp_path)[2].columns) == ["code", "title", "words", "overlap"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "is not the folder of a finished run"),
        ("{", "is damaged"),
        ('{"version": 99}', "another version"),
        ('{"version": 1}', '"about" is missing'),
        ("[" * 100_000, "is damaged"),
        ("[1]", "is damaged"),
    ],
)
def test_a_folder_that_is_no_run_is_named(content, says, tmp_path):
    if content is not None:
        (tmp_path / FILE).parent.mkdir()
        (tmp_path / FILE).write_text(content)
    with pytest.raises(DataError, match=says):
        load_summary(tmp_path)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda kept: kept["tables"][0]["rows"][1].pop(), "tables.1: row 2 has .* cells, and there are"),
        (lambda kept: kept["tables"][0]["rows"][1].__setitem__(0, [1]), "tables.1.rows.2.* is not what it should be"),
        (lambda kept: kept["tables"][0]["dtypes"].__setitem__(0, "colour"), "colour"),
        (lambda kept: kept["tables"][0]["notes"].append("nowhere"), 'the note "nowhere" is named and not there'),
        (lambda kept: kept["tables"].append(1), "tables.* is not what it should be"),
        (lambda kept: kept.update(facts=[]), '"facts" is not what it should be'),
        (lambda kept: kept.pop("topics"), '"topics" is missing'),
    ],
)
def test_a_summary_that_was_changed_is_named(change, says, summary, about, tmp_path):
    path = save_summary(summary, tmp_path, about)
    kept = json.loads(path.read_text())
    change(kept)
    path.write_text(json.dumps(kept))
    with pytest.raises(DataError, match=says):
        load_summary(tmp_path)
