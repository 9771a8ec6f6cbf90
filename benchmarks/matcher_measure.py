"""How well judgements of a set order its pairs, whatever network they come from."""

import numpy as np
from matcher_sets import Array, Set


def figures(sets: list[Set], judged: list[Array]) -> dict[str, float]:
    """Return mean average precision over codes and the best micro F1 with one threshold for all sets.

    Of an answer counts its best segment (`parts`), itself (`whole`), or whichever is higher (`best`).
    `judged` holds (n_texts, n_themes) logits of each set.
    """
    found: dict[str, list[tuple[Array, Array]]] = {"best": [], "parts": [], "whole": []}
    for one, logit in zip(sets, judged, strict=True):
        n = max(one.owners) + 1
        whole, owners = logit[:n], np.array(one.owners)
        parts = np.full_like(whole, -np.inf)
        many = np.bincount(owners, minlength=n) > 1
        np.maximum.at(parts, owners[n:], logit[n:])
        parts[~many] = whole[~many]
        for name, score in (("best", np.maximum(whole, parts)), ("parts", parts), ("whole", whole)):
            found[name].append((score, one.truth[:n]))
    made = {}
    for name, scored in found.items():
        averages = [average_precision(s[:, j], t[:, j]) for s, t in scored for j in range(t.shape[1]) if t[:, j].any()]
        made[f"map_{name}"] = float(np.mean(averages))
        score, truth = (np.concatenate([pair[k].ravel() for pair in scored]) for k in (0, 1))
        order = np.argsort(-score)
        f1 = 2 * np.cumsum(truth[order]) / (np.arange(1, len(order) + 1) + truth.sum())
        made[f"f1_{name}"] = float(f1.max())
    return made


def average_precision(score: Array, truth: Array) -> float:
    """Return the average precision of one code."""
    right = truth[np.argsort(-score)]
    return float((np.cumsum(right) / np.arange(1, len(right) + 1))[right == 1].mean())
