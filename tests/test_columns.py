import pandas as pd
import pytest

from feedback_nlp import columns
from feedback_nlp.errors import DataError


@pytest.mark.parametrize(
    "table", ["responses", "ledger", "prepared", "segments", "labels", "themes", "topics", "areas", "decisions"]
)
def test_an_empty_table_is_valid(table: str) -> None:
    assert len(columns.check(columns.empty(table), table)) == 0


def label(**changed: object) -> pd.DataFrame:
    row = {"response_id": "1/a", "kind": "theme", "code": "X", "score": 0.5, "source": "cue", "start": 0, "end": 3}
    return pd.DataFrame([row | changed])


def test_attributes_stand_behind_the_tables_own_columns() -> None:
    checked = columns.check(
        label()[["code", "response_id", "kind", "score", "source", "start", "end"]].assign(extra=1), "labels"
    )
    assert list(checked.columns) == [*columns.LABELS, "extra"]


def test_all_faults_are_named_and_no_cell_is_shown() -> None:
    with pytest.raises(DataError) as caught:
        columns.check(label(kind="secret words", source="guess").drop(columns="code"), "labels")
    message = str(caught.value)
    assert "code" in message
    assert "kind" in message
    assert "source" in message
    assert "secret" not in message


def test_response_ids_are_unique_in_prepared_but_not_in_labels() -> None:
    assert len(columns.check(pd.concat([label(), label(code="Y")]), "labels")) == 2
    twice = columns.empty("prepared").reindex([0, 1]).assign(response_id="1/a", question="a", text="t", n_redactions=0)
    with pytest.raises(DataError, match="response_id"):
        columns.check(twice, "prepared")


def test_tuples_stay_tuples() -> None:
    areas = pd.DataFrame({"area": ["A"], "code": ["1"], "population": [5]})
    areas["aliases"] = pd.Series([("a", "b")], dtype=object)
    areas["postcode_prefixes"] = pd.Series([()], dtype=object)
    assert columns.check(areas, "areas")["aliases"].tolist() == [("a", "b")]
