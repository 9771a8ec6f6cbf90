import numpy as np
import pytest

from feedback_nlp.aggregate.figures import KEEP, Figures, Rule

PLAIN = Rule()


def line(*parts: int, rule: Rule = PLAIN, total_cost: float = 1e4) -> tuple[list, float]:
    figures = Figures(rule)
    values = np.array(parts)
    ids = figures.publish(values, cost=np.where(values == 0, 25, 1 + values))
    total = figures.publish(values.sum()[None], cost=total_cost)
    figures.sums_to(ids[None], total)
    figures.protect()
    shown = [None if np.isnan(v) else int(v) for v in figures.values(ids)]
    whole = figures.values(total)[0]
    return shown, None if np.isnan(whole) else int(whole)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((50, 40, 30), ([50, 40, 30], 120)),  # nothing small
        ((50, 40, 3), ([50, None, None], 93)),  # one small: the next smallest goes with it
        ((50, 2, 3), ([50, None, None], 55)),  # two small: each hides the other
        ((50, 40, 0), ([50, 40, 0], 90)),  # nought is about nobody
        ((50, 0, 3), ([50, None, None], 53)),  # a nought goes before a large count
        ((12, 0, 3), ([None, 0, None], 15)),  # a count below 24 goes before a nought
        ((2, 1), ([None, None], None)),  # a small total goes too
        ((1, 1, 1, 1, 1, 0), ([None] * 5 + [0], None)),  # five ones in five places would be told by their sum
        ((), ([], 0)),
    ],
)
def test_what_is_hidden_in_a_line(parts: tuple[int, ...], expected: tuple) -> None:
    assert line(*parts) == expected


def test_over_all_blocks_it_is_told_how_many_hidden_counts_are_safe() -> None:
    told: list[tuple[int, int]] = []
    figures = Figures(Rule(), lambda *n: told.append(n))
    for parts in ((50, 40, 3), (60, 2, 30)):
        figures.begin()
        ids = figures.publish(np.array(parts), cost=1.0 + np.array(parts))
        figures.sums_to(ids[None], figures.publish(np.array([sum(parts)]), cost=KEEP))
    figures.protect()
    assert told == [(0, 2), (2, 3), (2, 3), (4, 4)]


def test_rounding_hides_below_eight_and_needs_no_companion() -> None:
    assert line(52, 43, 7, rule=Rule(8, 5)) == ([50, 45, None], 100)


def test_a_threshold_of_one_hides_nothing() -> None:
    assert line(50, 1, rule=Rule(1)) == ([50, 1], 51)


def test_a_count_that_is_always_shown_is_never_a_companion() -> None:
    figures = Figures(Rule())
    kept = figures.publish(np.array([6]), cost=KEEP)
    others = figures.publish(np.array([3, 90]), cost=10.0)
    total = figures.publish(np.array([99]), cost=1e4)
    figures.sums_to(np.concatenate([kept, others])[None], total)
    figures.protect()
    assert figures.values(np.arange(4)).tolist()[0] == 6
    assert np.isnan(figures.values(others)).all()


def test_a_square_of_hidden_cells() -> None:
    # With rows and columns both summed, one small cell needs three companions.
    figures = Figures(Rule())
    values = np.array([[3, 20, 30], [21, 22, 40], [30, 40, 50]])
    cells = figures.publish(values, cost=1.0 + values)
    figures.sums_to(cells, figures.publish(values.sum(axis=1), cost=1e4), 1)
    figures.sums_to(cells, figures.publish(values.sum(axis=0), cost=1e4), 0)
    figures.protect()
    assert np.isnan(figures.values(cells)).tolist() == [[True, True, False], [True, True, False], [False] * 3]
    assert figures.safe[cells].sum() == 4


def test_an_upper_limit_counts_as_known() -> None:
    # Everybody in both places: with the bases known, the counts cannot be other ones unless the total goes.
    figures = Figures(Rule())
    values = np.array([3, 6])
    ids = figures.publish(values, cost=1.0 + values, highest=values)
    total = figures.publish(np.array([9]), cost=1e4)
    figures.sums_to(ids[None], total)
    figures.protect()
    assert np.isnan(figures.values(total)).all()


def test_counts_that_no_sum_ties_are_looked_at_apart() -> None:
    figures = Figures(Rule())
    figures.publish(np.array([2, 9]), cost=1.0)
    figures.protect()
    assert figures.hidden.tolist() == [True, False]
    assert figures.safe.tolist() == [True, False]
