"""From true counts to those that may be published: every further figure is worked out from these alone.

That is what makes shares, intervals, tests and ranks safe: they say nothing that the published counts do not say.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feedback_nlp.aggregate.figures import KEEP, Figures, Ids, Rule
from feedback_nlp.aggregate.tally import Ints, Tally

Floats = NDArray[np.float64]

NOUGHT: float = 25.0
"""Hiding a nought costs what hiding a count of 24 costs: it hides little, but looks odd."""


@dataclass(frozen=True)
class Published:
    """Counts that may be published, as floats; NaN where one is hidden. Axes as in `Tally`."""

    respondents: Floats  # ()
    by_area: Floats  # (n_areas,)
    by_type: Floats  # (n_types,)
    by_area_type: Floats  # (n_areas, n_types)
    support: Floats  # (n_areas + 1, n_types + 1, n_positions); last: all
    support_base: Floats  # (n_areas + 1, n_types + 1)
    answers: Floats  # (n_questions,)
    books_in_all: Floats  # (n_states + 3,): received, states, analysed, of which campaign
    books_by_channel: Floats  # (n_channels, n_states + 3)
    books_by_type: Floats  # (n_types, n_states + 3)
    copies: Floats  # (n_campaigns,)
    mentions: Floats  # (n_codes,)
    mentions_by_area: Floats  # (n_codes, n_areas)
    mentions_by_type: Floats  # (n_codes, n_types)
    mentions_by_question: Floats  # (n_codes, n_questions)
    unique: Floats  # (n_codes,)
    own: Floats  # (n_codes,)
    machine: Floats  # (n_codes,)
    n_hidden: int
    n_without_twin: int  # hidden, and yet to be worked out: none is known to occur


def publish(counts: Tally, rule: Rule) -> Published:
    """Hide what must be hidden over all tables together.

    The people and the mentions are looked at in turn: twins of the people keep every mention, twins of one theme keep
    the people and every other theme. Such twins are twins of the whole, so nothing is lost in safety.
    """
    people = Figures(rule)
    base = _people(people, counts)
    books = _books(people, counts, base)
    people.protect()
    while people.must_hide(_beside_hidden_bases(people, base | books)):
        people.protect()
    mentions = Figures(rule)
    themes = _mentions(mentions, counts)
    for bases, figures in (("by_area", "mentions_by_area"), ("by_type", "mentions_by_type")):
        mentions.must_hide(themes[figures][:, people.hidden[base[bases]]])
    mentions.must_hide(themes["mentions_by_question"][:, people.hidden[books["answers"]]])
    if people.hidden[base["respondents"]]:
        mentions.must_hide(themes["mentions"])
    mentions.protect()
    seen = {name: people.values(ids) for name, ids in (base | books).items()}
    seen |= {name: mentions.values(ids) for name, ids in themes.items()}
    own = np.where(np.isnan(seen.pop("copies_only")) | np.isnan(seen["mentions"]), np.nan, seen["own"])
    machine = np.where(np.isnan(seen.pop("by_person")), np.nan, seen["machine"])
    unique = np.where(np.isnan(own), np.nan, seen["unique"])
    seen |= {"own": own, "machine": machine, "unique": unique}
    hidden = int(people.hidden.sum() + mentions.hidden.sum())
    return Published(**seen, n_hidden=hidden, n_without_twin=people.without_twin + mentions.without_twin)


def _beside_hidden_bases(people: Figures, ids: dict[str, Ids]) -> Ids:
    """Return the figures of all groups whose base is hidden.

    Where two people answered in an area, that none of them supports or is a carer says what both think or are: there,
    noughts are about somebody.
    """
    gone = {name: people.hidden[at] for name, at in ids.items()}
    cells = gone["by_area_type"] | gone["by_area"][:, None] | gone["by_type"]
    groups = np.block(
        [[cells, gone["by_area"][:, None]], [gone["by_type"][None], np.full((1, 1), gone["respondents"])]]
    )
    groups |= gone["support_base"]
    beside = [ids["by_area_type"][cells], ids["support_base"][groups], ids["support"][groups].ravel()]
    for name in ("books_by_channel", "books_by_type"):
        rows = gone[name][:, 0]
        if name == "books_by_type":
            rows = rows | gone["by_type"]
        beside.append(ids[name][rows].ravel())
    return np.concatenate(beside)


def _cost(values: Ints, weight: float) -> Floats:
    return weight * np.where(values == 0, NOUGHT, 1.0 + values)


def _people(figures: Figures, counts: Tally) -> dict[str, Ids]:
    """Add respondents by area, type and position, with their totals."""
    base = counts.base
    # Not fewer than raise any one theme there: twins keep the mentions.
    lowest = counts.mentions.max(axis=0, initial=0)
    cells = figures.publish(base, cost=_cost(base, 1), lowest=lowest)
    # Rows over questions give it, whatever is printed: it is known, and no companion.
    n = np.asarray(base.sum())
    known = 1e7 if figures.rule.small(n) else KEEP
    total = figures.publish(n, cost=known)
    area, kind = base.sum(axis=1), base.sum(axis=0)
    # A single group is everybody.
    by_area = figures.publish(area, cost=known if area.size == 1 else _cost(area, 50))
    by_type = figures.publish(kind, cost=known if kind.size == 1 else _cost(kind, 20))
    figures.sums_to(cells, by_area, 1)
    figures.sums_to(cells, by_type, 0)
    figures.sums_to(by_area, total)

    given = counts.respondents[:, :, :-1]
    silent = figures.behind(counts.respondents[:, :, -1])
    positions, with_base = _with_totals(given), _with_totals(given.sum(axis=2))
    weight = np.ones(with_base.shape)
    weight[-1] = weight[:, -1] = 3
    weight[-1, -1] = 100
    # What nobody at all holds, nobody holds in any group.
    highest = np.broadcast_to(np.where(positions[-1, -1] > 0, np.inf, 0), positions.shape)
    support = figures.publish(positions, cost=_cost(positions, 1) * weight[:, :, None], highest=highest)
    support_base = figures.publish(with_base, cost=_cost(with_base, 3) * weight)
    figures.sums_to(support, support_base, 2)
    figures.sums_to(support[:-1], support[-1], 0)
    figures.sums_to(support[:, :-1], support[:, -1], 1)
    figures.sums_to(np.dstack([support[:-1, :-1], silent]), cells, 2)
    return {
        "respondents": total,
        "by_area": by_area,
        "by_type": by_type,
        "by_area_type": cells,
        "support": support,
        "support_base": support_base,
    }


def _with_totals(cells: Ints) -> Ints:
    down = np.concatenate([cells, cells.sum(axis=0, keepdims=True)])
    return np.concatenate([down, down.sum(axis=1, keepdims=True)], axis=1)


def _books(figures: Figures, counts: Tally, base: dict[str, Ids]) -> dict[str, Ids]:
    """Add what became of the answers, and tie it to the respondents."""
    in_all = np.append(counts.in_all, counts.campaign_by_type.sum())
    # How many answers were blank, repeated or set aside in all says nothing of any group, and everybody must see that
    # nobody is lost: those totals are always shown. Under rounding they are rounded and hidden like the others.
    exact = figures.rule.nearest == 1 and not figures.rule.small(counts.base.sum())
    cost = np.full(in_all.size, KEEP if exact else 1e6)
    cost[-1] = 1e4
    if not exact:
        cost[[0, -2]] = 1e8
    harmless = np.full(in_all.size, exact)
    harmless[-2:] = False  # analysed, and campaign copies among them
    step = max(counts.asked, 1)
    all_ids = figures.publish(in_all, cost=cost, harmless=harmless, step=step)
    tables = {}
    for name, table, copied in (
        ("books_by_channel", counts.by_channel, counts.campaign_by_channel),
        ("books_by_type", counts.by_type, counts.campaign_by_type),
    ):
        full = np.column_stack([table, copied])
        if len(full) == 1:  # one row is the total, and is not printed again
            tables[name] = all_ids[None]
            continue
        ids = tables[name] = figures.publish(full, cost=_cost(full, 2), step=step)
        figures.sums_to(ids[:, 1:-1], ids[:, 0], 1)
        figures.sums_to(ids, all_ids, 0)
        figures.at_most(ids[:, -1:], ids[:, -2:-1])
    figures.sums_to(all_ids[1:-1], all_ids[:1])
    figures.at_most(all_ids[None, -1:], all_ids[None, -2:-1])

    analysed = tables["books_by_type"][:, -2:-1]
    who = base["by_type"][:, None]
    figures.at_most(who, analysed)
    figures.at_most(analysed, who, times=max(len(counts.questions), 1))

    if counts.asked:
        # Everybody has a row for each question: rows over questions are people, not fewer than those who answered.
        for ids, table in ((tables["books_by_channel"], counts.by_channel), (tables["books_by_type"], counts.by_type)):
            rows = figures.behind(table[:, 0] // counts.asked)
            figures.sums_to(np.repeat(rows[:, None], counts.asked, axis=1), ids[:, 0])
        figures.at_most(who, rows[:, None])  # of each type

    answers = figures.publish(
        counts.answers, cost=_cost(counts.answers, 100), lowest=counts.mentions_by_question.max(axis=0, initial=0)
    )
    figures.sums_to(answers, all_ids[-2:-1])
    total = base["respondents"].reshape(1, 1)
    figures.at_most(answers[:, None], np.repeat(total, answers.size, axis=0))
    figures.at_most(total, answers[None])
    copies = figures.publish(counts.copies, cost=_cost(counts.copies, 1))
    figures.sums_to(copies, all_ids[-1:])
    return {"answers": answers, "books_in_all": all_ids, "copies": copies, **tables}


def _mentions(figures: Figures, counts: Tally) -> dict[str, Ids]:
    """Add respondents by theme, area and type, answers by theme and question, and the further ways of counting."""
    mentions = counts.mentions
    total = mentions.sum(axis=(1, 2))
    cells = figures.behind(mentions, highest=np.broadcast_to(counts.base, mentions.shape))
    highest = np.where(total > 0, np.inf, 0)  # what nobody raises, nobody raises in any group
    totals = figures.publish(total, cost=_cost(total, 1e4), highest=highest)
    by_area = figures.publish(mentions.sum(axis=2), cost=_cost(mentions.sum(axis=2), 1))
    by_type = figures.publish(mentions.sum(axis=1), cost=_cost(mentions.sum(axis=1), 1))
    figures.sums_to(cells, by_area, 2)
    figures.sums_to(cells, by_type, 1)
    figures.sums_to(by_area, totals, 1)

    questions = counts.mentions_by_question
    by_question = figures.publish(
        questions, cost=_cost(questions, 5), highest=np.broadcast_to(counts.answers, questions.shape)
    )
    figures.at_most(totals[:, None], by_question)
    for question in by_question.T:
        figures.at_most(question[:, None], totals[:, None])

    own, copies_only = counts.own, total - counts.own
    own_ids = figures.publish(own, cost=_cost(own, 1))
    # Never printed, but all respondents less those without campaigns gives it.
    copied = figures.publish(copies_only, cost=_cost(copies_only, 1))
    figures.sums_to(np.column_stack([own_ids, copied]), totals)
    unique = figures.publish(own + counts.letters, cost=_cost(own, 1))
    figures.at_most(own_ids[:, None], unique[:, None])
    figures.at_most(unique[:, None], totals[:, None])

    machine = figures.publish(counts.machine, cost=_cost(counts.machine, 1))
    by_person = figures.publish(total - counts.machine, cost=_cost(total - counts.machine, 1))
    figures.sums_to(np.column_stack([machine, by_person]), totals)
    return {
        "mentions": totals,
        "mentions_by_area": by_area,
        "mentions_by_type": by_type,
        "mentions_by_question": by_question,
        "own": own_ids,
        "copies_only": copied,
        "unique": unique,
        "machine": machine,
        "by_person": by_person,
    }
