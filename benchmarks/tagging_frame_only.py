"""Tags from a code frame alone: with the matcher, without it, by cues and by likeness, on sets it never learnt from.

    python benchmarks/tagging_frame_only.py [--choose]

The consultations that are held out, ThemeFinder's gambling set, ANES test splits, NHS Friends and Family and the
example. With --choose the consultations to choose by stand in for those that are held out, and the other sets are left
out: for looking while something is still being chosen.
"""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from matcher_data import consultations, told_part
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score
from tagging_data import LabelledSet, anes, example, fft, fft_split, gambling, tables

from feedback_nlp import columns as c
from feedback_nlp.networks import Networks, networks_for
from feedback_nlp.represent import load_language
from feedback_nlp.tag.asked import moved, of_segments
from feedback_nlp.tag.scorer import FrameScorer
from feedback_nlp.tag.weigh import ALONE, MATCHED, Weighing

Array = NDArray[np.float64]
Bools = NDArray[np.bool_]
BINS = 10
NEWEST = (
    "alcohol_home_delivery",
    "audiology_services_five_towns",
    "fire_cover_day_crews",
    "heritage_trusts_join",
    "market_square_plan",
    "pain_clinic_feedback",
    "vehicle_recalls_rules",
    "veterans_services_county",
)
"""Written last: nothing was learnt from them, and nothing chosen by them."""
WEIGHING: dict[str, Weighing] = {"with the matcher": MATCHED, "its question left out": MATCHED, "without it": ALONE}


@dataclass(frozen=True)
class Scored:
    """What each tagger gives the answers of one set, (n_answers, n_codes), and what is true of them."""

    name: str
    truth: Array
    scores: dict[str, Array]
    seconds: float


def scored(one: LabelledSet, networks: Networks, nlp: object, rows: NDArray[np.int64] | None = None) -> Scored:
    """Score the answers of a set by all taggers."""
    kept = np.arange(len(one.texts)) if rows is None else rows
    answers, segments = tables([one.texts[i] for i in kept])
    pieces = list(segments[c.TEXT])
    owner = segments[c.RESPONSE_ID].str[:6].astype(int).to_numpy()
    wholes = [answers[c.TEXT].iloc[i] for i in owner]
    encode = networks.encoder.encode
    stock = FrameScorer(one.frame, encode=encode, nlp=nlp)  # type: ignore[arg-type]
    features, _ = stock.features(pieces)
    start = time.perf_counter()
    with_it = FrameScorer(one.frame, encode=encode, match=networks.match, nlp=nlp)  # type: ignore[arg-type]
    alone, _ = with_it.score(pieces, wholes)
    seconds = time.perf_counter() - start
    named = [f"{row[c.THEME]}: {row[c.DEFINITION]}" for _, row in one.frame.themes.iterrows()]
    found = {
        "with the matcher": alone,
        "without it": stock.score(pieces)[0],
        "cues alone": features[:, :, 4],
        "cosine": np.asarray(encode(pieces), dtype=float) @ np.asarray(encode(named), dtype=float).T,
    }
    per_answer = {k: _per_answer(v, owner, len(answers)) for k, v in found.items()}
    ours, asked = per_answer["with the matcher"].clip(0), [one.questions[i] for i in kept] if one.questions else []
    if asked:
        per_answer["with the matcher"] = moved(ours, MATCHED.asked * of_segments(ours, answers[c.TEXT], asked))
        per_answer["its question left out"] = ours
    return Scored(one.name, one.truth[kept], per_answer, seconds)


def _per_answer(scores: Array, owner: NDArray[np.int64], n: int) -> Array:
    best = np.full((n, scores.shape[1]), -1.0)
    np.maximum.at(best, owner, scores)
    return best


def f1(said: Bools, truth: Array) -> tuple[float, float, float]:
    """Return micro F1, macro F1 over codes that occur, and mean F1 of answers (1 where both are empty)."""
    right, size = said * truth, said + truth
    answers = np.where(size.sum(axis=1) > 0, 2 * right.sum(axis=1) / np.maximum(size.sum(axis=1), 1), 1.0)
    seen = truth.sum(axis=0) > 0
    codes = 2 * right.sum(axis=0) / np.maximum(size.sum(axis=0), 1)
    return float(2 * right.sum() / max(1, size.sum())), float(codes[seen].mean()), float(answers.mean())


def mean_ap(scores: Array, truth: Array) -> float:
    """Return the mean over codes that occur of average precision."""
    seen = [i for i in range(truth.shape[1]) if truth[:, i].any()]
    return float(np.mean([average_precision_score(truth[:, i], scores[:, i]) for i in seen]))


def figures(one: Scored) -> dict[str, tuple[float, ...]]:
    """Return micro, macro and answers F1 and mAP of each tagger. The cosine has the best threshold for the test."""
    rows: dict[str, tuple[float, ...]] = {}
    for tagger, scores in one.scores.items():
        if tagger == "cosine":
            best = max(np.linspace(0.05, 0.8, 76), key=lambda t: f1(scores >= t, one.truth)[0])
            rows["cosine, best threshold of the test"] = (*f1(scores >= best, one.truth), mean_ap(scores, one.truth))
        elif tagger == "cues alone":
            if scores.any():
                rows[tagger] = (*f1(scores > 0, one.truth), np.nan)
        else:
            rows[tagger] = (*f1(WEIGHING[tagger].labels(scores), one.truth), mean_ap(scores, one.truth))
    return rows


def show(name: str, rows: dict[str, tuple[float, ...]]) -> None:
    """Print the rows of a set."""
    for tagger, values in rows.items():
        print(
            f"| {name} | {tagger} | " + " | ".join("-" if np.isnan(v) else f"{v:.3f}" for v in values) + " |",
            flush=True,
        )


def pooled(sets: list[Scored]) -> dict[str, tuple[float, ...]]:
    """Return means over consultations; micro F1 is over all answers and codes of all of them together.

    Cues alone are of the consultations whose frames have cues.
    """
    each = [figures(one) for one in sets]
    rows = {}
    for tagger in dict.fromkeys(name for one in each for name in one):
        mean = np.mean([one[tagger] for one in each if tagger in one], axis=0)
        rows[tagger] = tuple(map(float, mean))
    for tagger in set(WEIGHING) & set(each[0]):
        said = np.concatenate([WEIGHING[tagger].labels(one.scores[tagger]).ravel() for one in sets])
        truth = np.concatenate([one.truth.ravel() for one in sets])
        rows[tagger] = (float(2 * (said * truth).sum() / (said.sum() + truth.sum())), *rows[tagger][1:])
    return rows


def reliability(sets: list[Scored]) -> None:
    """Print how often codes of a probability are right, and the expected calibration error over all pairs."""
    p = np.concatenate([one.scores["with the matcher"].ravel() for one in sets]).clip(0, 1)
    truth = np.concatenate([one.truth.ravel() for one in sets])
    at = np.minimum((p * BINS).astype(int), BINS - 1)
    print("\n| probability | pairs | mean | right |\n|---|---|---|---|")
    error = 0.0
    for k in range(BINS):
        own = at == k
        if own.any():
            print(
                f"| {k / BINS:.1f} to {(k + 1) / BINS:.1f} | {own.sum():,} "
                f"| {p[own].mean():.3f} | {truth[own].mean():.3f} |"
            )
            error += own.mean() * abs(p[own].mean() - truth[own].mean())
    given = p >= 0.1
    parts = [np.flatnonzero(given & (at == k)) for k in range(BINS)]
    shown = sum(len(i) * abs(p[i].mean() - truth[i].mean()) for i in parts if len(i)) / given.sum()
    print(f"\nExpected calibration error {error:.3f} over all pairs, {shown:.3f} over pairs of .1 and more.")


def main() -> None:
    """Print the table, the reliability, and the pace."""
    networks, nlp = networks_for(cache="--cold" not in sys.argv), load_language()
    choosing = "--choose" in sys.argv
    part = "choose" if choosing else "held out"
    print("| set | tagger | micro F1 | macro F1 | answers F1 | mAP |\n|---|---|---|---|---|---|")
    sets = [scored(one.as_set(), networks, nlp) for one in consultations()[part]]
    for one in sets:
        show(one.name, {tagger: row for tagger, row in figures(one).items() if tagger == "with the matcher"})
    told = [one for one in sets if told_part(one.name)]
    newest = [one for one in told if one.name in NEWEST]
    before = [one for one in sets if one.name not in NEWEST]
    show(f"the first {len(sets) - len(told)} ({part})", pooled([one for one in sets if not told_part(one.name)]))
    if newest:
        show(
            f"the {len(told) - len(newest)} after them ({part})",
            pooled([one for one in told if one.name not in NEWEST]),
        )
        show(f"these {len(before)} ({part})", pooled(before))
        show(f"the last {len(newest)} ({part})", pooled(newest))
    show(f"{len(sets)} consultations ({part})", pooled(sets))
    n, seconds = sum(len(one.truth) for one in sets), sum(one.seconds for one in sets)
    if not choosing:
        rows, every = fft()
        others = [*map(gambling, (1, 2)), *(anes(task, "test") for task in (1, 2, 5)), example()]
        for other in others:
            show(other.name, figures(scored(other, networks, nlp)))
        show("nhs fft", figures(scored(every, networks, nlp, fft_split(rows, 0)[1])))
    reliability(sets)
    said = np.concatenate([WEIGHING["with the matcher"].labels(one.scores["with the matcher"]).ravel() for one in sets])
    truth = np.concatenate([one.truth.ravel() for one in sets])
    right = (said * truth).sum()
    print(f"Of the labels given {right / said.sum():.3f} are right, of those there {right / truth.sum():.3f} found.")
    print(f"\n{n / seconds:.0f} answers a second, code frame read anew each time ({Path(sys.argv[0]).name}).")


if __name__ == "__main__":
    main()
