import numpy as np
import pytest

from feedback_nlp.aggregate.figures import Rule
from feedback_nlp.aggregate.omnibus import areas_differ

OPEN = Rule(1)


def p_from(
    area: np.ndarray,
    raised: np.ndarray,
    rule: Rule = OPEN,
    *,
    without: int | None = None,
    unknown: int | None = None,
    **options: int,
):
    """Return p for the area of each person and whether they raise each theme.

    `without` is an area that is hidden, `unknown` that of people whose area is not known.
    """
    by_area = np.array([raised[area == a].sum(axis=0) for a in range(area.max() + 1)]).T.astype(float)
    by_area[rule.small(by_area)] = np.nan
    base = np.bincount(area).astype(float)
    if without is not None:
        by_area[:, without] = base[without] = np.nan
    seen = {"base": base, "everybody": float(area.size), "by_area": by_area, "total": raised.sum(axis=0).astype(float)}
    seen["is_area"] = np.arange(base.size) != unknown
    return areas_differ(area, *np.nonzero(raised), **seen, rule=rule, **({"n_permutations": 199} | options))


def p_of(share_in_last: float, rule: Rule = OPEN, **options: int) -> float | None:
    rng = np.random.default_rng(1)
    area = np.repeat(np.arange(3), 60)
    raised = rng.random((180, 4)) < 0.3
    raised[area == 2, 0] = rng.random(60) < share_in_last
    return p_from(area, raised, rule, **options)


def test_a_theme_of_one_area_is_noticed_and_chance_is_not() -> None:
    assert p_of(0.95) == 1 / 200
    assert p_of(0.3) > 0.05


def test_the_seed_decides() -> None:
    assert p_of(0.35) == p_of(0.35)
    assert p_of(0.35, seed=1) != p_of(0.35, seed=2)


def test_a_hidden_area_is_part_of_the_others() -> None:
    assert p_of(0.95, without=0) == 1 / 200
    assert p_of(0.3, without=0) > 0.05


def test_what_hidden_counts_are_changes_nothing() -> None:
    """15 of 15 and 1 of 5, both hidden, say no more than that 16 of 20 raise it."""
    area, is_area = np.repeat([0, 1, 2], [15, 5, 20]), np.ones(3, bool)
    worlds = []
    for last in (1, 2, 3, 4):
        raised = np.zeros((40, 1), bool)
        raised[: 16 - last] = raised[15 : 15 + last] = raised[20:31] = True
        seen = {"base": np.array([15.0, 5, 20]), "everybody": 40.0, "by_area": np.array([[np.nan, np.nan, 11]])}
        seen |= {"is_area": is_area, "total": np.array([27.0])}
        worlds.append(areas_differ(area, *np.nonzero(raised), **seen, rule=Rule(5)))
    assert len(set(worlds)) == 1


def test_people_whose_area_is_not_known_say_nothing_of_areas() -> None:
    rng = np.random.default_rng(0)
    area = np.repeat(np.arange(3), 60)
    raised = rng.random((180, 4)) < 0.3
    without = p_from(area, raised)
    for share in (0.1, 0.9):
        others = rng.random((60, 4)) < share
        assert p_from(np.append(area, np.full(60, 3)), np.vstack([raised, others]), unknown=3) == without > 0.05


def test_what_is_hidden_of_people_whose_area_is_not_known_says_nothing_of_areas() -> None:
    # Four of these thirty raise a theme, as half of the others do. With them, the lowest count of each theme is hidden.
    rng = np.random.default_rng(0)
    area = np.append(np.repeat(np.arange(4), 60), np.full(30, 4))
    base, is_area = np.array([60.0, 60, 60, 60, 30]), np.arange(5) < 4
    found = []
    for _ in range(60):
        raised = np.vstack([rng.random((240, 6)) < 0.5, np.ones((4, 6), bool), np.zeros((26, 6), bool)])
        by_area = np.array([raised[area == a].sum(axis=0) for a in range(5)], float)
        by_area[4] = by_area[by_area[:4].argmin(axis=0), np.arange(6)] = np.nan
        seen = {"base": base, "everybody": 270.0, "by_area": by_area.T, "total": raised.sum(axis=0).astype(float)}
        seen |= {"is_area": is_area, "rule": Rule(5), "n_permutations": 59}
        found.append(areas_differ(area, *np.nonzero(raised), **seen))
    assert sum(p < 0.05 for p in found) <= 6


def test_what_is_hidden_of_people_whose_area_is_not_known_changes_nothing() -> None:
    """Of 9 in West and 21 of unknown area, 8 raise it: how many of each is hidden."""
    area, is_area = np.repeat([0, 1, 2, 3], [30, 30, 9, 21]), np.array([True, True, True, False])
    worlds = []
    for last in (1, 2, 3, 4):
        raised = np.zeros((90, 1), bool)
        raised[:12] = raised[30:50] = raised[60 : 68 - last] = raised[69 : 69 + last] = True
        seen = {"base": np.array([30.0, 30, 9, 21]), "everybody": 90.0, "is_area": is_area}
        seen |= {"by_area": np.array([[12, 20, np.nan, np.nan]]), "total": np.array([40.0])}
        worlds.append(areas_differ(area, *np.nonzero(raised), **seen, rule=Rule(5)))
    assert len(set(worlds)) == 1


def test_two_areas_are_not_compared_by_what_people_of_no_known_area_raise() -> None:
    # 10 of 30 in North; the rest is South and those of unknown area, both hidden.
    seen = {"base": np.array([30.0, 30, 9]), "everybody": 69.0, "is_area": np.array([True, True, False])}
    seen |= {"by_area": np.array([[10, np.nan, np.nan]]), "total": np.array([25.0])}
    raised = np.flatnonzero(np.repeat([1, 0, 1, 0, 1, 0], [10, 20, 12, 18, 3, 6]))
    area = np.repeat([0, 1, 2], [30, 30, 9])
    assert areas_differ(area, raised, np.zeros(25, int), **seen, rule=Rule(5)) is None


@pytest.mark.parametrize("rule", [Rule(5), Rule(8, 5)])
def test_hiding_low_counts_does_not_make_chance_look_like_more(rule: Rule) -> None:
    # Eight areas with 4 expected in each: half of the counts are hidden, the lower half.
    rng = np.random.default_rng(0)
    area = np.repeat(np.arange(8), 40)
    found = [p_from(area, rng.random((320, 6)) < 0.1, rule, n_permutations=59) for _ in range(60)]
    assert sum(p is not None and p < 0.05 for p in found) <= 6


def test_nothing_to_compare() -> None:
    area, nobody = np.arange(9) % 2, np.zeros((9, 2), bool)
    assert p_from(area, nobody) is None
    assert p_from(area, ~nobody) is None
    some = nobody | (np.arange(9) < 4)[:, None]
    assert p_from(np.zeros(9, int), some) is None
    assert p_from(area, some, without=0) is None
    assert p_from(area, some, unknown=0) is None
