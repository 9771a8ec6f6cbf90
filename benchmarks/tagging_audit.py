"""How many of the labels that the coders did not give are wrong: the surer half, read once more.

    python benchmarks/tagging_audit.py --draw FOLDER   texts and labels for a reader, without what the coders gave
    python benchmarks/tagging_audit.py --given 0.910   what the reader found (`fft_labels_judged.csv`: ids, verdicts)

NHS Friends and Family, training rows of seed 0, each judged by a tagger that had not seen it. Of the labels that are
given, the half with the higher probability; of these 70 that the coders gave too and 70 that they did not, in random
order. The reader of the file was a language model; a person may read a drawing of their own.
"""

import argparse
import json
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from tagging_data import fft, fft_split, tables

from feedback_nlp import columns as c
from feedback_nlp.networks import networks_for
from feedback_nlp.represent import load_language
from feedback_nlp.tag.classifier import ThemeClassifier
from feedback_nlp.tag.material import gather
from feedback_nlp.tag.scorer import FrameScorer

JUDGED: Final = Path(__file__).with_name("fft_labels_judged.csv")
N_EACH: Final = 70


def draw(folder: Path) -> None:
    """Write items.jsonl for the reader and key.csv for `judged`."""
    rows, every = fft(labelled=True)
    answers, segments = tables(every.texts)
    answers[c.QUESTION] = rows["FFT question"].str.split().str.join(" ").to_numpy()
    networks = networks_for()
    scorer = FrameScorer(every.frame, encode=networks.encoder.encode, match=networks.match, nlp=load_language())
    material, _, _ = gather(answers, segments, scorer, wording={q: q for q in answers[c.QUESTION].unique()})
    train, _ = fft_split(rows, 0)
    truth, groups = every.truth[train], rows["Respondent ID"].to_numpy(object)[train]
    tagger = ThemeClassifier().fit(material.take(train), truth, groups)
    said = tagger.unseen_ >= tagger.thresholds_
    none = ~said.any(axis=1)
    said[none, (tagger.unseen_ / tagger.thresholds_)[none].argmax(axis=1)] = True
    text, code = np.nonzero(said)
    order = np.argsort(-tagger.unseen_[text, code], kind="stable")[: len(text) // 2]
    given = truth[text[order], code[order]] == 1
    print(f"{len(order)} labels in the surer half, {given.mean():.1%} of them given by the coders")
    rng = np.random.default_rng(5)
    picked = np.concatenate([rng.choice(order[given == side], N_EACH, replace=False) for side in (False, True)])
    rng.shuffle(picked)
    folder.mkdir(parents=True, exist_ok=True)
    themes = every.frame.themes
    own = rows.iloc[train].reset_index(drop=True)
    with (folder / "items.jsonl").open("w", encoding="utf-8") as file:
        for n, k in enumerate(picked):
            theme = themes.iloc[code[k]]
            asked = {"id": n, "question": own["FFT question"][text[k]], "text": own["FFT answer"][text[k]]}
            line = {**asked, "code": theme[c.THEME], "definition": theme[c.DEFINITION]}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    key = {
        "comment_id": own["Comment ID"].to_numpy()[text[picked]],
        "code": [every.frame.codes[j] for j in code[picked]],
        "coders": np.where(truth[text[picked], code[picked]] == 1, "yes", "no"),
    }
    pd.DataFrame(key).to_csv(folder / "key.csv", index=False)


def main() -> None:
    """Draw, or print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draw", type=Path)
    parser.add_argument("--given", type=float, help="share of the surer half that coders gave, as --draw printed it")
    asked = parser.parse_args()
    if asked.draw:
        draw(asked.draw)
        return
    judged = pd.read_csv(JUDGED, dtype="string")
    found = judged.groupby(["coders", "reader"]).size().unstack(fill_value=0)
    print(found[["yes", "unsure", "no"]].to_string())
    right = found["yes"] / found.sum(axis=1)
    if asked.given is not None:
        share = asked.given * right["yes"] + (1 - asked.given) * right["no"]
        print(f"so of the surer half {share:.1%} are right by this reading, unsure ones counted as wrong")


if __name__ == "__main__":
    main()
