"""Workbooks with other headings on each sheet: a sheet for each question, or for each channel."""

from pathlib import Path

import pytest

from feedback_nlp.config import Consultation
from feedback_nlp.read import Reading, combine, draft_consultation, read_source
from tests.read.files import Rows, write_xlsx
from tests.read.test_layouts import LONG

PLACES = ["Deal", "Walmer", "Deal", "Sandwich", "Walmer", "Deal"]


def read_book(folder: Path, sheets: dict[str, Rows]) -> tuple[list[str | None], Reading]:
    first, *others = sheets
    path = write_xlsx(folder / "book.xlsx", sheets[first], sheet=first, others={name: sheets[name] for name in others})
    (folder / "consultation.toml").write_text(draft_consultation([path]), encoding="utf-8")
    sources = Consultation.load(folder).sources
    readings = [read_source(**{**source.model_dump(), "files": [path]}) for source in sources]
    return [source.sheet for source in sources], combine(readings)


def of_question(heading: str, ids: list[str], places: list[str], texts: list[str]) -> Rows:
    return [["Ref", "Area", heading], *[list(row) for row in zip(ids, places, texts, strict=True)]]


REFS = [f"TDC-{i}" for i in range(6)]
COUNTER = [str(i) for i in range(1, 7)]


@pytest.mark.parametrize(
    ("ids", "other_places", "n"),
    [
        (REFS, PLACES, 6),
        (COUNTER, PLACES, 6),
        (COUNTER, PLACES[::-1], 12),
        (REFS, [""] * 6, 6),
        (COUNTER, [""] * 6, 12),
    ],
)
def test_a_sheet_for_each_question(tmp_path: Path, ids: list[str], other_places: list[str], n: int) -> None:
    like = of_question("What do you like about it?", ids, PLACES, LONG)
    change = of_question("What would you change?", ids, other_places, [text[::-1] for text in LONG])
    sheets, reading = read_book(tmp_path, {"Q1": like, "Q2": change})
    assert sheets == ["Q1", "Q2"]
    assert len(reading.responses) == len(reading.ledger) == 12
    assert reading.responses["response_id"].is_unique
    assert reading.responses["respondent_id"].nunique() == n


def test_a_sheet_for_each_channel(tmp_path: Path) -> None:
    online = [["ID", "Which ward do you live in?", "Please tell us why"]]
    online += [[f"W{i}", PLACES[i], text] for i, text in enumerate(LONG)]
    paper = [["No.", "Ward", "Your reasons"], *[[str(i), PLACES[i], text[::-1]] for i, text in enumerate(LONG)]]
    sheets, reading = read_book(tmp_path, {"Online": online, "Paper": paper, "Typed by": [["Reception"], ["Library"]]})
    assert sheets == ["Online", "Paper"]
    assert reading.responses["channel"].tolist() == ["online survey"] * 6 + ["paper"] * 6


@pytest.mark.parametrize(
    "beside",
    [
        [["Code", "What it means"], *[[f"A{i}", text[::-1]] for i, text in enumerate(LONG)]],
        [["Ward", "About the ward"], *[[f"Ward {i}", text[::-1]] for i, text in enumerate(LONG)]],
        [["Area", "Quote"], *[["Deal", text] for text in LONG]],
    ],
)
def test_what_is_no_answer_is_no_source(tmp_path: Path, beside: Rows) -> None:
    answers = of_question("What do you like about it?", REFS, PLACES, LONG)
    assert read_book(tmp_path, {"Data": answers, "More": beside})[0] == ["Data"]
