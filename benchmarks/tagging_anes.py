"""Learning from coded answers: ANES 2008 tasks 1, 2 and 5 on their published splits, all codes and themes alone.

Codes 91 and 94 to 97 are administration ("don't know", end of the interview). The published figures count them; they
are given here with and without. The matcher is left out: it learnt from these training rows, so that what it says of
them is too good, and a tagger that learns to trust it does worse on the test (task 2: .617 instead of .665).

Run with: python benchmarks/tagging_anes.py [--deep [--half]] [--tasks 1 2] [--published]

--deep also fine-tunes a network on each training split (extra `deep`; some ten minutes each on two processors).
"""

import argparse
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from tagging_data import NOT_THEMES, anes, tables
from tagging_fft import deepened
from tagging_frame_only import f1

from feedback_nlp.networks import networks_for
from feedback_nlp.represent import load_language
from feedback_nlp.tag.classifier import ThemeClassifier
from feedback_nlp.tag.material import Material, gather
from feedback_nlp.tag.scorer import FrameScorer
from feedback_nlp.tag.weigh import ALONE

PUBLISHED = {1: 0.55, 2: 0.67, 5: 0.81}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--deep", action="store_true", help="ours with a fine-tuned network too")
    parser.add_argument("--half", action="store_true", help="fine-tune in bfloat16")
    parser.add_argument("--tasks", type=int, nargs="+", default=[1, 2, 5])
    parser.add_argument("--published", action="store_true", help="all codes alone, as published")
    options = parser.parse_args()
    networks, nlp = networks_for(), load_language()
    print("| task | codes | tagger | micro F1 | macro F1 | answers F1 |\n|---|---|---|---|---|---|")
    codes: list[tuple[str, tuple[str, ...]]] = [("all, as published", ()), ("themes alone", NOT_THEMES)]
    for task in options.tasks:
        for what, drop in codes[:1] if options.published else codes:
            train, test = (anes(task, part, drop=drop) for part in ("train", "test"))
            scorer = FrameScorer(train.frame, encode=networks.encoder.encode, nlp=nlp)

            def material(texts: list[str], scorer: FrameScorer = scorer) -> Material:
                return gather(*tables(texts), scorer)[0]

            seen, unseen = material(train.texts), material(test.texts)
            model = ThemeClassifier().fit(seen, train.truth)
            answers: list[tuple[str, NDArray[np.bool_]]] = [
                ("frame only", ALONE.labels(1 / (1 + np.exp(-unseen.frame)))),
                ("ours", model.predict(unseen)),
            ]
            if options.deep:
                alone = np.arange(len(train.texts)).astype(object)
                opinion, judged = deepened(seen, train.truth, alone, unseen, half=options.half)
                deep = ThemeClassifier().fit(replace(seen, deep=opinion), train.truth)
                answers.append(("ours, deep", deep.predict(replace(unseen, deep=judged))))
            for name, said in answers:
                figures = " | ".join(f"{x:.3f}" for x in f1(said, test.truth))
                print(f"| {task} (published {PUBLISHED[task]}) | {what} | {name} | {figures} |", flush=True)


if __name__ == "__main__":
    main()
