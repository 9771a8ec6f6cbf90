from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from feedback_nlp import columns as c
from feedback_nlp.errors import ConfigError, DataError
from feedback_nlp.tag.coded import read_coded, truth_table
from feedback_nlp.tag.frame import CodeFrame


def test_both_ways_of_naming_an_answer(tmp_path: Path, frame: CodeFrame, tables: Any) -> None:
    answers, _ = tables("a", "b", "c")
    (tmp_path / "a.csv").write_text("Response ID,code\nR1/q,travel | MONEY\nR0/q,NONE\nR0/q,none\nR9/q,LOCAL\n")
    (tmp_path / "b.csv").write_text("respondent_id,question,code\nR0,q,NONE\nR1,q,TRAVEL\nR1,q,MONEY\nR1,q,NONE\n")
    for name in ("a.csv", "b.csv"):
        coded = read_coded(tmp_path / name, answers, frame)
        assert coded.to_numpy().tolist() == [["R0/q", "NONE"], ["R1/q", "MONEY"], ["R1/q", "TRAVEL"]]
    responses, truth = truth_table(coded, frame.codes)
    assert responses == ["R0/q", "R1/q"]
    assert truth.tolist() == [[0, 0, 0], [0, 1, 1]]


def test_faults_together(tmp_path: Path, frame: CodeFrame, tables: Any) -> None:
    answers, _ = tables("a")
    (tmp_path / "a.csv").write_text("response_id,code\nR0/q,TRAVLE\nR0/q,X\n")
    with pytest.raises(ConfigError) as error:
        read_coded(tmp_path / "a.csv", answers, frame)
    assert str(error.value) == (
        "a.csv has 2 faults:\n"
        '  - row 2: the code "TRAVLE" is not in the frame. Did you mean "TRAVEL"?\n'
        '  - row 3: the code "X" is not in the frame. There are: "LOCAL", "TRAVEL", "MONEY".'
    )
    (tmp_path / "b.csv").write_text("respondent_id,cdoe\nR0,X\n")
    with pytest.raises(ConfigError, match="has 2 faults"):
        read_coded(tmp_path / "b.csv", answers, frame)
    (tmp_path / "c.csv").write_text("response_id,code\nR7/q,LOCAL\n")
    with pytest.raises(DataError, match="It has 1 rows"):
        read_coded(tmp_path / "c.csv", answers, frame)


def test_an_answer_with_a_theme_is_not_also_without(tmp_path: Path, frame: CodeFrame, tables: Any) -> None:
    answers, _ = tables("a")
    pd.DataFrame({"response_id": ["R0/q"], "code": ["NONE; LOCAL"]}).to_excel(tmp_path / "a.xlsx", index=False)
    assert list(read_coded(tmp_path / "a.xlsx", answers, frame)[c.CODE]) == ["LOCAL"]
