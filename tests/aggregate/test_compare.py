import numpy as np
import pytest

from feedback_nlp.aggregate.compare import against_the_rest, in_words
from feedback_nlp.aggregate.words import HIGHER, LOWER, NO_DIFFERENCE


def compare(count: list[list[float]], base: list[float], total: list[float], everybody: float, **options: str):
    compared = np.ones(len(base), bool)
    return against_the_rest(
        np.array(count, float), np.array(base, float), np.array(total, float), np.array(everybody), compared, **options
    )


def test_figures_of_one_comparison() -> None:
    # 40 of 100 against 30 of 200. Newcombe's interval by hand from the two Wilson intervals.
    found = compare([[40.0]], [100], [70], 300)
    assert found.rest[0, 0] == pytest.approx(0.15)
    assert found.difference[0, 0] == pytest.approx(0.25)
    assert found.lower[0, 0] == pytest.approx(0.1430, abs=1e-3)
    assert found.upper[0, 0] == pytest.approx(0.3573, abs=1e-3)
    assert found.index[0, 0] == pytest.approx(100 * 0.4 / 0.15)
    # Agresti-Caffo: one success and one failure added to each group.
    p1, p2 = 41 / 102, 31 / 202
    z = (p1 - p2) / np.sqrt(p1 * (1 - p1) / 102 + p2 * (1 - p2) / 202)
    from scipy.stats import norm

    assert found.p[0, 0] == pytest.approx(2 * norm.sf(z))


def test_rare_themes_are_tested_exactly() -> None:
    from feedback_nlp.aggregate.exact import exact_p

    assert compare([[3.0]], [40], [5], 200).p[0, 0] == exact_p(3, 40, 2, 160)


def test_p_is_corrected_over_the_whole_grid() -> None:
    counts = [[40.0, 30.0], [22.0, 48.0]]
    found = compare(counts, [100, 200], [70, 70], 300)
    assert (found.adjusted_p >= found.p).all()
    assert found.adjusted_p[1, 0] == pytest.approx(max(found.p[1]))
    holm = compare(counts, [100, 200], [70, 70], 300, correction="holm")
    assert holm.adjusted_p[0, 0] == pytest.approx(4 * found.p[0, 0])


def test_hidden_counts_are_not_compared_and_do_not_count_in_the_correction() -> None:
    alone = compare([[40.0, np.nan]], [100, 200], [70], 300)
    assert np.isnan(alone.p).tolist() == [[False, True]]
    assert alone.adjusted_p[0, 0] == alone.p[0, 0]
    assert np.isnan(compare([[40.0]], [100], [np.nan], 300).p).all()


@pytest.mark.parametrize(
    ("count", "base", "total", "everybody", "words"),
    [
        (40, 100, 70, 300, HIGHER),
        (5, 100, 65, 300, LOWER),
        (0, 100, 60, 300, LOWER),  # nobody here, many elsewhere: notable all the same
        (35, 100, 95, 300, NO_DIFFERENCE),
        (4000, 100_000, 7000, 200_000, NO_DIFFERENCE),  # certain, and one point: too little to act on
        (4, 31, 4, 300, NO_DIFFERENCE),  # far apart, and only four people
    ],
)
def test_what_it_comes_to(count: float, base: float, total: float, everybody: float, words: str) -> None:
    found = compare([[count]], [base], [total], everybody)
    assert in_words(found, np.array([[count]], float), np.array([total], float)).tolist() == [[words]]
