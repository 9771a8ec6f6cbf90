"""Segments in; topics, labels and drafts out; the same whatever the order of the rows."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_nlp import columns as c
from feedback_nlp.discover import Discovery, discover
from feedback_nlp.errors import DataError
from tests.discover.conftest import ENDINGS, SUBJECTS, tables, toy_vectors


def run(answers, segments, **rest) -> Discovery:
    return discover(answers, segments, encode=toy_vectors, **rest)


def same(one: Discovery, other: Discovery) -> bool:
    pd.testing.assert_frame_equal(one.labels, other.labels)
    pd.testing.assert_frame_equal(one.topics, other.topics)
    pd.testing.assert_frame_equal(one.proposed, other.proposed)
    return one.notes == other.notes


def test_three_subjects_are_three_topics(three_subjects):
    answers, segments = three_subjects
    found = run(answers, segments, size=2)

    topics = found.topics
    assert topics[["code", "title", "answers"]].to_dict("list") == {
        "code": ["T01", "T02", "T03"],
        "title": ["Buses, break, late", "Nurses, hard, kind", "Parking, clinic, costs"],
        "answers": [16, 16, 16],
    }
    assert topics["overlap"].isna().all()
    for subject, topic in zip(("buses", "nurses", "parking"), topics.to_dict("records"), strict=True):
        assert len(topic["typical"]) == 5
        assert all(subject in text.lower() for text in topic["typical"])
        assert set(topic["typical"]) <= set(segments["text"])
    assert found.labels["kind"].unique().tolist() == found.labels["source"].unique().tolist() == ["topic"]
    assert len(found.labels) == 48
    assert found.notes == (
        "3 topics from 48 different wordings of 96 segments; a topic has at least 2 answers.",
        "In no topic: 48 segments that say nothing on their own (thanks, see above), 0 unlike any topic.",
    )
    assert found.proposed["code"].tolist() == ["P01", "P02", "P03"]


def test_a_label_is_a_segment_of_its_answer(three_subjects):
    answers, segments = three_subjects
    places = set(segments[[c.RESPONSE_ID, c.START, c.END]].itertuples(index=False, name=None))
    labels = run(answers, segments).labels
    assert set(labels[[c.RESPONSE_ID, c.START, c.END]].itertuples(index=False, name=None)) <= places
    c.check(labels, "labels")


@settings(max_examples=5, deadline=None)
@given(st.randoms(), st.integers(0, 3))
def test_the_order_of_rows_decides_nothing(random, seed):
    texts = [text + ending for said in SUBJECTS.values() for text in said for ending in ENDINGS]
    answers, segments = tables({f"R{i:02}/q": [text, "Thanks"] for i, text in enumerate(texts)})
    order = list(range(len(segments)))
    random.shuffle(order)
    shuffled = segments.iloc[order]  # the index is shuffled too

    here = run(answers, segments, seed=seed)
    there = discover(answers[::-1], shuffled, embeddings=toy_vectors(shuffled["text"].tolist()), seed=seed)

    assert same(here, there)


def test_a_campaign_is_one_point_but_all_its_answers_count(three_subjects):
    answers, segments = three_subjects
    more, their_segments = tables({f"X{i:03}/q": ["Save our buses NOW"] for i in range(200)})
    found = run(pd.concat([answers, more]), pd.concat([segments, their_segments]), size=2)
    assert found.topics["answers"].tolist() == [216, 16, 16]


def test_the_frame_names_what_it_meets_and_gets_drafts_for_the_rest(three_subjects):
    answers, segments = three_subjects
    first = segments[segments["segment"] == 0]
    of_parking = first[first["text"].str.contains("arking")]
    labels = pd.DataFrame(
        {
            c.RESPONSE_ID: of_parking[c.RESPONSE_ID],
            c.KIND: "theme",
            c.CODE: "PARKING",
            c.SCORE: 1.0,
            c.SOURCE: "cue",
            c.START: 0,
            c.END: 9,
        }
    )
    not_a_theme = labels.assign(kind="topic", code="A99", source="topic")
    themes = pd.DataFrame({c.CODE: ["PARKING", "P01"]})

    found = run(answers, segments, labels=pd.concat([labels, not_a_theme]), themes=themes, size=2)

    assert found.topics["overlap"].fillna("-").tolist() == ["-", "-", "PARKING"]
    assert found.topics["overlap_share"].tolist()[2] == 1.0
    assert found.topics["overlap_share"].isna().tolist() == [True, True, False]
    assert found.proposed["code"].tolist() == ["P02", "P03"]
    assert found.proposed["cues"].str[0].tolist() == ["buses", "nurses"]


def test_nothing_is_shown_of_those_who_asked_not_to_be_quoted(three_subjects):
    answers, segments = three_subjects
    found = run(answers.assign(consent="No"), segments)
    assert set(found.topics["typical"]) == set(found.proposed["examples"]) == {()}


def test_redaction_tags_are_no_words():
    texts = [f"{text} said [name]{ending}" for said in SUBJECTS.values() for text in said for ending in ENDINGS]
    found = run(*tables({f"R{i:02}/q": [text] for i, text in enumerate(texts)}))
    assert len(found.topics)
    assert not found.topics["words"].str.contains("name").any()


@pytest.mark.parametrize("texts", [[], ["Thank you"], ["Parking is dear"], ["Buses are late"] * 30, [""] * 12])
def test_too_little_to_group(texts):
    found = run(*tables({f"R{i}/q": [text] for i, text in enumerate(texts)}))
    assert [len(table) for table in (found.labels, found.topics, found.proposed)] == [0, 0, 0]
    assert list(found.topics.columns) == list(c.TOPICS)
    n = len(set(texts) - {"", "Thank you"})
    assert found.notes == (f"No topics: {n} different segments say something, and 10 are needed. Read them instead.",)


def test_just_enough_to_group():
    texts = [text for said in SUBJECTS.values() for text in said][:10]
    found = run(*tables({f"R{i}/q": [text] for i, text in enumerate(texts)}))
    assert found.topics["answers"].sum() >= 6


def test_the_size_of_a_topic_can_be_set(three_subjects):
    assert len(run(*three_subjects, size=49).topics) == 0
    assert run(*three_subjects, size=10).topics["answers"].min() >= 10


def test_progress_and_an_unknown_language(three_subjects):
    told = []
    found = run(*three_subjects, language="zzz", progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert found.notes[0] == 'No stop words are known for "zzz": the words of topics may be common ones.'


@pytest.mark.parametrize(
    ("given_", "message"),
    [
        ({}, "either embeddings"),
        ({"embeddings": np.ones((2, 3)), "encode": toy_vectors}, "either embeddings"),
        ({"embeddings": np.ones((3, 3))}, "3 rows of embeddings, 2 segments"),
        ({"embeddings": np.ones((2, 3)), "size": 0}, "least size of a topic is 0"),
    ],
)
def test_what_cannot_be_used_is_said(given_, message):
    with pytest.raises(DataError, match=message):
        discover(*tables({"A/q": ["Parking"], "B/q": ["Buses"]}), **given_)


def test_segments_of_other_answers_are_refused():
    answers, segments = tables({"A/q": ["Parking"], "B/q": ["Buses"]})
    with pytest.raises(DataError, match="1 of 2 segments belong to none of the answers"):
        run(answers[:1], segments)
