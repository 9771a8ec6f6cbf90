"""A reader who wants the hidden counts: every published number of a run, solved together.

What the reader knows, and what counts as found, is stated in docs/decisions (small numbers); there are no exceptions to
it here. Shares nothing with the code that hides: it reads the tables.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from feedback_nlp.summary import Summary

STATES = ("blank", "non_answer", "refers_elsewhere", "duplicate", "excluded", "unreadable", "analysed")
ALL = ("All areas", "All types", "All channels")
LEAST_COPIES = 3
BY_THEME = ("mention", "theme", "theme in", "unique", "own", "copied", "letters", "machine", "by person")
MOST = 1e6
NEAR, IDLE = 2, 8

Key = tuple[str, ...]


@dataclass
class Attack:
    """Linear constraints on whole counts, by name."""

    nearest: int = 1
    threshold: int = 5
    names: dict[Key, int] = field(default_factory=dict)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)
    hidden: set[Key] = field(default_factory=set)
    behind: set[Key] = field(default_factory=set)
    """Counts that are printed nowhere, but that are what two printed ones differ by."""

    def at(self, *name: str) -> int:
        if name not in self.names:
            self.names[name] = len(self.names)
            self.low.append(0)
            self.high.append(MOST)
        return self.names[name]

    def see(self, value: object, *name: str) -> None:
        """Take down a printed count."""
        at = self.at(*name)
        if value == "[c]":
            self.hidden.add(name)
            return
        number = float(str(value))
        low = high = number
        if self.nearest > 1 and number:
            low, high = max(number - self.nearest // 2, self.threshold), number + self.nearest // 2
        self.low[at], self.high[at] = max(self.low[at], low), min(self.high[at], high)

    def no_less(self, least: float, *name: str) -> None:
        at = self.at(*name)
        self.low[at] = max(self.low[at], least)

    def same(self, total: int, parts: Iterable[int]) -> None:
        """State that the parts add up to the total."""
        row: dict[int, float] = {total: -1.0}
        for part in parts:
            row[part] = row.get(part, 0) + 1
        self.rows.append((row, 0, 0))

    def rest(self, part: int, total: int, *name: str) -> None:
        """Name what is left of a total."""
        self.same(total, [part, self.at(*name)])
        self.behind.add(name)

    def at_most(self, part: int, whole: Iterable[int], times: float = 1) -> None:
        """State that the part is at most the whole, so many times."""
        row = {part: 1.0}
        for one in whole:
            row[one] = row.get(one, 0) - times
        self.rows.append((row, -np.inf, 0))

    def sum_at_least(self, parts: Iterable[int], least: float) -> None:
        self.rows.append((dict.fromkeys(parts, 1.0), least, np.inf))

    @cached_property
    def matrix(self) -> sparse.csc_matrix:
        data = [(i, j, v) for i, (row, _, _) in enumerate(self.rows) for j, v in row.items()]
        i, j, v = (np.array(part) for part in zip(*data, strict=True))
        return sparse.csc_matrix((v, (i, j)), shape=(len(self.rows), len(self.names)))

    @cached_property
    def limits(self) -> tuple[np.ndarray, np.ndarray]:
        return np.array([low for _, low, _ in self.rows]), np.array([high for *_, high in self.rows])

    def fits(self, world: np.ndarray, low: np.ndarray, high: np.ndarray) -> bool:
        """Whether a world gives all that is published: in whole numbers, so that no solver has to be trusted."""
        rows, (least, most) = self.matrix @ world, self.limits
        return bool(
            (world == np.rint(world)).all()
            and (world >= low).all()
            and (world <= high).all()
            and (rows >= least).all()
            and (rows <= most).all()
        )

    def solve(
        self,
        wish: np.ndarray,
        low: np.ndarray,
        high: np.ndarray,
        *,
        of: np.ndarray | None = None,
        near: np.ndarray | None = None,
        whole: bool = True,
    ) -> np.ndarray | None:
        """Return a world that fits and makes ``wish @ world`` least; None when none fits.

        Parameters
        ----------
        of, near
            A world that fits; where only some counts are looked for, the others are as they are there.
        whole
            Whether to look on where the solution of the linear programme is not whole of itself.
        """
        # Looked for are differences from a world near by: the simplex method begins where all is in order.
        start = np.zeros(wish.size) if near is None else near
        of = np.arange(wish.size) if of is None else of[low[of] < high[of]]
        columns = self.matrix[:, of].tocsr()
        least, most = (limit - self.matrix @ start for limit in self.limits)
        lower, upper = low[of] - start[of], high[of] - start[of]
        # A row that holds one of these alone is a limit of it.
        entries = np.diff(columns.indptr)
        alone = np.flatnonzero(entries == 1)
        at, factor = columns.indices[columns.indptr[alone]], columns.data[columns.indptr[alone]]
        ends = np.sort([least[alone] / factor, most[alone] / factor], axis=0)
        np.maximum.at(lower, at, ends[0])
        np.minimum.at(upper, at, ends[1])
        rows = np.flatnonzero(entries > 1)
        constraint = LinearConstraint(columns[rows], least[rows], most[rows])
        for integral in (0, 1) if whole else (0,):
            found = milp(
                wish[of],
                bounds=Bounds(lower, upper),
                constraints=constraint,
                integrality=np.full(of.size, integral),
                options={"mip_rel_gap": 0.0, "presolve": bool(integral)},
            ).x
            if found is None:
                return None
            world = start.copy()
            world[of] += np.rint(found)
            if np.abs(found - np.rint(found)).max() < 1e-6 and self.fits(world, low, high):
                return world
        return None


def read(summary: Summary, *, rounding: bool = False, asked: int = 0) -> Attack:
    """Take down all that is published, and how it must add up.

    `asked` is the number of open questions, where each respondent has a row for each; 0 where they do not.
    """
    attack = Attack(nearest=5 if rounding else 1, threshold=8 if rounding else 5)
    frames = {name: table.frame for name, table in summary.tables.items()}
    areas = list(frames["areas"]["area"]) or ["Area not given"]
    kinds = list(frames["respondent_types"]["respondent_type"].unique()) or ["Type not given"]
    _people(attack, summary, frames, areas, kinds)
    _themes(attack, frames, areas, kinds, rounding=rounding)
    _books(attack, frames, asked)
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
        # Who raise it through copies alone do so through one campaign or more, and each counts once.
        through = at("letters", code)
        attack.high[through] = len(letters)
        attack.same(at("unique", code), [at("own", code), through])
        attack.at_most(through, [at("copied", code)])
        attack.at_most(at("copied", code), [through], times=MOST)
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
        attack.at_most(at("theme", code), [at("theme in", code, q) for q in questions])
    for row in frames["themes"].itertuples() if questions else ():
        # A theme of a letter is raised in more than half of its copies, beside the answers that are no copies.
        named = [one.copies for one in letters.itertuples() if row.theme in str(one.themes).split(", ")]
        if named:
            least = [(max(n - 2, 8) if rounding else n) // 2 + 1 for n in named]
            parts = {at("theme in", row.code, q): 1.0 for q in questions} | {at("own", row.code): -1.0}
            attack.rows.append((parts, sum(least), np.inf))


def _books(attack: Attack, frames: dict, asked: int) -> None:
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
    everybody = at("base", *ALL[:2])
    of_kind = [(ALL[1], everybody), *((k, at("base", ALL[0], k)) for k in by_kind)]
    for kind, who in of_kind:
        analysed = at("books", ALL[2], kind, "analysed")
        attack.at_most(who, [analysed])
        if questions:
            attack.at_most(analysed, [who], times=len(questions))
    if asked:
        for group in [(ALL[2], ALL[1]), *groups]:
            attack.same(at("books", *group, "received"), [at("rows", *group)] * asked)
        for kind, who in of_kind:
            attack.at_most(who, [at("rows", ALL[2], kind)])
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
    for (code, area, kind), n in quoted.items():
        # An area goes unnamed where its base is small; each quote is another respondent's.
        places = small if area == "Not named" else [area]
        who = kinds if kind == "Not named" else [kind]
        attack.sum_at_least([attack.at("mention", code, a, k) for a in places for k in who], n)


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


def certain(
    attack: Attack, secret: Iterable[Key] | None = None, *, world: np.ndarray | None = None
) -> dict[Key, float]:
    """Return the counts that a reader can work out: only one whole number fits all that is published."""
    targets = sorted(attack.hidden if secret is None else secret)
    places = np.array([attack.names[name] for name in targets], int)
    low, high = np.array(attack.low), np.array(attack.high)
    first = attack.solve(np.zeros(low.size), low, high) if world is None else world
    assert first is not None, "nothing fits what is published"
    open_ = np.isin(np.arange(low.size), places)
    rng = np.random.default_rng(0)

    def look(wish: np.ndarray, of: np.ndarray, *, near: float = np.inf, whole: bool = False) -> bool:
        least, most = np.maximum(low, first - near), np.minimum(high, first + near)
        seen = attack.solve(wish, least, most, of=of, near=first, whole=whole)
        before = open_.sum()
        if seen is not None:
            open_[seen != first] = False
        return bool(open_.sum() < before)

    # Worlds near the first, that differ from it in one theme or in the people alone, are quickly found; one wish for
    # all counts that are still open shows many of them with another number.
    every = np.arange(low.size)
    for of in [*_blocks(attack), every]:
        idle, here = 0, np.isin(every, of)
        while idle < IDLE and (open_ & here).any():
            some = open_ & here & (rng.random(low.size) < rng.choice([0.1, 0.3, 1.0]))
            wish = np.where(some, np.where(first > low, rng.choice([-1.0, 1.0], low.size), -1.0), 0)
            idle = 0 if look(wish, of, near=NEAR) else idle + 1
    # Then each by itself: near, and at last in all worlds there are.
    for at in np.flatnonzero(open_):
        block = next(of for of in _blocks(attack) if at in of)
        for of, near in ((block, NEAR), (every, NEAR), (every, np.inf)):
            for sign in (1.0, -1.0):
                if open_[at]:
                    look(sign * (every == at), of, near=near, whole=True)
    return {name: first[at] for name, at in zip(targets, places, strict=True) if open_[at]}


def _blocks(attack: Attack) -> list[np.ndarray]:
    blocks: dict[str, list[int]] = {}
    for name, at in attack.names.items():
        blocks.setdefault(f"theme {name[1]}" if name[0] in BY_THEME else "people", []).append(at)
    return [np.array(ids) for ids in blocks.values()]
