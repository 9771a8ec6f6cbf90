"""Do areas differ at all? One test for a whole consultation, worked out from what is published."""

import numpy as np
from numpy.typing import NDArray

from feedback_nlp.aggregate.axes import Ints
from feedback_nlp.aggregate.costs import cost_of
from feedback_nlp.aggregate.figures import Rule
from feedback_nlp.aggregate.intervals import Floats


def areas_differ(
    area: Ints,
    person: Ints,
    code: Ints,
    *,
    base: Floats,
    everybody: float,
    by_area: Floats,
    total: Floats,
    rule: Rule,
    seed: int = 0,
    n_permutations: int = 999,
) -> float | None:
    """Return the p of the hypothesis that no theme is raised more in one area than in another.

    X2 is the sum over themes and groups of ``n_g (p_gt - p_t)^2 / (p_t (1 - p_t))``. The groups of a theme are the
    areas whose count of it is published, and all others together. So X2 says nothing that the tables do not say: over
    true counts, "more than chance" told 15 and 1 of 15 and 5 people, both hidden, from all else that adds up to 16.

    Areas are dealt out again over whole respondents, who keep all their themes, so that themes that go together count
    once. What comes out is hidden and put together in the same way, else only the true areas would lose their lowest
    counts. The observed order counts as one of the permutations, so that p is never nought (Phipson and Smyth, SAGMB
    9, 2010).

    Parameters
    ----------
    area
        (n_people,) the area of each respondent, as a place in `base`.
    person, code
        (n_mentions,) pairs: who raises which theme, each once.
    base, everybody
        (n_areas,) respondents as published, NaN where hidden or no area of its own ("not known"); and all respondents.
    by_area, total
        (n_codes, n_areas) and (n_codes,) respondents who raise each theme, as published.
    rule
        How they were hidden.

    Returns
    -------
    float or None
        None where there is nothing to compare: fewer than two areas shown with respondents, or no theme of which it is
        shown that some raise it and others do not.
    """
    varies = (total > 0) & (total < everybody)
    if not _comparable(base, everybody) or not varies.any():
        return None
    total = total[varies]
    share = total / everybody
    weight = 1 / (share * (1 - share))
    place = np.cumsum(varies) - 1
    keep = varies[code]
    person, code = person[keep], place[code[keep]]
    n_areas, n_themes = base.size, total.size
    # Whoever is dealt an area is known by their themes alone: who lives where, or which of the hidden areas, does not
    # even change the luck of the draw.
    raises = np.zeros((area.size, n_themes), bool)
    raises[person, code] = True
    person = np.argsort(np.lexsort(raises.T))[person]
    areas = np.sort(np.where(np.isnan(base)[area], n_areas, area))

    def x2(counts: Floats) -> float:
        """Take counts of shape (n_areas, n_themes), NaN where one is not published."""
        here = ~np.isnan(counts)
        size = np.where(here, base[:, None], 0.0)
        off = _off(np.where(here, counts, 0.0), size, share)
        rest = _off(total - np.nansum(counts, axis=0), everybody - size.sum(axis=0), share)
        return float(((off.sum(axis=0) + rest) * weight).sum())

    def dealt_again() -> Floats:
        at = rng.permutation(areas)[person] * n_themes + code
        counts = np.bincount(at, minlength=(n_areas + 1) * n_themes).reshape(-1, n_themes)
        return _as_published(counts[:-1], base, rule)

    rng = np.random.default_rng(seed)
    seen = x2(np.where(np.isnan(base)[:, None], np.nan, by_area[varies].T))
    # A hair's breadth: the same counts added in another order must count as equal.
    as_far = sum(x2(dealt_again()) >= seen * (1 - 1e-9) for _ in range(n_permutations))
    return (as_far + 1) / (n_permutations + 1)


def _comparable(base: Floats, everybody: float) -> bool:
    return bool((base > 0).sum() >= 2 and not np.isnan(everybody))


def _off(counts: Floats, size: Floats, share: Floats) -> Floats:
    """Return how far counts are off a share: n (k/n - p)^2 = (k - np)^2 / n. Nobody adds nothing."""
    off: Floats = np.where(size > 0, (counts - size * share) ** 2 / np.where(size > 0, size, 1), 0.0)
    return off


def _as_published(counts: Ints, base: Floats, rule: Rule) -> Floats:
    """Hide small counts, and a companion where one would be alone; (n_areas, n_themes), NaN where hidden."""
    hidden: NDArray[np.bool_] = rule.small(counts) | np.isnan(base)[:, None]
    alone = hidden.sum(axis=0) == 1
    if rule.nearest == 1 and not np.isnan(base).any() and alone.any():
        cheapest = np.where(hidden, np.inf, cost_of(counts, 1)).argmin(axis=0)
        hidden[cheapest[alone], np.flatnonzero(alone)] = True
    return np.where(hidden, np.nan, rule.shown(counts).astype(float))
