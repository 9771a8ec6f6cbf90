"""How good are tags? Against what people coded, for each theme, with the doubt that goes with it."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from statsmodels.stats.proportion import proportion_confint

from feedback_nlp import columns as c
from feedback_nlp.tag.coded import truth_table

Array = NDArray[np.float64]
ALL: Final = "all themes"
MEAN: Final = "mean of themes"
_RESAMPLES: Final = 1000


def evaluate(
    labels: pd.DataFrame, gold: pd.DataFrame, codes: Sequence[str], *, groups: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Compare labels with what people coded.

    Parameters
    ----------
    labels
        The labels table; only labels of answers in `gold` count.
    gold
        response_id and code, one row a label, `NONE` where a person found no theme. Every answer in it counts as coded
        in full.
    codes
        The codes of the frame, in its order.
    groups
        response_id -> name of those whose answers belong together (`copies.kept_together`); None: each alone.

    Returns
    -------
    As `figures`.
    """
    responses, truth = truth_table(gold, codes)
    return figures(_said(labels, responses, codes), truth > 0, codes, groups=_together(responses, groups))


def gained(
    labels: pd.DataFrame,
    others: pd.DataFrame,
    gold: pd.DataFrame,
    codes: Sequence[str],
    *,
    groups: Mapping[str, str] | None = None,
) -> dict[str, float]:
    """Return the `gain` of `labels` on `others`, as a card holds it: f1, f1_low and f1_high. Else as in `evaluate`."""
    responses, truth = truth_table(gold, codes)
    said, other = (_said(table, responses, codes) for table in (labels, others))
    found = gain(said, other, truth > 0, groups=_together(responses, groups))
    return dict(zip(("f1", "f1_low", "f1_high"), found, strict=True))


def figures(
    said: NDArray[np.bool_],
    truth: NDArray[np.bool_],
    codes: Sequence[str],
    *,
    groups: NDArray[np.object_] | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Return precision, recall and F1 for each code, with 95 % intervals.

    Parameters
    ----------
    said, truth
        (n_answers, n_codes).
    codes
        The codes.
    groups
        (n_answers,) whose answers belong together, and are drawn together; None: each alone.
    seed
        For the resamples that give the intervals of the last two rows' F1.

    Returns
    -------
    One row a code, then "all themes" (every label counts alike) and "mean of themes" (every code in `truth` counts
    alike). `n` answers carry the code by people, `given` by the tagger, `right` by both. Precision and recall have
    Wilson intervals. So has the F1 of a code: it rises with the share of answers with the code by both among those with
    it by either (Dice 1945: F1 = 2 x share / (1 + share)), so that 1 of 1 is not "1.00 (1.00 to 1.00)". F1 over
    all themes and the mean have a percentile bootstrap over groups of answers; the first is at least as
    wide as that of a code, and the mean has none where all draws are alike. NA where there is nothing to divide by.
    """
    truth_f, said_f = truth.astype(np.float64), said.astype(np.float64)
    right = truth_f * said_f
    draws = _draws(len(truth), groups, seed) if len(truth) else None
    boot = _f1(*(draws @ m for m in (right, said_f, truth_f))) if draws is not None else np.empty((0, len(codes)))
    rows = []
    for i, code in enumerate(codes):
        both, given, true = right[:, i].sum(), said_f[:, i].sum(), truth_f[:, i].sum()
        rows.append(_row(code, both, given, true, _of_one_code(both, given + true - both)))
    drawn = [(draws @ m).sum(axis=1) if draws is not None else np.empty(0) for m in (right, said_f, truth_f)]
    pooled = _f1(*drawn)
    both, given, true = right.sum(), said_f.sum(), truth_f.sum()
    # Where few answers all agree, every draw is alike: then the interval of a single code says more.
    bounds = np.array([_percentiles(pooled), _of_one_code(both, given + true - both)])
    rows.append(_row(ALL, both, given, true, (float(bounds[:, 0].min()), float(bounds[:, 1].max()))))
    seen = truth.any(axis=0)
    table = pd.DataFrame(rows)
    own = table.iloc[: len(codes)][seen]
    drawn_f1 = boot[:, seen]
    some = drawn_f1[~np.isnan(drawn_f1).all(axis=1)]
    low, high = _percentiles(np.nanmean(some, axis=1)) if len(some) else (np.nan, np.nan)
    low, high = (low, high) if low < high else (np.nan, np.nan)
    mean = {
        c.CODE: MEAN,
        "n": right.shape[1] and int(truth_f.sum()),
        "given": int(said_f.sum()),
        "right": int(right.sum()),
    }
    mean |= {name: own[name].fillna(0.0).mean() for name in ("precision", "recall", "f1")}
    return pd.concat([table, pd.DataFrame([{**mean, "f1_low": low, "f1_high": high}])], ignore_index=True)


def gain(
    said: NDArray[np.bool_],
    other: NDArray[np.bool_],
    truth: NDArray[np.bool_],
    *,
    groups: NDArray[np.object_] | None = None,
    seed: int = 0,
) -> tuple[float, float, float]:
    """Return by how much the micro F1 of `said` is above that of `other`, with a 95 % interval.

    The interval is a percentile bootstrap over `groups` of answers (as in `figures`), in which both are measured on the
    same draw. All three are (n_answers, n_codes); with no answers the gain is 0.
    """
    counts = [np.stack([(m & truth).sum(1), m.sum(1), truth.sum(1)]).astype(np.float64) for m in (said, other)]
    if not len(truth):
        return 0.0, 0.0, 0.0
    drawn = _draws(len(truth), groups, seed)
    difference = [_f1(*one.sum(1)[:, None])[0] for one in counts]
    low, high = _percentiles(_f1(*(counts[0] @ drawn.T)) - _f1(*(counts[1] @ drawn.T)))
    return float(np.nan_to_num(difference[0]) - np.nan_to_num(difference[1])), low, high


def _said(labels: pd.DataFrame, responses: Sequence[str], codes: Sequence[str]) -> NDArray[np.bool_]:
    """Return (n_responses, n_codes): which labels are given to answers that a person read, some none."""
    wanted = labels[labels[c.RESPONSE_ID].isin(responses) & (labels[c.KIND] == "theme")]
    blank = pd.DataFrame({c.RESPONSE_ID: responses, c.CODE: c.NO_THEME})
    found: NDArray[np.bool_] = truth_table(pd.concat([wanted[[c.RESPONSE_ID, c.CODE]], blank]), codes)[1] > 0
    return found


def _together(responses: Sequence[str], groups: Mapping[str, str] | None) -> NDArray[np.object_] | None:
    return None if groups is None else np.array([groups[response] for response in responses], dtype=object)


def _draws(n_answers: int, groups: NDArray[np.object_] | None, seed: int) -> NDArray[np.int64]:
    """Return (n_resamples, n_answers): how often each answer is drawn; answers of one group come and go together."""
    group_of = np.arange(n_answers) if groups is None else np.unique(groups.astype(str), return_inverse=True)[1]
    n_groups = int(group_of.max()) + 1
    drawn = np.random.default_rng(seed).multinomial(n_groups, np.full(n_groups, 1 / n_groups), size=_RESAMPLES)
    return drawn[:, group_of]


def _f1(right: Array, said: Array, truth: Array) -> Array:
    size = said + truth
    return np.where(size > 0, 2 * right / np.maximum(size, 1.0), np.nan)


def _of_one_code(both: float, either: float) -> tuple[float, float]:
    """Return the interval of F1: answers with the code by both among those with it by either, a share."""
    if not either:
        return np.nan, np.nan
    low, high = proportion_confint(both, either, method="wilson")
    return 2 * low / (1 + low), 2 * high / (1 + high)


def _row(code: str, right: float, said: float, truth: float, f1: tuple[float, float]) -> dict[str, object]:
    row: dict[str, object] = {c.CODE: code, "n": int(truth), "given": int(said), "right": int(right)}
    for name, of in (("precision", said), ("recall", truth)):
        low, high = proportion_confint(right, of, method="wilson") if of else (np.nan, np.nan)
        row |= {name: right / of if of else np.nan, f"{name}_low": low, f"{name}_high": high}
    low, high = f1
    return row | {"f1": 2 * right / (said + truth) if said + truth else np.nan, "f1_low": low, "f1_high": high}


def _percentiles(values: Array) -> tuple[float, float]:
    values = values[~np.isnan(values)]
    if not len(values):
        return np.nan, np.nan
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
