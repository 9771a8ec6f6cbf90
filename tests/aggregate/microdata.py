"""The strictest reader: is there another set of people, person by person, that would publish the very same figures?

A world is how many people there are of each kind: area, type, and for each question no answer, an answer in own words
or a copy of some letter; which of these raise a theme, and in which answers. All that is published is a sum over kinds,
so nothing that follows from it is forgotten, as it could be in rows for totals. A count is found where worlds agree.
Integer programmes of thousands of kinds: for small consultations. Shares nothing with the code that hides, nor with
`reader`.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable

import numpy as np
import pandas as pd

from feedback_nlp.summary import Summary

STATES = ("blank", "non_answer", "refers_elsewhere", "duplicate", "excluded", "unreadable")
AREAS, TYPES, CHANNELS = "All areas", "All types", "All channels"
MANY = 1e4
LEAST_COPIES = 3
ONE = "one group"
"""Where no table tells people apart."""

Sum = dict[int, float]
Name = tuple[str, ...]


def plus(*parts: tuple[float, Sum]) -> Sum:
    """Return a sum of sums, each so many times."""
    whole: dict[int, float] = defaultdict(float)
    for times, part in parts:
        for at, factor in part.items():
            whole[at] += times * factor
    return dict(whole)


def total(parts: Iterable[Sum]) -> Sum:
    return plus(*((1, part) for part in parts))


class Worlds:
    """All worlds that publish a summary; `named` are the counts, `hidden` those that are not printed."""

    def __init__(self, summary: Summary, *, rounding: bool = False, asked: int = 0, threshold: int = 5) -> None:
        self.nearest, self.threshold = (5, 8) if rounding else (1, threshold)
        self.asked = asked
        self.most: list[float] = []
        self.rows: list[tuple[Sum, float, float]] = []
        self.named: dict[Name, Sum] = {}
        self.hidden: set[Name] = set()
        self.behind: set[Name] = set()
        self.frames = {name: table.frame for name, table in summary.tables.items()}
        self.areas = list(self.frames["areas"]["area"]) or [ONE]
        self.kinds = list(dict.fromkeys(self.frames["respondent_types"]["respondent_type"])) or [ONE]
        self.letters = list(self.frames["campaigns"]["campaign"])
        self.questions = list(dict.fromkeys(self.frames["themes_by_question"]["question"]))
        # Of each answer: None is none, 0 own words, others a copy of that letter. Who has none is no respondent.
        ways = (None, *range(len(self.letters) + 1))
        n = len(self.questions) or max(asked, 1)
        self.ways = [way for way in itertools.product(ways, repeat=n) if any(one is not None for one in way)]
        self.people = {key: self.new() for key in itertools.product(self.areas, self.kinds, self.ways)}
        self.see(summary.facts["respondents"], self.base(), "base", AREAS, TYPES)
        self._people()
        self._positions()
        self._books()
        self._letters()
        self.raising = {row.code: self._theme(row) for row in self.frames["themes"].itertuples()}
        self._quotes()

    def new(self, most: float = MANY) -> int:
        self.most.append(most)
        return len(self.most) - 1

    def holds(self, part: Sum, least: float = -np.inf, most: float = np.inf) -> None:
        self.rows.append((part, least, most))

    def see(self, printed: object, part: Sum, *name: str) -> None:
        """Take down a printed count."""
        self.named[name] = part
        if printed == "[c]":
            self.hidden.add(name)
            return
        n = float(str(printed))
        off = self.nearest // 2 if n else 0
        self.holds(part, max(n - off, self.threshold) if off else n, n + off)

    def differ(self, part: Sum, *name: str) -> None:
        """Take down what two printed counts differ by."""
        self.named[name] = part
        self.behind.add(name)

    def base(self, area: str = AREAS, kind: str = TYPES) -> Sum:
        return {at: 1.0 for (a, k, _), at in self.people.items() if area in (a, AREAS) and kind in (k, TYPES)}

    def _people(self) -> None:
        for row in self.frames["areas"].itertuples():
            self.see(row.respondents, self.base(row.area), "base", row.area, TYPES)
            if row.code in ("[x]", "[z]"):  # not in the table of areas: it has a row because somebody chose it
                self.holds(self.base(row.area), 1)
        for row in self.frames["respondent_types"].itertuples():
            self.see(row.respondents, self.base(row.area, row.respondent_type), "base", row.area, row.respondent_type)
            self.see(row.base, self.base(row.area), "base", row.area, TYPES)

    def _positions(self) -> None:
        frame = self.frames["level_of_support"]
        positions = [name for name in frame if name not in ("area", "respondent_type", "base", "prevailing_view")]
        taken = {key: self.new() for key in itertools.product(self.areas, self.kinds, positions)}

        def support(area: str, kind: str, which: list[str]) -> Sum:
            return {
                at: 1.0 for (a, k, p), at in taken.items() if area in (a, AREAS) and kind in (k, TYPES) and p in which
            }

        for area, kind in itertools.product(self.areas, self.kinds):
            self.holds(plus((1, self.base(area, kind)), (-1, support(area, kind, positions))), 0)
        for row in frame.itertuples():
            at = (row.area, row.respondent_type)
            for p in positions:
                self.see(getattr(row, p), support(*at, [p]), "support", *at, p)
            self.see(row.base, support(*at, positions), "support", *at, "base")
        if len(frame) and positions != ["support", "neutral", "oppose"]:
            for p in positions:  # categories of one's own have a column because somebody chose them
                self.holds(support(AREAS, TYPES, [p]), 1)

    def _books(self) -> None:
        frame = self.frames["responses"]
        channels = [name for name in dict.fromkeys(frame["channel"]) if name != CHANNELS] or [ONE]
        kinds = [name for name in dict.fromkeys(frame["respondent_type"]) if name != TYPES] or [ONE]
        who = {key: self.new() for key in itertools.product(kinds, channels, self.ways)}
        for way in self.ways:
            for mine in [[kind] for kind in kinds] if set(kinds) == set(self.kinds) else [kinds]:
                of = mine if set(kinds) == set(self.kinds) else self.kinds
                here = {at: 1.0 for (_, k, w), at in self.people.items() if w == way and k in of}
                self.holds(plus((1, here), (-1, {who[k, c, way]: 1.0 for k in mine for c in channels})), 0, 0)
        rows = {key: self.new() for key in itertools.product(kinds, channels, STATES)}
        if self.asked:  # everybody has a row for each question, also those with no answer at all
            for k, c in itertools.product(kinds, channels):
                left = {who[k, c, way]: float(self.asked - sum(one is not None for one in way)) for way in self.ways}
                without = {self.new(): float(self.asked)}
                self.holds(plus((1, {rows[k, c, s]: 1.0 for s in STATES}), (-1, left), (-1, without)), 0, 0)

        def answers(kind: str, channel: str, state: str) -> Sum:
            here = [(k, c) for k in kinds for c in channels if kind in (k, TYPES) and channel in (c, CHANNELS)]
            if state == "received":
                return total(answers(kind, channel, one) for one in (*STATES, "analysed"))
            if state in STATES:
                return {rows[k, c, state]: 1.0 for k, c in here}
            counts = {
                way: sum(one is not None if state == "analysed" else bool(one) for one in way) for way in self.ways
            }
            return {who[k, c, way]: float(n) for k, c in here for way, n in counts.items() if n}

        for row in frame.itertuples():
            at = (row.respondent_type, row.channel)
            for state in ("received", *STATES, "analysed", "of_which_campaign"):
                self.see(getattr(row, state), answers(*at, state), "books", row.channel, row.respondent_type, state)
            self.holds(answers(*at, "received"), at != (TYPES, CHANNELS))
        for row in self.frames["themes_by_question"].itertuples():
            q = self.questions.index(row.question)
            given = {at: 1.0 for (_, _, way), at in self.people.items() if way[q] is not None}
            self.see(row.base, given, "answers", row.question)
            self.holds(given, 1)

    def copies(self, letter: int, area: str = AREAS) -> Sum:
        return {
            at: float(way.count(letter))
            for (a, _, way), at in self.people.items()
            if area in (a, AREAS) and letter in way
        }

    def _letters(self) -> None:
        bases = dict(self.frames["areas"][["area", "respondents"]].itertuples(index=False, name=None))
        by_area = self.frames["themes_by_area"]
        for letter, row in enumerate(self.frames["campaigns"].itertuples(), 1):
            own_words = {self.new(): 1.0}
            self.see(row.copies, self.copies(letter), "copies", row.campaign)
            self.see(row.own_words, own_words, "own words", row.campaign)
            rest = plus((1, self.copies(letter)), (-1, own_words))
            self.differ(rest, "word for word", row.campaign)
            self.holds(rest, 0)
            self.holds(self.copies(letter), LEAST_COPIES)
            named, said = str(row.areas).split(", "), by_area["theme"].isin(str(row.themes).split(", "))
            # Where its base or a count of a theme of the letter is hidden, an area is not named, however many it sent.
            unsaid = {area for area, base in bases.items() if base == "[c]"}
            unsaid |= set(by_area[said & (by_area["respondents"] == "[c]")]["area"])
            for area in bases if row.copies != "[c]" else ():
                if area in named:
                    self.holds(self.copies(letter, area), self.threshold)
                elif area not in unsaid and area != "Area not known":
                    self.holds(self.copies(letter, area), most=self.threshold - 1)

    def _theme(self, row: pd.Series) -> dict[tuple, int]:
        """Add who raises a theme, and in which answers; return where they stand by area, type and way."""
        code = row.code
        who = {key: self.new() for key in self.people}
        for key, at in who.items():
            self.holds({self.people[key]: 1.0, at: -1.0}, 0)
        said: dict[tuple, int] = {}
        for way in self.ways:
            given = [q for q, one in enumerate(way) if one is not None]
            subsets = [set_ for n in range(len(given)) for set_ in itertools.combinations(given, n + 1)]
            said |= {(way, subset): self.new() for subset in subsets}
            here = {at: 1.0 for (_, _, w), at in who.items() if w == way}
            self.holds(plus((1, here), (-1, {said[way, subset]: 1.0 for subset in subsets})), 0, 0)

        def raised(area: str = AREAS, kind: str = TYPES) -> Sum:
            return {at: 1.0 for (a, k, _), at in who.items() if area in (a, AREAS) and kind in (k, TYPES)}

        in_own = {key for key in said if any(key[0][q] == 0 for q in key[1])}
        own = {said[key]: 1.0 for key in in_own}
        copied = {at: 1.0 for key, at in said.items() if key not in in_own}
        self.see(row.respondents, raised(), "theme", code)
        self.see(row.without_campaigns, own, "own", code)
        self.differ(copied, "copied", code)
        # Each letter counts once, but no more of them than people behind them: the lesser of two is a choice.
        counts, behind = {self.new(len(self.letters)): 1.0}, []
        for letter, named in enumerate(self.frames["campaigns"].itertuples(), 1):
            any_ = {self.new(1): 1.0}
            behind.append(any_)
            through = {at: 1.0 for (w, s), at in said.items() if at in copied and any(w[q] == letter for q in s)}
            self.holds(plus((1, through), (-1, any_)), 0)
            self.holds(plus((MANY, any_), (-1, through)), 0)
            raising = {at: float(sum(w[q] == letter for q in s)) for (w, s), at in said.items()}
            if named.kind == "identical":  # all copies raise it, or none
                all_ = {self.new(1): 1.0}
                self.holds(plus((MANY, all_), (-1, raising)), 0)
                self.holds(plus((1, self.copies(letter)), (-1, raising), (MANY, all_)), most=MANY)
            if "[c]" not in (named.copies, row.without_campaigns):
                half = plus((2, raising), (-1, self.copies(letter)))
                yes = row.theme in str(named.themes).split(", ")
                self.holds(half, 1 if yes else -np.inf, np.inf if yes else 0)
        choice = {self.new(1): 1.0}
        for whole, less in ((total(behind), 0.0), (copied, MANY)):
            self.holds(plus((1, whole), (-1, counts)), 0)
            self.holds(plus((1, counts), (-1, whole), (MANY if not less else -MANY, choice)), -less)
        self.see(row.unique_wording, plus((1, own), (1, counts)), "unique", code)

        machine = {self.new(): 1.0}
        by_person = plus((1, raised()), (-1, machine))
        self.holds(by_person, 0)
        self.differ(by_person, "by person", code)
        share = 0.0 if row.machine_share == "[z]" else row.machine_share  # nobody raises it
        n = share if share == "[c]" else self.nearest * round(share * float(row.respondents) / self.nearest)
        self.see(n, machine, "machine", code)

        for name, column in (("themes_by_area", "area"), ("themes_by_type", "respondent_type")):
            for one in self.frames[name].query("code == @code").itertuples():
                group = getattr(one, column)
                here = raised(group) if column == "area" else raised(kind=group)
                self.see(one.respondents, here, "theme", code, column, group)
        for one in self.frames["themes_by_question"].query("code == @code").itertuples():
            q = self.questions.index(one.question)
            self.see(one.answers, {at: 1.0 for (_, s), at in said.items() if q in s}, "theme in", code, one.question)
        return who

    def _quotes(self) -> None:
        """Each quote is one more person, whatever the theme, of cells that are shown; unnamed where a base is small."""

        def shown(name: str, column: str, code: str) -> list[str]:
            frame = self.frames[name].query("code == @code")
            good = [
                ("[c]" not in pair) and min(map(float, pair)) > 0
                for pair in zip(frame["base"], frame["respondents"], strict=True)
            ]
            return list(frame[column][good])

        base = dict(self.frames["areas"][["area", "respondents"]].itertuples(index=False, name=None))
        people: Counter[tuple[tuple[str, ...], tuple[str, ...]]] = Counter()
        quotes = self.frames["quotes"][["code", "area", "respondent_type"]]
        for (code, area, kind), n in Counter(quotes.itertuples(index=False, name=None)).items():
            small = [a for a in shown("themes_by_area", "area", code) if float(base[a]) < 30]
            in_ = (tuple(small) or (ONE,)) if area == "Not named" else (area,)
            of = (tuple(shown("themes_by_type", "respondent_type", code)) or (ONE,)) if kind == "Not named" else (kind,)
            in_ = in_ if self.areas != [ONE] else (ONE,)
            of = of if self.kinds != [ONE] else (ONE,)
            self.holds({at: 1.0 for (a, k, _), at in self.raising[code].items() if a in in_ and k in of}, n)
            people[in_, of] += n
        for (in_, of), n in people.items():
            self.holds(total(self.base(a, k) for a in in_ for k in of), n)
