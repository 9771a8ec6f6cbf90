"""Invented consultations for the tests of this room: by hand from short rows, or drawn at random from a seed."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from feedback_nlp import columns
from feedback_nlp.aggregate import summarise
from feedback_nlp.summary import Summary


@dataclass(frozen=True)
class Consultation:
    """The tables that `summarise` takes."""

    answers: pd.DataFrame
    labels: pd.DataFrame
    themes: pd.DataFrame
    ledger: pd.DataFrame
    areas: pd.DataFrame | None = None
    responses: pd.DataFrame | None = None
    campaigns: pd.DataFrame | None = None

    def summary(self, **options: Any) -> Summary:
        given = {name: getattr(self, name) for name in ("areas", "responses", "campaigns")}
        given |= {"n_permutations": 19} | options
        return summarise(self.answers, self.labels, self.themes, self.ledger, **given)

    def told_apart_as_in(self, summary: Summary) -> "Consultation":
        """Return the same without the areas or types of people where the summary withholds results by them."""
        withheld = [
            column
            for column, table in ((columns.AREA, "areas"), (columns.RESPONDENT_TYPE, "respondent_types"))
            if summary.tables[table].frame.empty
        ]

        def without(table: pd.DataFrame) -> pd.DataFrame:
            return table.assign(**dict.fromkeys(withheld, pd.array([pd.NA] * len(table), "string")))

        return replace(
            self,
            answers=without(self.answers),
            areas=None if columns.AREA in withheld else self.areas,
            responses=None if self.responses is None else without(self.responses),
        )

    def asked(self) -> int:
        """Return the number of open questions where each respondent has a row for each; 0 where they do not."""
        questions = self.ledger[columns.QUESTION].nunique()
        return questions if (self.ledger.groupby(columns.RESPONDENT_ID).size() == questions).all() else 0

    def mentions(self) -> Counter[tuple[str, str, str]]:
        """Count the respondents of each theme by area and type."""
        people = self.labels.merge(self.answers, on=columns.RESPONSE_ID).drop_duplicates(
            [columns.CODE, columns.RESPONDENT_ID]
        )
        people[columns.AREA] = people[columns.AREA].fillna("Area not known")
        people[columns.RESPONDENT_TYPE] = people[columns.RESPONDENT_TYPE].fillna("Type not given")
        return Counter(people[[columns.CODE, columns.AREA, columns.RESPONDENT_TYPE]].itertuples(index=False, name=None))

    def table(self, name: str, **options: Any) -> pd.DataFrame:
        return self.summary(**options).tables[name].frame


def frame(table: str, rows: list[tuple]) -> pd.DataFrame:
    spec = getattr(columns, table)
    return pd.DataFrame(rows, columns=list(spec)).astype({k: v for k, v in spec.items() if v != "object"})


def themes(*codes: str, kind: str = "concern") -> pd.DataFrame:
    rows = [(code, f"Theme {code}", pd.NA, kind, f"About {code}.", pd.NA, pd.NA, ("cue",), ()) for code in codes]
    return frame("THEMES", rows)


def areas(*names: str, population: int = 100_000) -> pd.DataFrame:
    return frame("AREAS", [(name, f"E{i}", population, (), ()) for i, name in enumerate(names)])


WORDS = "The buses do not run here on Sundays at all. Nobody asked us about it."


def answered(respondents: list[dict[str, Any]], *codes: str, kind: str = "concern", **tables: Any) -> Consultation:
    """Build a consultation from one dict a respondent.

    Keys: area, type, position, channel, consent, campaign, text; raises: codes, or a dict from question to codes.
    """
    answers, labels, ledger = [], [], []
    for number, who in enumerate(respondents):
        person = who.get("id", f"R{number:04d}")
        raises = who.get("raises", ())
        for question, raised in (raises if isinstance(raises, dict) else {"q1": raises}).items():
            response, text = f"{person}/{question}", who.get("text", WORDS)
            about = [who.get(key, pd.NA) for key in ("area", "type", "position", "submitted", "consent")]
            answers.append(
                (response, person, question, *about, who.get("channel", "web"), text, 0, who.get("campaign", pd.NA))
            )
            ledger.append(("f.csv", number + 2, person, question, "analysed", pd.NA))
            labels += [(response, "theme", code, 0.9, who.get("source", "cue"), 4, 9) for code in raised]
    return Consultation(
        frame("PREPARED", answers),
        frame("LABELS", labels),
        themes(*codes, kind=kind),
        frame("LEDGER", ledger),
        **tables,
    )


def many(n: int, **who: Any) -> list[dict[str, Any]]:
    return [dict(who) for _ in range(n)]


def drawn(
    seed: int,
    *,
    n: int = 40,
    n_themes: int = 4,
    n_areas: int = 3,
    n_types: int = 3,
    n_questions: int = 2,
    n_channels: int = 2,
    n_campaigns: int = 1,
    missing: float = 0.1,
    positions: bool = True,
    listed: bool = True,
) -> Consultation:
    """Draw a consultation: uneven areas and types, common and rare themes, blanks, repeats, a campaign or more.

    Campaigns of which fewer than three copies were drawn are none, as in ``prepare``.
    """
    rng = np.random.default_rng(seed)
    names = [f"Area {i}" for i in range(n_areas)]
    of_area, of_type = rng.dirichlet(np.full(n_areas, 1.5)), rng.dirichlet(np.full(n_types, 1.0))
    rate = np.clip(rng.beta(0.6, 3, n_themes), 0.005, 0.95)
    answers, labels, ledger = [], [], []
    for i in range(n):
        person = f"R{i:04d}"
        area = names[rng.choice(n_areas, p=of_area)] if rng.random() >= missing else pd.NA
        kind = f"type {rng.choice(n_types, p=of_type)}" if rng.random() >= missing else pd.NA
        position = rng.choice(["Yes", "No", "Not sure"]) if positions and rng.random() > missing else pd.NA
        channel = f"channel {rng.integers(n_channels)}"
        signed = n_campaigns and rng.random() < 0.2
        for q in range(n_questions):
            state = rng.choice(["analysed", "blank", "non_answer", "duplicate"], p=[0.8, 0.14, 0.04, 0.02])
            ledger.append(("f.csv", i + 2, person, f"q{q}", state, pd.NA))
            if state != "analysed":
                continue
            campaign = f"C{rng.integers(n_campaigns)}" if signed and q == 0 else pd.NA
            about = (area, kind, position, pd.NA, pd.NA, channel, WORDS, 0, campaign)
            answers.append((f"{person}/q{q}", person, f"q{q}", *about))
            for t in np.flatnonzero(rng.random(n_themes) < rate):
                source = rng.choice(["cue", "person"], p=[0.9, 0.1])
                labels.append((f"{person}/q{q}", "theme", f"T{t}", 0.9, source, 4, 9))
    copies = Counter(answer[-1] for answer in answers)
    answers = [answer if copies[answer[-1]] >= 3 else (*answer[:-1], pd.NA) for answer in answers]
    return Consultation(
        frame("PREPARED", answers),
        frame("LABELS", labels),
        themes(*(f"T{t}" for t in range(n_themes))),
        frame("LEDGER", ledger),
        areas(*names) if listed else None,
    )
