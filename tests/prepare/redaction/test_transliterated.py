"""Names in other scripts."""

import pytest

from feedback_nlp.prepare.redaction.names import names
from feedback_nlp.prepare.redaction.transliterated import latin


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("अनिल", "anil"),  # Hindi: the last consonant has no vowel
        ("मीरा", "meera"),
        ("मीरा", "mira"),
        ("कमलेश", "kamlesh"),  # the short vowel in the middle falls silent
        ("তাসনিম", "tasnim"),  # Bengali
        ("கமலா", "kamala"),  # Tamil
        ("олександр", "oleksandr"),  # Ukrainian
        ("валерий", "valery"),
        ("αλεξανδρος", "alexandros"),
    ],
)
def test_spellings(name: str, spelled: str) -> None:
    assert spelled in set(latin(name))


@pytest.mark.parametrize("name", ["", "张", "محمد", "12"])
def test_scripts_that_are_not_known_give_nothing(name: str) -> None:
    assert list(latin(name)) == []


def test_names_of_many_communities_are_listed() -> None:
    given = names().english | names().others | names().further
    assert {"chloe", "anil", "sanjida", "oluwaseun", "katarzyna", "ionut", "mehmet", "laxmi", "oleksandr"} <= given
    assert {"tamang", "kowalczyk", "okafor", "begum", "popescu", "yilmaz"} <= names().family
