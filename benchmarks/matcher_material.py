"""Put all that the matcher learns from and is chosen by into one plain file, for a machine without the package.

    python benchmarks/matcher_material.py --out material.json

Each set is a frame, texts and what each text carries: {"name", "part", "themes": [{"theme": sentence, …}], "reworded",
"texts", "owners", "places", "truth", "near"}. `reworded` is `themes` in other words, or []; `part` is learn, choose or
held out; `owners` says which answer each text is or is a segment of, and `places` where it starts and ends there;
`truth` is a string a text, a character a code: 1, 0, or ? where nobody knows. `near` names the consultations to learn
from whose frames are most like, nearest first.
"""

import argparse
import json
from pathlib import Path
from typing import Any, Final

import numpy as np
from matcher_data import Consultation, consultations
from numpy.typing import NDArray
from tagging_data import LabelledSet, anes, argkp

from feedback_nlp.networks import networks_for
from feedback_nlp.tag import CodeFrame
from feedback_nlp.tag.describe import parts

N_NEAR: Final = 4


def themes_of(frame: CodeFrame) -> list[dict[str, str]]:
    """Return what a frame says of each code, part by part."""
    return [parts(row) for row in frame.themes.to_dict("records")]


def reworded(one: Consultation) -> list[dict[str, str]]:
    """Return the same in other words, where somebody wrote them; [] otherwise."""
    if not one.reworded:
        return []
    blank = {"include": "", "exclude": "", "cues": (), "examples": ()}
    return [parts({**row, **blank, **one.reworded[row["code"]]}) for row in one.frame.themes.to_dict("records")]


def written(truth: NDArray[np.float64]) -> list[str]:
    """Return a string a text, a character a code."""
    return ["".join("?" if np.isnan(v) else str(int(v)) for v in row) for row in truth]


def of_consultation(one: Consultation, part: str) -> dict[str, Any]:
    """Return answers and their segments."""
    texts, truth, owners, places = one.pieces()
    return {
        "name": one.name,
        "part": part,
        "themes": themes_of(one.frame),
        "reworded": reworded(one),
        "texts": texts,
        "owners": owners,
        "places": places,
        "truth": written(truth),
    }


def of_set(one: LabelledSet) -> dict[str, Any]:
    """Return a public set: each text is an answer."""
    return {
        "name": one.name,
        "part": "learn",
        "themes": themes_of(one.frame),
        "texts": one.texts,
        "owners": list(range(len(one.texts))),
        "places": [(0, len(text)) for text in one.texts],
        "truth": written(one.truth),
    }


def add_near(sets: list[dict[str, Any]], n_near: int = N_NEAR) -> None:
    """Say of each consultation to learn from which others have frames most like its own (mean of its themes)."""
    own = [one for one in sets if one["part"] == "learn" and " " not in one["name"]]
    encode = networks_for().encoder.encode
    middle = np.stack([encode([" ".join(theme.values()) for theme in one["themes"]]).mean(axis=0) for one in own])
    middle -= middle.mean(axis=0)  # what all frames share says nothing
    middle /= np.linalg.norm(middle, axis=1, keepdims=True)
    alike = middle @ middle.T
    np.fill_diagonal(alike, -1)
    for one, row in zip(own, alike, strict=True):
        one["near"] = [own[k]["name"] for k in np.argsort(-row, kind="stable")[:n_near]]


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    sets = [of_consultation(one, part) for part, ones in consultations().items() for one in ones]
    sets += [of_set(one) for one in (*argkp(), *(anes(task, "train") for task in (1, 2, 5)))]
    add_near(sets)
    asked.out.write_text(json.dumps(sets, ensure_ascii=False), encoding="utf-8")
    for part in ("learn", "choose", "held out"):
        own = [one for one in sets if one["part"] == part]
        print(f"{part}: {len(own)} sets, {sum(len(one['texts']) for one in own)} texts")


if __name__ == "__main__":
    main()
