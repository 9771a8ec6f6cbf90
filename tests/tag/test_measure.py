import math

import numpy as np
import pandas as pd
import pytest

from feedback_nlp import columns as c
from feedback_nlp.tag.measure import evaluate, figures, gain


def test_by_hand() -> None:
    gold = pd.DataFrame(
        [("a", "X"), ("a", "Y"), ("b", "X"), ("c", "NONE"), ("d", "Y")], columns=[c.RESPONSE_ID, c.CODE]
    )
    labels = pd.DataFrame(
        [("a", "theme", "X"), ("b", "theme", "Y"), ("c", "theme", "X"), ("a", "topic", "Y"), ("z", "theme", "X")],
        columns=[c.RESPONSE_ID, c.KIND, c.CODE],
    )
    table = evaluate(labels, gold, ["X", "Y", "Z"]).set_index(c.CODE)
    assert table[["n", "given", "right"]].to_numpy().tolist() == [[2, 2, 1], [2, 1, 0], [0, 0, 0], [4, 3, 1], [4, 3, 1]]
    assert table.loc["X", ["precision", "recall", "f1"]].tolist() == [0.5, 0.5, 0.5]
    assert table.loc["Y", ["precision", "recall", "f1"]].tolist() == [0.0, 0.0, 0.0]
    assert table.loc["Z", ["precision", "recall", "f1"]].isna().all()
    assert table.loc["all themes", "f1"] == pytest.approx(2 / 7)
    assert table.loc["mean of themes", "f1"] == 0.25
    # Wilson, 1 of 2: (1 + 1.96**2/2 -+ 1.96 sqrt(0.5 + 1.96**2/4)) / (2 + 1.96**2)
    z2 = 1.959964**2
    half = math.sqrt(z2) * math.sqrt(0.5 + z2 / 4)
    assert table.loc["X", "precision_low"] == pytest.approx((1 + z2 / 2 - half) / (2 + z2), abs=1e-6)
    # F1 of X: 1 of the 3 answers with X by anybody have it by both; Y: none of 3.
    third = [(1 + z2 / 2 + side * math.sqrt(z2) * math.sqrt(2 / 3 + z2 / 4)) / (3 + z2) for side in (-1, 1)]
    expected = [2 * share / (1 + share) for share in third]
    assert table.loc["X", ["f1_low", "f1_high"]].tolist() == pytest.approx(expected, abs=1e-6)
    none_of_three = z2 / (3 + z2)
    assert table.loc["Y", "f1_low"] == pytest.approx(0, abs=1e-9)
    assert table.loc["Y", "f1_high"] == pytest.approx(2 * none_of_three / (1 + none_of_three), abs=1e-6)
    assert table.loc["Z", ["f1_low", "f1_high"]].isna().all()


def test_nothing_coded() -> None:
    table = evaluate(c.empty("labels"), pd.DataFrame({c.RESPONSE_ID: [], c.CODE: []}), ["X"])
    assert table["f1"].fillna(0).eq(0).all()
    assert np.array_equal(table["n"], [0, 0, 0])


def test_few_answers_that_all_agree_show_no_certainty() -> None:
    """Every draw of them is alike; one answer, tagged as people did, may still be one of two."""
    one = figures(np.array([[True]]), np.array([[True]]), ["X"]).set_index(c.CODE)
    low = 1 / (1 + 1.959964**2)  # Wilson, 1 of 1
    assert one.loc["all themes", ["f1_low", "f1_high"]].tolist() == pytest.approx([2 * low / (1 + low), 1], abs=1e-6)
    assert one.loc["mean of themes", ["f1_low", "f1_high"]].isna().all()


def test_answers_that_belong_together_are_drawn_together() -> None:
    truth = np.array([[1]] * 40, dtype=bool)
    said = np.array([[1]] * 20 + [[0]] * 20, dtype=bool)
    alone = figures(said, truth, ["X"]).set_index(c.CODE)
    together = figures(said, truth, ["X"], groups=np.repeat(["a", "b", "c", "d"], 10).astype(object)).set_index(c.CODE)
    ends = ["f1_low", "f1_high"]
    assert together.loc["all themes", "f1"] == alone.loc["all themes", "f1"] == pytest.approx(2 / 3)
    assert together.loc["all themes", ends].tolist() == [0, 1], "4 letters, of which none or all may be right"
    assert 0.5 < alone.loc["all themes", "f1_low"] < alone.loc["all themes", "f1_high"] < 0.82
    assert gain(said, ~said, truth, groups=np.repeat(["a", "b"], 20).astype(object)) == (0, -1, 1)


def test_gain_is_the_difference_of_two_taggers_on_the_same_answers() -> None:
    truth = np.array([[1, 0], [0, 1], [1, 1], [0, 0]] * 10, dtype=bool)
    half = truth & [[True, False]]
    much, low, high = gain(truth, half, truth)
    assert much == pytest.approx(1 - 2 / 3)
    assert 0.1 < low < much < high < 0.6
    assert gain(half, half, truth) == (0, 0, 0)
    assert gain(truth[:0], half[:0], truth[:0]) == (0, 0, 0)
