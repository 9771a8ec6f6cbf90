"""Which answer a row of a coded sheet means, and why some rows mean none that was analysed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

import pandas as pd

from feedback_nlp import columns as c
from feedback_nlp.tag.ids import Ids
from feedback_nlp.tag.sheet import fold

_STATES: Final = {
    "blank": "blank",
    "non_answer": 'no answer in substance ("n/a", "don\'t know")',
    "refers_elsewhere": 'a reference to another answer ("see above")',
    "duplicate": "a repeat of another submission",
    "excluded": "excluded",
    "unreadable": "unreadable",
}
_LONGEST: Final = 60
_FIRST: Final = 10


@dataclass
class Lost:
    """Rows whose answer was not found, by the reason; each list holds the numbers of rows.

    Parameters
    ----------
    no_id
        Rows without an id.
    torn
        Rows whose ids are of different answers.
    respondent
        Their respondent is not in the consultation.
    question
        What stands under question, and is none -> rows.
    set_aside
        What became of the answer -> rows.
    unknown
        None of these can be told.
    """

    no_id: list[int] = field(default_factory=list)
    torn: list[int] = field(default_factory=list)
    respondent: list[int] = field(default_factory=list)
    question: dict[str, list[int]] = field(default_factory=dict)
    set_aside: dict[str, list[int]] = field(default_factory=dict)
    unknown: list[int] = field(default_factory=list)


class Finder:
    """Finds the answer that a row means; `lost` says which rows mean none, and why.

    Parameters
    ----------
    answers
        The prepared table.
    at
        Column -> where it stands in a row.
    wording
        Question key -> what was asked.
    ledger
        What became of every answer; None: it cannot be said why an answer is not among the analysed ones.
    """

    def __init__(
        self,
        answers: pd.DataFrame,
        at: Mapping[str, int],
        wording: Mapping[str, str],
        ledger: pd.DataFrame | None = None,
    ) -> None:
        self.at = at
        self.lost = Lost()
        self.responses = Ids(answers[c.RESPONSE_ID])
        self.questions = sorted(set(answers[c.QUESTION])) if c.QUESTION in answers else []
        self.only = self.questions[0] if len(self.questions) == 1 else None
        self.key_of = {fold(asked): key for key, asked in wording.items()} | {fold(key): key for key in self.questions}
        self.of: dict[tuple[str, str], str] = {}
        self.respondents = Ids(())
        self.became: dict[tuple[str, str], str] = {}
        if self.questions and c.RESPONDENT_ID in answers:
            self.respondents = Ids(answers[c.RESPONDENT_ID])
            keys = zip(answers[c.RESPONDENT_ID], answers[c.QUESTION], answers[c.RESPONSE_ID], strict=True)
            self.of = {(who, question): response for who, question, response in keys}
        if ledger is not None:
            self.respondents = Ids(ledger[c.RESPONDENT_ID].dropna())
            self.key_of = {fold(key): key for key in ledger[c.QUESTION].unique()} | self.key_of
            rows = (
                ledger[[c.RESPONDENT_ID, c.QUESTION, c.STATE, c.REASON]]
                .dropna(subset=c.RESPONDENT_ID)
                .fillna({c.REASON: ""})
            )
            self.became = {
                (who, question): _said(state, reason)
                for who, question, state, reason in rows.itertuples(index=False, name=None)
            }
        self.pairs = Ids(f"{who}/{question}" for who, question in self.became)
        self.pair_of = {f"{who}/{question}": (who, question) for who, question in self.became}

    def ids(self, cells: Sequence[str]) -> list[str]:
        """Return the ids in a row. A survey's "Response ID" is what we call a respondent: each may be either."""
        return [cells[self.at[name]] for name in (c.RESPONSE_ID, c.RESPONDENT_ID) if name in self.at]

    def asked(self, cells: Sequence[str]) -> str | None:
        """Return the key of the question in a row; None where it names none that there is."""
        if c.QUESTION not in self.at:
            return self.only
        return self.key_of.get(fold(cells[self.at[c.QUESTION]]))

    def __call__(self, cells: Sequence[str]) -> str | None:
        """Return its response_id; None where no analysed answer has it, or its ids mean different ones."""
        meant = self._meant(cells)
        return meant.pop() if len(meant) == 1 else None

    def _meant(self, cells: Sequence[str]) -> set[str]:
        question, meant = self.asked(cells), set()
        for one in self.ids(cells):
            who = self.respondents.find(one)
            if response := self.responses.find(one):
                meant.add(response)
            elif who and question and (who, question) in self.of:
                meant.add(self.of[who, question])
        return meant

    def lose(self, number: int, cells: Sequence[str]) -> None:
        """Keep why a row means no analysed answer."""
        ids, question = [one for one in self.ids(cells) if one], self.asked(cells)
        people = [self.respondents.find(one) for one in ids]
        pairs = [self.pairs.find(one) for one in ids]
        meant = [self.pair_of[pair] for pair in pairs if pair]
        meant += [(who, question) for who in people if who and question and (who, question) in self.became]
        name = cells[self.at[c.QUESTION]] if c.QUESTION in self.at else ""
        if not ids:
            self.lost.no_id.append(number)
        elif len(self._meant(cells)) > 1:
            self.lost.torn.append(number)
        elif meant:
            self.lost.set_aside.setdefault(self.became[meant[0]], []).append(number)
        elif name and question is None:
            self.lost.question.setdefault(name, []).append(number)
        elif self.became and not any(people):
            self.lost.respondent.append(number)
        else:
            self.lost.unknown.append(number)

    def knows_respondents_only(self, rows: Sequence[tuple[int, Sequence[str]]]) -> bool:
        """Say whether the ids are those of respondents, and none is that of a response."""
        ids = {one for _, cells in rows for one in self.ids(cells)}
        return not any(self.responses.find(one) or self.pairs.find(one) for one in ids) and any(
            self.respondents.find(one) for one in ids
        )

    def near(self, name: str) -> str:
        """Return the key of the question that a name is nearest to, as a question of ours; "" where none is near."""
        near = get_close_matches(fold(name), list(self.key_of), n=1, cutoff=0.6)
        return f'; did you mean "{self.key_of[near[0]]}"?' if near else ""

    def notes(self) -> list[str]:
        """Return a sentence for each reason for which rows were left out."""
        lost, notes = self.lost, []
        if lost.no_id:
            notes.append(f"{n_of(len(lost.no_id), 'row')} left out: no id stands there ({_where(lost.no_id)}).")
        if lost.torn:
            notes.append(
                f"{n_of(len(lost.torn), 'row')} left out: the ids in it are of different answers ({_where(lost.torn)})."
            )
        if lost.respondent:
            notes.append(
                f"{n_of(len(lost.respondent), 'row')} left out: no respondent of this consultation has the id "
                f"({_where(lost.respondent)})."
            )
        if lost.question:
            rows = sorted(row for own in lost.question.values() for row in own)
            names = ", ".join(
                f'"{name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"}" ({_where(own)}{self.near(name)})'
                for name, own in list(lost.question.items())[:_FIRST]
            )
            notes.append(f"{n_of(len(rows), 'row')} left out: the consultation has no such question: {names}.")
        if lost.set_aside:
            rows = sorted(row for own in lost.set_aside.values() for row in own)
            why = "; ".join(f"{words} ({_where(own)})" for words, own in sorted(lost.set_aside.items()))
            notes.append(f"{n_of(len(rows), 'row')} left out: the answer was not analysed: {why}.")
        if lost.unknown:
            notes.append(
                f"{n_of(len(lost.unknown), 'row')} left out: no analysed answer is meant (set aside as blank or "
                f"repeated, or other ids; {_where(lost.unknown)})."
            )
        return notes

    def unknown_questions(self) -> Counter[str]:
        """Return what stands under question and is none, with how many rows have it."""
        return Counter({name: len(rows) for name, rows in self.lost.question.items()})


def n_of(count: int, what: str) -> str:
    """Return a count with its noun: "1 row", "2,000 rows"."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _where(rows: Sequence[int]) -> str:
    shown = ", ".join(f"{row:,}" for row in rows[:_FIRST])
    more = f" and {len(rows) - _FIRST:,} more" if len(rows) > _FIRST else ""
    return f"{'row' if len(rows) == 1 else 'rows'} {shown}{more}"


def _said(state: str, reason: str) -> str:
    words = _STATES.get(state, state)
    return f"{words}: {reason}" if state == "excluded" and reason else words
