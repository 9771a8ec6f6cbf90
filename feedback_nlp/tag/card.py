"""The card of a trained tagger: what it learnt from, how well it does on unseen answers, where it fails."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_nlp import columns as c
from feedback_nlp.tag.frame import CodeFrame
from feedback_nlp.tag.measure import ALL, MEAN, figures

if TYPE_CHECKING:
    from feedback_nlp.tag.classifier import ThemeClassifier

_WEAK = 0.5
_FEW = 20


def make_card(
    classifier: "ThemeClassifier",
    truth: NDArray[np.float64],
    groups: NDArray[np.object_],
    frame: CodeFrame,
    *,
    date: str,
) -> dict[str, Any]:
    """Return the card as plain data. Every figure comes from folds that did not hold the answer."""
    said = classifier._said(classifier.unseen_)
    table = figures(said, truth > 0, frame.codes)
    sure = said & (classifier.unseen_ >= classifier.sure_)
    known = [
        f"{row[c.CODE]}: F1 {row['f1']:.2f} on {row['n']} answers"
        if pd.notna(row["f1"])
        else f"{row[c.CODE]}: no answers"
        for _, row in table.iterrows()
        if row[c.CODE] not in (ALL, MEAN) and (pd.isna(row["f1"]) or row["f1"] < _WEAK or row["n"] < _FEW)
    ]
    return {
        "date": date,
        "answers": len(truth),
        "respondents": len(set(groups)),
        "without_theme": int((truth.sum(axis=1) == 0).sum()),
        "folds": f"{classifier.n_folds} by respondent",
        "frame": frame.name,
        "frame_version": frame.version,
        "parameters": classifier.get_params(),
        "sure_from": classifier.sure_,
        "sure_share": float(sure.sum() / max(1, said.sum())),
        "sure_precision": float((sure & (truth > 0)).sum() / max(1, sure.sum())) if sure.any() else None,
        "always_one": classifier.always_,
        "thresholds": dict(zip(frame.codes, classifier.thresholds_.round(4).tolist(), strict=True)),
        "figures": table.astype(object).where(table.notna(), None).to_dict("records"),
        "known_failures": known,
    }


def as_markdown(card: dict[str, Any]) -> str:
    """Return the card for people to read."""
    lines = [
        "# A tagger trained on coded answers",
        "",
        f"Made {card['date'] or 'on a date that was not given'} from {card['answers']} coded answers of "
        f"{card['respondents']} respondents ({card['without_theme']} of them without a theme), with the code "
        f"frame {card['frame']} (version {card['frame_version']}).",
        "",
        f"All figures come from {card['folds']}: no answer was measured by a model that had seen it or another answer "
        "of the same respondent. Thresholds were set on the same folds, so expect a little less on new answers.",
        "",
    ]
    if card["sure_precision"] is None:
        lines.append("Too few answers to show that any labels are right in 95 of 100 cases: a person must look.")
    else:
        lines.append(
            f"Labels with a probability of {card['sure_from']:.2f} and more ({card['sure_share']:.0%} of them) were "
            f"right in {card['sure_precision']:.0%} of cases; the others are marked for a person."
        )
    lines += ["", "| code | answers | precision | recall | F1 |", "|---|---|---|---|---|"]
    for row in card["figures"]:
        cells = [f"{_share(row, name)}" for name in ("precision", "recall", "f1")]
        lines.append(f"| {row[c.CODE]} | {row['n']} | " + " | ".join(cells) + " |")
    lines += ["", "## Known failures", ""]
    lines += [f"- {item}" for item in card["known_failures"]] or ["- none with an F1 under .5 or fewer than 20 answers"]
    return "\n".join(lines) + "\n"


def _share(row: dict[str, Any], name: str) -> str:
    if row[name] is None:
        return "-"
    low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
    interval = f" ({low:.2f} to {high:.2f})" if low is not None and high is not None else ""
    return f"{row[name]:.2f}{interval}"
