import pandas as pd

from feedback_nlp import columns as c
from feedback_nlp.tag.copies import are_examples, kept_together, prints

ANSWERS = pd.DataFrame(
    {
        c.RESPONSE_ID: ["A/1", "A/2", "B/1", "B/2", "C/1", "D/1", "E/1"],
        c.RESPONDENT_ID: ["A", "A", "B", "B", "C", "D", None],
        c.CAMPAIGN_ID: ["X", None, None, "X", "Y", None, None],
        c.TEXT: ["One.", "Two.", "More buses", "Four.", "The last bus leaves at six.", "more buses", "More buses"],
    }
).astype("string")


def groups(answers: pd.DataFrame) -> list[int]:
    found = list(kept_together(answers))
    return [found.index(group) for group in found]


def test_copies_of_a_letter_and_answers_of_a_person_stay_in_one_fold() -> None:
    assert groups(ANSWERS) == [0, 0, 0, 0, 4, 5, 6], "what few words say many may say"
    assert groups(ANSWERS.drop(columns=c.CAMPAIGN_ID)) == [0, 0, 2, 2, 4, 5, 6]


def test_who_is_in_a_file_twice_stays_in_one_fold() -> None:
    answers = ANSWERS.assign(
        **{c.TEXT: ["", "", "The LAST bus leaves\nat six", "", "The last bus leaves at six.", "", ""]}
    )
    assert groups(answers) == [0, 0, 0, 0, 0, 5, 6], "a sentence of theirs ties all that they wrote"


def test_answers_that_the_frame_has_as_examples() -> None:
    answers = ANSWERS.assign(**{c.TEXT: ["We fear: the LAST bus leaves at six!", "The last bus leaves", *[""] * 5]})
    assert are_examples(answers, ["The last bus leaves at six.", "The last bus"]).tolist() == [True, *[False] * 6]


def test_a_copy_is_known_under_another_id_and_a_few_words_are_not() -> None:
    again = ANSWERS.assign(**{c.RESPONSE_ID: [f"again/{i}" for i in range(len(ANSWERS))]})
    seen = set(prints(ANSWERS))
    assert [one in seen for one in prints(ANSWERS)] == [True] * 7
    assert [one in seen for one in prints(again)] == [False] * 4 + [True] + [False] * 2
