"""Where the numbers in `feedback_nlp.tag.weigh` come from.

    python benchmarks/tagging_weights.py            without the matcher
    python benchmarks/tagging_weights.py --matched  with it, on the consultations that it did not learn from

One logistic regression of "this answer carries this code" on the features of the answer's best segment, over sets of
equal weight: 28 debates (argkp), ANES tasks 1, 2 and 5 (published training rows), the NHS Friends and Family rows
that are in no test split, and the invented consultations that are not held out. Each kind of set is also predicted from
the others: those are the figures to believe. With the matcher only the consultations to choose by are left, and each is
predicted from the others.
"""

import sys
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
from matcher_data import consultations
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from tagging_data import SEEDS, LabelledSet, anes, argkp, encoder, fft, fft_split, tables

from feedback_nlp import columns as c
from feedback_nlp.networks import networks_for
from feedback_nlp.represent import load_language
from feedback_nlp.tag.asked import moved, of_segments
from feedback_nlp.tag.frame import CodeFrame
from feedback_nlp.tag.scorer import FrameScorer
from feedback_nlp.tag.weigh import FEATURES, MATCHED

Array = NDArray[np.float64]
START = np.array([4.0, 2.0, 4.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0])
START_MATCHED = np.array([0.0, 0.0, 0.0, 0.5, 1.0, 0.0, 0.7, 0.3, -0.8, 0.0])


@dataclass(frozen=True)
class Cases:
    """Segment features of one set: (n_segments, n_codes, n_features), the answer of each segment, and the truth."""

    name: str
    kind: str
    features: Array
    owner: NDArray[np.int64]
    truth: Array


def sets() -> list[LabelledSet]:
    """Return the training sets, each also with two of its answers a code as examples (and without those answers)."""
    rows, every = fft()
    kept = np.ones(len(rows), dtype=bool)
    for seed in SEEDS:
        kept[fft_split(rows, seed)[1]] = False
    texts = [t for t, keep in zip(every.texts, kept, strict=True) if keep]
    plain = every.frame.themes.assign(cues=[()] * len(every.frame)).to_dict("records")
    found = [s for s in argkp() if np.nansum(s.truth) >= 5]
    found += [anes(task, "train", drop=("91", "94", "95", "96", "97")) for task in (1, 2, 5)]
    found += [
        LabelledSet("nhs fft", texts, every.frame, every.truth[kept]),
        LabelledSet("nhs fft without cues", texts, CodeFrame.from_rows(plain), every.truth[kept]),
    ]
    invented = [one.as_set() for part in ("learn", "choose") for one in consultations()[part]]
    return [*found, *map(_with_examples, found), *invented]


def _with_examples(one: LabelledSet) -> LabelledSet:
    rng = np.random.default_rng(0)
    truth = np.nan_to_num(one.truth)
    rows = one.frame.themes.to_dict("records")
    kept = np.ones(len(one.texts), dtype=bool)
    for code, row in enumerate(rows):
        clear = [
            i for i in np.flatnonzero((truth[:, code] == 1) & (truth.sum(axis=1) == 1)) if 15 < len(one.texts[i]) < 200
        ]
        if len(clear) >= 4:
            picked = rng.choice(clear, 2, replace=False)
            row[c.EXAMPLES] = [one.texts[i] for i in picked]
            kept[picked] = False
    texts = [t for t, keep in zip(one.texts, kept, strict=True) if keep]
    return LabelledSet(f"{one.name} with examples", texts, CodeFrame.from_rows(rows), one.truth[kept])


def cases(one: LabelledSet, encode: object, nlp: object, match: object = None, *, kind: str | None = None) -> Cases:
    """Return the features of all segments of a set."""
    answers, segments = tables(one.texts)
    position = {response: i for i, response in enumerate(answers[c.RESPONSE_ID])}
    owner = segments[c.RESPONSE_ID].map(position).to_numpy(np.int64)
    wholes = [answers[c.TEXT].iloc[i] for i in owner]
    scorer = FrameScorer(one.frame, encode=encode, match=match, nlp=nlp)  # type: ignore[arg-type]
    features, _ = scorer.features(list(segments[c.TEXT]), wholes)
    words = one.name.split()
    kind = (
        kind or {"argkp": "argkp", "nhs": "nhs"}.get(words[0]) or (one.name[:6] if words[0] == "anes" else "invented")
    )
    return Cases(one.name, kind, features, owner, one.truth)


def best_segments(case: Cases, weights: Array) -> tuple[Array, Array]:
    """Return the features of the best segment of each (answer, code), and the truth of the answers with segments."""
    scores = case.features @ weights
    answers = np.unique(case.owner)
    picked = np.stack([(rows := np.flatnonzero(case.owner == a))[scores[rows].argmax(axis=0)] for a in answers])
    return case.features[picked, np.arange(case.features.shape[1])], case.truth[answers]


def fit(train: list[Cases], start: Array = START, rounds: int = 3) -> tuple[Array, float]:
    """Return weights and bias; which segment is best follows from the weights, so it is done in rounds."""
    weights, bias = start, 0.0
    of_kind = Counter(case.kind for case in train)
    for _ in range(rounds):
        x, y, w = [], [], []
        for case in train:
            features, truth = best_segments(case, weights)
            judged = ~np.isnan(truth)
            x.append(features[judged])
            y.append(truth[judged])
            w.append(np.full(int(judged.sum()), 1.0 / of_kind[case.kind] / judged.sum()))
        weight = np.concatenate(w)
        model = LogisticRegression(C=1e3, max_iter=2000)
        model.fit(np.vstack(x), np.concatenate(y), sample_weight=weight * len(weight) / weight.sum())
        weights, bias = model.coef_[0], float(model.intercept_[0])
    return weights, bias


def figures(case: Cases, weights: Array, bias: float, threshold: float) -> tuple[float, float, float]:
    """Return average precision over all pairs, micro F1 and mean F1 of answers at a threshold."""
    features, truth = best_segments(case, weights)
    judged, true = ~np.isnan(truth), np.nan_to_num(truth)
    scores = 1 / (1 + np.exp(-(features @ weights + bias)))
    said = (scores >= threshold) & judged
    size = said.sum(axis=1) + true.sum(axis=1)
    each = np.where(size > 0, 2 * (said * true).sum(axis=1) / np.maximum(size, 1), 1.0)
    micro = 2 * (said * true).sum() / max(1.0, size.sum())
    return float(average_precision_score(true[judged], scores[judged])), float(micro), float(each.mean())


def matched() -> None:
    """Print the weights with the matcher, and how each consultation is predicted from the others."""
    networks, nlp = networks_for(), load_language()
    sets = [one.as_set() for one in consultations()["choose"]]
    made = [cases(one, networks.encoder.encode, nlp, networks.match, kind=one.name) for one in sets]
    unseen = [fit([other for other in made if other is not case], START_MATCHED) for case in made]
    scored = []
    for one, case, (weights, bias) in zip(sets, made, unseen, strict=True):
        features, truth = best_segments(case, weights)
        alone = 1 / (1 + np.exp(-(features @ weights + bias)))
        kept = np.unique(case.owner)
        asked = of_segments(alone, [one.texts[i] for i in kept], [one.questions[i] for i in kept])
        scored.append((moved(alone, MATCHED.asked * asked), truth))
    for likely in (0.3, 0.33, 0.36, 0.4, 0.44, 0.48):
        for best in (0.2, 0.25, 0.3):
            rule = replace(MATCHED, likely=likely, best=best)
            said = np.concatenate([rule.labels(scores).ravel() for scores, _ in scored])
            truth = np.concatenate([truth.ravel() for _, truth in scored])
            micro = 2 * (said * truth).sum() / (said.sum() + truth.sum())
            print(f"likely {likely}, best {best}: micro F1 {micro:.4f}")
    pairs = [average_precision_score(t[:, j], s[:, j]) for s, t in scored for j in np.flatnonzero(t.any(axis=0))]
    print(f"mAP {np.mean(pairs):.4f}")
    weights, bias = fit(made, START_MATCHED)
    print(dict(zip(FEATURES, weights.round(3).tolist(), strict=True)), round(bias, 3))


def main() -> None:
    """Print the weights, and how each kind of set is predicted from the others."""
    if "--matched" in sys.argv:
        matched()
        return
    encode, nlp = encoder().encode, load_language()
    made = [cases(one, encode, nlp) for one in sets()]
    kinds = sorted({case.kind for case in made})
    unseen = {kind: fit([case for case in made if case.kind != kind]) for kind in kinds}
    for threshold in (0.15, 0.25):
        print(f"threshold {threshold}")
        for kind in kinds:
            for examples in (False, True):
                own = [k for k in made if k.kind == kind and k.name.endswith("examples") == examples]
                mean = np.mean([figures(case, *unseen[kind], threshold) for case in own], axis=0)
                how = "examples" if examples else ""
                print(f"  {kind:8} {how:9} AP {mean[0]:.3f} micro {mean[1]:.3f} answers {mean[2]:.3f}")
    weights, bias = fit(made)
    print(dict(zip(FEATURES, weights.round(3).tolist(), strict=True)), round(bias, 3))


if __name__ == "__main__":
    main()
