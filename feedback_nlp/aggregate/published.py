"""From true counts to those that may be published: every further figure is worked out from these alone.

That is what makes shares, intervals, tests and ranks safe: they say nothing that the published counts do not say.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feedback_nlp.aggregate.axes import Ints
from feedback_nlp.aggregate.costs import cost_of, settled
from feedback_nlp.aggregate.figures import KEEP, Figures, Ids, Rule
from feedback_nlp.aggregate.mentions import mentions
from feedback_nlp.aggregate.positions import PLAIN
from feedback_nlp.aggregate.proof import Progress, untold
from feedback_nlp.aggregate.tally import Tally

Floats = NDArray[np.float64]

PEOPLE: int = 0
"""The block of the people; each theme is one of its own."""
NOT_PRINTED: tuple[str, ...] = ("copies_only", "by_person", "answers_by_type")
LEAST_COPIES: int = 3
"""A letter that fewer sent is no campaign (see ``prepare``), so a reader knows that there are as many."""


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
    own_words: Floats  # (n_campaigns,)
    mentions: Floats  # (n_codes,)
    mentions_by_area: Floats  # (n_codes, n_areas)
    mentions_by_type: Floats  # (n_codes, n_types)
    mentions_by_question: Floats  # (n_codes, n_questions)
    unique: Floats  # (n_codes,)
    own: Floats  # (n_codes,)
    machine: Floats  # (n_codes,)
    quotable: Ints  # (n_codes, n_areas, n_types): how many mentions a reader may be told are there
    present: Ints  # (n_areas, n_types): how many respondents, too
    n_unproven: int  # hidden counts that no twin is known for: nothing with any may be published


def publish(counts: Tally, rule: Rule, *, everything: bool = False, progress: Progress = untold) -> Published:
    """Hide what must be hidden over all tables together.

    With `everything`, no count is shown at all: then one person more, of any kind, is a twin.
    """
    tiny = everything or bool(rule.small(counts.base.sum()))
    figures = Figures(rule, progress)
    ids = _people(figures, counts, tiny)
    ids |= _books(figures, counts, ids, tiny)
    cells, themes = mentions(figures, counts, ids, tiny)
    ids |= themes
    if tiny:
        figures.must_hide(np.concatenate([at.ravel() for name, at in ids.items() if everything or name in themes]))
    # The people first: what is hidden of them decides which themes have to be.
    figures.protect(block=PEOPLE)
    while figures.must_hide(_beside_hidden(figures, ids)):
        figures.protect(block=PEOPLE)
    figures.protect()
    while not figures.n_unproven and figures.must_hide(_beside_hidden(figures, ids)):
        figures.protect()
    seen = {name: figures.values(at) for name, at in ids.items() if name not in NOT_PRINTED}
    return Published(
        **seen,
        quotable=figures.known_to_be_there(cells),
        present=figures.known_to_be_there(ids["by_area_type"]),
        n_unproven=figures.n_unproven,
    )


def _beside_hidden(figures: Figures, ids: dict[str, Ids]) -> Ids:
    """Return the figures of all groups whose base is hidden, and of all themes whose total is.

    Where two people answered in an area, that none of them supports or is a carer says what both think or are: there,
    noughts are about somebody.
    """
    gone = {name: figures.hidden[at] for name, at in ids.items()}
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
    beside.append(ids["own_words"][gone["copies"]])
    for base, name in (("by_area", "mentions_by_area"), ("by_type", "mentions_by_type"),
                       ("answers", "mentions_by_question")):  # fmt: skip
        beside.append(ids[name][:, gone[base]].ravel())
    ways = gone["mentions"] | gone["own"] | gone["copies_only"]
    shares = gone["mentions"] | gone["machine"] | gone["by_person"]
    return np.concatenate([*beside, ids["own"][ways], ids["unique"][ways], ids["machine"][shares]])


def _people(figures: Figures, counts: Tally, tiny: bool) -> dict[str, Ids]:
    """Add respondents by area, type and position, with their totals."""
    base = counts.base
    cells = figures.publish(base, cost=cost_of(base, 1))
    # Rows over questions give it, whatever is printed: it is known, and no companion.
    n = np.asarray(base.sum())
    known = 1e7 if tiny else KEEP
    total = figures.publish(n, cost=known)
    area, kind = base.sum(axis=1), base.sum(axis=0)
    # An area that is not in the table of areas has a row because somebody chose it. A single group is everybody.
    chosen = np.where(np.arange(area.size) < counts.listed, 0, np.minimum(area, 1))
    by_area = figures.publish(
        area, cost=known if area.size == 1 else cost_of(area, 50), lowest=chosen if counts.has_areas else 0
    )
    by_type = figures.publish(kind, cost=known if kind.size == 1 else cost_of(kind, 20))
    figures.sums_to(cells, by_area, 1)
    figures.sums_to(cells, by_type, 0)
    figures.sums_to(by_area, total)

    given = counts.respondents[:, :, :-1]
    silent = figures.behind(counts.respondents[:, :, -1])
    positions, with_base = _with_totals(given), _with_totals(given.sum(axis=2))
    weight = np.ones(with_base.shape)
    weight[-1] = weight[:, -1] = 3
    weight[-1, -1] = 100
    # Categories of one's own have a column because somebody chose them.
    lowest = np.zeros(positions.shape, np.int64)
    if counts.positions != PLAIN:
        lowest[-1, -1] = np.minimum(positions[-1, -1], 1)
    cost = settled(cost_of(positions, 1) * weight[:, :, None], positions[-1, -1], tiny)
    support = figures.publish(positions, cost=cost, lowest=lowest)
    # Without positions there is no table, and nothing to hide.
    support_base = figures.publish(with_base, cost=cost_of(with_base, 3) * weight if counts.positions else KEEP)
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


def _books(figures: Figures, counts: Tally, base: dict[str, Ids], tiny: bool) -> dict[str, Ids]:
    """Add what became of the answers, and tie it to the respondents."""
    in_all = counts.books.sum(axis=(0, 1))
    # How many answers were blank, repeated or set aside in all says nothing of any group, and everybody must see that
    # nobody is lost: those totals are always shown. Under rounding they are rounded and hidden like the others.
    exact = figures.rule.nearest == 1 and not tiny
    cost = np.full(in_all.size, KEEP if exact else 1e6)
    cost[-1] = 1e4
    if not exact:
        cost[[0, -2]] = 1e8
    cost = settled(cost, in_all, tiny)
    if not counts.campaigns:
        cost[-1] = KEEP  # that there are none stands in the table of campaigns
    harmless = np.full(in_all.size, exact)
    harmless[-2:] = False  # analysed, and campaign copies among them
    step = max(counts.asked, 1)
    all_ids = figures.publish(in_all, cost=cost, harmless=harmless, step=step)
    cells = figures.behind(counts.books)
    tables = {}
    for name, other in (("books_by_channel", 1), ("books_by_type", 0)):
        table = counts.books.sum(axis=other)
        # One row is the total, and is not printed again.
        tables[name] = all_ids[None]
        if len(table) > 1:
            # A channel or type has a row because somebody used it or is one.
            lowest = np.zeros(table.shape, np.int64)
            lowest[:, 0] = np.minimum(table[:, 0], step)
            known = settled(cost_of(table, 2), in_all, tiny)
            if not counts.campaigns:
                known[:, -1] = KEEP
            tables[name] = figures.publish(table, cost=known, lowest=lowest, step=step)
            figures.sums_to(tables[name], all_ids, 0)
        figures.sums_to(cells, tables[name], other)

    flat = cells.reshape(-1, cells.shape[-1])
    received, analysed, copied = flat[:, :1], flat[:, -2:-1], flat[:, -1:]
    figures.sums_to(flat[:, 1:-1], received)
    figures.at_most(copied, analysed)
    who = figures.behind(counts.people_by_channel)
    figures.sums_to(who, base["by_type"], 0)
    who = who.reshape(-1, 1)
    figures.at_most(who, analysed)
    figures.at_most(analysed, who, times=max(len(counts.questions), 1))
    if counts.asked:
        # Everybody has a row for each question: rows over questions are people, not fewer than those who answered.
        rows = figures.behind(counts.books[:, :, 0].reshape(-1, 1) // counts.asked)
        figures.sums_to(np.repeat(rows, counts.asked, axis=1), received)
        figures.at_most(who, rows)

    # A question stands in the tables because somebody answered it.
    least = np.minimum(counts.answers, 1)
    answers = figures.publish(counts.answers, cost=cost_of(counts.answers, 100), lowest=least)
    figures.sums_to(answers, all_ids[-2:-1])
    total = base["respondents"].reshape(1, 1)
    figures.at_most(total, answers[None])
    # Nobody answers a question twice.
    answers_by_type = figures.behind(counts.answers_by_type)
    figures.sums_to(answers_by_type, answers, 1)
    figures.sums_to(answers_by_type, tables["books_by_type"][:, -2], 0)
    everybody = np.broadcast_to(base["by_type"], answers_by_type.shape)
    figures.at_most(answers_by_type.reshape(-1, 1), everybody.reshape(-1, 1))
    copies = figures.publish(
        counts.copies, cost=cost_of(counts.copies, 1), lowest=np.minimum(counts.copies, LEAST_COPIES)
    )
    figures.sums_to(copies, all_ids[-1:])
    own_words = figures.publish(counts.own_words, cost=cost_of(counts.own_words, 1))
    # Never printed, but the copies less those with own words give it.
    word_for_word = counts.copies - counts.own_words
    rest = figures.publish(word_for_word, cost=cost_of(word_for_word, 1))
    figures.sums_to(np.column_stack([own_words, rest]), copies)
    return {
        "answers": answers,
        "answers_by_type": answers_by_type,
        "books_in_all": all_ids,
        "copies": copies,
        "own_words": own_words,
        **tables,
    }
