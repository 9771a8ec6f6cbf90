import pandas as pd

from feedback_nlp import columns
from feedback_nlp.aggregate.topic_words import publishable_topics


def answers(consents: list[str], text: str = "Zanzibar has a late ferry") -> pd.DataFrame:
    n = len(consents)
    return pd.DataFrame(
        {
            "response_id": [f"{i}/q" for i in range(n)],
            "respondent_id": [str(i) for i in range(n)],
            "channel": ["online"] * n,
            "consent": consents,
            "text": [text if i < 5 else "A late ferry" for i in range(n)],
        }
    )


def topics(*words: str) -> pd.DataFrame:
    row = {
        "code": "T01",
        "title": "x",
        "words": " | ".join(words),
        "answers": 9,
        "overlap": "LATE",
        "overlap_share": 1.0,
    }
    return pd.DataFrame([{**row, "typical": ("a",)}])


def published(consents: list[str], *words: str) -> list[list[object]]:
    return publishable_topics(topics(*words), answers(consents)).values.tolist()


def test_a_word_of_those_who_refused_is_left_out() -> None:
    consents = ["No"] * 5 + ["Yes"] * 5
    assert published(consents, "late ferry", "zanzibar") == [["T01", "late ferry", "late ferry", "LATE"]]
    assert published(["Yes"] * 10, "late ferry", "zanzibar")[0][2] == "late ferry | zanzibar"


def test_a_word_inside_other_words_was_not_used() -> None:
    said = answers(["Yes"] * 5, "Charity, heritage: a 20mph limit by the Council’s plan")
    words = publishable_topics(topics("rita", "heritage", "mph limit", "charity heritage", "council plan"), said)
    assert words.values.tolist() == [
        ["T01", "heritage, mph limit, council plan", "heritage | mph limit | council plan", "LATE"]
    ]


def test_a_pair_is_of_neighbours_in_one_answer() -> None:
    said = answers(["Yes"] * 10, "Late again").assign(respondent_id=[str(i % 5) for i in range(10)])
    assert publishable_topics(topics("again late", "ferry late", "late again"), said).values.tolist() == [
        ["T01", "late again", "late again", "LATE"]
    ]


def test_a_topic_without_such_words_is_left_out() -> None:
    assert published(["Yes"] * 4 + ["No"] * 6, "zanzibar") == []
    assert publishable_topics(columns.empty("topics"), answers(["Yes"])).empty
