import numpy as np

from feedback_nlp.aggregate.omnibus import areas_differ


def p_of(share_in_last: float, **options: int) -> float | None:
    rng = np.random.default_rng(1)
    area = np.repeat(np.arange(3), 60)
    raised = rng.random((180, 4)) < 0.3
    raised[area == 2, 0] = rng.random(60) < share_in_last
    person, code = np.nonzero(raised)
    return areas_differ(area, person, code, **({"n_areas": 3, "n_codes": 4, "n_permutations": 199} | options))


def test_a_theme_of_one_area_is_noticed_and_chance_is_not() -> None:
    assert p_of(0.95) == 1 / 200
    assert p_of(0.3) > 0.05


def test_the_seed_decides() -> None:
    assert p_of(0.35) == p_of(0.35)
    assert p_of(0.35, seed=1) != p_of(0.35, seed=2)


def test_areas_and_themes_without_anybody_change_nothing() -> None:
    assert p_of(0.35, n_areas=5, n_codes=9) == p_of(0.35)


def test_nothing_to_compare() -> None:
    none = np.zeros(0, int)
    assert areas_differ(none, none, none, n_areas=3, n_codes=2) is None
    assert areas_differ(np.zeros(9, int), np.arange(4), np.zeros(4, int), n_areas=3, n_codes=2) is None
    everybody = areas_differ(np.arange(9) % 2, np.arange(9), np.zeros(9, int), n_areas=2, n_codes=1)
    assert everybody is None
