import numpy as np
import pytest

from feedback_nlp.aggregate.figures import Rule
from feedback_nlp.aggregate.omnibus import areas_differ

OPEN = Rule(1)


def p_from(area: np.ndarray, raised: np.ndarray, rule: Rule = OPEN, *, without: int | None = None, **options: int):
    """Return p for the area of each person and whether they raise each theme; `without` is an area that is hidden."""
    by_area = np.array([raised[area == a].sum(axis=0) for a in range(area.max() + 1)]).T.astype(float)
    by_area[rule.small(by_area)] = np.nan
    base = np.bincount(area).astype(float)
    if without is not None:
        by_area[:, without] = base[without] = np.nan
    seen = {"base": base, "everybody": float(area.size), "by_area": by_area, "total": raised.sum(axis=0).astype(float)}
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
    area = np.repeat([0, 1, 2], [15, 5, 20])
    worlds = []
    for last in (1, 2, 3, 4):
        raised = np.zeros((40, 1), bool)
        raised[: 16 - last] = raised[15 : 15 + last] = raised[20:31] = True
        seen = {"base": np.array([15.0, 5, 20]), "everybody": 40.0, "by_area": np.array([[np.nan, np.nan, 11]])}
        worlds.append(areas_differ(area, *np.nonzero(raised), **seen, total=np.array([27.0]), rule=Rule(5)))
    assert len(set(worlds)) == 1


@pytest.mark.parametrize("rule", [Rule(5), Rule(8, 5)])
def test_hiding_low_counts_does_not_make_chance_look_like_more(rule: Rule) -> None:
    # Eight areas with 4 expected in each: half of the counts are hidden, the lower half.
    rng = np.random.default_rng(0)
    area = np.repeat(np.arange(8), 40)
    found = [p_from(area, rng.random((320, 6)) < 0.1, rule, n_permutations=59) for _ in range(60)]
    assert sum(p < 0.05 for p in found) <= 6


def test_nothing_to_compare() -> None:
    area, nobody = np.arange(9) % 2, np.zeros((9, 2), bool)
    assert p_from(area, nobody) is None
    assert p_from(area, ~nobody) is None
    some = nobody | (np.arange(9) < 4)[:, None]
    assert p_from(np.zeros(9, int), some) is None
    assert p_from(area, some, without=0) is None
