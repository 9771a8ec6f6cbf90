import tracemalloc
from typing import Any

import pytest

from feedback_nlp.tag.cues import CueFinder
from feedback_nlp.tag.frame import CodeFrame
from feedback_nlp.tag.words import WordReader

CUES = {
    "A": "lose local focus | see a GP | joined up | don't drive | A&E | our money",
    "B": "patient forum | cut | leading questions | local team",
    "C": "local focus | local teams meeting",
}


@pytest.fixture(scope="module")
def finder(nlp: Any) -> CueFinder:
    rows = [{"code": k, "theme": k, "definition": k, "cues": v} for k, v in CUES.items()]
    return CueFinder(CodeFrame.from_rows(rows).themes, WordReader(nlp))


def found(finder: CueFinder, text: str) -> list[tuple[str, str]]:
    (words,) = finder.reader.read([text])
    return [("ABC"[hit.code], text[hit.start : hit.end]) for hit in finder.find(words)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We’ll be losing our local focus.", [("A", "losing our local focus")]),
        ("Keep the local focus", [("C", "local focus")]),
        ("I can never see my GP", [("A", "see my GP")]),
        ("More joined-up care", [("A", "joined-up")]),
        ("people who don’t drive", [("A", "don’t drive")]),
        ("A&E is far", [("A", "A&E")]),
        ("PATIENT FORUMS", [("B", "PATIENT FORUMS")]),
        ("Cuts, cutting and cut", [("B", "Cuts"), ("B", "cutting"), ("B", "cut")]),
        ("a leading question", [("B", "leading question")]),
        ("where our money goes", [("A", "our money")]),
        ("where the money goes", []),
        ("shortcuts and GP sees", []),
        ("", []),
        ("  \n ", []),
        # The longer cue of another code wins.
        ("the local teams' meeting and local teams meetings", [("B", "local teams"), ("C", "local teams meetings")]),
    ],
)
def test_cues_in_any_form(finder: CueFinder, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(finder, text) == expected


def test_other_languages_match_whole_folded_words(nlp: Any) -> None:
    frame = CodeFrame.from_rows([{"code": "A", "theme": "a", "definition": "d", "cues": "acceso abierto | no"}])
    finder = CueFinder(frame.themes, WordReader(nlp, english=False))
    (words,) = finder.reader.read(["No al ACCESO  abiérto, accesos abiertos"])
    text = "No al ACCESO  abiérto, accesos abiertos"
    assert [text[hit.start : hit.end] for hit in finder.find(words)] == ["No", "ACCESO  abiérto"]
    assert not any(hit.denied for hit in finder.find(words))


def test_a_paragraph_as_a_cue_needs_no_memory(nlp: Any) -> None:
    # Each word may be the form of two: 2 to the power of 18 ways to say all.
    paragraph = "meetings " * 18
    frame = CodeFrame.from_rows([{"code": "A", "theme": "A", "definition": "x", "cues": paragraph}])
    reader = WordReader(nlp)
    tracemalloc.start()
    finder = CueFinder(frame.themes, reader)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10_000_000
    (words,) = reader.read([paragraph])
    assert [hit.code for hit in finder.find(words)] == [0]
