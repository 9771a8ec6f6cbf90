from typing import Any

import numpy as np

from feedback_nlp import columns as c
from feedback_nlp.tag.frame import CodeFrame
from feedback_nlp.tag.neutral import NEUTRAL
from feedback_nlp.tag.overlap import Overlap
from feedback_nlp.tag.scorer import FrameScorer
from feedback_nlp.tag.similar import Meaning, clauses
from feedback_nlp.tag.weigh import ALONE, FEATURES, MATCHED
from feedback_nlp.tag.words import WordReader


def test_clauses_leave_out_where_it_belongs_instead() -> None:
    assert clauses("Fear of a larger neighbour: SWALLOWED_UP. Money going elsewhere; buses.") == [
        "Fear of a larger neighbour",
        "Money going elsewhere",
        "buses",
    ]
    assert clauses(None) == []
    assert clauses(float("nan")) == []


def test_the_code_that_a_text_defines_leads(encode: Any, frame: CodeFrame) -> None:
    meaning = Meaning(frame.themes, encode)
    features = meaning.features(encode(list(frame.themes[c.DEFINITION])))
    assert features.shape == (3, 3, 3)
    lead, choice = features[:, :, 0], features[:, :, 1]
    assert (lead.argmax(axis=1) == np.arange(3)).all()
    assert (np.diag(lead) > 0).all()
    assert (choice.sum(axis=1) < 1).all()
    assert np.array_equal(features[:, 1:, 2], np.zeros((3, 2)))  # only the first code has examples


def test_neutral_sentences_lead_nowhere_on_average(encode: Any, frame: CodeFrame) -> None:
    lead = Meaning(frame.themes, encode).features(encode(list(NEUTRAL)))[:, :, 0]
    assert lead.mean() < 0


def test_what_a_code_excludes_counts_against_it(encode: Any, frame: CodeFrame) -> None:
    rows = frame.themes.to_dict("records")
    text = encode(["money going elsewhere from particular places"])
    without = CodeFrame.from_rows([{**rows[0], c.EXCLUDE: None}, *rows[1:]])
    with_note = Meaning(frame.themes, encode).features(text)[0, 0, 0]
    assert with_note < Meaning(without.themes, encode).features(text)[0, 0, 0]


def test_a_frame_of_one_code(encode: Any, nlp: Any, frame: CodeFrame) -> None:
    one = CodeFrame.from_rows(frame.themes.to_dict("records")[1:2])
    scores, _ = FrameScorer(one, encode=encode, nlp=nlp).score(["Longer journeys to appointments", "Nothing at all"])
    assert scores[0, 0] > scores[1, 0]
    assert scores[1, 0] < ALONE.best


def test_words_of_one_code_tell_more_than_words_of_all(nlp: Any) -> None:
    rows = [
        {"code": "A", "theme": "Bus fares", "definition": "Fares of the service"},
        {"code": "B", "theme": "Clean wards", "definition": "Wards of the service"},
    ]
    reader = WordReader(nlp)
    overlap = Overlap(CodeFrame.from_rows(rows).themes, reader)
    found = overlap.features(list(reader.read(["the fares", "the services", "neither"])))
    assert found[0, 0] == 1.0
    assert found[0, 1] == 0.0
    assert 0 < found[1, 0] == found[1, 1] < 0.5
    assert found[2].tolist() == [0.0, 0.0]


def test_a_cue_is_a_label_and_one_taken_back_is_none(encode: Any, nlp: Any, frame: CodeFrame) -> None:
    scores, _ = FrameScorer(frame, encode=encode, nlp=nlp).score(
        ["Nothing but a bus", "I am not worried about local focus or local needs"]
    )
    assert scores[0, 1] >= ALONE.likely
    assert scores[1, 0] == 0.0


def test_best_code_counts_from_lower_on() -> None:
    best, likely = ALONE.best, ALONE.likely
    scores = np.array([[best, 0.0], [likely, best], [0.05, 0.01]])
    assert ALONE.labels(scores).tolist() == [[True, False], [True, False], [False, False]]
    assert ALONE.labels(np.empty((0, 2))).shape == (0, 2)
    assert len(ALONE.weights) == len(MATCHED.weights) == len(FEATURES)
