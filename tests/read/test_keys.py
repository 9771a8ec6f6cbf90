import pytest

from feedback_nlp.read.keys import short_key


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Organisation type - Organisation type", "organisation_type"),
        ("Does your employer support your contributions to Kubernetes?", "employer_support_contributions"),
        ("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "llanfairpwllgwyngyllgogerychwyrndrobwlll"),
        ("Q8 - 2?", "q8_2"),
        ("", "question"),
    ],
)
def test_keys_are_short_and_hold_whole_words(words: str, key: str) -> None:
    assert short_key(words) == key
    assert short_key(words, {key}) == f"{key}_2"
