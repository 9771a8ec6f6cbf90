"""The checks that a run makes of itself: each with its result and its evidence, for the QA log of the workbook.

They are published: evidence holds totals and hashes only, nothing of a single person or a small group.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from feedback_nlp import columns
from feedback_nlp.manifest import Inputs
from feedback_nlp.tag.gain import beside_the_frame
from feedback_nlp.tag.questions import said_of_uncoded
from feedback_nlp.tag.uncoded import codes_never_coded, said_of_codes

Check = tuple[str, str, str]
"""What was checked, the result ("pass", "fail" or "note"), and the evidence."""


def checks_of(
    *,
    ledger: pd.DataFrame,
    answers: pd.DataFrame,
    labels: pd.DataFrame,
    redactions: pd.DataFrame,
    notes: Sequence[str],
    inputs: Inputs | None,
    threshold: int,
    warnings: Sequence[str] = (),
    card: Mapping[str, Any] | None = None,
    uncoded: Sequence[str] = (),
    twice: str | None = None,
) -> list[Check]:
    """Return the checks of one run, in the order in which they are printed.

    Parameters
    ----------
    ledger, answers, labels, redactions
        The tables of the run.
    notes
        What `read` found damaged or had to assume.
    threshold
        Totals from 1 to one less are given as "fewer than" it.
    warnings
        What looks like a slip in the code frame.
    card
        Of the trained model that tagged; None where the code frame did.
    uncoded
        Names of the questions of which no answer was coded when that model learnt.
    twice
        What is published of respondents who seem to have responded before; None where nobody does.
    """
    found = [
        _ledger_adds_up(ledger, answers),
        _evidence_is_there(answers, labels),
        _redacted(redactions, threshold),
        *((("Nobody is counted twice", "note", twice),) if twice else ()),
        *(("The export as it was read", "note", note) for note in notes),
        *(("The code frame as it was read", "note", warning) for warning in warnings),
        *(_trained(card, labels, uncoded) if card else ()),
    ]
    return found if inputs is None else found + _inputs(inputs)


def _inputs(inputs: Inputs) -> list[Check]:
    return [
        *(("Input file", "note", f"{name}: sha256 {digest}") for name, digest in inputs.files.items()),
        *(("Model", "note", f"{name}: {version}") for name, version in inputs.models.items()),
        ("Code", "note", f"sha256 {inputs.code}; seed {inputs.seed}"),
        ("Packages", "note", ", ".join(f"{name} {version}" for name, version in inputs.packages.items())),
        ("Run", "note", inputs.run_id),
    ]


def _shown(n: int, threshold: int) -> str:
    return f"fewer than {threshold}" if 0 < n < threshold else f"{n:,}"


def _ledger_adds_up(ledger: pd.DataFrame, answers: pd.DataFrame) -> Check:
    analysed = int((ledger[columns.STATE] == "analysed").sum())
    unnamed = int((~ledger[columns.STATE].isin(columns.STATES)).sum())
    good = analysed == len(answers) and not unnamed
    # No totals: where published ones are rounded or hidden, exact ones here would give them away.
    evidence = "every row and question is in one state; the table of responses says how many in each"
    if not good:
        evidence = "some are in no known state" if unnamed else "not as many answers were analysed as the ledger says"
    return "Nobody is lost: the ledger adds up", "pass" if good else "fail", evidence


def _evidence_is_there(answers: pd.DataFrame, labels: pd.DataFrame) -> Check:
    lengths = answers.set_index(columns.RESPONSE_ID)[columns.TEXT].str.len()
    spans = labels.dropna(subset=[columns.START, columns.END])
    ends = spans[columns.RESPONSE_ID].map(lengths)
    begin, end = spans[columns.START], spans[columns.END]
    bad = int((~((begin >= 0) & (begin < end) & (end <= ends))).sum())
    # Not how many tags there are: with the tables by question, that total would give a hidden count away.
    evidence = f"{bad} tags point outside their answer" if bad else "every span lies within its answer"
    return "Every tag points at words of the answer", "fail" if bad else "pass", evidence


def _trained(card: Mapping[str, Any], labels: pd.DataFrame, uncoded: Sequence[str]) -> list[Check]:
    whole = next(row for row in card["figures"] if row[columns.CODE] == "all themes")
    learnt = (
        f"trained on {card['answers']:,} coded answers; on answers that it had not seen {_share(whole['precision'])} "
        f"of its tags were right (precision), and it found {_share(whole['recall'])} of the themes that people saw "
        f"(recall). {beside_the_frame(card['gain'])}"
    )
    return [
        ("Tags by a trained model", "note", learnt),
        *(("Questions without coded answers", "note", said) for said in said_of_uncoded(uncoded)),
        *(("Codes without coded answers", "note", said) for said in said_of_codes(codes_never_coded(card))),
        ("Tags for a person to check", "note", f"{_marked(card, labels, uncoded)}; coding.xlsx marks them"),
    ]


def _share(value: float | None) -> str:
    return "an unknown share" if value is None else f"{value:.0%}"


def _marked(card: Mapping[str, Any], labels: pd.DataFrame, uncoded: Sequence[str]) -> str:
    right = card.get("sure_precision")
    if right is None:
        return "all: too few answers were coded to show that any tags are right in 95 of 100 cases"
    less = f"less certain than those that were right in {right:.0%} of cases on answers that it had not seen"
    unshown = ["at questions"] * bool(uncoded) + ["with codes"] * bool(codes_never_coded(card))
    if unshown:
        # No share: all tags at a question or with a code would be in it, and beside their tables it could give a hidden
        # count away.
        return f"all {' or '.join(unshown)} without coded answers, and of the others those that are {less}"
    # A share, not how many: their number and the tables by question could give a hidden count away.
    marked = labels[columns.FOR_A_PERSON].mean() if len(labels) else 0.0
    return f"{marked:.0%} of the tags are {less}"


def _redacted(redactions: pd.DataFrame, threshold: int) -> Check:
    counts = redactions[columns.KIND].value_counts().sort_index()
    named = [f"{kind} {_shown(int(n), threshold)}" for kind, n in counts.items()]
    # "None found" would be untrue where the consultation file says not to look.
    return "Personal data replaced before analysis", "note", ", ".join(named) or "none replaced"
