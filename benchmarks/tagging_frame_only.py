"""Tags from a code frame alone, beside cues alone and similarity alone, on sets that nothing was chosen on.

Run with: python benchmarks/tagging_frame_only.py
"""

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score
from tagging_data import LabelledSet, anes, encoder, fft, fft_split, gambling, tables

from feedback_nlp import columns as c
from feedback_nlp.represent import load_language
from feedback_nlp.tag.scorer import FrameScorer
from feedback_nlp.tag.similar import Encode
from feedback_nlp.tag.weigh import likely

Array = NDArray[np.float64]


def answer_scores(one: LabelledSet, encode: Encode, nlp: object) -> tuple[Array, Array, Array]:
    """Return (n_texts, n_codes) scores: ours, cues alone (0 or 1), and the best cosine of a segment to a definition."""
    answers, segments = tables(one.texts)
    scorer = FrameScorer(one.frame, encode=encode, nlp=nlp)  # type: ignore[arg-type]
    pieces = list(segments[c.TEXT])
    features, _ = scorer.features(pieces)
    scores, _ = scorer.score(pieces)
    named = [f"{row[c.THEME]}: {row[c.DEFINITION]}" for _, row in one.frame.themes.iterrows()]
    cosine = np.asarray(encode(pieces), dtype=float) @ np.asarray(encode(named), dtype=float).T
    owner = segments[c.RESPONSE_ID].str[:6].astype(int).to_numpy()
    return tuple(_per_answer(m, owner, len(answers)) for m in (scores, features[:, :, 4], cosine))  # type: ignore[return-value]


def _per_answer(scores: Array, owner: NDArray[np.int64], n: int) -> Array:
    best = np.full((n, scores.shape[1]), -1.0)
    np.maximum.at(best, owner, scores)
    return best


def f1(said: NDArray[np.bool_], truth: Array) -> tuple[float, float, float]:
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


def line(name: str, what: str, said: NDArray[np.bool_], scores: Array | None, truth: Array) -> str:
    """Return one row of the table."""
    ap = f"{mean_ap(scores, truth):.3f}" if scores is not None else "-"
    return f"| {name} | {what} | " + " | ".join(f"{x:.3f}" for x in f1(said, truth)) + f" | {ap} |"


def report(one: LabelledSet, encode: Encode, nlp: object, rows: NDArray[np.int64] | None = None) -> list[str]:
    """Return the rows of one set."""
    kept = np.arange(len(one.texts)) if rows is None else rows
    ours, cues, cosine = (m[kept] for m in answer_scores(one, encode, nlp))
    truth = one.truth[kept]
    lines = [line(one.name, "ours", likely(ours), ours, truth)]
    if cues.any():
        lines.append(line(one.name, "cues alone", cues > 0, None, truth))
    best = max(np.linspace(0.05, 0.8, 76), key=lambda t: f1(cosine >= t, truth)[2])
    lines.append(line(one.name, f"cosine, threshold {best:.2f} chosen on the test", cosine >= best, cosine, truth))
    return lines


def main() -> None:
    """Print the table."""
    encode, nlp = encoder().encode, load_language()
    print("| set | tagger | micro F1 | macro F1 | answers F1 | mAP |\n|---|---|---|---|---|---|")
    for question in (1, 2):
        print("\n".join(report(gambling(question), encode, nlp)), flush=True)
    for task in (1, 2, 5):
        print("\n".join(report(anes(task, "test"), encode, nlp)), flush=True)
    rows, every = fft()
    print("\n".join(report(every, encode, nlp, fft_split(rows, 0)[1])), flush=True)


if __name__ == "__main__":
    main()
