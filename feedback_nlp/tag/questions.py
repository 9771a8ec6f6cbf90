"""Which questions have coded answers, and how well tags do at each: what was shown at one says little of another.

A sheet of coded answers may cover two of nine questions. What a tagger learns there, it uses at all nine.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_nlp import columns as c

ENOUGH: Final = 30
"""Below this many coded answers no figure is given for a question: its interval would say anything."""
_MEASURES: Final = [f"{name}{end}" for name in ("precision", "recall", "f1") for end in ("", "_low", "_high")]


def asked_in(answers: pd.DataFrame, wording: Mapping[str, str]) -> list[str]:
    """Return the keys of the questions that were answered, in the order of `wording`; others follow by name."""
    here = set(answers[c.QUESTION]) if c.QUESTION in answers else set()
    return [*(key for key in wording if key in here), *sorted(here - set(wording))]


def by_question(
    questions: NDArray[np.object_], asked: Sequence[str], measure: Callable[[NDArray[np.bool_]], pd.DataFrame]
) -> pd.DataFrame:
    """Return how well tags do at each question, over all themes.

    Parameters
    ----------
    questions
        (n_answers,): the question of each answer that is measured.
    asked
        The questions to tell of.
    measure
        From which of these answers (n_answers,) to their `measure.figures`.

    Returns
    -------
    One row a question of `asked`, in their order: question, answers that were measured, and what `figures` has for "all
    themes". Precision, recall and F1 are NA below 30 answers.
    """
    from feedback_nlp.tag.measure import ALL  # slow to import, and the command line needs the sentence below alone

    rows = []
    for key in asked:
        own = questions == key
        table = measure(own)
        whole = table[table[c.CODE] == ALL].iloc[0].drop(c.CODE)
        if own.sum() < ENOUGH:
            whole[_MEASURES] = np.nan
        rows.append({c.QUESTION: key, c.ANSWERS: int(own.sum()), **whole})
    return pd.DataFrame(rows)


def uncoded_in(card: Mapping[str, Any], answers: pd.DataFrame, reworded: Collection[str] = ()) -> list[str]:
    """Return the questions of these answers of which no answer was coded when the tagger learnt.

    They stand in the order of the card; questions that it does not name follow. `reworded` are keys that then stood for
    other questions. A card without questions, of a tagger
    that is older than they are, does not tell: there are none.
    """
    learnt = {row["question"]: row["answers"] for row in card.get("questions", ())}
    return [key for key in asked_in(answers, learnt) if not learnt.get(key) or key in reworded] if learnt else []


def never_coded(card: Mapping[str, Any]) -> list[str]:
    """Return the questions that had answers but no coded one when the tagger learnt."""
    return [row["question"] for row in card.get("questions", ()) if not row["answers"]]


def named(keys: Sequence[str], reworded: Collection[str], wording: Mapping[str, str] | None = None) -> list[str]:
    """Return questions without coded answers as people know them: with what is asked, and which were worded otherwise.

    >>> named(["cost", "access"], {"access"}, {"cost": "What will it cost?"})
    ['cost ("What will it cost?")', 'access (worded otherwise when the model learnt)']
    """
    asked = wording or {}
    said = {key: f'{key} ("{asked[key]}")' if asked.get(key, key) != key else key for key in keys}
    return [f"{said[key]} (worded otherwise when the model learnt)" if key in reworded else said[key] for key in keys]


def said_of_uncoded(names: Sequence[str]) -> list[str]:
    """Return a sentence on the tags of questions without coded answers; nothing where there are none.

    >>> said_of_uncoded(["access", "cost", "other"])[0][:50]
    'No answer to access, cost or other was coded: tags'
    """
    if not names:
        return []
    any_of = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
    return [
        f"No answer to {any_of} was coded: tags there rest on what was learnt at other questions and on the code "
        "frame. How often they are right was not measured, so all of them are marked for a person to check."
    ]
