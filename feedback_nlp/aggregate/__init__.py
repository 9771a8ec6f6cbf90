"""How many, where, how sure? From labels to tables that may be published."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from feedback_nlp.aggregate.limits import Limits
    from feedback_nlp.aggregate.summaries import summarise

__all__ = ["Limits", "summarise"]


def __getattr__(name: str) -> Any:
    if name == "summarise":
        from feedback_nlp.aggregate.summaries import summarise

        return summarise
    if name == "Limits":
        from feedback_nlp.aggregate.limits import Limits

        return Limits
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
