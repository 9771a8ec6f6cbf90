"""What a trained tagger gains on the code frame alone, in words: one wording for screen, card and quality log."""

import math
from collections.abc import Mapping


def beside_the_frame(gain: Mapping[str, float]) -> str:
    """Return whether a trained tagger is better than the code frame alone.

    Parameters
    ----------
    gain
        ``gain`` of a card: the difference in F1 over all tags, on answers that it had not seen, and its 95 % interval
        (`f1`, `f1_low`, `f1_high`); NaN where there is nothing to compare.
    """
    if math.isnan(gain["f1_low"]):
        return "It cannot be compared with the code frame alone: nobody coded a theme in what was measured."
    change = f"{gain['f1']:+.2f} ({gain['f1_low']:+.2f} to {gain['f1_high']:+.2f})"
    if gain["f1_low"] > 0:
        return f"F1 is better than with the code frame alone: {change}."
    if gain["f1_high"] < 0:
        return f"Worse than the code frame alone: F1 {change}."
    return f"No clear gain over the code frame alone: F1 {change}."


def advice(gain: Mapping[str, float]) -> str:
    """Return what to do where a trained tagger is not shown to be better than the code frame alone; else nothing."""
    if gain["f1_low"] > 0:
        return ""
    if gain["f1_high"] < 0:
        return "Do not use it; code more answers, then train again."
    return "Code more answers before you use it."
