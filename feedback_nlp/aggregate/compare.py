"""A group against everybody else: difference, interval, test, and what it comes to in words."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from feedback_nlp.aggregate.exact import exact_p
from feedback_nlp.aggregate.intervals import Floats, share_of
from feedback_nlp.aggregate.words import HIGHER, LOWER, NO_DIFFERENCE

NOTABLE_P: Final = 0.05
NOTABLE_POINTS: Final = 0.05
NOTABLE_RESPONDENTS: Final = 5
EXPECTED: Final = 5
CORRECTIONS: Final = {"bh": "fdr_bh", "holm": "holm"}
"""Name in the interface -> name in statsmodels."""


@dataclass(frozen=True)
class Comparison:
    """Every theme in every group against the rest; arrays of shape (n_codes, n_groups), NaN where nothing was compared.

    Parameters
    ----------
    rest
        Share of everybody else who raise the theme.
    difference, lower, upper
        Share in the group less that in the rest, with its 95 % Newcombe interval.
    index
        100 times the share in the group over that in the rest; NaN as well where nobody in the rest raises it.
    p, adjusted_p
        Of the test, and corrected over all comparisons that were made.
    """

    rest: Floats
    difference: Floats
    lower: Floats
    upper: Floats
    index: Floats
    p: Floats
    adjusted_p: Floats


def against_the_rest(
    count: Floats,
    base: Floats,
    total: Floats,
    everybody: Floats,
    compared: NDArray[np.bool_],
    *,
    correction: str = "bh",
) -> Comparison:
    """Compare each group with everybody who is not in it.

    Agresti-Caffo test; where a count expected under no difference is below 5, Boschloo's exact test. Newcombe's hybrid
    score interval. All are worked out from published counts, so they are NaN where one of these is hidden.

    Parameters
    ----------
    count, base
        (n_codes, n_groups) respondents who raise the theme, and (n_groups,) respondents.
    total, everybody
        (n_codes,) respondents who raise the theme in all, and () respondents in all.
    compared
        (n_groups,) which groups are compared: not those with small bases, nor "not known".
    correction
        "bh" (Benjamini and Hochberg, JRSS B 57, 1995) or "holm" (Scandinavian Journal of Statistics 6, 1979).
    """
    from statsmodels.stats.multitest import multipletests
    from statsmodels.stats.proportion import confint_proportions_2indep, test_proportions_2indep

    rest_base = np.broadcast_to(everybody - base, count.shape)
    # Rounded counts may put a little more in the part than in the whole.
    rest_count = np.clip(total[:, None] - count, 0, rest_base)
    rest = share_of(rest_count, rest_base)
    known = compared & ~np.isnan(count) & ~np.isnan(rest)
    share = share_of(count, base)
    k1, n1, k2, n2 = (np.broadcast_to(a, count.shape)[known] for a in (count, base, rest_count, rest_base))

    lower, upper, p, adjusted = (np.full(count.shape, np.nan) for _ in range(4))
    if known.any():
        low, high = confint_proportions_2indep(k1, n1, k2, n2, method="newcomb", compare="diff")
        lower[known], upper[known] = np.clip(low, -1, 1), np.clip(high, -1, 1)
        with np.errstate(divide="ignore", invalid="ignore"):  # it works out ratios as well, which we leave
            found = np.asarray(test_proportions_2indep(k1, n1, k2, n2, method="agresti-caffo").pvalue)
        pooled = (k1 + k2) / (n1 + n2)
        few = np.minimum(pooled, 1 - pooled) * np.minimum(n1, n2) < EXPECTED
        for i in np.flatnonzero(few):
            found[i] = exact_p(int(k1[i]), int(n1[i]), int(k2[i]), int(n2[i]))
        p[known] = np.where(np.isnan(found), 1.0, found)
        adjusted[known] = multipletests(p[known], method=CORRECTIONS[correction])[1]
    index = np.where(rest > 0, 100 * share / np.where(rest > 0, rest, 1), np.nan)
    return Comparison(
        rest=rest,
        difference=np.where(known, share - rest, np.nan),
        lower=lower,
        upper=upper,
        index=np.where(known, index, np.nan),
        p=p,
        adjusted_p=adjusted,
    )


def in_words(comparison: Comparison, count: Floats, total: Floats) -> NDArray[np.object_]:
    """Return what each comparison comes to.

    Notable is an adjusted p below 0.05, a difference of at least 5 percentage points, and at least 5 respondents
    behind the larger share: one of these alone may be chance, or too little to act on.
    """
    more = comparison.difference > 0
    behind = np.where(more, count, total[:, None] - count)
    notable = (
        (comparison.adjusted_p < NOTABLE_P)
        & (np.abs(comparison.difference) >= NOTABLE_POINTS - 1e-12)
        & (behind >= NOTABLE_RESPONDENTS)
    )
    return np.where(notable, np.where(more, HIGHER, LOWER), NO_DIFFERENCE).astype(object)
