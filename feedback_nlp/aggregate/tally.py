"""The counting: who answered, who raised what. True counts, for the eyes of this room only."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_nlp import columns
from feedback_nlp.aggregate.axes import Ints, axis, counted, places
from feedback_nlp.aggregate.books import books
from feedback_nlp.aggregate.positions import plain_positions
from feedback_nlp.aggregate.words import AREA_NOT_KNOWN, TYPE_NOT_GIVEN
from feedback_nlp.errors import DataError, all_faults


@dataclass(frozen=True)
class Tally:
    """True counts of one consultation.

    Parameters
    ----------
    areas, types, channels, questions, positions, codes, campaigns
        What the axes of the arrays stand for. "Area not known" and its like come last, where anybody gave none.
    listed
        How many of the areas, the first, stand in the table of areas: they are named whether anybody chose them or not.
    asked
        Open questions, where each respondent has a row in the ledger for each; 0 where they do not.
    has_areas, has_types, has_campaigns
        Whether anything was known of them at all.
    respondents
        (n_areas, n_types, n_positions + 1) respondents with at least one analysed answer; last, no position given.
    mentions
        (n_codes, n_areas, n_types) respondents who raise the theme.
    answers_by_type
        (n_questions, n_types) analysed answers, by the type of their respondent.
    raising
        (n_codes, n_questions, n_types) answers that raise the theme.
    own
        (n_codes,) respondents who raise the theme in an answer that is not a campaign's.
    through
        (n_codes, n_campaigns) respondents who raise the theme in campaign copies alone, by campaign; who signed two
        letters stands in both.
    raising_copies
        (n_codes, n_campaigns) copies that raise the theme.
    machine
        (n_codes,) respondents with the theme none of whose labels for it was given by a person.
    books
        (n_channels, n_types, n_states + 3) answers: received, each of `books.STATES`, analysed, and campaign copies
        among these.
    people_by_channel
        (n_channels, n_types) respondents with at least one analysed answer.
    copies
        (n_campaigns,) analysed answers that are copies of the campaign.
    own_words
        (n_campaigns,) copies to which the signer added words.
    person_area, person_type, person_codes
        For each respondent, in order of id: the area, the type, and pairs (person, code) of what they raise.
    """

    areas: list[str]
    listed: int
    types: list[str]
    channels: list[str]
    questions: list[str]
    asked: int
    positions: list[str]
    codes: list[str]
    campaigns: list[str]
    has_areas: bool
    has_types: bool
    respondents: Ints
    mentions: Ints
    answers_by_type: Ints
    raising: Ints
    own: Ints
    through: Ints
    raising_copies: Ints
    machine: Ints
    books: Ints
    people_by_channel: Ints
    copies: Ints
    own_words: Ints
    person_area: Ints
    person_type: Ints
    person_codes: tuple[Ints, Ints]

    @property
    def base(self) -> Ints:
        """Respondents by area and type."""
        return np.asarray(self.respondents.sum(axis=2), np.int64)

    @property
    def answers(self) -> Ints:
        """Analysed answers by question."""
        return np.asarray(self.answers_by_type.sum(axis=1), np.int64)

    @property
    def mentions_by_question(self) -> Ints:
        """Answers that raise a theme, (n_codes, n_questions)."""
        return np.asarray(self.raising.sum(axis=2), np.int64)

    @property
    def in_letters(self) -> NDArray[np.bool_]:
        """Whether more than half of the copies of a campaign raise a theme, (n_codes, n_campaigns)."""
        return 2 * self.raising_copies > self.copies

    @property
    def letters(self) -> Ints:
        """Campaigns through which further respondents raise a theme, (n_codes,); at most as many as these are."""
        copied = self.mentions.sum(axis=(1, 2)) - self.own
        return np.asarray(np.minimum((self.through > 0).sum(axis=1), copied), np.int64)


def tally(
    answers: pd.DataFrame,
    labels: pd.DataFrame,
    themes: pd.DataFrame,
    ledger: pd.DataFrame,
    *,
    areas: pd.DataFrame | None,
    responses: pd.DataFrame | None,
    wording: Sequence[str],
    campaigns: pd.DataFrame | None = None,
) -> Tally:
    """Count respondents and answers.

    Parameters
    ----------
    answers, labels, themes, ledger, areas, responses
        Tables of `columns`.
    wording
        Question keys in the order of the questionnaire; others follow by name.
    campaigns
        The campaigns table of ``prepare``: in how many copies signers added words of their own.

    Raises
    ------
    DataError
        A label names a theme or an answer that is not there.
    """
    labels = labels[(labels[columns.KIND] == "theme") & (labels[columns.CODE] != columns.NO_THEME)]
    codes = [str(code) for code in themes[columns.CODE]]
    _check(answers, labels, ledger, codes)
    people = _people(answers, responses)
    here = people.loc[sorted(answers[columns.RESPONDENT_ID].unique())]

    area_names = [] if areas is None else [str(name) for name in areas[columns.AREA]]
    area_axis, area = axis(here[columns.AREA], area_names, AREA_NOT_KNOWN)
    # Types of people none of whose answers could be analysed count too: they stand in the table of responses.
    kinds = people[columns.RESPONDENT_TYPE].reindex(ledger[columns.RESPONDENT_ID])
    everybody = pd.concat([here[columns.RESPONDENT_TYPE], kinds], ignore_index=True)
    type_axis, kind = axis(everybody, sorted(people[columns.RESPONDENT_TYPE].dropna().unique()), TYPE_NOT_GIVEN)
    kind, ledger_kind = kind[: len(here)], kind[len(here) :]
    position, position_axis = plain_positions(here[columns.POSITION])
    stand = pd.Index(position_axis).get_indexer(pd.Index(position))  # -1, the last place, where none is given

    question_axis, question = axis(answers[columns.QUESTION], list(wording), "")
    in_answers = [i for i, name in enumerate(question_axis) if name in set(answers[columns.QUESTION])]
    who = places(answers[columns.RESPONDENT_ID], list(here.index))
    marks = _marks(answers, labels, here.index, codes)
    pairs = marks.drop_duplicates(["person", "code"]).sort_values(["person", "code"])
    by_answer = marks.drop_duplicates([columns.RESPONSE_ID, "code"])
    by_person = marks[marks[columns.SOURCE] == "person"].drop_duplicates(["person", "code"])
    own = marks[marks[columns.CAMPAIGN_ID].isna()].drop_duplicates(["person", "code"])
    only_copies = marks.merge(own[["person", "code"]].assign(own=True), how="left", on=["person", "code"])
    only_copies = only_copies[only_copies["own"].isna()].drop_duplicates(["person", "code", columns.CAMPAIGN_ID])
    in_copies = by_answer.dropna(subset=[columns.CAMPAIGN_ID])

    names = sorted(answers[columns.CAMPAIGN_ID].dropna().unique())
    copies = counted([places(answers[columns.CAMPAIGN_ID].dropna(), names)], [len(names)])
    channels, in_books, people_by_channel = books(
        ledger, people, here.index, answers, (kind, ledger_kind), len(type_axis)
    )
    n_codes, n_types = len(codes), len(type_axis)
    return Tally(
        areas=area_axis,
        listed=len(area_names),
        types=type_axis,
        positions=position_axis,
        questions=[question_axis[i] for i in in_answers],
        asked=_asked(ledger),
        codes=codes,
        campaigns=names,
        has_areas=bool(area_names) or bool(here[columns.AREA].notna().any()),
        has_types=bool(here[columns.RESPONDENT_TYPE].notna().any()),
        channels=channels,
        respondents=counted([area, kind, stand], [len(area_axis), n_types, len(position_axis) + 1]),
        mentions=counted(
            [pairs["code"], area[pairs["person"]], kind[pairs["person"]]], [n_codes, len(area_axis), n_types]
        ),
        answers_by_type=counted([question, kind[who]], [len(question_axis), n_types])[in_answers],
        raising=counted(
            [by_answer["code"], question[by_answer["answer"]], kind[by_answer["person"]]],
            [n_codes, len(question_axis), n_types],
        )[:, in_answers],
        own=counted([own["code"]], [n_codes]),
        through=counted([only_copies["code"], places(only_copies[columns.CAMPAIGN_ID], names)], [n_codes, len(names)]),
        raising_copies=counted(
            [in_copies["code"], places(in_copies[columns.CAMPAIGN_ID], names)], [n_codes, len(names)]
        ),
        machine=counted([pairs["code"]], [n_codes]) - counted([by_person["code"]], [n_codes]),
        books=in_books,
        people_by_channel=people_by_channel,
        copies=copies,
        own_words=_own_words(campaigns, names, copies),
        person_area=area,
        person_type=kind,
        person_codes=(pairs["person"].to_numpy(np.int64), pairs["code"].to_numpy(np.int64)),
    )


def _check(answers: pd.DataFrame, labels: pd.DataFrame, ledger: pd.DataFrame, codes: list[str]) -> None:
    faults = []
    unknown = sorted(set(labels[columns.CODE]) - set(codes))
    if unknown:
        faults.append(f"labels name codes that the code frame does not have: {', '.join(unknown[:10])}.")
    strays = int((~labels[columns.RESPONSE_ID].isin(answers[columns.RESPONSE_ID])).sum())
    if strays:
        faults.append(f"{strays:,} labels belong to answers that are not among those analysed.")
    if answers[columns.RESPONSE_ID].duplicated().any():
        faults.append("the same response_id stands on more than one answer.")
    if not ledger[columns.STATE].isin(columns.STATES).all():
        faults.append("the ledger holds states that are not known.")
    if faults:
        raise DataError(all_faults("What is to be summarised", faults))


def _people(answers: pd.DataFrame, responses: pd.DataFrame | None) -> pd.DataFrame:
    """Return one row a respondent; where their answers disagree about them, the first by question counts."""
    about = [columns.AREA, columns.RESPONDENT_TYPE, columns.POSITION, columns.CHANNEL]
    needed = [columns.RESPONDENT_ID, columns.QUESTION, *about]
    rows = answers[needed]
    if responses is not None:
        rows = pd.concat([rows, responses[needed]])
    rows = rows.dropna(subset=[columns.RESPONDENT_ID]).sort_values(needed, kind="stable")
    return rows.groupby(columns.RESPONDENT_ID)[about].first()


def _asked(ledger: pd.DataFrame) -> int:
    who, questions = ledger[columns.RESPONDENT_ID], int(ledger[columns.QUESTION].nunique())
    return questions if who.notna().all() and (who.value_counts() == questions).all() else 0


def _marks(answers: pd.DataFrame, labels: pd.DataFrame, people: pd.Index, codes: list[str]) -> pd.DataFrame:
    """Return one row a label: who, which answer, which code, from a campaign or not."""
    at = pd.Index(answers[columns.RESPONSE_ID]).get_indexer(pd.Index(labels[columns.RESPONSE_ID]))
    answer = answers.iloc[at]
    return pd.DataFrame(
        {
            columns.RESPONSE_ID: labels[columns.RESPONSE_ID].to_numpy(),
            "answer": at,
            "person": people.get_indexer(pd.Index(answer[columns.RESPONDENT_ID])),
            "code": pd.Index(codes).get_indexer(pd.Index(labels[columns.CODE])),
            columns.CAMPAIGN_ID: answer[columns.CAMPAIGN_ID].to_numpy(),
            columns.SOURCE: labels[columns.SOURCE].to_numpy(),
        }
    )


def _own_words(details: pd.DataFrame | None, names: list[str], copies: Ints) -> Ints:
    if details is None or "own_words" not in details:
        return np.zeros(len(names), np.int64)
    given = pd.to_numeric(details.set_index(columns.CAMPAIGN_ID)["own_words"]).reindex(names).fillna(0)
    return np.asarray(np.minimum(given.to_numpy(np.int64), copies), np.int64)
