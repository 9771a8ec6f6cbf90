"""Keys for the questions of one file: what "Please explain your answer" is about stands before it."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from feedback_nlp.read.headings import fold
from feedback_nlp.read.keys import short_key
from feedback_nlp.read.planned import Asked, Plan

_SAYS_LITTLE: Final = frozenset(
    {
        "agree", "answer", "answered", "answers", "chose", "chosen", "comment", "comments", "details", "disagree",
        "elaborate", "expand", "explain", "explanation", "gave", "no", "option", "please", "question", "questions",
        "rating", "reason", "reasons", "response", "say", "score", "that", "this", "view", "views", "why", "yes",
        "your", "selected", "do", "you", "give", "tell", "us", "if", "for", "think", "not", "because", "so",
    }
)  # fmt: skip
_ASKED_BEFORE: Final = frozenset({"closed", "position", "respondent_type"})


def propose_keys(plan: Plan, asked: Iterable[Asked]) -> dict[str, str]:
    """Return, for the first column of each question, a key that says what the question is about.

    "Please explain your answer" behind "Do you support the merger?" is `why_support_merger`; of "Prop 1 Q8 - Please
    explain" and "Prop 2 Q8 - Please explain", the titles tell them apart. Keys may still repeat; whoever uses them
    numbers those.
    """
    asked = list(asked)
    keys = {one.columns[0]: short_key(one.words) for one in asked}
    often = Counter(keys.values())
    return {
        one.columns[0]: _title(one.words, often[keys[one.columns[0]]] > 1)
        or _after(plan, one.columns[0], keys[one.columns[0]])
        or keys[one.columns[0]]
        for one in asked
    }


def _title(words: str, repeats: bool) -> str:
    """Return the title before the question as a key, where the question alone is asked under several."""
    title, dash, _ = words.partition(" - ")
    parts = re.findall(r"[a-z0-9]+", fold(title))
    return "_".join(parts) if repeats and dash and 1 <= len(parts) <= 4 and not parts[0].isdigit() else ""


def _after(plan: Plan, column: str, key: str) -> str:
    """Return a key from the closed question just before, where the question itself says little."""
    if not set(key.split("_")) <= _SAYS_LITTLE:
        return ""
    before = next((k for k, one in enumerate(plan.roles) if one.column.name == column), 0) - 1
    while before >= 0 and plan.roles[before].role in ("empty", "other_specify"):
        before -= 1
    about = short_key(plan.roles[before].column.question, most=3) if before >= 0 else ""
    told = before >= 0 and plan.roles[before].role in _ASKED_BEFORE and not re.fullmatch(r"[a-z]{0,3}\d\w*", about)
    return f"why_{about}"[:40].strip("_") if told else "why" * (key == "say")
