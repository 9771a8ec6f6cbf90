"""Do areas differ at all? One test for a whole consultation, worked out from what is published."""

from collections.abc import Callable
from functools import partial

import numpy as np

from feedback_nlp.aggregate.axes import Ints
from feedback_nlp.aggregate.costs import cost_of
from feedback_nlp.aggregate.figures import Rule
from feedback_nlp.aggregate.intervals import Floats, share_of
from feedback_nlp.aggregate.proof import Bools


def areas_differ(
    area: Ints,
    person: Ints,
    code: Ints,
    *,
    is_area: Bools,
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
    areas whose count of it is published, and all other areas together. So X2 says nothing that the tables do not say:
    over true counts, "more than chance" told 15 and 1 of 15 and 5 people, both hidden, from all else that adds up to
    16.

    People whose area is not known say nothing of areas: they are in no group, and in no share ``p_t``. Where it is
    hidden how many of them raise a theme, "all other areas together" would be hidden too, and is left out.

    Areas are dealt out again over whole respondents, who keep all their themes, so that themes that go together count
    once. What comes out is hidden and put together in the same way, else only the true areas would lose their lowest
    counts. People whose area is not known are dealt none, but for the themes of which it is hidden how many of them
    raise it: there, "not known" is dealt out too, else the luck of the draw would depend on that number. The observed
    order counts as one of the permutations, so that p is never nought (Phipson and Smyth, SAGMB 9, 2010).

    Parameters
    ----------
    area
        (n_people,) the area of each respondent, as a place in `base`.
    person, code
        (n_mentions,) pairs: who raises which theme, each once.
    is_area
        (n_areas,) False where a place stands for people whose area is not known.
    base, everybody
        (n_areas,) respondents as published, NaN where hidden; and all respondents.
    by_area, total
        (n_codes, n_areas) and (n_codes,) respondents who raise each theme, as published.
    rule
        How they were hidden.

    Returns
    -------
    float or None
        None where there is nothing to compare: fewer than two areas shown with respondents, or no theme of which it is
        shown that some raise it there and others do not.
    """
    if (base[is_area] > 0).sum() < 2 or np.isnan(everybody):
        return None
    published = np.where(np.isnan(base)[:, None], np.nan, by_area.T)
    told = ~np.isnan(published[~is_area]).any(axis=0)
    raises = np.zeros((area.size, total.size), bool)
    raises[person, code] = True

    rng = np.random.default_rng(seed)
    seen, by_chance, compared = 0.0, np.zeros(n_permutations), False
    for which, dealt in ((told, is_area[area]), (~told, np.ones(area.size, bool))):
        themes = np.flatnonzero(which & (total > 0) & (total < everybody))
        fixed = published[:, themes]
        x2 = partial(_x2, is_area=is_area, base=base, everybody=everybody, total=total[themes])
        apart = x2(fixed)
        if np.isnan(apart).all():
            continue
        compared, seen = True, seen + np.nansum(apart)
        deal = _dealer(np.where(np.isnan(base)[area], base.size, area)[dealt], raises[np.ix_(dealt, themes)], base.size)
        for i in range(n_permutations):
            counts = _as_published(deal(rng), base, rule, is_area=is_area, fixed=fixed)
            by_chance[i] += np.nansum(x2(counts))
    # A hair's breadth: the same counts added in another order must count as equal.
    as_far = int((by_chance >= seen * (1 - 1e-9)).sum())
    return (as_far + 1) / (n_permutations + 1) if compared else None


def _dealer(area: Ints, raises: Bools, n_areas: int) -> Callable[[np.random.Generator], Ints]:
    """Return what deals areas out again and counts, (n_areas, n_themes); an area of `n_areas` is hidden.

    Whoever is dealt an area is known by their themes alone: who lives where, or which of the hidden areas, does not
    even change the luck of the draw.
    """
    person, theme = np.nonzero(raises[np.lexsort(raises.T)])
    areas, n_themes = np.sort(area), raises.shape[1]

    def deal(rng: np.random.Generator) -> Ints:
        at = rng.permutation(areas)[person] * n_themes + theme
        counts = np.bincount(at, minlength=(n_areas + 1) * n_themes).reshape(-1, n_themes)
        return np.asarray(counts[:n_areas], np.int64)

    return deal


def _x2(counts: Floats, *, is_area: Bools, base: Floats, everybody: float, total: Floats) -> Floats:
    """Return how far the areas are apart in each theme, NaN where there are not two groups to compare.

    Takes counts of shape (n_areas, n_themes), NaN where one is not published.
    """
    here = ~np.isnan(counts)
    size, counts = np.where(here, base[:, None], 0.0), np.where(here, counts, 0.0)
    # Rounded counts may put a little more in the parts than in the whole.
    rest_size = np.where(here[~is_area].all(axis=0), everybody - size.sum(axis=0), 0.0).clip(0)
    rest = (total - counts.sum(axis=0)).clip(0, rest_size)
    counts, size = np.vstack([counts[is_area], rest]), np.vstack([size[is_area], rest_size])
    share = share_of(counts.sum(axis=0), size.sum(axis=0))
    spread = share * (1 - share)
    compared = ((size > 0).sum(axis=0) > 1) & (spread > 0)
    apart: Floats = np.where(compared, _off(counts, size, share).sum(axis=0) / np.where(compared, spread, 1), np.nan)
    return apart


def _off(counts: Floats, size: Floats, share: Floats) -> Floats:
    """Return how far counts are off a share: n (k/n - p)^2 = (k - np)^2 / n. Nobody adds nothing."""
    off: Floats = np.where(size > 0, (counts - size * share) ** 2 / np.where(size > 0, size, 1), 0.0)
    return off


def _as_published(counts: Ints, base: Floats, rule: Rule, *, is_area: Bools, fixed: Floats) -> Floats:
    """Hide small counts, and a companion where one would be alone; (n_areas, n_themes), NaN where hidden.

    Whose area is not known stays as it is `fixed`: a count that is shown, or a hidden one.
    """
    hidden: Bools = np.where(is_area[:, None], rule.small(counts) | np.isnan(base)[:, None], np.isnan(fixed))
    alone = hidden.sum(axis=0) == 1
    if rule.nearest == 1 and not np.isnan(base).any() and alone.any():
        cost = np.where(hidden | ~is_area[:, None], np.inf, cost_of(counts, 1))
        hidden[cost.argmin(axis=0)[alone], np.flatnonzero(alone)] = True
    return np.where(hidden, np.nan, np.where(is_area[:, None], rule.shown(counts), fixed))
