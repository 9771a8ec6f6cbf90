"""A tagger that learns from coded answers, in the manner of scikit-learn."""

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.model_selection import GroupKFold
from sklearn.utils.validation import check_is_fitted
from statsmodels.stats.proportion import proportion_confint

from feedback_nlp.tag.learnt import N_MEMBERS, KernelAndNeighbours
from feedback_nlp.tag.material import Material
from feedback_nlp.tag.stack import fit_stack
from feedback_nlp.tag.thresholds import UNSURE, fit_sure, fit_thresholds

Array = NDArray[np.float64]
_ALWAYS = 0.98
"""Lower end of the 95 % interval of the share of answers with a code: 190 answers, none without, reach it."""
_NEAR = 0.5
"""Share of its threshold that the best code of an answer must reach: "Thank you" has no code where all others do."""


class ThemeClassifier(BaseEstimator):
    """From few or many coded answers to calibrated probabilities, thresholds and a mark where a person must look.

    Members (the two of `KernelAndNeighbours`, and a fine-tuned network where the material has its opinion) learn on
    folds by group; on the answers that they have not seen, a stack learns how much to believe them next to the frame
    alone, and thresholds are set.

    Parameters
    ----------
    width, ridge, frame, neighbours
        As in `KernelAndNeighbours`.
    n_folds
        Folds by group; fewer where there are fewer groups.

    Attributes
    ----------
    unseen_, unseen_said_, unseen_sure_
        (n_texts, n_codes): probabilities of the training answers, which labels they would have got, and which of these
        without a person. Members, stack and thresholds all come from folds that did not hold the answer.
    thresholds_
        (n_codes,).
    sure_
        From this probability on, labels are right in 95 of 100 cases.
    always_
        Whether an answer gets its best code when none reaches its threshold but one comes near: so where as good as
        every one of very many coded answers has a code.
    """

    def __init__(
        self,
        width: float = 1.0,
        ridge: float = 0.1,
        frame: float = 0.05,
        neighbours: int = 20,
        n_folds: int = 5,
    ) -> None:
        self.width = width
        self.ridge = ridge
        self.frame = frame
        self.neighbours = neighbours
        self.n_folds = n_folds

    def fit(self, material: Material, truth: Array, groups: NDArray[np.object_] | None = None) -> "ThemeClassifier":
        """Learn.

        Parameters
        ----------
        material
            n_texts coded answers. Its `deep` must come from networks that had not seen the answer (`deep.fine_tune`).
        truth
            (n_texts, n_codes), 0 or 1.
        groups
            (n_texts,) whose answers stay in one fold, e.g. by respondent. They are used for nothing else.

        Raises
        ------
        ValueError
            Sizes differ, there are no texts, or truth holds anything but 0 and 1.
        """
        truth = np.asarray(truth, dtype=np.float64)
        if truth.ndim != 2 or len(material) != len(truth) or truth.shape[1] != material.frame.shape[1]:
            raise ValueError(f"truth is {truth.shape}, the material {material.frame.shape}")
        if groups is not None and len(groups) != len(truth):
            raise ValueError(f"groups are {len(groups)}, the material {len(truth)}")
        if not len(truth) or not np.isin(truth, (0, 1)).all() or self.n_folds < 2:
            raise ValueError("there must be texts to learn from, a truth of 0 and 1, and two folds or more")
        named = np.arange(len(truth)) if groups is None else np.asarray(groups).astype(str)
        fold_of = np.unique(named, return_inverse=True)[1]
        n_folds = min(self.n_folds, len(np.unique(fold_of)))
        folds = []
        if n_folds >= 2:
            folds = [*GroupKFold(n_folds, shuffle=True, random_state=0).split(fold_of, groups=fold_of)]
        unseen = np.stack([*[np.zeros_like(truth)] * N_MEMBERS, *_opinion(material)])
        for train, test in folds:
            unseen[:N_MEMBERS, test] = self._taught(material.take(train), truth[train]).log_odds(material.take(test))
        self.unseen_ = np.zeros_like(truth)
        self.unseen_said_, self.unseen_sure_ = np.zeros(truth.shape, dtype=bool), np.zeros(truth.shape, dtype=bool)
        # What mixes the members is fitted too: measured where it was fitted, it would look better than it is.
        for train, test in folds:
            self._settle(material.frame[train], unseen[:, train], truth[train])
            self.unseen_[test] = self.stack_.probability(material.frame[test], unseen[:, test])
            self.unseen_said_[test] = self._said(self.unseen_[test])
            self.unseen_sure_[test] = self.unseen_said_[test] & (self.unseen_[test] >= self.sure_)
        self._settle(material.frame, unseen, truth)
        if not self.unseen_sure_.any():  # what no fold could show is not promised
            self.sure_: float = UNSURE
        self.taught_ = self._taught(material, truth) if folds else None
        return self

    @property
    def coded(self) -> NDArray[np.bool_]:
        """(n_codes,): which codes any of the coded answers had."""
        check_is_fitted(self)
        return np.asarray(self.stack_.trust > 0)

    def _settle(self, frame: Array, unseen: Array, truth: Array) -> None:
        """Set how the members are mixed, and the thresholds, from what they say of answers that they had not seen."""
        self.stack_ = fit_stack(frame, unseen, truth)
        probability = self.stack_.probability(frame, unseen)
        self.thresholds_ = fit_thresholds(probability, truth)
        coded = int((truth.sum(axis=1) > 0).sum())
        self.always_ = bool(proportion_confint(coded, len(truth), method="wilson")[0] >= _ALWAYS) if coded else False
        self.sure_ = fit_sure(probability, truth, self._said(probability))

    def predict_proba(self, material: Material) -> Array:
        """Return (n_texts, n_codes): the probability that a text carries a code."""
        check_is_fitted(self)
        own = self.taught_.log_odds(material) if self.taught_ else [np.zeros_like(material.frame)] * N_MEMBERS
        members = np.stack([*own, *_opinion(material)])
        if len(members) != len(self.stack_.members):
            raise ValueError(
                "the material has the opinion of a fine-tuned network where the training had none, or lacks it"
            )
        return self.stack_.probability(material.frame, members)

    def predict(self, material: Material) -> NDArray[np.bool_]:
        """Return (n_texts, n_codes): which labels a text gets."""
        return self._said(self.predict_proba(material))

    def _said(self, probability: Array) -> NDArray[np.bool_]:
        said = probability >= self.thresholds_
        if self.always_:
            near = probability / self.thresholds_
            best = near.argmax(axis=1)
            forced = ~said.any(axis=1) & (near.max(axis=1) >= _NEAR)
            said[forced, best[forced]] = True
        return said

    def _taught(self, material: Material, truth: Array) -> KernelAndNeighbours:
        return KernelAndNeighbours(self.width, self.ridge, self.frame, self.neighbours).fit(material, truth)


def _opinion(material: Material) -> list[Array]:
    return [material.deep] if material.deep.shape[1] else []
