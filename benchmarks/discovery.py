"""Do the topics of `discover` hold up beside BERTopic as it comes? One table, all peers in the same run.

    python benchmarks/discovery.py --data ../shared/data --vectors out/vectors --out out/discovery.md

Data: the example that ships, NHS Friends and Family comments in segments, statements from a town (no gold groups), BBC
news, StackOverflow titles, CLINC150 intents; of the last two a fixed sample. Vectors are made with the shipped encoder
and kept in `--vectors`. Peers, on the same vectors:

- "BERTopic as it comes": UMAP and HDBSCAN with BERTopic's settings, but seeded (unseeded, it differs at every run).
- "the same, none left out": its left-over texts reassigned by BERTopic's own `reduce_outliers(strategy="embeddings")`;
  seconds are those of that step.
- "k-means": on the vectors themselves, with as many groups as `discover` seeks.
- "discover": this project.

Measures. Left out: share of texts in no topic. ARI and NMI: with the gold groups, left-over texts counted as one more
group; gold of comments with several labels: those with exactly one. Two seeds: ARI between seeds 0 and 1 on the same
texts. Two samples: ARI between runs on two samples of 80 % of the texts, on the texts in both. Seconds: processor
time of one run, vectors given, imports and compilation done.
"""

import argparse
import hashlib
import json
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from feedback_nlp import columns as c

ROOT = Path(__file__).resolve().parents[1]
Labels = NDArray[np.int64]
Peer = Callable[[pd.DataFrame, NDArray[np.float32], int], Labels]
NO_GOLD = ""
N_SAMPLE = 3000
FIGURES = ("ARI", "NMI", "two seeds", "two samples")


def in_segments(answers: pd.DataFrame, gold: dict[str, str]) -> pd.DataFrame:
    """Cut answers into segments; the gold group of an answer is that of its segments."""
    from feedback_nlp.prepare.segments import segments

    cut = segments(answers)
    return cut.assign(gold=cut[c.RESPONSE_ID].map(gold).fillna(NO_GOLD))


def whole(texts: list[str], gold: list[str]) -> pd.DataFrame:
    """Take each text as one segment."""
    ids = [f"{i:06}" for i in range(len(texts))]
    table = pd.DataFrame({c.RESPONSE_ID: ids, c.SEGMENT: 0, c.START: 0, c.END: [len(t) for t in texts], c.TEXT: texts})
    return table.assign(gold=gold)


def only_one(pairs: pd.DataFrame) -> dict[str, str]:
    """Keep the label of answers that have exactly one."""
    return dict(pairs.drop_duplicates("id", keep=False)[["id", "label"]].to_numpy())


def example(data: Path) -> pd.DataFrame:
    """Read the consultation that ships, by its own file, and its gold codes."""
    from feedback_nlp import Consultation, read_responses
    from feedback_nlp.prepare import prepare

    folder = ROOT / "data" / "mid_and_south_essex"
    consultation = Consultation.load(folder / "consultation.toml")
    reading = read_responses(consultation)
    answers = prepare(reading.responses, reading.ledger, redact=False).answers
    gold = pd.read_csv(folder / "gold.csv", dtype=str, keep_default_na=False)
    gold = gold.assign(id=gold["respondent_id"] + "/" + gold["question"], label=gold["code"])
    return in_segments(answers, only_one(gold))


def nhs_fft(data: Path) -> pd.DataFrame:
    """Read the comments that can be labelled; labels are the columns from "Organisation & efficiency" on."""
    frame = pd.read_csv(data / "nhs_fft" / "v6framework_230831.csv", dtype=str, keep_default_na=False)
    frame = frame[(frame["Labelling not possible"] != "1") & (frame["FFT answer"].str.strip() != "")]
    labels = frame.loc[:, "Organisation & efficiency":].drop(columns="Labelling not possible") == "1"
    single = labels[labels.sum(axis=1) == 1].idxmax(axis=1)
    gold = dict(zip(frame.loc[single.index, "Comment ID"], single, strict=True))
    return in_segments(pd.DataFrame({c.RESPONSE_ID: frame["Comment ID"], c.TEXT: frame["FFT answer"]}), gold)


def bowling_green(data: Path) -> pd.DataFrame:
    """Read the statements; nobody has grouped them."""
    texts = pd.read_csv(data / "bowling_green" / "comments.csv", dtype=str, keep_default_na=False)["comment-body"]
    return whole(texts.tolist(), [NO_GOLD] * len(texts))


def bbc_news(data: Path) -> pd.DataFrame:
    """Read the articles; the encoder sees their first 256 word pieces."""
    rows = [json.loads(line) for line in (data / "topics" / "bbc_news.jsonl").read_text(encoding="utf-8").splitlines()]
    return whole([row["text"] for row in rows], [row["label"] for row in rows])


def stackoverflow(data: Path) -> pd.DataFrame:
    """Read a fixed sample of titles."""
    texts = (data / "topics" / "title_StackOverflow.txt").read_text(encoding="utf-8").splitlines()
    gold = (data / "topics" / "label_StackOverflow.txt").read_text(encoding="utf-8").split()
    return sample(whole(texts, gold), N_SAMPLE)


def clinc150(data: Path) -> pd.DataFrame:
    """Read a fixed sample of requests with an intent."""
    parts = json.loads((data / "topics" / "clinc150_full.json").read_text(encoding="utf-8"))
    rows = [row for part in ("train", "val", "test") for row in parts[part]]
    return sample(whole([text for text, _ in rows], [intent for _, intent in rows]), N_SAMPLE)


def sample(table: pd.DataFrame, n: int) -> pd.DataFrame:
    """Take `n` rows, the same at every run."""
    return table.sample(n, random_state=0).sort_index().reset_index(drop=True)


_DONE: dict[tuple[str, int], tuple[Labels, Any]] = {}


def bertopic(table: pd.DataFrame, vectors: NDArray[np.float32], seed: int) -> tuple[Labels, Any]:
    """Run BERTopic with its own settings."""
    from bertopic import BERTopic
    from bertopic.backend import BaseEmbedder
    from umap import UMAP

    key = (hashlib.sha256(vectors.tobytes()).hexdigest(), seed)
    if key in _DONE:
        return _DONE[key]
    umap = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed, n_jobs=1)
    model = BERTopic(embedding_model=BaseEmbedder(), umap_model=umap)
    topics, _ = model.fit_transform(table[c.TEXT].tolist(), vectors)
    _DONE[key] = np.array(topics), model
    return _DONE[key]


def as_it_comes(table: pd.DataFrame, vectors: NDArray[np.float32], seed: int) -> Labels:
    """Topics of BERTopic as it comes."""
    return bertopic(table, vectors, seed)[0]


def none_left_out(table: pd.DataFrame, vectors: NDArray[np.float32], seed: int) -> Labels:
    """Topics of BERTopic, the left-over texts put into the nearest."""
    topics, model = bertopic(table, vectors, seed)
    if set(topics) == {-1} or -1 not in topics:
        return topics
    texts = table[c.TEXT].tolist()
    return np.array(model.reduce_outliers(texts, topics.tolist(), strategy="embeddings", embeddings=vectors))


def k_means(table: pd.DataFrame, vectors: NDArray[np.float32], seed: int) -> Labels:
    """Group the vectors with k-means."""
    from sklearn.cluster import KMeans

    from feedback_nlp.discover.cluster import groups_to_seek, smallest_topic

    k = groups_to_seek(len(vectors), smallest_topic(len(vectors)))
    return KMeans(k, n_init=5, random_state=seed).fit_predict(vectors).astype(np.int64)


def ours(table: pd.DataFrame, vectors: NDArray[np.float32], seed: int) -> Labels:
    """Topics of `discover`, row by row."""
    from feedback_nlp.discover import discover

    found = discover(table[[c.RESPONSE_ID]].drop_duplicates(), table, embeddings=vectors, seed=seed).labels
    places = found.set_index([c.RESPONSE_ID, c.START])[c.CODE].str[1:].astype(int)
    rows = pd.MultiIndex.from_frame(table[[c.RESPONSE_ID, c.START]].astype({c.RESPONSE_ID: "string"}))
    return places.reindex(rows).fillna(-1).to_numpy(dtype=np.int64)


PEERS: dict[str, Peer] = {
    "BERTopic as it comes": as_it_comes,
    "the same, none left out": none_left_out,
    "k-means": k_means,
    "discover": ours,
}
DATA: dict[str, Callable[[Path], pd.DataFrame]] = {
    "example": example,
    "nhs_fft": nhs_fft,
    "bowling_green": bowling_green,
    "bbc_news": bbc_news,
    "stackoverflow": stackoverflow,
    "clinc150": clinc150,
}


def vectors_of(name: str, texts: list[str], folder: Path) -> NDArray[np.float32]:
    """Return vectors of the texts, made once."""
    key = hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:12]
    kept = folder / f"{name}-{key}.npy"
    if not kept.exists():
        from feedback_nlp.represent import load_encoder

        folder.mkdir(parents=True, exist_ok=True)
        np.save(kept, load_encoder().encode(texts))
    return np.load(kept)


def measure(table: pd.DataFrame, vectors: NDArray[np.float32], peer: Peer) -> dict[str, float]:
    """Return the figures of one row of the table."""
    from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

    peer(table[:40], vectors[:40], 0)  # imports and compilation
    started = time.process_time()
    first = peer(table, vectors, 0)
    seconds = time.process_time() - started
    known = (table["gold"] != NO_GOLD).to_numpy()
    gold = table.loc[known, "gold"]
    random = np.random.default_rng(0)
    parts = [np.sort(random.permutation(len(table))[: int(0.8 * len(table))]) for _ in range(2)]
    common = np.intersect1d(*parts)
    again = [peer(table.iloc[part].reset_index(drop=True), vectors[part], 0) for part in parts]
    here = [found[np.searchsorted(part, common)] for found, part in zip(again, parts, strict=True)]
    return {
        "topics": len(set(first[first >= 0])),
        "left out": float((first < 0).mean()),
        "ARI": adjusted_rand_score(gold, first[known]) if known.any() else np.nan,
        "NMI": normalized_mutual_info_score(gold, first[known]) if known.any() else np.nan,
        "two seeds": adjusted_rand_score(first, peer(table, vectors, 1)),
        "two samples": adjusted_rand_score(*here),
        "seconds": seconds,
    }


def row(cells: list[str]) -> str:
    """Return a line of a Markdown table."""
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Print the table, and write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--vectors", type=Path, required=True, help="folder where vectors are kept")
    parser.add_argument("--out", type=Path, default=None, help="Markdown file for the table")
    parser.add_argument("--only", nargs="*", choices=DATA, default=list(DATA))
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=list(PEERS))
    asked = parser.parse_args()
    warnings.filterwarnings("ignore")
    head = ["data", "texts", "gold groups", "peer", "topics", "left out", *FIGURES, "seconds"]
    lines = [row(head), "|---|---|---|---|" + "---:|" * 7]
    print("\n".join(lines), flush=True)
    for name in asked.only:
        table = DATA[name](asked.data).reset_index(drop=True)
        vectors = vectors_of(name, table[c.TEXT].tolist(), asked.vectors)
        groups = len(set(table["gold"]) - {NO_GOLD})
        for peer in asked.peers:
            with threadpool_limits(1):
                got = measure(table, vectors, PEERS[peer])
            cells = [name, f"{len(table):,}", str(groups or "–"), peer, str(got["topics"]), f"{got['left out']:.0%}"]
            figures = [f"{got[key]:.2f}" if np.isfinite(got[key]) else "–" for key in FIGURES]
            lines.append(row([*cells, *figures, f"{got['seconds']:.1f}"]))
            print(lines[-1], flush=True)
    if asked.out:
        asked.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
