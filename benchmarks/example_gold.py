"""The shipped example: tags from its code frame alone against what its writer coded, beside cues and similarity alone.

What was chosen after a look at these labels stands in docs/benchmarks.md. Run with: python benchmarks/example_gold.py
"""

from pathlib import Path

import numpy as np
import pandas as pd

from feedback_nlp import columns as c
from feedback_nlp.config import Consultation
from feedback_nlp.networks import networks_for
from feedback_nlp.represent import load_language
from feedback_nlp.steps import prepare, read_frame, read_responses
from feedback_nlp.tag import evaluate, read_coded, stances, tag
from feedback_nlp.tag.measure import ALL, MEAN
from feedback_nlp.tag.scorer import FrameScorer

EXAMPLE = Path(__file__).parents[1] / "data" / "mid_and_south_essex"


def labels_where(segments: pd.DataFrame, said: np.ndarray, codes: tuple[str, ...]) -> pd.DataFrame:
    """Return a labels table (without scores) of (n_segments, n_codes) decisions."""
    rows, columns = np.nonzero(said)
    table = {
        c.RESPONSE_ID: segments[c.RESPONSE_ID].to_numpy(object)[rows],
        c.CODE: np.array(codes, dtype=object)[columns],
    }
    return pd.DataFrame(table).drop_duplicates().assign(**{c.KIND: "theme"})


def line(what: str, table: pd.DataFrame) -> str:
    """Return one row of the summary."""
    whole, mean = (table.set_index(c.CODE).loc[name] for name in (ALL, MEAN))
    interval = f"{whole['f1']:.3f} ({whole['f1_low']:.3f} to {whole['f1_high']:.3f})"
    return f"| {what} | {whole['precision']:.3f} | {whole['recall']:.3f} | {interval} | {mean['f1']:.3f} |"


def main() -> None:
    """Print both tables."""
    consultation = Consultation.load(EXAMPLE)
    prepared = prepare(read_responses(consultation), consultation)
    frame, networks, nlp = read_frame(consultation), networks_for(), load_language()
    encode = networks.encoder.encode
    assert frame is not None
    answers, segments = prepared.answers, prepared.segments
    gold = read_coded(EXAMPLE / "gold.csv", answers, frame).labels
    coded = set(gold[c.RESPONSE_ID])
    uncoded = [r for r in answers[c.RESPONSE_ID] if r not in coded]
    gold = pd.concat([gold, pd.DataFrame({c.RESPONSE_ID: uncoded, c.CODE: c.NO_THEME})])
    print(
        f"{len(answers)} analysed answers, {len(coded)} of them with gold labels; an answer without any has no theme.\n"
    )
    ours, without = (
        evaluate(tag(answers, segments, frame, encode=encode, match=match, nlp=nlp), gold, frame.codes)
        for match in (networks.match, None)
    )
    scorer = FrameScorer(frame, encode=encode, nlp=nlp)
    pieces = list(segments[c.TEXT])
    features, _ = scorer.features(pieces)
    cues = evaluate(labels_where(segments, features[:, :, 4] > 0, frame.codes), gold, frame.codes)
    named = [f"{theme}: {text}" for theme, text in zip(frame.themes[c.THEME], frame.themes[c.DEFINITION], strict=True)]
    cosine = np.asarray(encode(pieces)) @ np.asarray(encode(named)).T
    tried = {
        t: evaluate(labels_where(segments, cosine >= t, frame.codes), gold, frame.codes)
        for t in np.arange(0.3, 0.7, 0.04)
    }
    best = max(tried, key=lambda t: tried[t].set_index(c.CODE).loc[ALL, "f1"])
    print("| tagger | precision | recall | micro F1 (95 % interval) | macro F1 |\n|---|---|---|---|---|")
    print(line("ours, with the matcher", ours))
    print(line("without it: cues, words and similarity", without))
    print(line("cues alone", cues))
    print(line(f"similarity alone, threshold {best:.2f} chosen on these labels (optimistic)", tried[best]))
    print("\n| code | answers | precision | recall | F1 |\n|---|---|---|---|---|")
    for _, row in ours.iterrows():
        cells = ["-" if pd.isna(row[name]) else f"{row[name]:.2f}" for name in ("precision", "recall", "f1")]
        print(f"| {row[c.CODE]} | {row['n']} | {' | '.join(cells)} |")
    closed = stances(answers)
    known = closed[closed["stance_from"] == "position"].set_index(c.RESPONSE_ID)["stance"]
    told = stances(answers.drop(columns=c.POSITION)).set_index(c.RESPONSE_ID)["stance"].loc[known.index]
    plain = told.isin(["supports", "opposes"]) & known.isin(["supports", "opposes"])
    right = (told[plain] == known[plain]).mean()
    print(
        f"\nStance from the text alone, against the closed question: {plain.mean():.0%} of {len(known)} answers say "
        f"one in plain words, and {right:.0%} of those agree with the box that was ticked."
    )


if __name__ == "__main__":
    main()
