"""Do areas differ at all? One test for a whole consultation."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def areas_differ(
    area: Ints, person: Ints, code: Ints, *, n_areas: int, n_codes: int, seed: int = 0, n_permutations: int = 999
) -> float | None:
    """Return the p of the hypothesis that no theme is raised more in one area than in another.

    X2 is the sum over areas and themes of ``n_a (p_at - p_t)^2 / (p_t (1 - p_t))``. Areas are dealt out again over
    whole respondents, who keep all their themes, so that themes that go together count once. The observed order counts
    as one of the permutations, so that p is never nought (Phipson and Smyth, SAGMB 9, 2010).

    Parameters
    ----------
    area
        (n_people,) the area of each respondent, as a number below `n_areas`.
    person, code
        (n_mentions,) pairs: who raises which theme, each once.

    Returns
    -------
    float or None
        None where there is nothing to compare: fewer than two areas with respondents, or no theme that some raise and
        others do not.
    """
    n = area.size
    size = np.bincount(area, minlength=n_areas)
    raised = np.bincount(code, minlength=n_codes)
    varies = (raised > 0) & (raised < n)
    if (size > 0).sum() < 2 or not varies.any():
        return None
    share = raised[varies] / n
    place = np.cumsum(varies) - 1
    keep = varies[code]
    person, code = person[keep], place[code[keep]]
    n_varies = int(varies.sum())
    weight = 1 / (share * (1 - share))

    def x2(where: Ints) -> float:
        counts = np.bincount(where[person] * n_varies + code, minlength=n_areas * n_varies).reshape(n_areas, n_varies)
        # n (k/n - p)^2 = (k - np)^2 / n; an area without respondents adds nothing.
        off = (counts - size[:, None] * share) ** 2 / np.maximum(size, 1)[:, None]
        return float((off.sum(axis=0) * weight).sum())

    rng = np.random.default_rng(seed)
    seen = x2(area)
    # A hair's breadth: the same counts added in another order must count as equal.
    as_far = sum(x2(rng.permutation(area)) >= seen * (1 - 1e-9) for _ in range(n_permutations))
    return (as_far + 1) / (n_permutations + 1)
