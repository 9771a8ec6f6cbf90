"""Taggers that others use, learnt from the same coded answers as ours."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.calibration import CalibratedClassifierCV
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold
from sklearn.multioutput import MultiOutputClassifier
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import SVC

from feedback_nlp.tag.material import Material

Array = NDArray[np.float64]
Fitted = Callable[[Material], Array]
BOTH_STRENGTH: Final = 2.0
"""Of .5, 1, 2, 5 and 10 the best mAP on folds of the training rows of seed 0; 1 is as good."""


def published_svc(train: Material, truth: Array) -> Fitted:
    """Fit the published NHS pipeline: TF-IDF, then an RBF support vector machine a code (C=15, balanced).

    Probabilities are Platt's, from folds, as `SVC(probability=True)` gives them.
    """
    words = TfidfVectorizer()
    machine = SVC(C=15, class_weight="balanced", cache_size=1000)
    model = MultiOutputClassifier(CalibratedClassifierCV(machine, ensemble=False)).fit(
        words.fit_transform(train.texts), truth
    )
    return lambda test: _probabilities(model, words, test)


def boosted(train: Material, truth: Array) -> Fitted:
    """Fit TF-IDF and XGBoost, a model a code, as they come: the published settings of this one are not known."""
    from xgboost import XGBClassifier

    words = TfidfVectorizer()
    model = MultiOutputClassifier(XGBClassifier(tree_method="hist", n_jobs=2, random_state=0)).fit(
        words.fit_transform(train.texts), truth
    )
    return lambda test: _probabilities(model, words, test)


def _probabilities(model: MultiOutputClassifier, words: TfidfVectorizer, test: Material) -> Array:
    rows = words.transform(test.texts)
    return np.stack([m.predict_proba(rows)[:, 1] for m in model.estimators_], axis=1)


def tfidf_logistic(train: Material, truth: Array) -> Fitted:
    """Fit word and character TF-IDF with a logistic regression a code."""
    both = make_union(
        TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=2 if len(train) >= 200 else 1),
        TfidfVectorizer(analyzer="char_wb", sublinear_tf=True, ngram_range=(2, 5), min_df=2, max_features=40_000),
    )
    return _logistic(both, lambda m: m.texts, train, truth, 10.0)


def embedding_logistic(train: Material, truth: Array) -> Fitted:
    """Fit a logistic regression a code on the embedding of the whole comment."""
    return _logistic("passthrough", lambda m: m.vectors[:, : m.vectors.shape[1] // 2], train, truth, 10.0)


def both_tuned(train: Material, truth: Array, groups: NDArray[np.object_]) -> tuple[Fitted, Array]:
    """Fit words, characters and embeddings in one logistic regression a code; thresholds from folds by group."""

    def fit(rows: NDArray[np.int64]) -> Fitted:
        some = train.take(rows)
        both = make_union(
            TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=2),
            TfidfVectorizer(analyzer="char_wb", sublinear_tf=True, ngram_range=(2, 5), min_df=2, max_features=40_000),
        ).fit(some.texts)

        def view(m: Material) -> Any:
            return hstack([both.transform(m.texts), csr_matrix(2 * m.vectors[:, : m.vectors.shape[1] // 2])]).tocsr()

        return _logistic("passthrough", view, some, truth[rows], BOTH_STRENGTH)

    unseen = np.zeros(truth.shape)
    for kept, left in GroupKFold(5).split(truth, groups=groups):
        unseen[left] = fit(kept)(train.take(left))
    cuts = np.linspace(0.05, 0.95, 91)
    best = [max(cuts, key=lambda cut, j=j: f1_score(truth[:, j], unseen[:, j] >= cut)) for j in range(truth.shape[1])]
    return fit(np.arange(len(train))), np.array(best)


def _logistic(
    features: object, view: Callable[[Material], Array], train: Material, truth: Array, strength: float
) -> Fitted:
    seen = [i for i in range(truth.shape[1]) if 0 < truth[:, i].sum() < len(truth)]
    front = make_pipeline(features)
    rows = front.fit_transform(view(train))
    models = {
        i: LogisticRegression(C=strength, solver="liblinear", dual=True, max_iter=300, tol=1e-2, random_state=0).fit(
            rows, truth[:, i]
        )
        for i in seen
    }

    def predict(test: Material) -> Array:
        tested = front.transform(view(test))
        return np.stack(
            [
                models[i].predict_proba(tested)[:, 1] if i in models else np.zeros(len(test))
                for i in range(truth.shape[1])
            ],
            axis=1,
        )

    return predict
