"""The counts of each theme, and how they are tied to the people and to one another."""

from typing import Any

import numpy as np

from feedback_nlp.aggregate.costs import cost_of, settled
from feedback_nlp.aggregate.figures import KEEP, Figures, Ids
from feedback_nlp.aggregate.search import REACH
from feedback_nlp.aggregate.tally import Tally

THEMES: tuple[str, ...] = (
    "mentions", "mentions_by_area", "mentions_by_type", "mentions_by_question",
    "own", "copies_only", "unique", "machine", "by_person",
)  # fmt: skip


def mentions(figures: Figures, counts: Tally, people: dict[str, Ids], tiny: bool) -> tuple[Ids, dict[str, Ids]]:
    """Add respondents by theme, area and type, answers by theme and question, and the further ways of counting.

    Returns
    -------
    ndarray of int, (n_codes, n_areas, n_types)
        Where the respondents by theme, area and type stand, which are not published.
    dict
        Where the others do, by name.
    """
    found = [_theme(figures, counts, people, theme, tiny) for theme in range(len(counts.codes))]
    axes = {
        "mentions_by_area": counts.areas,
        "mentions_by_type": counts.types,
        "mentions_by_question": counts.questions,
    }
    ids = {}
    for name in THEMES:
        wide = [len(axes[name])] if name in axes else []
        ids[name] = np.array([theme[name] for theme in found], np.int64).reshape(len(found), *wide)
    cells = np.array([theme["cells"] for theme in found], np.int64)
    return cells.reshape(len(found), len(counts.areas), len(counts.types)), ids


def _theme(figures: Figures, counts: Tally, people: dict[str, Ids], theme: int, tiny: bool) -> dict[str, Ids]:
    figures.begin()
    mentions = counts.mentions[theme]
    total = mentions.sum()

    def add(values: Any, weight: float) -> Ids:
        values = np.asarray(values, np.int64)
        return figures.publish(values, cost=settled(cost_of(values, weight), total, tiny))

    cells = figures.behind(mentions)
    figures.at_most(cells.reshape(-1, 1), people["by_area_type"].reshape(-1, 1))
    in_all = add(total, 1e4)
    by_area, by_type = add(mentions.sum(axis=1), 1), add(mentions.sum(axis=0), 1)
    figures.sums_to(cells, by_area, 1)
    figures.sums_to(cells, by_type, 0)
    figures.sums_to(by_area, in_all)

    by_question = add(counts.mentions_by_question[theme], 5)
    figures.at_most(by_question[:, None], people["answers"][:, None])
    figures.at_most(by_question[:, None], np.full((by_question.size, 1), in_all))
    in_answers = _answers(figures, counts, people, theme, by_type, by_question)

    own, copied = counts.own[theme], total - counts.own[theme]
    own_id = add(own, 1)
    # Never printed, but all respondents less those without campaigns gives it. Without campaigns it is nought.
    copied_id = add(copied, 1) if counts.campaigns else figures.publish(copied, cost=KEEP, highest=0)
    figures.sums_to(np.stack([own_id, copied_id]), in_all)
    unique = add(own + counts.letters[theme], 1)
    _letters(figures, counts, people, theme, in_answers, own_id, copied_id, unique)

    machine, by_person = add(counts.machine[theme], 1), add(total - counts.machine[theme], 1)
    figures.sums_to(np.stack([machine, by_person]), in_all)
    return {
        "cells": cells,
        "mentions": in_all,
        "mentions_by_area": by_area,
        "mentions_by_type": by_type,
        "mentions_by_question": by_question,
        "own": own_id,
        "copies_only": copied_id,
        "unique": unique,
        "machine": machine,
        "by_person": by_person,
    }


def _answers(
    figures: Figures, counts: Tally, people: dict[str, Ids], theme: int, by_type: Ids, by_question: Ids
) -> Ids:
    """Add the answers that raise a theme, which tie its respondents of each type to the questions.

    Who raises it does so in one answer or more, and who does not has an answer that does not: where every answer
    raises it, everybody does. Nobody answers a question twice.

    Returns
    -------
    ndarray of int, (1,)
        Where the number of these answers stands.
    """
    raising = figures.behind(counts.raising[theme])
    in_all = figures.behind(counts.raising[theme].sum().reshape(1))
    figures.sums_to(raising, by_question, 1)
    figures.sums_to(by_question[None], in_all)
    figures.at_most(raising.reshape(-1, 1), people["answers_by_type"].reshape(-1, 1))
    figures.at_most(raising.reshape(-1, 1), np.broadcast_to(by_type, raising.shape).reshape(-1, 1))
    figures.at_most(by_type[:, None], raising.T)
    everybody, answers = people["by_type"][:, None], people["answers_by_type"].T
    figures.at_most(np.hstack([raising.T, everybody]), np.hstack([answers, by_type[:, None]]))
    return in_all


def _letters(
    figures: Figures, counts: Tally, people: dict[str, Ids], theme: int, in_answers: Ids, own: Ids, copied: Ids,
    unique: Ids,
) -> None:  # fmt: skip
    """Tie the three ways of counting to the letters.

    Where a theme stands beside a letter in the table of campaigns, more than half of the copies raise it; else, half of
    them at most. Who raises it through copies alone is behind one letter or more: where 20 are, and no letter has more
    than 12 copies, two letters are.
    """
    copies, raised = counts.copies, counts.raising_copies[theme]
    raising = figures.behind(raised)
    others = figures.behind(np.asarray(counts.raising[theme].sum() - raised.sum()).reshape(1))
    figures.sums_to(np.append(raising, others)[None], in_answers)
    figures.at_most(raising[:, None], people["copies"][:, None])
    one = figures.behind(np.ones(1, np.int64), lowest=1, highest=1)
    for c, named in enumerate(counts.in_letters[theme]):
        if named:
            figures.at_most(np.array([[people["copies"][c], one[0]]]), raising[c].reshape(1, 1), times=2)
        else:
            figures.at_most(np.array([[raising[c], raising[c]]]), people["copies"][c].reshape(1, 1))

    # Each of `own` has an answer in other words that raises it.
    figures.at_most(own.reshape(1, 1), others[None])
    figures.at_most(others[None], own.reshape(1, 1), times=max(len(counts.questions), 1))
    in_copies, analysed = people["books_in_all"][[-1, -2]]
    figures.at_most(np.append(others, in_copies)[None], analysed.reshape(1, 1))

    # Which letters count, each once: as many as there are people behind them at most, those with most people.
    through, n = counts.through[theme], counts.letters[theme]
    counted = np.zeros(through.size, np.int64)
    counted[np.argsort(-through, kind="stable")[:n]] = 1
    behind = figures.behind(through * counted)
    counts_once = figures.behind(counted, highest=1)
    letters = figures.behind(np.asarray(n).reshape(1))
    figures.sums_to(counts_once[None], letters)
    figures.sums_to(np.append(own, letters)[None], unique.reshape(1))
    figures.at_most(letters[None], copied.reshape(1, 1))
    figures.at_most(copied.reshape(1, 1), behind[None])
    figures.at_most(counts_once[:, None], behind[:, None])
    figures.at_most(behind[:, None], raising[:, None])
    figures.at_most(behind[:, None], counts_once[:, None], times=int(copies.max(initial=0)) + REACH)
