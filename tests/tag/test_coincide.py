import pandas as pd

from feedback_nlp.tag.coincide import coinciding


def tables(people: list[tuple[str, str]], parents: dict[str, str] | None = None) -> tuple[pd.DataFrame, ...]:
    """Return labels, answers and themes from (codes, campaign) of each respondent, who says it in two answers."""
    answers, labels = [], []
    for i, (codes, campaign) in enumerate(people):
        for question in ("q1", "q2"):
            answers.append((f"R{i}/{question}", f"R{i}", campaign or pd.NA))
            labels += [(f"R{i}/{question}", "theme", code) for code in codes]
            labels.append((f"R{i}/{question}", "topic", "T01"))
    themes = [(code, f"Theme {code}", (parents or {}).get(code, pd.NA)) for code in "ABCD"]
    return (
        pd.DataFrame(labels, columns=["response_id", "kind", "code"]),
        pd.DataFrame(answers, columns=["response_id", "respondent_id", "campaign_id"]),
        pd.DataFrame(themes, columns=["code", "theme", "parent"]),
    )


MOST = [*[("AB", "")] * 8, *[("A", "")] * 2, *[("B", "")] * 20]


def test_pairs_that_mostly_coincide_the_rarer_theme_first() -> None:
    found = coinciding(*tables(MOST))
    assert found.to_numpy().tolist() == [["A", "Theme A", 10, "B", "Theme B", 28, 8, 0.8]]
    assert coinciding(*tables(MOST[::-1])).equals(found)


def test_nine_respondents_or_fewer_in_common_are_no_sign() -> None:
    assert coinciding(*tables([*[("AB", "")] * 9, *[("B", "")] * 20])).empty
    assert coinciding(*tables([*[("AB", "")] * 7, *[("A", "")] * 3, *[("B", "")] * 20])).empty
    assert coinciding(*tables([])).empty


def test_neither_a_letter_nor_a_parent_is_a_pair() -> None:
    assert coinciding(*tables([*[("AB", "C1")] * 40, *[("A", "")] * 10, *[("B", "")] * 10])).empty
    assert coinciding(*tables(MOST, {"A": "B"})).empty
    assert coinciding(*tables(MOST, {"B": "A"})).empty


def test_the_order_is_by_share_then_by_code() -> None:
    people = [*[("AB", "")] * 10, *[("CD", "")] * 19, ("C", ""), *[("D", "")] * 2]
    assert coinciding(*tables(people))[["code", "other_code", "both"]].to_numpy().tolist() == [
        ["A", "B", 10],
        ["C", "D", 19],
    ]
