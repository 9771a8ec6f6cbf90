"""How well a tagger does, in words for the command line, and as a file."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from feedback_nlp import columns
from feedback_nlp.console import as_table
from feedback_nlp.errors import OutputError
from feedback_nlp.output import saying_why
from feedback_nlp.tag.gain import advice, beside_the_frame
from feedback_nlp.tag.questions import ENOUGH, never_coded, said_of_uncoded
from feedback_nlp.tag.uncoded import codes_never_coded, said_of_codes

if TYPE_CHECKING:
    from feedback_nlp.evaluation import Evaluation
    from feedback_nlp.tag import Coded, TrainedTagger

_ALL, _MEAN = "all themes", "mean of themes"
_MEASURES = ("precision", "recall", "f1")
_CLEAR = "Precision: of the tags given, how many are right. Recall: of the themes people saw, how many were found."


def describe_training(tagger: TrainedTagger, coded: Coded, folder: Path) -> str:
    """Return what was learnt from what, what to expect of it beside the code frame alone, and where it is."""
    card = tagger.card
    gain = card["gain"]
    uncoded = never_coded(card)
    frame_alone = {row[columns.CODE]: row for row in card["frame_alone"]}
    trained = {row[columns.CODE]: row for row in card["figures"]}
    rows = [
        (name, *(_with_interval(of[_ALL], measure) for measure in _MEASURES), _share(of[_MEAN]["f1"]))
        for name, of in (("trained model", trained), ("code frame alone", frame_alone))
    ]
    return "\n".join(
        [
            f"Learnt from {card['answers']:,} coded answers of {card['respondents']:,} respondents; "
            f"{card['without_theme']:,} of the answers hold no theme.",
            *(f"Check: {note}" for note in coded.notes),
            "",
            f"What to expect on new answers{' to the questions that were coded' if uncoded else ''} (95 % intervals; "
            "measured on answers that the model had not seen):",
            as_table(("", "precision", "recall", "F1, all tags", "F1, mean of codes"), rows),
            _CLEAR,
            f"{beside_the_frame(gain)} {advice(gain)}".rstrip(),
            *(_at_each_question(card["questions"]) if uncoded else ()),
            "",
            _sure(card),
            *said_of_uncoded(uncoded),
            *_weak(card),
            "",
            f"Model: {folder.resolve()} (card.md has every code)",
            f"Use it: feedback-nlp run CONSULTATION --model {_quoted(folder)}",
        ]
    )


def _quoted(folder: Path) -> str:
    return f'"{folder}"' if " " in str(folder) else str(folder)


def _at_each_question(questions: Sequence[Mapping[str, Any]]) -> list[str]:
    rows = [
        (row[columns.QUESTION], row[columns.ANSWERS], *(_with_interval(row, m) for m in _MEASURES)) for row in questions
    ]
    return ["", as_table(("question", "coded answers", *_HEADINGS), rows), _FEW]


def describe_evaluation(found: Evaluation, themes: pd.DataFrame, tagger: str) -> str:
    """Return figures over all themes, their mean, and for each code, with what was left out."""
    names = dict(zip(themes[columns.CODE], themes[columns.THEME], strict=True))
    table = _rows(found.figures)
    whole = [row for row in table if row[columns.CODE] in (_ALL, _MEAN)]
    saying = {_ALL: "all tags (micro)", _MEAN: "mean of codes (macro)"}
    left_out = []
    if found.n_seen:
        left_out.append(
            f"Left out: {found.n_seen:,} coded answers that the model learnt from, copies of them, and other answers "
            "of the same respondents."
        )
    if found.n_examples:
        left_out.append(f"Left out: {found.n_examples:,} coded answers that stand as examples in the code frame.")
    return "\n".join(
        [
            f"Tags by {tagger}, against {found.n_answers:,} coded answers (95 % intervals in brackets).",
            *left_out,
            *(f"Check: {note}" for note in found.notes),
            "",
            as_table(
                ("", "coded", *_HEADINGS),
                [
                    (f"{saying[row[columns.CODE]]}{of}", row["n"], *(_with_interval(row, m) for m in _MEASURES))
                    for rows, of in ((whole, ""), (_rows(found.frame_alone), ", code frame alone"))
                    for row in rows
                ],
            ),
            *([beside_the_frame(found.gain)] if found.gain else []),
            *(_at_each_question(_rows(found.by_question)) if len(found.by_question) else ()),
            "",
            as_table(
                ("code", "coded", *_HEADINGS, "theme"),
                [
                    (
                        row[columns.CODE],
                        row["n"],
                        *(_with_interval(row, m) for m in _MEASURES),
                        names[row[columns.CODE]],
                    )
                    for row in table
                    if row not in whole
                ],
            ),
            _CLEAR,
        ]
    )


_FIRST = b"code,n,"
_HEADINGS = ("precision", "recall", "F1")
_FEW = f"Over all tags at each question; no figure under {ENOUGH} coded answers."


def check_place(path: Path) -> None:
    """Raise where figures would take the place of something else.

    Raises
    ------
    OutputError
        There is a folder, or a file that is no earlier evaluation.
    """
    if path.is_dir():
        raise OutputError(f'"{path}" is a folder. Name a csv file for the figures with --out.')
    with saying_why(path):
        if path.exists() and not path.read_bytes().startswith(_FIRST):
            raise OutputError(f'"{path}" is there already, and is no earlier evaluation. Choose another with --out.')


def write_figures(found: Evaluation, path: Path) -> None:
    """Write the figures of an evaluation as csv, whole or not at all; shares are 0 to 1, and empty where 0 of 0.

    Where there are several questions, a row for each follows, with its key; the other rows are of all of them.
    """
    check_place(path)
    with saying_why(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.partial")
        table = found.figures
        if len(found.by_question):
            table = table.copy()
            table[columns.QUESTION], table[columns.ANSWERS] = "", found.n_answers
            table = pd.concat([table, found.by_question.assign(**{columns.CODE: _ALL})[list(table.columns)]])
        table.to_csv(fresh, index=False, float_format="%.4f", lineterminator="\n")
        os.replace(fresh, path)  # noqa: PTH105 - says what it does: the earlier file is there until the new one is


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    plain = table.astype(object).where(table.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def _sure(card: Mapping[str, Any]) -> str:
    if card["sure_precision"] is None:
        return (
            "No certainty was found from which 95 of 100 tags are right: a run marks every tag for a person to check."
        )
    return (
        f"Tags with a certainty of {card['sure_from']:.2f} or more were right in {card['sure_precision']:.0%} of cases "
        f"({card['sure_share']:.0%} of all tags). A run marks the others for a person to check."
    )


def _weak(card: Mapping[str, Any]) -> list[str]:
    codes = [row for row in card["figures"] if row[columns.CODE] not in (_ALL, _MEAN)]
    unknown = said_of_codes(codes_never_coded(card))
    weak = [row for row in codes if row["n"] and (row["f1"] or 0) < 0.5]
    if not weak:
        return unknown
    weak = sorted(weak, key=lambda row: (row["f1"] or 0, row[columns.CODE]))
    few = [f"{row[columns.CODE]} ({row['n']} {'answer' if row['n'] == 1 else 'answers'})" for row in weak]
    return [f"Weak (F1 under .50), so code more answers with them: {_listed(few)}.", *unknown]


def _listed(names: list[str], most: int = 5) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _with_interval(row: Mapping[str, Any], measure: str) -> str:
    low, high = row.get(f"{measure}_low"), row.get(f"{measure}_high")
    return _share(row[measure]) + (f" ({low:.2f} to {high:.2f})" if low is not None and high is not None else "")


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
