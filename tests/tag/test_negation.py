import pytest

from feedback_nlp.tag.negation import taken_back


@pytest.mark.parametrize(
    ("text", "cue", "kind", "expected"),
    [
        # A worry that is denied.
        ("i am not worried about local focus", "local focus", "concern", True),
        ("i have no concerns about travel", "travel", "concern", True),
        ("travel is not a problem for me", "travel", "concern", True),
        ("it wo n't mean cuts", "cuts", "concern", True),
        ("we will not lose local focus", "lose local focus", "concern", True),
        # The lack of something good is the worry.
        ("there is no bus", "bus", "concern", False),
        ("there is no local focus in this", "local focus", "concern", False),
        # Looks like a denial and is none.
        ("not only cuts but closures", "cuts", "concern", False),
        ("no doubt there will be cuts", "cuts", "concern", False),
        ("i do not think it will not mean cuts", "cuts", "concern", False),
        ("i am not against it but worried about cuts", "cuts", "concern", False),
        # Within the cue it belongs to it.
        ("those who do n't drive", "n't drive", "concern", False),
        # A hope that is denied or doubted.
        ("it will not save money", "save money", "benefit", True),
        ("i doubt it will save money", "save money", "benefit", True),
        ("savings are unlikely", "savings", "benefit", True),
        ("not only will it save money", "save money", "benefit", False),
        ("it will save money", "save money", "benefit", False),
        # A wish.
        ("we do n't need a local office", "local office", "suggestion", True),
        ("do n't close the local office", "local office", "suggestion", False),
        # A subject stays the subject.
        ("the food was not good and no parking", "parking", "other", False),
        # A boundary ends the reach.
        ("not for me . cuts are coming", "cuts", "concern", False),
    ],
)
def test_taken_back(text: str, cue: str, kind: str, expected: bool) -> None:
    words, looked_for = text.split(), cue.split()
    first = next(i for i in range(len(words)) if words[i : i + len(looked_for)] == looked_for)
    assert taken_back(words, first, first + len(looked_for) - 1, kind) is expected
