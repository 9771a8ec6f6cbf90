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
    figures.at_most(in_all.reshape(1, 1), by_question[None])

    own, copied = counts.own[theme], total - counts.own[theme]
    own_id = add(own, 1)
    # Never printed, but all respondents less those without campaigns gives it. Without campaigns it is nought.
    copied_id = add(copied, 1) if counts.campaigns else figures.publish(copied, cost=KEEP, highest=0)
    figures.sums_to(np.stack([own_id, copied_id]), in_all)
    # Whoever raises it through copies alone does so through one campaign or more.
    letters = figures.behind(counts.letters[theme], highest=len(counts.campaigns))
    unique = add(own + counts.letters[theme], 1)
    figures.sums_to(np.stack([own_id, letters]), unique)
    figures.at_most(letters.reshape(1, 1), copied_id.reshape(1, 1))
    figures.at_most(copied_id.reshape(1, 1), letters.reshape(1, 1), times=int(copied) + REACH)
    # A theme of a letter is raised in more than half of the copies, beside the answers that are no copies.
    copies = np.asarray(counts.in_letters[theme] @ (counts.copies // 2 + 1))
    known = figures.behind(copies, lowest=copies, highest=copies)
    figures.at_most(np.stack([own_id, known])[None], by_question[None])

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
