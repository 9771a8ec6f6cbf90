import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import boschloo_exact, fisher_exact

from feedback_nlp.aggregate.exact import exact_p


@settings(max_examples=12, deadline=None, derandomize=True, database=None)
@given(st.integers(1, 25), st.integers(1, 40), st.data())
def test_as_scipy(n1: int, n2: int, data: st.DataObject) -> None:
    k1, k2 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n2))
    expected = boschloo_exact([[k1, k2], [n1 - k1, n2 - k2]]).pvalue
    if expected == expected:  # scipy gives NaN where nobody or everybody raises a theme
        assert exact_p(k1, n1, k2, n2) == pytest.approx(expected, rel=5e-3)


def test_the_groups_may_change_places() -> None:
    assert exact_p(3, 30, 40, 90) == exact_p(40, 90, 3, 30)


def test_large_bases_fall_back_on_fisher() -> None:
    one_sided = fisher_exact([[2, 4], [798, 7196]], alternative="greater").pvalue
    assert exact_p(2, 800, 4, 7200) == pytest.approx(2 * one_sided)
