"""The sets that the matcher learns from and is chosen by, as `matcher_material.py` writes them."""

import hashlib
import json
import random
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

CHANCES: Final = {
    "theme": 0.9, "kind": 0.7, "definition": 0.85, "examples": 0.6, "cues": 0.6, "include": 0.7, "exclude": 0.5,
}  # fmt: skip
"""How often each part of a code is shown in training: frames that lack one are read as well."""
N_FORMS: Final = 8
MOST: Final = {"argkp": 160, "anes": 600}
"""Texts a public set and epoch: they must not drown the consultations."""
IDLE_SEGMENTS: Final = 0.5
IDLE_BORROWED: Final = 0.15
SEEN: Final = -2.0
"""Log-odds from which a teacher is taken to see something in a text of another consultation."""


def described(theme: dict[str, str], shown: set[str] | None = None) -> str:
    """Return what is read of a code, all of it or the parts that are shown."""
    return " ".join(text for part, text in theme.items() if shown is None or part in shown) or theme["theme"]


@dataclass
class Set:
    """A frame, texts and what each carries: 1, 0 or NaN (nobody knows), (n_texts, n_codes).

    The answers come first; of text i, `owners[i]` is the answer that it is (of), and `places[i]` where it stands there.
    """

    name: str
    part: str
    themes: list[dict[str, str]]
    texts: list[str]
    owners: list[int]
    places: list[tuple[int, int]]
    truth: Array
    near: list[str] = field(default_factory=list)
    reworded: list[dict[str, str]] = field(default_factory=list)
    forms: list[list[str]] = field(default_factory=list)
    full: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, given: dict[str, Any]) -> "Set":
        """Read a set of the material."""
        value = {"1": 1.0, "0": 0.0, "?": np.nan}
        truth = np.array([[value[v] for v in row] for row in given["truth"]], dtype=np.float32)
        places = [(start, end) for start, end in given["places"]]
        said = (given["name"], given["part"], given["themes"], given["texts"], given["owners"])
        one = cls(*said, places, truth, given.get("near", []), given.get("reworded", []))
        one.full = [described(theme) for theme in one.themes]
        return one

    def borrow(self, other: "Set") -> "Set":
        """Return these texts under the frame of another consultation: nobody knows what they carry of it."""
        truth = np.full((len(self.texts), len(other.themes)), np.nan, dtype=np.float32)
        name = f"{self.name} under {other.name}"
        frame = {"themes": other.themes, "reworded": other.reworded, "full": other.full}
        return replace(self, name=name, truth=truth, near=[], forms=[], **frame)

    def draw_forms(self, rng: random.Random) -> None:
        """Draw which parts of each code are shown; half of the forms in other words, where there are any."""
        worded = [self.themes, self.reworded or self.themes]
        self.forms = [
            [
                described(theme, {part for part, chance in CHANCES.items() if rng.random() < chance})
                for theme in worded[i % 2]
            ]
            for i in range(N_FORMS)
        ]


def chosen(one: Set, rng: random.Random, thought: Array | None = None) -> list[int]:
    """Return the texts of a set that an epoch sees.

    Of segments that carry nothing, of which there are many, half; of texts under a borrowed frame those in which the
    teacher sees something, and a few others.
    """
    n_answers = max(one.owners) + 1
    if thought is not None and np.isnan(one.truth).all():
        seen = np.nan_to_num(thought, nan=-np.inf).max(axis=1) > SEEN
        order = [i for i, some in enumerate(seen) if some or rng.random() < IDLE_BORROWED]
    else:
        order = [
            i
            for i in range(len(one.texts))
            if i < n_answers or np.nansum(one.truth[i]) > 0 or rng.random() < IDLE_SEGMENTS
        ]
    rng.shuffle(order)
    return order[: MOST.get(one.name.split()[0], len(order))]


def fold_of(name: str, n_folds: int) -> int:
    """Return the fold of a consultation: its name decides, so that nobody chose."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % n_folds


def read_sets(path: Path) -> list[Set]:
    """Return all sets of the material."""
    return [Set.of(one) for one in json.loads(path.read_text(encoding="utf-8"))]
