"""Invented consultations that make hiding hard: a handful of people in one area, themes that all or none raise, letters
that carry a theme alone, areas and types whose answers mostly say nothing, refused consent."""

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

from feedback_nlp import columns
from tests.aggregate.consultations import Consultation, areas, frame, themes

LINES = [f"The bus to the clinic never comes on day {chr(97 + i)} of the week." for i in range(26)]
SET_ASIDE = ("blank", "non_answer", "duplicate", "excluded")


def skewed(seed: int, *, most_questions: int = 3) -> Consultation:
    """Draw one."""
    rng = np.random.default_rng(seed)

    def one_of(*given: Any) -> Any:
        return given[rng.integers(len(given))]

    n_areas, n_types, n_themes = one_of(1, 2, 3, 4), one_of(1, 1, 2, 3), one_of(1, 2, 3, 4)
    n_questions = min(one_of(1, 2, 2, 3), most_questions)
    n_letters = one_of(0, 1) if n_questions == 3 else one_of(0, 0, 1, 1, 2)
    n_channels, missing, consents = one_of(1, 2), one_of(0, 0, 0.05, 0.3), one_of(None, 0.2, 0.8)
    few, names = rng.integers(1, 7), [f"Area {i}" for i in range(n_areas)]
    of_type = rng.dirichlet(np.full(n_types, one_of(0.4, 1.5)))
    positions = one_of([pd.NA], ["Yes", "No", "Not sure"], ["Yes"], ["Option A", "Option B"])
    rate = [one_of(0.0, 0.02, 0.1, 0.4, 1.0, rng.random()) for _ in range(n_themes)]
    silent = one_of("", names[-1])
    people, answers, labels, ledger = [], [], [], []
    for i in range(one_of(6, 12, 20, 30, 45, 70, 120)):
        person = f"R{i:04d}"
        area = names[0] if i < few else names[rng.integers(min(1, n_areas - 1), n_areas)]
        kind = f"type {rng.choice(n_types, p=of_type)}"
        area, kind, position = (
            pd.NA if rng.random() < missing else value for value in (area, kind, one_of(*positions))
        )
        consent = pd.NA if consents is None else "Yes" if rng.random() < consents else "No"
        channel = f"channel {0 if rng.random() < 0.85 else n_channels - 1}"
        about = (area, kind, position, pd.NA, consent, channel)
        says_nothing = rng.random() < (0.5 if str(area) == silent else 0.08)
        signs = n_letters and rng.random() < 0.3
        people.append((f"{person}/q0", person, "q0", *about, LINES[0], "f.csv", i + 2))
        for q in range(n_questions):
            good = not says_nothing and (n_questions == 1 or rng.random() < 0.8)
            ledger.append(("f.csv", i + 2, person, f"q{q}", "analysed" if good else one_of(*SET_ASIDE), pd.NA))
            if not good:
                continue
            letter = f"C{rng.integers(n_letters)}" if signs and (q == 0 or rng.random() < 0.3) else pd.NA
            answers.append((f"{person}/q{q}", person, f"q{q}", *about, one_of(*LINES), 0, letter))
            for t in range(n_themes):
                # The first theme is that of the letters, and of these alone where it is rare.
                in_letter = 0.9 if letter is not pd.NA and t == 0 else rate[t]
                if rng.random() < (0 if letter is pd.NA and t == 0 and rate[0] < 0.05 else in_letter):
                    source = "person" if rng.random() < 0.1 else "cue"
                    labels.append((f"{person}/q{q}", "theme", f"T{t}", 0.9, source, 4, 9))
    copies = Counter(answer[-1] for answer in answers if answer[-1] is not pd.NA)
    answers = [answer if copies[answer[-1]] >= 3 else (*answer[:-1], pd.NA) for answer in answers]
    table = areas(*names, *one_of([], [], ["Nowhere"])) if one_of(True, True, False) else None
    responses = frame("RESPONSES", people) if one_of(True, True, False) else None
    of_letters = [
        {columns.CAMPAIGN_ID: name, columns.KIND: "personalised", "copies": n, "own_words": rng.integers(0, n + 1)}
        for name, n in sorted(copies.items())
        if n >= 3
    ]
    return Consultation(
        frame("PREPARED", answers),
        frame("LABELS", labels),
        themes(*(f"T{t}" for t in range(n_themes))),
        frame("LEDGER", ledger),
        table,
        responses,
        pd.DataFrame(of_letters) if of_letters and one_of(True, False) else None,
    )
