"""Whatever table comes: `init` writes a file that `check` takes as it is, or says in a sentence why not."""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback_nlp import cli
from feedback_nlp.config import Consultation
from feedback_nlp.errors import FeedbackError
from feedback_nlp.read import combine, draft_consultation, read_source, roles
from tests.read.files import write_csv, write_xlsx
from tests.read.test_layouts import CASES, LONG

HEADINGS = [
    *["", "ID", "Response ID", "Respondent ID", "Which area do you live in?", "Why?", "Why?", "Other (please specify)"],
    *["Response", "Q1", "Q1_1", "Q1_2_TEXT", "use[SQ001]", "x___1", "Bus:How?", "Unnamed: 3", "id. Response ID", "#"],
    *[
        "StartDate",
        "Timestamp",
        "Question",
        "Answer",
        "Total",
        "Answered",
        "area",
        "response_id",
        "text_raw",
        "source_row",
    ],
    *["postcode", "Do you support it?", "'''", '"', "\\"],
]
CELLS = [
    *["", "", "-", "n/a", "1", "2", "R1", "R2", "1.1E+11", "17/02/2020", "2020-02-17 09:30:00", "Yes", "No", "Swale"],
    *["Support", "Oppose", "ME1 1AA", "a@b.org", '{"ImportId":"QID1_TEXT"}', "Total", "=1+1", "\ufeff", "<b>x</b>"],
    *["@SQ@", "<U+0041><U+0042>", *LONG],
]


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(1, 7))
    headings = st.lists(st.sampled_from(HEADINGS), min_size=width, max_size=width)
    rows = st.lists(st.lists(st.sampled_from(CELLS), min_size=width, max_size=width), max_size=12)
    return [*draw(st.lists(headings, min_size=1, max_size=3)), *draw(rows)]


def init_then_check(path: Path) -> None:
    """Draft, load and read; only a `FeedbackError` of the drafting may stop it."""
    try:
        text = draft_consultation([path])
    except FeedbackError:
        return
    (path.parent / "consultation.toml").write_text(text, encoding="utf-8")
    sources = Consultation.load(path.parent).sources
    reading = combine([read_source(**{**source.model_dump(), "files": [path]}) for source in sources])
    analysed = reading.ledger[reading.ledger["state"] == "analysed"]
    assert len(reading.responses) == len(analysed)
    assert reading.responses["response_id"].is_unique
    assert set(reading.ledger["state"]) <= {"analysed", "duplicate", "excluded"}


many = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@many
@given(rows=tables())
def test_init_then_check(tmp_path_factory, rows: list[list[str]]) -> None:
    init_then_check(write_csv(tmp_path_factory.mktemp("t") / "x.csv", rows))


def test_a_heading_over_answers_and_areas_is_a_question(tmp_path: Path) -> None:
    where = "Which area do you live in?"
    rows = [
        [where, "", "", "", where, "", ""],
        ["ID", "", "", "", "", "", where],
        ["17/02/2020", "", "", "", "I would have to travel much further to see a doctor who knows me", "", ""],
    ]
    path = write_csv(tmp_path / "x.csv", rows)
    init_then_check(path)
    text = draft_consultation([path])
    assert f'area_live = "{where}"' in text
    assert f'"{where}" looks like "area" too, under the same heading as answers; only these are read.' in text


def test_the_test_above_notices_a_fault_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles, "describe", lambda cells: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        init_then_check(write_csv(tmp_path / "x.csv", CASES[0][1]))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ["surveymonkey", "dhsc", "broken", "figures", "nothing"])
def test_the_command_line_says_what_is_wrong_without_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, ending: str
) -> None:
    given_rows = {case[0]: case[1] for case in CASES}
    rows = given_rows.get(name, [["ID", "Age"], *[[str(i), str(20 + i)] for i in range(9)]])
    path = (write_csv if ending == "csv" else write_xlsx)(tmp_path / f"x.{ending}", rows)
    if name == "broken":
        path.write_bytes(b"PK\x03\x04" + path.read_bytes()[40:])
    if name == "nothing":
        path.write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    codes = []
    for line in (["init", path.name], ["check", "consultation.toml"]):
        monkeypatch.setattr(sys, "argv", ["feedback-nlp", *line])
        with pytest.raises(SystemExit) as left:
            cli.main()
        codes.append(left.value.code or 0)
    said = "".join(capsys.readouterr())
    assert codes == ([0, 0] if name in given_rows else [1, 1])
    assert "Traceback" not in said
    assert "Something went wrong" not in said
