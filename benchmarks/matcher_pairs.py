"""What an epoch of the matcher's lessons is made of: pairs of text and theme, and batches of like length."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from matcher_sets import Array, Set, chosen


@dataclass
class Pair:
    """A text, a theme, what is true (NaN: nobody knows) and what the teacher thinks (NaN: was not asked)."""

    text: str
    theme: str
    truth: float
    teacher: float
    weight: float


def pairs(sets: list[Set], teacher: dict[str, Array], negatives: int, rng: random.Random) -> list[Pair]:
    """Return the pairs of an epoch: every theme that a text carries, and some that it does not carry."""
    made = []
    for one in sets:
        thought = teacher.get(one.name)
        for i in chosen(one, rng, thought):
            row = one.truth[i]
            zeros = [j for j in range(len(row)) if row[j] == 0]
            taken = [j for j in range(len(row)) if row[j] == 1]
            if len(zeros) > negatives:
                if thought is not None and rng.random() < 0.7:  # those that the teacher finds likeliest, and others
                    zeros.sort(key=lambda j: -thought[i, j])
                    hard = zeros[: negatives // 2]
                    zeros = hard + rng.sample(zeros[negatives // 2 :], negatives - len(hard))
                else:
                    zeros = rng.sample(zeros, negatives)
            unknown = [j for j in range(len(row)) if np.isnan(row[j]) and thought is not None]
            for j in (*taken, *zeros, *unknown):
                says = float(thought[i, j]) if thought is not None else math.nan
                weight = 1.5 if row[j] == 1 else 1.0
                made.append(Pair(one.texts[i], rng.choice(one.forms)[j], float(row[j]), says, weight))
    return made


def batches(rows: list[tuple[list[int], int]], tokens: int, rng: random.Random | None) -> Iterator[list[int]]:
    """Yield rows of like length together, at most so many tokens a batch."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i][0]) + (rng.random() * 6 if rng else 0))
    made, at = [], 0
    while at < len(order):
        end = at + 1
        while end < len(order) and (end - at + 1) * (len(rows[order[end]][0]) + 8) <= tokens:
            end += 1
        made.append(order[at:end])
        at = end
    if rng:
        rng.shuffle(made)
    yield from made
