"""The card of a trained tagger: what it learnt from, how well it does on unseen answers, where it fails."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_nlp import columns as c
from feedback_nlp.tag.frame import CodeFrame
from feedback_nlp.tag.measure import ALL, MEAN, figures, gain
from feedback_nlp.tag.questions import ENOUGH, by_question, never_coded, said_of_uncoded
from feedback_nlp.tag.uncoded import NEVER, codes_never_coded, said_of_codes

if TYPE_CHECKING:
    from feedback_nlp.tag.classifier import ThemeClassifier

_WEAK = 0.5
_FEW = 20


def make_card(
    classifier: "ThemeClassifier",
    truth: NDArray[np.float64],
    untaught: NDArray[np.bool_],
    frame: CodeFrame,
    groups: NDArray[np.object_],
    *,
    measured: NDArray[np.bool_],
    questions: NDArray[np.object_],
    asked: Sequence[str],
    date: str,
    respondents: int,
) -> dict[str, Any]:
    """Return the card as plain data. Every figure comes from folds that did not hold the answer.

    Parameters
    ----------
    classifier
        Fitted.
    truth
        (n_answers, n_codes), 0 or 1.
    untaught
        (n_answers, n_codes): the labels that the code frame gives with nothing learnt.
    frame
        The code frame.
    groups
        (n_answers,) whose answers belong together; see `copies.kept_together`.
    measured
        (n_answers,): False where the code frame has the answer as an example. The figures are those of the others.
    questions
        (n_answers,): the question of each.
    asked
        All questions that were answered, also those without a coded answer.
    date
        When it was made.
    respondents
        How many people wrote the answers.
    """
    said, untaught = classifier.unseen_said_[measured], untaught[measured]
    sure = classifier.unseen_sure_[measured] & classifier.coded
    right, together = truth[measured] > 0, groups[measured]
    table = figures(said, right, frame.codes, groups=together)
    alone = figures(untaught, right, frame.codes, groups=together)
    at_each = by_question(
        questions[measured], asked, lambda own: figures(said[own], right[own], frame.codes, groups=together[own])
    )
    coded_at = Counter(questions)
    n_folds = min(classifier.n_folds, len(set(groups)))
    known = [
        f"{row[c.CODE]}: {_doubt(row)}"
        for _, row in table.iterrows()
        if row[c.CODE] not in (ALL, MEAN) and (pd.isna(row["f1"]) or row["f1"] < _WEAK or row["n"] < _FEW)
    ]
    return {
        "date": date,
        "answers": len(truth),
        "respondents": respondents,
        "examples_of_the_frame": int((~measured).sum()),
        "without_theme": int((truth.sum(axis=1) == 0).sum()),
        "folds": f"{n_folds} by respondent, copies of a letter or a sentence together",
        "frame": frame.name,
        "frame_version": frame.version,
        "parameters": classifier.get_params(),
        "sure_from": classifier.sure_,
        "sure_share": float(sure.sum() / max(1, said.sum())),
        # Folds may have shown a certainty where all answers together do not: then a run marks every label.
        "sure_precision": float((sure & right).sum() / sure.sum()) if sure.any() and classifier.sure_ < 1 else None,
        "always_one": classifier.always_,
        "thresholds": dict(zip(frame.codes, classifier.thresholds_.round(4).tolist(), strict=True)),
        "questions": [
            {**row, c.ANSWERS: coded_at[row[c.QUESTION]]}
            for row in at_each.astype(object).where(at_each.notna(), None).to_dict("records")
        ],
        NEVER: [code for code, coded in zip(frame.codes, classifier.coded, strict=True) if not coded],
        "figures": table.astype(object).where(table.notna(), None).to_dict("records"),
        "frame_alone": alone.astype(object).where(alone.notna(), None).to_dict("records"),
        "gain": dict(zip(("f1", "f1_low", "f1_high"), gain(said, untaught, right, groups=together), strict=True)),
        "known_failures": known,
    }


def _doubt(row: "pd.Series[Any]") -> str:
    if not row["n"]:
        return "no answers, so nothing is known"
    answers = f"{row['n']} {'answer' if row['n'] == 1 else 'answers'}"
    if pd.notna(row["f1"]) and row["f1"] >= _WEAK:
        return f"only {answers}, too few to say (F1 {row['f1']:.2f})"
    return f"F1 {row['f1']:.2f} on {answers}" if pd.notna(row["f1"]) else f"never found, on {answers}"


def as_markdown(card: dict[str, Any]) -> str:
    """Return the card for people to read."""
    people = f"{card['respondents']} {'respondent' if card['respondents'] == 1 else 'respondents'}"
    lines = [
        "# A tagger trained on coded answers",
        "",
        f"Made {card['date'] or 'on a date that was not given'} from {card['answers']} coded answers of "
        f"{people} ({card['without_theme']} of the answers without a theme), with the code frame "
        f"{card['frame']} (version {card['frame_version']}).",
        "",
        f"All figures come from folds ({card['folds']}): no answer was measured by a model that had seen it or another "
        "answer of the same respondent, and neither how its parts are mixed nor its thresholds were fitted on it.",
        "",
        "This folder is internal: the model holds the words of each coded answer, from which much of it can be put "
        "together.",
        "",
    ]
    if card["sure_precision"] is None:
        lines.append("Too few answers to show that any labels are right in 95 of 100 cases: a person must look.")
    else:
        lines.append(
            f"Labels with a probability of {card['sure_from']:.2f} and more ({card['sure_share']:.0%} of them) were "
            f"right in {card['sure_precision']:.0%} of cases; the others are marked for a person."
        )
    lines += [line for said in said_of_codes(codes_never_coded(card)) for line in ("", said)]
    lines += ["", "In brackets 95 % intervals: Wilson's, over all codes a bootstrap over respondents for F1.", ""]
    lines += ["| code | coded | precision | recall | F1 | F1, code frame alone |", "|---|---|---|---|---|---|"]
    for row, alone in zip(card["figures"], card["frame_alone"], strict=True):
        cells = [*(_share(row, name) for name in ("precision", "recall", "f1")), _share(alone, "f1")]
        lines.append(f"| {row[c.CODE]} | {row['n']} | " + " | ".join(cells) + " |")
    lines += _at_each_question(card)
    lines += ["", "## Known failures, and codes too rare to judge", ""]
    lines += [f"- {item}" for item in card["known_failures"]] or ["- none with an F1 under .5 or fewer than 20 answers"]
    return "\n".join(lines) + "\n"


def _at_each_question(card: dict[str, Any]) -> list[str]:
    """Return how the tagger does at each question, where it was taught at some alone."""
    uncoded = never_coded(card)
    if not uncoded:
        return []
    lines = ["", "## Questions without coded answers", "", *said_of_uncoded(uncoded), ""]
    lines += [f"Figures elsewhere are of the others; here over all codes, and none under {ENOUGH} coded answers.", ""]
    lines += ["| question | coded answers | precision | recall | F1 |", "|---|---|---|---|---|"]
    for row in card["questions"]:
        cells = [_share(row, name) for name in ("precision", "recall", "f1")]
        lines.append(f"| {row[c.QUESTION]} | {row[c.ANSWERS]} | " + " | ".join(cells) + " |")
    return lines


def _share(row: dict[str, Any], name: str) -> str:
    if row[name] is None:
        return "-"
    low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
    interval = f" ({low:.2f} to {high:.2f})" if low is not None and high is not None else ""
    return f"{row[name]:.2f}{interval}"
