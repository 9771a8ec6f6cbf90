"""A reader who wants the hidden counts: every published number of a run, solved together.

Works with totals, so that a whole run can be taken in; `microdata` is stricter, and for small consultations. What the
reader knows, and what counts as found, is stated in docs/decisions (small numbers); there are no exceptions to it here.
Shares nothing with the code that hides: it reads the tables.
"""

import itertools
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pandas as pd

from feedback_nlp.summary import Summary
from tests.aggregate.attack import MOST, Attack, certain

STATES = ("blank", "non_answer", "refers_elsewhere", "duplicate", "excluded", "unreadable", "analysed")
ALL = ("All areas", "All types", "All channels")
LEAST_COPIES = 3


def read(summary: Summary, *, rounding: bool = False, asked: int = 0) -> Attack:
    """Take down all that is published, and how it must add up.

    `asked` is the number of open questions, where each respondent has a row for each; 0 where they do not.
    """
    attack = Attack(nearest=5 if rounding else 1, threshold=8 if rounding else 5)
    frames = {name: table.frame for name, table in summary.tables.items()}
    areas = list(frames["areas"]["area"]) or ["Area not known"]
    kinds = list(frames["respondent_types"]["respondent_type"].unique()) or ["Type not given"]
    _people(attack, summary, frames, areas, kinds)
    _themes(attack, frames, areas, kinds, rounding=rounding)
    _books(attack, frames, kinds, asked)
    _quotes(attack, frames, areas, kinds)
    return attack


def _cells(areas: list[str], kinds: list[str], area: str, kind: str) -> Iterator[tuple[str, str]]:
    for a in areas if area in ALL else [area]:
        for k in kinds if kind in ALL else [kind]:
            yield a, k


def _people(attack: Attack, summary: Summary, frames: dict, areas: list[str], kinds: list[str]) -> None:
    support = frames["level_of_support"]
    positions = [c for c in support if c not in ("area", "respondent_type", "base", "prevailing_view")]
    at, see = attack.at, attack.see

    def people(area: str, kind: str, *which: str) -> list[int]:
        chosen = which or (*positions, "silent")
        return [at("people", a, k, p) for a, k in _cells(areas, kinds, area, kind) for p in chosen]

    for area, kind in [(a, k) for a in (*areas, ALL[0]) for k in (*kinds, ALL[1])]:
        attack.same(at("base", area, kind), people(area, kind))
    see(summary.facts["respondents"], "base", *ALL[:2])
    for row in frames["areas"].itertuples():
        see(row.respondents, "base", row.area, ALL[1])
        if row.code in ("[x]", "[z]"):  # not in the table of areas: it has a row because somebody chose it
            attack.no_less(1, "base", row.area, ALL[1])
    for row in frames["respondent_types"].itertuples():
        see(row.respondents, "base", row.area, row.respondent_type)
        see(row.base, "base", row.area, ALL[1])
    for row in support.itertuples():
        for position in positions:
            name = ("support", row.area, row.respondent_type, position)
            see(getattr(row, position), *name)
            attack.same(at(*name), people(row.area, row.respondent_type, position))
        name = ("support", row.area, row.respondent_type, "base")
        see(row.base, *name)
        attack.same(at(*name), people(row.area, row.respondent_type, *positions))
    if len(support) and positions != ["support", "neutral", "oppose"]:
        for position in positions:  # categories of one's own have a column because somebody chose them
            attack.no_less(1, "support", *ALL[:2], position)


def _themes(attack: Attack, frames: dict, areas: list[str], kinds: list[str], *, rounding: bool) -> None:
    at, see = attack.at, attack.see
    letters = frames["campaigns"]
    for row in frames["themes"].itertuples():
        code, total = row.code, at("theme", row.code)
        for a, k in _cells(areas, kinds, *ALL[:2]):
            attack.at_most(at("mention", code, a, k), [at("base", a, k)])
        attack.same(total, [at("mention", code, a, k) for a, k in _cells(areas, kinds, *ALL[:2])])
        see(row.base, "base", *ALL[:2])
        see(row.respondents, "theme", code)
        see(row.unique_wording, "unique", code)
        see(row.without_campaigns, "own", code)
        attack.rest(at("own", code), total, "copied", code)
        _letters(attack, code, row.theme, letters)
        attack.rest(at("machine", code), total, "by person", code)
        if not isinstance(row.machine_share, str):
            see(5 * round(row.machine_share * row.respondents / 5) if rounding
                else round(row.machine_share * row.respondents), "machine", code)  # fmt: skip
    for table, column in (("themes_by_area", "area"), ("themes_by_type", "respondent_type")):
        for row in frames[table].itertuples():
            group = getattr(row, column)
            area, kind = (group, ALL[1]) if column == "area" else (ALL[0], group)
            see(row.base, "base", area, kind)
            name = ("theme", row.code, column, group)
            see(row.respondents, *name)
            attack.same(at(*name), [at("mention", row.code, a, k) for a, k in _cells(areas, kinds, area, kind)])
    questions = list(frames["themes_by_question"]["question"].unique())
    for row in frames["themes_by_question"].itertuples():
        see(row.base, "answers", row.question)
        see(row.answers, "theme in", row.code, row.question)
        attack.at_most(at("theme in", row.code, row.question), [at("theme", row.code)])
        attack.at_most(at("theme in", row.code, row.question), [at("answers", row.question)])
    for code in frames["themes"]["code"] if questions else ():
        # Who raises it does so in an answer or more; who does not has an answer that does not.
        attack.same(at("answers raising", code), [at("theme in", code, q) for q in questions])
        for q in questions:
            attack.same(at("theme in", code, q), [at("raising", code, q, k) for k in kinds])
        for k in kinds:
            raisers, here = at("theme of", code, k), [at("raising", code, q, k) for q in questions]
            attack.same(raisers, [at("mention", code, a, k) for a in areas])
            attack.at_most(raisers, here)
            silent = [(raisers, 1.0), (at("base", ALL[0], k), -1.0)]
            for q, raising in zip(questions, here, strict=True):
                attack.at_most(raising, [raisers])
                attack.at_most(raising, [at("answers of", q, k)])
                silent += [(raising, -1.0), (at("answers of", q, k), 1.0)]
            attack.rows.append((dict(silent), 0, np.inf))


def _letters(attack: Attack, code: str, theme: str, letters: pd.DataFrame) -> None:
    """Who raise a theme through copies alone do so through one campaign or more, and each of these counts once."""
    at = attack.at
    unique, own, copied, raising = (at(name, code) for name in ("unique", "own", "copied", "answers raising"))
    behind, raised, once = [], [], []
    for row in letters.itertuples():
        copies = at("copies", row.campaign)
        through, here, counts = (at(name, code, row.campaign) for name in ("through", "raised in", "counts"))
        behind, raised, once = [*behind, through], [*raised, here], [*once, counts]
        attack.high[counts] = 1
        attack.at_most(counts, [through])
        attack.at_most(through, [counts], times=MOST)
        attack.at_most(through, [here])
        attack.at_most(here, [copies])
        if row.copies != "[c]" and ("own", code) not in attack.hidden:
            # A theme of a letter is raised in more than half of its copies, another one in half of them at most.
            named = theme in str(row.themes).split(", ")
            half = {here: 2.0, copies: -1.0}
            attack.rows.append((half, 1, np.inf) if named else (half, -np.inf, 0))
    attack.same(at("letters", code), once)
    attack.same(unique, [own, at("letters", code)])
    attack.at_most(at("letters", code), [copied])
    attack.at_most(copied, behind)
    others = at("raised in other words", code)
    attack.same(raising, [*raised, others])
    attack.at_most(own, [others])
    whole = ("books", ALL[2], ALL[1])
    attack.rows.append(({others: 1.0, at(*whole, "of_which_campaign"): 1.0, at(*whole, "analysed"): -1.0}, -np.inf, 0))


def _books(attack: Attack, frames: dict, kinds: list[str], asked: int) -> None:
    at, see = attack.at, attack.see
    books, questions = frames["responses"], list(frames["themes_by_question"]["question"].unique())
    every = ("received", *STATES, "of_which_campaign")
    for row in books.itertuples():
        name = ("books", row.channel, row.respondent_type)
        for state in every:
            see(getattr(row, state), *name, state)
        attack.same(at(*name, "received"), [at(*name, state) for state in STATES])
        attack.at_most(at(*name, "of_which_campaign"), [at(*name, "analysed")])
    whole = ("books", ALL[2], ALL[1])
    by_channel = [c for c in books["channel"].unique() if c not in ALL]
    by_kind = [k for k in books["respondent_type"].unique() if k not in ALL]
    groups = [(c, ALL[1]) for c in by_channel] + [(ALL[2], k) for k in by_kind]
    for group in groups:  # each has a row because somebody used it, or is one
        attack.no_less(max(asked, 1), "books", *group, "received")
    for state in every:
        if by_channel:
            attack.same(at(*whole, state), [at("books", c, ALL[1], state) for c in by_channel])
        if by_kind:
            attack.same(at(*whole, state), [at("books", ALL[2], k, state) for k in by_kind])
    # Behind both are the rows by channel and type together; a person has one channel and one type.
    channels, of_kinds = by_channel or [ALL[2]], by_kind or [ALL[1]]
    for c in channels:
        for state in every:
            attack.same(at("books", c, ALL[1], state), [at("cell", c, k, state) for k in of_kinds])
    for k in of_kinds:
        for state in every:
            attack.same(at("books", ALL[2], k, state), [at("cell", c, k, state) for c in channels])
        attack.same(at("base", ALL[0], k), [at("people of", c, k) for c in channels])
    for c, k in itertools.product(channels, of_kinds):
        who, received, analysed = at("people of", c, k), at("cell", c, k, "received"), at("cell", c, k, "analysed")
        attack.same(received, [at("cell", c, k, state) for state in STATES])
        attack.at_most(at("cell", c, k, "of_which_campaign"), [analysed])
        attack.at_most(who, [analysed])
        if questions:
            attack.at_most(analysed, [who], times=len(questions))
        if asked:
            attack.same(received, [at("rows", c, k)] * asked)
            attack.at_most(who, [at("rows", c, k)])
    everybody = at("base", *ALL[:2])
    of_kind = [(k, ("books", ALL[2], k)) for k in by_kind] or [(k, whole) for k in kinds]
    for q in questions:  # nobody answers a question twice
        attack.same(at("answers", q), [at("answers of", q, k) for k, _ in of_kind])
        for k, _ in of_kind:
            attack.at_most(at("answers of", q, k), [at("base", ALL[0], k)])
    for k, books in of_kind if questions else ():
        attack.same(at(*books, "analysed"), [at("answers of", q, k) for q in questions])
    if questions:
        attack.same(at(*whole, "analysed"), [at("answers", q) for q in questions])
        attack.at_most(everybody, [at("answers", q) for q in questions])
        for question in questions:
            attack.at_most(at("answers", question), [everybody])
            attack.no_less(1, "answers", question)
    for row in frames["campaigns"].itertuples():
        see(row.copies, "copies", row.campaign)
        see(row.own_words, "own words", row.campaign)
        attack.no_less(LEAST_COPIES, "copies", row.campaign)
        attack.rest(at("own words", row.campaign), at("copies", row.campaign), "word for word", row.campaign)
    attack.same(at(*whole, "of_which_campaign"), [at("copies", c) for c in frames["campaigns"]["campaign"]])


def _quotes(attack: Attack, frames: dict, areas: list[str], kinds: list[str]) -> None:
    quoted = Counter(frames["quotes"][["code", "area", "respondent_type"]].itertuples(index=False, name=None))
    shown = frames["areas"].set_index("area")["respondents"]
    small = [a for a in areas if a in shown and shown[a] != "[c]" and shown[a] < 30] if len(shown) else areas
    people: Counter[tuple[tuple[str, ...], tuple[str, ...]]] = Counter()
    for (code, area, kind), n in quoted.items():
        # An area goes unnamed where its base is small; each quote is another respondent's.
        places = small if area == "Not named" else [area]
        who = kinds if kind == "Not named" else [kind]
        attack.sum_at_least([attack.at("mention", code, a, k) for a in places for k in who], n)
        people[tuple(places), tuple(who)] += n
    for (places, who), n in people.items():  # no respondent is quoted twice, whatever the theme
        attack.sum_at_least([attack.at("base", a, k) for a in places for k in who], n)


def found(
    summary: Summary,
    truth: Summary,
    *,
    rounding: bool = False,
    asked: int = 0,
    mentions: Counter[tuple[str, str, str]] | None = None,
) -> list[str]:
    """Return the counts that a reader can work out: those that are hidden, and the small ones behind the printed.

    Parameters
    ----------
    truth
        The same run with nothing hidden. It tells which counts behind the printed ones are small, and gives the attack
        a first world that fits; one more that differs in a count is then enough to show that it cannot be worked out.
    mentions
        How many raise a theme, by code, area and type: makes that first world the true one, which is quicker.
    """
    attack, known = read(summary, rounding=rounding, asked=asked), read(truth, asked=asked)
    low, high = np.array(attack.low), np.array(attack.high)
    for name, at in attack.names.items():
        if name in known.names and known.low[known.names[name]] == known.high[known.names[name]]:
            low[at] = high[at] = known.low[known.names[name]]
        if name[0] == "mention" and mentions is not None:
            low[at] = high[at] = mentions[name[1:]]
    world = attack.solve(np.zeros(low.size), low, high)
    assert world is not None, "the truth does not fit what is published"
    true = {name: world[attack.names[name]] for name in attack.hidden | attack.behind}
    secret = attack.hidden | {name for name in attack.behind if 0 < true[name] < attack.threshold}
    return [f"{' / '.join(name)} is {value:.0f}" for name, value in certain(attack, secret, world=world).items()]
