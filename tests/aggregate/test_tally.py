import pytest

from feedback_nlp import columns
from feedback_nlp.aggregate.tally import tally
from feedback_nlp.errors import DataError
from tests.aggregate.consultations import Consultation, answered, areas, frame


def counted(consultation: Consultation, **options: object):
    given = {"areas": consultation.areas, "responses": None, "wording": []} | options
    return tally(consultation.answers, consultation.labels, consultation.themes, consultation.ledger, **given)


PEOPLE = [
    {"area": "South", "type": "Patient", "position": "No", "raises": {"q1": ["A"], "q2": ["A", "B"]}},
    {"area": "North", "type": "Carer", "position": "Yes", "raises": {"q1": ["A"]}, "campaign": "C1"},
    {"area": "North", "type": "Carer", "raises": {"q1": ["A"]}, "campaign": "C1", "source": "person"},
    {"raises": {"q2": []}},
]


def test_respondents_are_counted_once_and_answers_each() -> None:
    counts = counted(answered(PEOPLE, "A", "B", areas=areas("North", "Nowhere")))
    assert counts.areas == ["North", "Nowhere", "South", "Area not known"]
    assert counts.types == ["Carer", "Patient", "Type not given"]
    assert counts.base.tolist() == [[2, 0, 0], [0, 0, 0], [0, 1, 0], [0, 0, 1]]
    assert counts.mentions.sum(axis=2).tolist() == [[2, 0, 1, 0], [0, 0, 1, 0]]
    assert counts.questions == ["q1", "q2"]
    assert counts.answers.tolist() == [3, 2]
    assert counts.mentions_by_question.tolist() == [[3, 1], [0, 1]]
    assert counts.positions == ["Support", "Neutral", "Oppose"]
    assert counts.respondents.sum(axis=(0, 1)).tolist() == [1, 0, 1, 2]


def test_who_typed_that_nothing_is_known_is_one_of_those_of_whom_nothing_is() -> None:
    people = [{"area": "Area not known", "type": "Type not given"}, {"area": "North", "type": "Carer"}, {}]
    for table in (None, areas("Area not known", "North")):
        counts = counted(answered([{**who, "raises": ["A"]} for who in people], "A", areas=table))
        assert (counts.areas, counts.types) == (["North", "Area not known"], ["Carer", "Type not given"])
        assert counts.base.tolist() == [[1, 0], [0, 2]]


def test_campaigns_are_counted_three_ways() -> None:
    counts = counted(answered(PEOPLE, "A", "B"))
    assert counts.mentions.sum(axis=(1, 2)).tolist() == [3, 1]
    assert counts.own.tolist() == [1, 1]
    assert counts.letters.tolist() == [1, 0]
    assert counts.through.tolist() == counts.raising_copies.tolist() == [[2], [0]]
    assert counts.raising.sum(axis=1).tolist() == [[2, 2, 0], [0, 1, 0]]
    assert counts.answers_by_type.tolist() == [[2, 1, 0], [0, 1, 1]]
    assert counts.campaigns == ["C1"]
    assert counts.copies.tolist() == [2]


def test_a_person_who_signed_two_letters_counts_once() -> None:
    answers = answered([{"raises": {"q1": ["A"], "q2": ["A"]}}, {"raises": {"q1": []}}], "A")
    signed = answers.answers.assign(campaign_id=["C1", "C2", "C1"])
    counts = counted(Consultation(signed, answers.labels, answers.themes, answers.ledger))
    assert counts.letters.tolist() == [1]
    assert counts.in_letters.tolist() == [[False, True]]  # half of the copies is not more than half


def test_a_label_by_a_person_counts_as_not_by_machine_alone() -> None:
    assert counted(answered(PEOPLE, "A", "B")).machine.tolist() == [2, 1]


def test_rows_that_went_no_further_stand_in_the_books() -> None:
    consultation = answered(PEOPLE[:1], "A", "B")
    extra = [("f.csv", 9, "R9", "q1", "blank", "x"), ("f.csv", 10, None, "q1", "excluded", "preview")]
    ledger = frame("LEDGER", [*consultation.ledger.itertuples(index=False, name=None), *extra])
    row = ("R9/q1", "R9", "q1", None, "Councillor", None, None, None, "paper", "", "f.csv", 9)
    responses = frame("RESPONSES", [row])
    counts = tally(
        consultation.answers,
        consultation.labels,
        consultation.themes,
        ledger,
        areas=None,
        responses=responses,
        wording=[],
    )
    assert counts.channels == ["paper", "web", "Channel not given"]
    assert counts.types == ["Councillor", "Patient", "Type not given"]
    # received, blank, non-answer, refers elsewhere, duplicate, excluded, unreadable, analysed
    # of which campaign; by channel and type
    assert counts.books.sum(axis=0).tolist() == [
        [1, 1, 0, 0, 0, 0, 0, 0, 0],
        [2, 0, 0, 0, 0, 0, 0, 2, 0],
        [1, 0, 0, 0, 0, 1, 0, 0, 0],
    ]
    assert counts.books[:, :, 0].tolist() == [[1, 0, 0], [0, 2, 0], [0, 0, 1]]
    assert counts.people_by_channel.tolist() == [[0, 0, 0], [0, 1, 0], [0, 0, 0]]


def test_topics_and_no_theme_are_left_out() -> None:
    consultation = answered([{"raises": ["A"]}], "A")
    labels = [
        ("R0000/q1", "topic", "T01", 1.0, "topic", 0, 3),
        ("R0000/q1", "theme", columns.NO_THEME, 1.0, "person", 0, 3),
    ]
    counts = counted(
        Consultation(consultation.answers, frame("LABELS", labels), consultation.themes, consultation.ledger)
    )
    assert counts.mentions.sum() == 0


def test_all_that_does_not_fit_is_named_at_once() -> None:
    consultation = answered([{"raises": ["A", "X"]}], "A")
    stray = frame("LABELS", [("nobody", "theme", "A", 1.0, "cue", 0, 3), ("R0000/q1", "theme", "X", 1.0, "cue", 0, 3)])
    with pytest.raises(DataError, match=r"(?s)2 faults.*codes that the code frame does not have: X.*1 labels belong"):
        counted(Consultation(consultation.answers, stray, consultation.themes, consultation.ledger))
