"""Learning from coded answers: NHS Friends and Family comments, the protocol of DESIGN 8, peers in the same run.

Run with: python benchmarks/tagging_fft.py [--seeds 0 1 2] [--skip-svc] [--xgboost] [--deep] [--trusts]

--deep also fine-tunes a network on each training part (extra `deep`; three quarters of an hour a seed on two
processors). --trusts learns from one trust and tests on the other instead.
"""

import argparse
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from setfit_style import SetFitStyle
from sklearn.metrics import average_precision_score, f1_score
from tagging_data import SEEDS, fft, fft_split, tables
from tagging_peers import boosted, both_tuned, embedding_logistic, published_svc, tfidf_logistic

from feedback_nlp import columns as c
from feedback_nlp.networks import networks_for
from feedback_nlp.represent import Judge, load_language
from feedback_nlp.tag.asked import moved, of_segments
from feedback_nlp.tag.classifier import ThemeClassifier
from feedback_nlp.tag.deep import Settings, fine_tune
from feedback_nlp.tag.material import Material, gather
from feedback_nlp.tag.scorer import FrameScorer
from feedback_nlp.tag.weigh import MATCHED

Array = NDArray[np.float64]
SIZES = (25, 50, 100, 200, 400)
SETFIT_SIZES = 200
"""It takes a minute a hundred coded answers and more."""


def deepened(
    train: Material, truth: Array, groups: NDArray[np.object_], test: Material, *, half: bool
) -> tuple[Array, Array]:
    """Return the log-odds of fine-tuned networks for training texts that they had not seen, and for the test texts."""
    with TemporaryDirectory() as folder:
        settings = Settings(half=half)
        opinion = fine_tune(list(train.texts), truth, groups, Path(folder), settings=settings)
        return opinion, np.asarray(Judge(Path(folder))(list(test.texts)), dtype=np.float64)


def with_best(said: NDArray[np.bool_], probability: Array) -> NDArray[np.bool_]:
    """Give every answer at least its best label."""
    said = said.copy()
    none = ~said.any(axis=1)
    said[none, probability[none].argmax(axis=1)] = True
    return said


def figures(said: NDArray[np.bool_], probability: Array, truth: Array) -> dict[str, float]:
    """Return the columns of the table; precision is of the half of the labels that the tagger is surest of."""
    seen = [i for i in range(truth.shape[1]) if truth[:, i].any()]
    order = np.argsort(-probability[said], kind="stable")
    half = truth[said][order][: max(1, len(order) // 2)]
    return {
        "micro": f1_score(truth, said, average="micro", zero_division=0),
        "macro": f1_score(truth, said, average="macro", zero_division=0),
        "samples": f1_score(truth, said, average="samples", zero_division=0),
        "mAP": float(np.mean([average_precision_score(truth[:, i], probability[:, i]) for i in seen])),
        "precision at 50 %": float(half.mean()),
    }


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, nargs="+", default=list(SEEDS))
    parser.add_argument("--skip-svc", action="store_true")
    parser.add_argument("--xgboost", action="store_true", help="XGBoost as a peer (package xgboost-cpu or xgboost)")
    parser.add_argument("--setfit", action="store_true", help="a SetFit-style peer in the curve (extra deep)")
    parser.add_argument("--skip-curve", action="store_true")
    parser.add_argument("--trusts", action="store_true")
    parser.add_argument("--deep", action="store_true", help="ours with a fine-tuned network too")
    parser.add_argument("--half", action="store_true", help="fine-tune in bfloat16")
    parser.add_argument("--labelled", action="store_true", help="without the rows that carry no label")
    options = parser.parse_args()
    rows, every = fft(labelled=options.labelled)
    answers, segments = tables(every.texts)
    answers[c.QUESTION] = rows["FFT question"].str.split().str.join(" ").to_numpy()
    networks = networks_for()
    scorer = FrameScorer(every.frame, encode=networks.encoder.encode, match=networks.match, nlp=load_language())
    wording = {question: question for question in answers[c.QUESTION].unique()}
    material, _, _ = gather(answers, segments, scorer, wording=wording)
    groups = rows["Respondent ID"].to_numpy(object)
    splits = [(f"seed {seed}", *fft_split(rows, seed)) for seed in options.seeds]
    if options.trusts:
        trust = rows["Trust"].to_numpy(object)
        splits = [(f"without {t}", np.flatnonzero(trust != t), np.flatnonzero(trust == t)) for t in sorted(set(trust))]
    found: list[dict[str, object]] = []

    def note(split: str, what: str, size: int, seconds: float, numbers: dict[str, float]) -> None:
        found.append({"split": split, "tagger": what, "n": size, **numbers, "seconds": seconds})
        print(f"<!-- {found[-1]} -->", flush=True)

    for name, train, test in splits:
        truth, truth_test, seen, unseen = (
            every.truth[train],
            every.truth[test],
            material.take(train),
            material.take(test),
        )
        alone = 1 / (1 + np.exp(-unseen.frame))
        frame_only = moved(alone, MATCHED.asked * of_segments(alone, unseen.texts, answers[c.QUESTION].iloc[test]))
        note(
            name,
            "frame only",
            0,
            0.0,
            figures(with_best(MATCHED.labels(frame_only), frame_only), frame_only, truth_test),
        )
        learnt = {"ours": (seen, unseen, 0.0)}
        if options.deep:
            began = time.process_time()
            opinion, judged = deepened(seen, truth, groups[train], unseen, half=options.half)
            learnt["ours, deep"] = (
                replace(seen, deep=opinion),
                replace(unseen, deep=judged),
                time.process_time() - began,
            )
        for what, (taught, asked, spent) in learnt.items():
            began = time.process_time()
            ours = ThemeClassifier().fit(taught, truth, groups[train])
            probability, said = ours.predict_proba(asked), ours.predict(asked)
            numbers = figures(with_best(said, probability), probability, truth_test)
            sure = said & (probability >= ours.sure_)
            numbers |= {
                "sure": sure.sum() / said.sum(),
                "right where sure": truth_test[sure].mean() if sure.any() else np.nan,
            }
            note(name, what, len(train), spent + time.process_time() - began, numbers)
        peers = {
            "word and character TF-IDF, logistic, 0.3": tfidf_logistic,
            "MiniLM, logistic, 0.3": embedding_logistic,
        }
        if not options.skip_svc:
            peers["published NHS pipeline, SVC"] = published_svc
        if options.xgboost:
            peers["XGBoost"] = boosted
        found_by = {}
        for what, peer in peers.items():
            began = time.process_time()
            found_by[what] = probability = peer(seen, truth)(unseen)
            cut = 0.5 if peer in (published_svc, boosted) else 0.3
            note(
                name,
                what,
                len(train),
                time.process_time() - began,
                figures(with_best(probability >= cut, probability), probability, truth_test),
            )
        if options.xgboost and not options.skip_svc:
            probability = (found_by["published NHS pipeline, SVC"] + found_by["XGBoost"]) / 2
            numbers = figures(with_best(probability >= 0.3, probability), probability, truth_test)
            note(name, "the two averaged, 0.3", len(train), 0.0, numbers)
        began = time.process_time()
        peer, cuts = both_tuned(seen, truth, groups[train])
        probability = peer(unseen)
        numbers = figures(with_best(probability >= cuts, probability), probability, truth_test)
        note(name, "both in one logistic, tuned thresholds", len(train), time.process_time() - began, numbers)
        if options.skip_curve:
            continue
        order = np.random.default_rng(0).permutation(len(train))
        for size in SIZES:
            few = order[:size]
            small = ThemeClassifier().fit(seen.take(few), truth[few], groups[train][few])
            probability = small.predict_proba(unseen)
            note(
                name, "ours", size, 0.0, figures(with_best(small.predict(unseen), probability), probability, truth_test)
            )
            if options.setfit and size <= SETFIT_SIZES:
                tuned = SetFitStyle(list(seen.take(few).texts), truth[few])
                probability = tuned.predict_proba(list(unseen.texts))
                note(
                    name,
                    "SetFit style",
                    size,
                    0.0,
                    figures(with_best(probability >= 0.3, probability), probability, truth_test),
                )
            probability = tfidf_logistic(seen.take(few), truth[few])(unseen)
            note(
                name,
                "word and character TF-IDF, logistic, 0.3",
                size,
                0.0,
                figures(with_best(probability >= 0.3, probability), probability, truth_test),
            )
    table = pd.DataFrame(found).drop(columns="split").groupby(["tagger", "n"], sort=False).mean().round(3).reset_index()
    print(table.to_markdown(index=False) if _has_tabulate() else table.to_string(index=False))


def _has_tabulate() -> bool:
    from importlib.util import find_spec

    return find_spec("tabulate") is not None


if __name__ == "__main__":
    main()
