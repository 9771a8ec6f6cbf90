import pandas as pd

from feedback_nlp import columns
from feedback_nlp.aggregate.topic_words import publishable_topics


def answers(consents: list[str], text: str = "The Zanzibar ferry is late") -> pd.DataFrame:
    n = len(consents)
    return pd.DataFrame(
        {
            "response_id": [f"{i}/q" for i in range(n)],
            "respondent_id": [str(i) for i in range(n)],
            "channel": ["online"] * n,
            "consent": consents,
            "text": [text if i < 5 else "The ferry is late" for i in range(n)],
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
    assert published(consents, "ferry late", "zanzibar") == [["T01", "ferry late", "ferry late", "LATE"]]
    assert published(["Yes"] * 10, "ferry late", "zanzibar")[0][2] == "ferry late | zanzibar"


def test_a_topic_without_such_words_is_left_out() -> None:
    assert published(["Yes"] * 4 + ["No"] * 6, "zanzibar") == []
    assert publishable_topics(columns.empty("topics"), answers(["Yes"])).empty
