"""BERTopic is given all it needs, and its two models are ours."""

import bertopic._bertopic
import numpy as np
import pytest
from bertopic.backend import BaseEmbedder
from scipy import sparse

from feedback_nlp.discover import fit
from feedback_nlp.discover.fit import fit_topics
from feedback_nlp.discover.words import Terms
from tests.discover.conftest import ENDINGS, SUBJECTS, toy_vectors

TEXTS = sorted(text + ending for said in SUBJECTS.values() for text in said for ending in ENDINGS)


@pytest.fixture(scope="module")
def terms() -> Terms:
    return Terms()


def fitted(terms: Terms, size: int = 3) -> fit.Fit:
    each_its_own = sparse.identity(len(TEXTS), dtype=np.int8, format="csr")
    return fit_topics(TEXTS, toy_vectors(TEXTS), each_its_own, terms=terms, size=size, seed=0)


def test_no_embedding_model_is_ever_looked_for(terms, monkeypatch):
    asked = []
    genuine = bertopic._bertopic.select_backend
    monkeypatch.setattr(
        bertopic._bertopic, "select_backend", lambda model, **rest: asked.append(model) or genuine(model, **rest)
    )
    fitted(terms)
    assert [type(model) for model in asked] == [BaseEmbedder] * len(asked)


def test_terms_of_a_topic_come_best_first(terms):
    found = fitted(terms)
    for scored in found.terms:
        assert [score for _, score in scored] == sorted((score for _, score in scored), reverse=True)
    assert set(found.topics) <= {-1, *range(len(found.terms))}


def test_what_the_sample_left_joins_the_nearest_topic(terms, monkeypatch):
    monkeypatch.setattr(fit, "SAMPLE", 36)
    found = fitted(terms)
    vectors = toy_vectors(TEXTS)
    assert (found.topics >= 0).sum() > 40
    for topic in range(len(found.terms)):
        centre = vectors[found.topics == topic].mean(axis=0)
        assert (vectors[found.topics == topic] @ centre).min() > 0.5


def test_no_topic_is_large_enough(terms):
    found = fitted(terms, size=49)
    assert (set(found.topics.tolist()), found.scores.any(), found.terms) == ({-1}, np.False_, [])
