"""A reader who wants the hidden counts: every published number of a run, solved together.

Knows only what is published, that counts are whole and not negative, and how counts of people must add up: respondents
over areas, types and positions; mentions within respondents; answers over states, channels, types and questions.
Shares nothing with the code that hides: it reads the tables.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from feedback_nlp.summary import Summary

STATES = ("blank", "non_answer", "refers_elsewhere", "duplicate", "excluded", "unreadable", "analysed")
ALL = ("All areas", "All types", "All channels")
NOT_COUNTS = {"rank", "population"}

Key = tuple[str, ...]


@dataclass
class Attack:
    """Linear constraints on counts, by name."""

    nearest: int = 1
    threshold: int = 5
    names: dict[Key, int] = field(default_factory=dict)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)
    hidden: set[Key] = field(default_factory=set)

    def at(self, *name: str) -> int:
        if name not in self.names:
            self.names[name] = len(self.names)
            self.low.append(0)
            self.high.append(np.inf)
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

    def same(self, total: int, parts: Iterable[int]) -> None:
        """State that the parts add up to the total."""
        self.row(parts, total, 0, 0)

    def at_most(self, part: int, whole: Iterable[int], times: float = 1) -> None:
        """State that the part is at most the whole, so many times."""
        row = {part: 1.0}
        for one in whole:
            row[one] = row.get(one, 0) - times
        self.rows.append((row, -np.inf, 0))

    def row(self, parts: Iterable[int], total: int, low: float, high: float) -> None:
        row: dict[int, float] = {total: -1.0}
        for part in parts:
            row[part] = row.get(part, 0) + 1
        self.rows.append((row, low, high))

    @cached_property
    def constraint(self) -> LinearConstraint:
        data = [(i, j, v) for i, (row, _, _) in enumerate(self.rows) for j, v in row.items()]
        i, j, v = (np.array(part) for part in zip(*data, strict=True))
        matrix = sparse.csr_matrix((v, (i, j)), shape=(len(self.rows), len(self.names)))
        return LinearConstraint(matrix, [low for _, low, _ in self.rows], [high for *_, high in self.rows])

    def solve(
        self, wish: np.ndarray, *, fixed: dict[Key, float] | None = None, floor: int = 0, rough: bool = False
    ) -> np.ndarray | None:
        """Return whole counts that fit all that is published and make ``wish @ counts`` least; None when none fit.

        With `rough`, any good answer will do.
        """
        low, high = np.array(self.low), np.minimum(self.high, 1e6)
        for name in self.hidden:
            if name[0] != "books":  # how an answer was set aside: noughts are hidden there as a matter of course
                low[self.names[name]] = max(floor, low[self.names[name]])
        for name, value in (fixed or {}).items():
            low[self.names[name]] = high[self.names[name]] = value
        if (low > high).any():
            return None
        # Whole of themselves, mostly; whole by force only where they are not, which takes longer.
        for whole in (0, 1):
            found = milp(
                wish,
                bounds=Bounds(low, high),
                constraints=self.constraint,
                integrality=np.full(low.size, whole),
                options={"mip_rel_gap": 0.5 if rough else 0.0},
            ).x
            if found is None or np.abs(found - np.rint(found)).max() < 1e-6:
                break
        return None if found is None else np.rint(found)


def read(summary: Summary, *, rounding: bool = False, asked: int = 0) -> Attack:
    """Take down all that is published, and how it must add up.

    `asked` is the number of open questions, where each respondent has a row for each; 0 where they do not.
    """
    attack = Attack(nearest=5 if rounding else 1, threshold=8 if rounding else 5)
    frames = {name: table.frame for name, table in summary.tables.items()}
    areas = list(frames["areas"]["area"]) or ["Area not given"]
    kinds = list(frames["respondent_types"]["respondent_type"].unique()) or ["Type not given"]
    support = frames["level_of_support"]
    positions = [c for c in support if c not in ("area", "respondent_type", "base", "prevailing_view")]
    at, see = attack.at, attack.see

    def people(area: str, kind: str, *which: str) -> Iterator[int]:
        for a in areas if area in ALL else [area]:
            for k in kinds if kind in ALL else [kind]:
                for p in which or (*positions, "silent"):
                    yield at("people", a, k, p)

    def published(value: object, name: Key, parts: Iterable[int]) -> None:
        see(value, *name)
        attack.same(at(*name), parts)

    everybody = ("base", *ALL[:2])
    published(summary.facts["respondents"], everybody, people(*ALL[:2]))
    for row in frames["areas"].itertuples():
        published(row.respondents, ("base", row.area, ALL[1]), people(row.area, ALL[1]))
    for row in frames["respondent_types"].itertuples():
        published(row.respondents, ("base", row.area, row.respondent_type), people(row.area, row.respondent_type))
        see(row.base, "base", row.area, ALL[1])
    for row in support.itertuples():
        for position in positions:
            name = ("support", row.area, row.respondent_type, position)
            published(getattr(row, position), name, people(row.area, row.respondent_type, position))
        name = ("support", row.area, row.respondent_type, "base")
        published(row.base, name, people(row.area, row.respondent_type, *positions))

    codes = list(frames["themes"]["code"])
    for code in codes:
        for a in areas:
            for k in kinds:
                attack.at_most(at("mention", code, a, k), people(a, k))
    for row in frames["themes"].itertuples():
        see(row.base, *everybody)
        published(row.respondents, ("theme", row.code), (at("mention", row.code, a, k) for a in areas for k in kinds))
        total = at("theme", row.code)
        see(row.unique_wording, "unique", row.code)
        see(row.without_campaigns, "own", row.code)
        attack.at_most(at("own", row.code), [at("unique", row.code)])
        attack.at_most(at("unique", row.code), [total])
        if not isinstance(row.machine_share, str) and not rounding:
            attack.rows.append(({at("machine", row.code): 1.0, total: -row.machine_share}, -1e-3, 1e-3))
    for row in frames["themes_by_area"].itertuples():
        see(row.base, "base", row.area, ALL[1])
        published(row.respondents, ("theme", row.code, row.area), (at("mention", row.code, row.area, k) for k in kinds))
    for row in frames["themes_by_type"].itertuples():
        see(row.base, "base", ALL[0], row.respondent_type)
        attack.same(at("base", ALL[0], row.respondent_type), people(ALL[0], row.respondent_type))
        name = ("theme", row.code, row.respondent_type)
        published(row.respondents, name, (at("mention", row.code, a, row.respondent_type) for a in areas))
    questions = list(frames["themes_by_question"]["question"].unique())
    for row in frames["themes_by_question"].itertuples():
        see(row.base, "answers", row.question)
        see(row.answers, "theme in", row.code, row.question)
        attack.at_most(at("theme in", row.code, row.question), [at("theme", row.code)])
        attack.at_most(at("theme in", row.code, row.question), [at("answers", row.question)])
    for code in codes if questions else []:
        attack.at_most(at("theme", code), [at("theme in", code, q) for q in questions])

    books = frames["responses"]
    for row in books.itertuples():
        name = ("books", row.channel, row.respondent_type)
        for state in ("received", *STATES, "of_which_campaign"):
            see(getattr(row, state), *name, state)
        attack.same(at(*name, "received"), [at(*name, state) for state in STATES])
        attack.at_most(at(*name, "of_which_campaign"), [at(*name, "analysed")])
    whole = ("books", ALL[2], ALL[1])
    by_channel = [c for c in books["channel"].unique() if c not in ALL]
    by_kind = [k for k in books["respondent_type"].unique() if k not in ALL]
    for state in ("received", *STATES, "of_which_campaign"):
        if by_channel:
            attack.same(at(*whole, state), [at("books", c, ALL[1], state) for c in by_channel])
        if by_kind:
            attack.same(at(*whole, state), [at("books", ALL[2], k, state) for k in by_kind])
    for kind, name in [*((k, ("base", ALL[0], k)) for k in by_kind), (ALL[1], everybody)]:
        analysed = at("books", ALL[2], kind, "analysed")
        attack.at_most(at(*name), [analysed])
        if questions:
            attack.at_most(analysed, [at(*name)], times=len(questions))
    if asked:
        groups = [(ALL[2], ALL[1]), *((c, ALL[1]) for c in by_channel), *((ALL[2], k) for k in by_kind)]
        for group in groups:
            attack.same(at("books", *group, "received"), [at("rows", *group)] * asked)
        for kind, name in [*((k, ("base", ALL[0], k)) for k in by_kind), (ALL[1], everybody)]:
            attack.at_most(at(*name), [at("rows", ALL[2], kind)])
    if questions:
        attack.same(at(*whole, "analysed"), [at("answers", q) for q in questions])
        attack.at_most(at(*everybody), [at("answers", q) for q in questions])
        for question in questions:
            attack.at_most(at("answers", question), [at(*everybody)])
    for row in frames["campaigns"].itertuples():
        see(row.copies, "copies", row.campaign)
    if len(frames["campaigns"]):
        attack.same(at(*whole, "of_which_campaign"), [at("copies", c) for c in frames["campaigns"]["campaign"]])
    return attack


def found(summary: Summary, truth: Summary, *, rounding: bool = False, asked: int = 0) -> list[str]:
    """Return the hidden counts that a reader can work out.

    Parameters
    ----------
    truth
        The same run with nothing hidden. The attack does not use it but to check itself: the truth must fit what is
        published, and a number that a reader holds for certain under a wrong guess of the rule is no disclosure.
    """
    attack = read(summary, rounding=rounding, asked=asked)
    known = read(truth)
    true = {name: known.low[known.names[name]] for name in attack.hidden}
    assert attack.solve(np.zeros(len(attack.names)), fixed=true) is not None, "the truth does not fit what is published"
    # Once knowing only that counts are not negative; once guessing that a nought is never hidden, where that is so.
    never_hidden = all(value for name, value in true.items() if name[0] != "books")
    return [
        f"{' / '.join(name)} is {true[name]:.0f}, counting from {floor}"
        for floor in (0, 1)[: 1 + never_hidden]
        for name, value in certain(attack, floor=floor).items()
        if value == true[name] and not (value == 0 and known.low[known.names[_over_everybody(name)]] == 0)
    ]


def _over_everybody(name: Key) -> Key:
    """Return the count of everybody behind that of a group: where it is nought, so is the group's, and all know it."""
    if name[0] in ("theme", "theme in"):
        return ("theme", name[1])
    whole = {"support": ("support", *ALL[:2]), "books": ("books", ALL[2], ALL[1])}.get(name[0])
    return ("base", *ALL[:2]) if whole is None else (*whole, name[-1])


def certain(attack: Attack, *, floor: int = 0) -> dict[Key, float]:
    """Return the hidden counts that a reader can work out: only one whole number fits all that is published."""
    targets = sorted(attack.hidden)
    places = np.array([attack.names[name] for name in targets], int)
    rng = np.random.default_rng(0)
    low, high = np.full(len(targets), np.inf), np.full(len(targets), -np.inf)

    def look(wishes: np.ndarray, *, rough: bool) -> bool:
        wish = np.zeros(len(attack.names))
        wish[places] = wishes
        seen = attack.solve(wish, floor=floor, rough=rough)
        if seen is not None:
            low[:], high[:] = np.minimum(low, seen[places]), np.maximum(high, seen[places])
        return seen is not None

    if not targets or not look(np.zeros(len(targets)), rough=True):
        return {}
    for _ in range(8):
        # One wish for all counts that are still open: each answer shows many of them with another number.
        look(np.where(low == high, rng.choice([-1.0, 1.0], len(targets)), 0), rough=True)
    for i in range(len(targets)):
        for sign in (1.0, -1.0):
            if low[i] == high[i]:
                look(sign * (np.arange(len(targets)) == i), rough=False)
    return {name: low[i] for i, name in enumerate(targets) if low[i] == high[i]}
