"""Bring what the frame says and what coded answers taught to one probability, whatever the number of coded answers."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Array = NDArray[np.float64]

_HALF: Final = 5.0
"""With this many positives of a code, what was learnt about it counts half, and a member's opinion in it a quarter."""
_HOLD: Final = 4.0
"""How strongly the frame's own weight (1) and the members' (0) are held, in units of summed log-loss."""
_HOLD_COMMON: Final = 0.01
"""The common offset is free: how often any code applies differs between consultations."""
_HOLD_CODE: Final = 1.0
"""How strongly the offset of a code is held at 0."""


@dataclass(frozen=True)
class Stack:
    """A sum of log-odds: of the frame, of the members, and an offset for each code.

    Where few of the coded answers carry a code, the frame has the word, on the scale and with the offset that all codes
    have in common: a code that was rare there need not be rare where the model is used next. This is mixed in after the
    fit, which would take it back.

    Attributes
    ----------
    frame
        Weight of the frame's log-odds in what was learnt.
    scale
        Their weight where the frame has the word.
    members
        (n_members,) weights of what was learnt.
    trust
        (n_codes,) in 0..1: how much of what was learnt counts for a code, by its positives.
    common
        Offset of all codes: how often any applies.
    offset
        (n_codes,) on top of it.
    """

    frame: float
    scale: float
    members: Array
    trust: Array
    common: float
    offset: Array

    def probability(self, frame: Array, members: Array) -> Array:
        """Return (n_texts, n_codes); `members` is (n_members, n_texts, n_codes)."""
        learnt = self.frame * frame + np.tensordot(self.members, members * self.trust, axes=1) + self.offset
        z = self.common + self.trust * learnt + (1.0 - self.trust) * self.scale * frame
        return 1.0 / (1.0 + np.exp(-z))


def fit_stack(frame: Array, members: Array, truth: Array) -> Stack:
    """Fit a stack on log-odds that the members gave for answers that they had not seen.

    It is a logistic regression with priors: the frame's weight is drawn towards 1, those of the members and the offsets
    towards 0. So with no coded answers it is the frame alone, and it leaves it by as much as the answers tell.

    Parameters
    ----------
    frame
        (n_texts, n_codes).
    members
        (n_members, n_texts, n_codes).
    truth
        (n_texts, n_codes), 0 or 1.
    """
    n_members, n_codes = len(members), frame.shape[1]
    positives = truth.sum(axis=0)
    trust = positives / (positives + _HALF)
    told = members * trust
    prior = np.concatenate([[1.0], np.zeros(n_members + 1 + n_codes)])
    hold = np.concatenate([np.full(2 + n_members, _HOLD), np.full(n_codes, _HOLD_CODE)])
    hold[1 + n_members] = _HOLD_COMMON

    def loss(w: Array) -> tuple[float, Array]:
        z = w[0] * frame + np.tensordot(w[1 : 1 + n_members], told, axes=1) + w[1 + n_members] + w[2 + n_members :]
        wrong = 1.0 / (1.0 + np.exp(-z)) - truth
        slope = np.concatenate(
            [[(wrong * frame).sum()], (wrong * told).sum(axis=(1, 2)), [wrong.sum()], wrong.sum(axis=0)]
        )
        total = (np.logaddexp(0.0, z) - truth * z).sum() + (hold * (w - prior) ** 2).sum()
        return float(total), slope + 2 * hold * (w - prior)

    w = minimize(loss, prior, jac=True, method="L-BFGS-B").x
    weights, offset = w[1 : 1 + n_members], w[2 + n_members :]
    # Without the offsets of codes that the frame speaks for, the sum is off; two numbers bring it back.
    alone = (1.0 - trust) * frame
    learnt = trust * (w[0] * frame + np.tensordot(weights, told, axes=1) + offset)

    def off(v: Array) -> tuple[float, Array]:
        z = v[0] * alone + v[1] + learnt
        wrong = 1.0 / (1.0 + np.exp(-z)) - truth
        held = _HOLD * (v[0] - 1.0) ** 2 + _HOLD_COMMON * v[1] ** 2
        slope = np.array([(wrong * alone).sum(), wrong.sum()])
        held_slope = np.array([2 * _HOLD * (v[0] - 1.0), 2 * _HOLD_COMMON * v[1]])
        return float((np.logaddexp(0.0, z) - truth * z).sum() + held), slope + held_slope

    scale, common = minimize(off, np.array([1.0, w[1 + n_members]]), jac=True, method="L-BFGS-B").x
    return Stack(float(w[0]), float(scale), weights, trust, float(common), offset)
