"""Which themes do we already know? Answers and a code frame, with or without coded answers, to labels.

Names that need scikit-learn or statsmodels are loaded when they are first used.
"""

from typing import TYPE_CHECKING, Any

from feedback_nlp.tag.frame import CodeFrame
from feedback_nlp.tag.themes import tag

if TYPE_CHECKING:
    from feedback_nlp.tag.classifier import ThemeClassifier
    from feedback_nlp.tag.coded import Coded, read_coded
    from feedback_nlp.tag.coincide import coinciding
    from feedback_nlp.tag.measure import evaluate
    from feedback_nlp.tag.stance import stances
    from feedback_nlp.tag.store import load, save
    from feedback_nlp.tag.trained import TrainedTagger, train

__all__ = [
    "CodeFrame",
    "Coded",
    "ThemeClassifier",
    "TrainedTagger",
    "coinciding",
    "evaluate",
    "load",
    "read_coded",
    "save",
    "stances",
    "tag",
    "train",
]

_LATER = {
    "Coded": "coded",
    "ThemeClassifier": "classifier",
    "TrainedTagger": "trained",
    "coinciding": "coincide",
    "evaluate": "measure",
    "load": "store",
    "read_coded": "coded",
    "save": "store",
    "stances": "stance",
    "train": "trained",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
