"""The invented consultations that the matcher learns from, and which of them it never sees while it learns."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tagging_data import LabelledSet

from feedback_nlp import columns as c
from feedback_nlp.tag import CodeFrame

CORPUS: Final = Path(__file__).parents[1] / "data" / "matcher"
HELD_OUT: Final = (
    "bus_network",
    "cycle_lane",
    "dog_control",
    "housing_allocations",
    "museum_admission",
    "national_park_parking",
    "school_merger",
    "town_centre_plan",
)
CHOOSE: Final = (
    "care_charges",
    "council_tax_support",
    "gp_opening_hours",
    "late_licences",
    "parks_charges",
    "taxi_fares",
)
"""The first eight of forty names by their SHA-256, and the next six: drawn when not all were written yet."""
_SENTENCE: Final = re.compile(r"(?<=[.!?;\n])\s+|\n+")
_LEAST_WORDS: Final = 3


@dataclass(frozen=True)
class Consultation:
    """An invented consultation: a frame, and answers with the words that carry each of its codes.

    Parameters
    ----------
    name
        The name of its folder.
    frame
        n_codes codes.
    texts
        n_answers answers.
    evidence
        For each answer code -> (start, end) of the words that carry it.
    """

    name: str
    frame: CodeFrame
    texts: list[str]
    evidence: list[dict[str, list[tuple[int, int]]]]

    @property
    def truth(self) -> NDArray[np.float64]:
        """1 where an answer carries a code, (n_answers, n_codes)."""
        return np.array([[float(code in found) for code in self.frame.codes] for found in self.evidence])

    def as_set(self) -> LabelledSet:
        """Return it in the shape of the other labelled sets."""
        return LabelledSet(self.name, self.texts, self.frame, self.truth)

    def pieces(self) -> tuple[list[str], NDArray[np.float64], list[int]]:
        """Return answers and, of longer ones, their sentences; what each carries; and the answer that each is of.

        A sentence carries a code whose evidence touches it by half or more; of the other codes of its answer nothing is
        known (NaN); the codes that the answer does not carry, it does not carry either.
        """
        texts, rows, owners = list(self.texts), list(self.truth), list(range(len(self.texts)))
        for owner, (text, found) in enumerate(zip(self.texts, self.evidence, strict=True)):
            spans = sentences(text)
            if len(spans) < 2:
                continue
            for start, end in spans:
                row = np.zeros(len(self.frame))
                for j, code in enumerate(self.frame.codes):
                    if code in found:
                        near = [_shared((start, end), span) for span in found[code]]
                        row[j] = 1.0 if max(near) >= 0.5 else np.nan
                texts.append(text[start:end])
                rows.append(row)
                owners.append(owner)
        return texts, np.array(rows), owners


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of a text are; those of a word or two belong to the one before."""
    spans: list[tuple[int, int]] = []
    at = 0
    for end in [*(found.start() for found in _SENTENCE.finditer(text)), len(text)]:
        start = at + len(text[at:end]) - len(text[at:end].lstrip())
        if start < end:
            if spans and len(text[start:end].split()) < _LEAST_WORDS:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
        at = end
    return spans


def _shared(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Return the share of `other` that lies in `one`."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0])) / max(other[1] - other[0], 1)


def read(folder: Path) -> Consultation:
    """Read one consultation."""
    frame = CodeFrame.read(folder / "frame.toml")
    texts, evidence = [], []
    for line in (folder / "answers.jsonl").read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)
        texts.append(answer["text"])
        found: dict[str, list[tuple[int, int]]] = {}
        for code, spans in answer["themes"].items():
            for span in [spans] if isinstance(spans, str) else spans:
                at = answer["text"].index(span)
                found.setdefault(code, []).append((at, at + len(span)))
        evidence.append(found)
    return Consultation(folder.name, frame, texts, evidence)


def consultations() -> dict[str, list[Consultation]]:
    """Return the corpus in three parts: to learn from, to choose by, and held out.

    Whole consultations are held out; no one chose them.
    """
    names = sorted(path.name for path in CORPUS.iterdir() if (path / "answers.jsonl").exists())
    parts = {
        "held out": [name for name in names if name in HELD_OUT],
        "choose": [name for name in names if name in CHOOSE],
        "learn": [name for name in names if name not in {*HELD_OUT, *CHOOSE}],
    }
    return {part: [read(CORPUS / name) for name in chosen] for part, chosen in parts.items()}


def described(row: "object", *, parts: tuple[str, ...] = ("theme", "definition", "include", "examples")) -> str:
    """Return what the matcher reads of a code: a row of a themes table as one text."""
    said = []
    for part in parts:
        value = getattr(row, part)
        if part == c.EXAMPLES:
            said += [f"For example: {' '.join(value)}"] if len(value) else []
        elif isinstance(value, str) and value.strip():
            said.append(value.strip() if part != c.INCLUDE else f"Includes: {value.strip()}")
    return " ".join(text if text[-1] in ".!?" else f"{text}." for text in dict.fromkeys(said))
