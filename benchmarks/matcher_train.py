"""Teach MiniLM which answers express which theme, on invented consultations and public judged pairs.

    python benchmarks/matcher_train.py --out work/bi [--epochs 3] [--seed 0] [--loss both] [--only corpus]

Needs the extra `deep`. Whole consultations are held out; progress is measured on those to choose by.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from matcher_data import Consultation, consultations, described
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score
from tagging_data import LabelledSet, anes, argkp
from torch.nn import functional as F  # noqa: N812

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))
from export_encoder import source_folder

FORMS: Final = (
    ("theme",),
    ("definition",),
    ("theme", "definition"),
    ("theme", "definition", "include"),
    ("theme", "definition", "include", "examples"),
)
FULL: Final = FORMS[-1]
ANSWER_TOKENS: Final = 72
THEME_TOKENS: Final = 60
RATE: Final = 6e-5
PIECES: Final = 96


@dataclass
class Material:
    """Pieces of text, the rows of the themes table, and what each piece carries (NaN: nobody knows)."""

    name: str
    texts: list[str]
    themes: list[Any]
    truth: NDArray[np.float64]


def of_consultation(given: Consultation) -> Material:
    """Return answers and sentences of a consultation."""
    texts, truth, _ = given.pieces()
    return Material(given.name, texts, list(given.frame.themes.itertuples()), truth)


def of_set(given: LabelledSet, most: int, seed: int) -> Material:
    """Return at most so many texts of a labelled set, those with a code first."""
    order = np.random.default_rng(seed).permutation(len(given.texts))[:most]
    return Material(
        given.name, [given.texts[i] for i in order], list(given.frame.themes.itertuples()), given.truth[order]
    )


class BiEncoder(torch.nn.Module):
    """MiniLM, mean pooling and unit length; a scale and a shift make a logit of a cosine."""

    def __init__(self, folder: Path) -> None:
        from transformers import AutoTokenizer, BertModel

        super().__init__()
        # Without dropout a step takes a third less; few epochs do without it.
        still = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
        self.bert = BertModel.from_pretrained(folder, add_pooling_layer=False, **still)
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.scale = torch.nn.Parameter(torch.tensor(16.0))
        self.shift = torch.nn.Parameter(torch.tensor(-7.0))
        # Rare words of subjects that training never met keep their meaning.
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)

    def forward(self, texts: list[str], longest: int) -> torch.Tensor:
        """Return unit rows, (n_texts, 384)."""
        batch = self.tokenizer(texts, padding=True, truncation=True, max_length=longest, return_tensors="pt")
        hidden = self.bert(**batch).last_hidden_state
        mask = batch["attention_mask"].unsqueeze(-1).float()
        return F.normalize((hidden * mask).sum(1) / mask.sum(1), dim=-1)

    @torch.no_grad()
    def encode(self, texts: list[str], longest: int = 128) -> NDArray[np.float32]:
        """Encode many texts, longest first."""
        self.eval()
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        rows = np.zeros((len(texts), 384), dtype=np.float32)
        for at in range(0, len(order), 64):
            chosen = order[at : at + 64]
            rows[chosen] = self([texts[i] for i in chosen], longest).numpy()
        self.train()
        return rows


def batches(material: list[Material], rng: random.Random) -> Iterator[tuple[Material, list[int]]]:
    """Yield each piece once, in batches of one consultation, in a random order."""
    found = []
    for one in material:
        order = list(range(len(one.texts)))
        rng.shuffle(order)
        # Pieces of like length together: less padding.
        blocks = [order[at : at + PIECES * 4] for at in range(0, len(order), PIECES * 4)]
        for block in blocks:
            block.sort(key=lambda i: len(one.texts[i]))
            found += [(one, block[at : at + PIECES]) for at in range(0, len(block), PIECES)]
    rng.shuffle(found)
    yield from found


def loss_of(logits: torch.Tensor, truth: torch.Tensor, kind: str) -> torch.Tensor:
    """Return the loss of (n_pieces, n_codes) logits: each pair judged alone, each code against the others, or both."""
    known = ~torch.isnan(truth)
    wanted = torch.nan_to_num(truth)
    weight = torch.where(wanted > 0, 2.0, 1.0) * known
    alone = (F.binary_cross_entropy_with_logits(logits, wanted, reduction="none") * weight).sum() / weight.sum()
    if kind == "alone":
        return alone
    # Each code that a piece carries against those that it does not carry, and against "none of them" (0).
    rivals = logits.masked_fill((wanted > 0) | ~known, -1e4)
    none = torch.zeros(len(logits), 1)
    against = torch.logsumexp(torch.cat([rivals, none], 1), 1, keepdim=True)
    choice = F.softplus(against - logits)
    among = (choice * wanted).sum() / wanted.sum().clamp(min=1)
    return among * 0.3 + alone if kind == "both" else among


def measured(model: BiEncoder, sets: list[Material]) -> dict[str, float]:
    """Return mean average precision over codes and the best micro F1 over one threshold, over all sets."""
    averages, scores, truths = [], [], []
    for one in sets:
        whole = [i for i in range(len(one.texts)) if not np.isnan(one.truth[i]).any()]
        text = model.encode([one.texts[i] for i in whole])
        theme = model.encode([described(row, parts=FULL) for row in one.themes])
        score = text @ theme.T * model.scale.item() + model.shift.item()
        truth = one.truth[whole]
        averages += [
            average_precision_score(truth[:, j], score[:, j]) for j in range(truth.shape[1]) if truth[:, j].any()
        ]
        scores.append(score.ravel())
        truths.append(truth.ravel())
    score, truth = np.concatenate(scores), np.concatenate(truths)
    order = np.argsort(-score)
    hits = np.cumsum(truth[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + truth.sum())
    return {"map": float(np.mean(averages)), "f1": float(f1.max()), "at": float(score[order][f1.argmax()])}


def main() -> None:
    """Train, and keep the weights of the last epoch with a record of how they came about."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--loss", choices=("alone", "among", "both"), default="both")
    parser.add_argument("--only", choices=("corpus", "argkp", "all"), default="all")
    parser.add_argument("--all-forms", action="store_true", help="Describe each code in full in every batch.")
    asked = parser.parse_args()
    torch.manual_seed(asked.seed)
    rng = random.Random(asked.seed)
    torch.use_deterministic_algorithms(True)
    torch.utils.deterministic.fill_uninitialized_memory = False
    parts = consultations()
    choose = [of_set(one.as_set(), 10_000, 0) for one in parts["choose"]]
    model = BiEncoder(source_folder())
    print("stock", measured(model, choose), flush=True)
    total = step = 0
    record = []

    def material(epoch: int) -> list[Material]:
        found = [of_consultation(one) for one in parts["learn"]] if asked.only != "argkp" else []
        if asked.only != "corpus":
            found += [of_set(one, 120, epoch) for one in argkp()]
        if asked.only == "all":
            found += [of_set(anes(task, "train"), 400, epoch) for task in (1, 2, 5)]
        return found

    total = asked.epochs * sum(1 for _ in batches(material(0), random.Random(0)))
    trained = [weight for weight in model.parameters() if weight.requires_grad]
    heads = {id(model.scale), id(model.shift)}
    optimiser = torch.optim.AdamW(
        [
            {"params": [weight for weight in trained if id(weight) not in heads], "lr": RATE, "weight_decay": 0.01},
            {"params": [model.scale, model.shift], "lr": 0.02, "weight_decay": 0.0},
        ]
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / (0.06 * total), 1.0) * max(0.02, 1 - s / total)
    )
    start = time.perf_counter()
    model.train()
    for epoch in range(asked.epochs):
        for one, chosen in batches(material(epoch), rng):
            forms = [FULL] * len(one.themes) if asked.all_forms else [rng.choice(FORMS) for _ in one.themes]
            themes = [described(row, parts=form) or row.theme for row, form in zip(one.themes, forms, strict=True)]
            vectors = model([one.texts[i] for i in chosen], ANSWER_TOKENS) @ model(themes, THEME_TOKENS).T
            loss = loss_of(
                vectors * model.scale + model.shift, torch.tensor(one.truth[chosen], dtype=torch.float32), asked.loss
            )
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step % 25 == 0:
                print(f"{step}/{total} loss {loss.item():.3f} {time.perf_counter() - start:.0f} s", flush=True)
        record.append(measured(model, choose))
        print(f"epoch {epoch + 1}", record[-1], f"{time.perf_counter() - start:.0f} s", flush=True)
        asked.out.mkdir(parents=True, exist_ok=True)
        torch.save(model.state_dict(), asked.out / "weights.pt")
        (asked.out / "record.json").write_text(
            json.dumps({"asked": {k: str(v) for k, v in vars(asked).items()}, "epochs": record}, indent=1)
        )


if __name__ == "__main__":
    main()
