"""How many copies of a letter are found, and how many answers that are nobody's copy are taken for one.

Run from the repository: ``python benchmarks/campaigns.py [--pairs 40]``. Which answers are copies was judged by reading
and stands, as ids alone, in ``campaigns_judged.csv``; the example is invented, the others are public data that are not
in this repository and are skipped where they are missing. Beside our finder, in the same run, on the same answers of
at least `LEAST_WORDS` words: exact copies, the cosine of TF-IDF vectors at .8, rapidfuzz's token_set_ratio at 90; each
joins what it finds alike, and what fewer than three people sent is left out, as with ours.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from feedback_nlp import columns as c
from feedback_nlp.config import Consultation
from feedback_nlp.prepare.campaigns import LEAST_COPIES, LEAST_WORDS, campaigns
from feedback_nlp.prepare.normalise import normalise
from feedback_nlp.steps import prepare, read_responses

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "data"
JUDGED = Path(__file__).with_name("campaigns_judged.csv")
Alike = Callable[[Sequence[str]], np.ndarray]


def example() -> pd.DataFrame:
    consultation = Consultation.load(ROOT / "data" / "mid_and_south_essex")
    return prepare(read_responses(consultation), consultation).answers


def column(file: str, text: str, ids: str) -> Callable[[], pd.DataFrame]:
    """Return a reader of one column of a public file, each row a person's."""

    def read() -> pd.DataFrame:
        rows = pd.read_csv(SHARED / file, dtype="string", encoding_errors="replace").dropna(subset=[text])
        found = {c.RESPONSE_ID: rows[ids], c.RESPONDENT_ID: rows[ids], c.TEXT: rows[text].map(normalise)}
        return pd.DataFrame(found, dtype="string").drop_duplicates(c.RESPONSE_ID, ignore_index=True)

    return read


SETS: dict[str, Callable[[], pd.DataFrame]] = {
    "example": example,
    "cms_rfi_2025": column("cms_rfi_2025/comments_no_names.csv", "Comment", "Document ID"),
    "nhs_fft": column("nhs_fft/v6framework_230831.csv", "FFT answer", "Comment ID"),
    "bowling_green": column("bowling_green/comments.csv", "comment-body", "comment-id"),
}


def ours(answers: pd.DataFrame) -> np.ndarray:
    """Return (n, n): two answers are copies of one letter."""
    ids = campaigns(answers)[0].fillna("").to_numpy(object)
    return (ids[:, None] == ids[None, :]) & (ids != "")[:, None]


def exact(texts: Sequence[str]) -> np.ndarray:
    plain = np.array([" ".join(text.casefold().split()) for text in texts], dtype=object)
    return plain[:, None] == plain[None, :]


def cosine(texts: Sequence[str]) -> np.ndarray:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer().fit_transform(texts)
    return (vectors @ vectors.T).toarray() >= 0.8


def token_set(texts: Sequence[str]) -> np.ndarray:
    from rapidfuzz import fuzz, process

    return (
        process.cdist([t.casefold() for t in texts], [t.casefold() for t in texts], scorer=fuzz.token_set_ratio) >= 90
    )


def joined(alike: Alike) -> Callable[[pd.DataFrame], np.ndarray]:
    """Return a finder that joins what is alike, and leaves out what fewer than `LEAST_COPIES` people sent."""

    def find(answers: pd.DataFrame) -> np.ndarray:
        _, group = connected_components(csr_array(alike(list(answers[c.TEXT]))), directed=False)
        people = answers[c.RESPONDENT_ID].groupby(group).nunique()
        return (group[:, None] == group[None, :]) & (people.to_numpy()[group] >= LEAST_COPIES)[:, None]

    return find


FINDERS = {
    "ours": ours,
    "exact copies": joined(exact),
    "TF-IDF cosine, .8": joined(cosine),
    "token_set_ratio, 90": joined(token_set),
}


def rates(said: np.ndarray, true: np.ndarray) -> str:
    """Return precision and recall of a boolean array, as two cells."""
    right = (said & true).sum()
    shares = (f"{right / total:.3f}" if total else "–" for total in (said.sum(), true.sum()))
    return f"{said.sum():,} | " + " | ".join(shares)


def main() -> None:
    """Print the table; with --pairs also what peers pair outside the letters, to be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--pairs", type=int, default=0, help="print so many of each peer's other pairs, drawn at random"
    )
    options = parser.parse_args()
    judged = pd.read_csv(JUDGED, dtype="string")
    print(
        "| set | answers | in letters | finder | marked | precision | recall | pairs | precision | recall | s |\n"
        "|---|---:|---:|---|---:|---:|---:|---:|---:|---:|---:|"
    )
    for name, read in SETS.items():
        try:
            answers = read()
        except FileNotFoundError:
            print(f"| {name} | skipped: the file is not here |")
            continue
        answers = answers[answers[c.TEXT].str.split().str.len() >= LEAST_WORDS].reset_index(drop=True)
        copies = judged[(judged["set"] == name) & (judged["verdict"] == "copy")]
        letters = dict(zip(copies["response_id"], copies["letter"], strict=True))
        letter = np.array([letters.get(i, "") for i in answers[c.RESPONSE_ID]], dtype=object)
        true = (letter[:, None] == letter[None, :]) & (letter != "")[:, None]
        upper = np.triu(np.ones_like(true), 1)
        for finder, find in FINDERS.items():
            start = time.process_time()
            pairs = find(answers)
            seconds = time.process_time() - start
            found, marked = pairs & upper, (pairs & ~np.eye(len(pairs), dtype=bool)).any(axis=1)
            print(
                f"| {name} | {len(answers):,} | {(letter != '').sum()} | {finder} | {rates(marked, letter != '')} "
                f"| {rates(found, true & upper)} | {seconds:.1f} |"
            )
            if options.pairs:
                show(answers, np.argwhere(found & ~true), options.pairs)


def show(answers: pd.DataFrame, pairs: np.ndarray, most: int) -> None:
    """Print pairs that are not in one letter, drawn with a fixed seed."""
    drawn = np.random.default_rng(0).permutation(len(pairs))[:most]
    for i, j in pairs[np.sort(drawn)]:
        for k in (i, j):
            print("   ", answers[c.RESPONSE_ID].iloc[k], " ".join(answers[c.TEXT].iloc[k].split())[:220])
        print()


if __name__ == "__main__":
    main()
