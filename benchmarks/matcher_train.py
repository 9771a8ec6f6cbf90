"""Teach the matcher which answers express which theme, on invented consultations and public judged pairs.

    python benchmarks/matcher_material.py --out material.json
    python benchmarks/matcher_train.py --material material.json --base FOLDER --out work/cross --kind together

Needs the extra `deep`; the first command needs the package, this one only torch, transformers and numpy. A GPU is used
where there is one. FOLDER holds the pretrained network (config.json, model.safetensors, tokenizer.json). `--kind
together` trains the cross-encoder, `apart` the bi-encoder. `--teacher FILE` adds what a larger network thought of
pairs that it had not learnt from (`matcher_teach.py`). Whole consultations are held out; progress is measured on those
to choose by, and nothing here looks at the held-out ones.
"""

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from matcher_models import ALONE_TOKENS, Apart, Pieces, Together
from matcher_sets import Array, Set, chosen, read_sets
from torch.nn import functional as F  # noqa: N812

TOKENS_MET: Final = 12_288
"""Texts of a batch times the tokens of its longest answer: what meets the themes, token by token."""
WARM: Final = 20
PACE: Final = 60
"""Steps that tell how many fit into the time that is left, after the first ones, which are slow."""


@dataclass
class Pair:
    """A text, a theme, what is true (NaN: nobody knows) and what the teacher thinks (NaN: was not asked)."""

    text: str
    theme: str
    truth: float
    teacher: float
    weight: float


def pairs(sets: list[Set], teacher: dict[str, Array], negatives: int, rng: random.Random) -> list[Pair]:
    """Return the pairs of an epoch: every theme that a text carries, and some that it does not carry."""
    made = []
    for one in sets:
        thought = teacher.get(one.name)
        for i in chosen(one, rng, thought):
            row = one.truth[i]
            zeros = [j for j in range(len(row)) if row[j] == 0]
            taken = [j for j in range(len(row)) if row[j] == 1]
            if len(zeros) > negatives:
                if thought is not None and rng.random() < 0.7:  # those that the teacher finds likeliest, and others
                    zeros.sort(key=lambda j: -thought[i, j])
                    hard = zeros[: negatives // 2]
                    zeros = hard + rng.sample(zeros[negatives // 2 :], negatives - len(hard))
                else:
                    zeros = rng.sample(zeros, negatives)
            unknown = [j for j in range(len(row)) if np.isnan(row[j]) and thought is not None]
            for j in (*taken, *zeros, *unknown):
                says = float(thought[i, j]) if thought is not None else math.nan
                weight = 1.5 if row[j] == 1 else 1.0
                made.append(Pair(one.texts[i], rng.choice(one.forms)[j], float(row[j]), says, weight))
    return made


def batches(rows: list[tuple[list[int], int]], tokens: int, rng: random.Random | None) -> Iterator[list[int]]:
    """Yield rows of like length together, at most so many tokens a batch."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i][0]) + (rng.random() * 6 if rng else 0))
    made, at = [], 0
    while at < len(order):
        end = at + 1
        while end < len(order) and (end - at + 1) * (len(rows[order[end]][0]) + 8) <= tokens:
            end += 1
        made.append(order[at:end])
        at = end
    if rng:
        rng.shuffle(made)
    yield from made


class Trainer:
    """Holds a network and what it takes to train and ask it."""

    def __init__(self, kind: str, base: Path, asked: argparse.Namespace) -> None:
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.pieces = Pieces(base / "tokenizer.json")
        self.kind = kind
        self.model: Any = (Together if kind == "together" else Apart)(base, asked.dropout).to(self.device)
        self.asked = asked
        self.tokens = asked.tokens

    def start_from(self, files: list[Path]) -> None:
        """Take over the weights of earlier runs, of several their mean; the word table stays as it is."""
        known = [torch.load(file, map_location="cpu", weights_only=True) for file in files]
        mean = {name: torch.stack([one[name].float() for one in known]).mean(0) for name in known[0]}
        self.model.load_state_dict(mean, strict=False)

    def _cast(self) -> Any:
        return torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self.asked.half)

    def optimiser(self, total: int) -> tuple[Any, Any]:
        """Return an optimiser whose rate warms up and falls to nought; new layers learn faster than the old ones."""
        old = [w for w in self.model.network.parameters() if w.requires_grad]
        known = {id(w) for w in old}
        new = [w for w in self.model.parameters() if w.requires_grad and id(w) not in known]
        groups = [{"params": old, "lr": self.asked.rate}, {"params": new, "lr": self.asked.rate * 5}]
        made = torch.optim.AdamW(groups, weight_decay=0.01)
        self.total = total

        def share(step: int) -> float:
            rise = max(1, int(0.08 * self.total))
            return min((step + 1) / rise, max(0.0, (self.total - step) / max(1, self.total - rise)))

        return made, torch.optim.lr_scheduler.LambdaLR(made, share)

    def train(self, sets: list[Set], teacher: dict[str, Array], choose: list[Set]) -> list[dict[str, float]]:
        """Train for the epochs asked for, or until the time is up; measure after each."""
        rng = random.Random(self.asked.seed)
        record: list[dict[str, float]] = []
        optimiser = schedule = None
        n_steps, whole, warm = 0, 0, 0.0
        start = time.perf_counter()
        for epoch in range(self.asked.epochs):
            for one in sets:
                one.draw_forms(rng)
            epoch_of = self._epoch_together if self.kind == "together" else self._epoch_apart
            n_batches, work = epoch_of(sets, teacher, rng)
            if optimiser is None:
                whole = n_batches * self.asked.epochs
                optimiser, schedule = self.optimiser(whole)
            self.model.train()
            losses = []
            for loss in work:
                optimiser.zero_grad(set_to_none=True)
                loss.backward()
                torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
                optimiser.step()
                schedule.step()
                losses.append(loss.detach())
                n_steps += 1
                if n_steps == WARM:
                    warm = time.perf_counter()
                if n_steps > WARM and (n_steps - WARM) % PACE == 0 and self.asked.limit:  # so many steps will fit
                    now = time.perf_counter()
                    pace = (now - warm) / (n_steps - WARM)
                    self.total = min(whole, n_steps + max(0, int((self.asked.limit - (now - start)) / pace)))
                if n_steps >= self.total:
                    break
            last = n_steps >= self.total or epoch + 1 == self.asked.epochs
            due = self.asked.measure == "each" or (last and self.asked.measure == "last")
            figures = self.measure(choose) if due else {}
            spent = time.perf_counter() - start
            record.append(
                {
                    "epoch": epoch + 1,
                    "steps": n_steps,
                    "loss": float(torch.stack(losses).mean()),
                    "seconds": spent,
                    **figures,
                }
            )
            if n_steps >= self.total:
                break
        return record

    def _loss(
        self, logit: torch.Tensor, truth: torch.Tensor, teacher: torch.Tensor, weight: torch.Tensor
    ) -> torch.Tensor:
        """Mix what is true with what the teacher thinks; where one of the two is missing, the other counts alone."""
        soft = torch.sigmoid(teacher)
        trust = torch.where(torch.isnan(teacher), 0.0, torch.where(torch.isnan(truth), 1.0, self.asked.trust))
        target = (1 - trust) * torch.nan_to_num(truth) + trust * torch.nan_to_num(soft)
        known = ~(torch.isnan(truth) & torch.isnan(teacher))
        weight = weight * known
        each = F.binary_cross_entropy_with_logits(logit, target, reduction="none")
        return (each * weight).sum() / weight.sum().clamp(min=1e-6)

    def _epoch_together(
        self, sets: list[Set], teacher: dict[str, Array], rng: random.Random
    ) -> tuple[int, Iterator[torch.Tensor]]:
        made = pairs(sets, teacher, self.asked.negatives, rng)
        rows = [self.pieces.pair(pair.text, pair.theme) for pair in made]
        cut = list(batches(rows, self.tokens, rng))

        def losses() -> Iterator[torch.Tensor]:
            for at in cut:
                values = torch.tensor(
                    [[made[i].truth, made[i].teacher, made[i].weight] for i in at], device=self.device
                )
                with self._cast():
                    logit = self.model(**self.pieces.batch([rows[i] for i in at], self.device))
                yield self._loss(logit.float(), values[:, 0], values[:, 1], values[:, 2])

        return len(cut), losses()

    def _epoch_apart(
        self, sets: list[Set], teacher: dict[str, Array], rng: random.Random
    ) -> tuple[int, Iterator[torch.Tensor]]:
        cut = [(one, at) for one in sets for at in self._of_like_length(one, chosen(one, rng, teacher.get(one.name)))]
        rng.shuffle(cut)

        def losses() -> Iterator[torch.Tensor]:
            for one, at in cut:
                themes = [rng.choice(one.forms)[j] for j in range(len(one.themes))]
                with self._cast():
                    found = self._meet(one, at, self._themes(themes))
                logit = found.float()
                truth = torch.tensor(one.truth[at], device=self.device)
                thought = teacher.get(one.name)
                says = (
                    torch.full_like(truth, math.nan)
                    if thought is None
                    else torch.tensor(thought[at], device=self.device)
                )
                weight = torch.where(truth == 1, 2.0, 1.0)
                loss = self._loss(logit, truth, says, weight)
                # Each theme that a text carries against those that it does not carry, and against "none of them".
                wanted = torch.nan_to_num(truth)
                rivals = logit.masked_fill(truth != 0, -1e4)
                against = torch.logsumexp(torch.cat([rivals, torch.zeros_like(rivals[:, :1])], 1), 1, keepdim=True)
                among = (F.softplus(against - logit) * wanted).sum() / wanted.sum().clamp(min=1)
                yield loss + self.asked.among * among

        return len(cut), losses()

    def _of_like_length(self, one: Set, order: list[int]) -> list[list[int]]:
        """Return texts in batches: those of an answer together, as it is read once, and answers of like length."""
        of_answer: dict[int, list[int]] = {}
        for i in order:
            if self.pieces.within(one.texts[one.owners[i]], one.places[i], ALONE_TOKENS):
                of_answer.setdefault(one.owners[i], []).append(i)
        made: list[list[int]] = [[]]
        for owner in sorted(of_answer, key=lambda owner: len(one.texts[owner])):
            longest = len(self.pieces.of(one.texts[owner], ALONE_TOKENS)) + 2
            if (len(made[-1]) + len(of_answer[owner])) * longest > TOKENS_MET:
                made.append([])
            made[-1] += of_answer[owner]
        return [at for at in made if at]

    def _read(self, rows: list[tuple[list[int], int]]) -> dict[str, torch.Tensor]:
        batch = self.pieces.batch(rows, self.device)
        return self.pieces.hide(batch, self.asked.mask) if self.model.training and self.asked.mask else batch

    def _themes(self, themes: list[str]) -> tuple[torch.Tensor, ...]:
        batch = self._read([self.pieces.single(theme, ALONE_TOKENS) for theme in themes])
        found: tuple[torch.Tensor, ...] = self.model.within(self.model(**batch), batch["attention_mask"])
        return found

    def _meet(self, one: Set, at: list[int], themes: tuple[torch.Tensor, ...]) -> torch.Tensor:
        """Return logits of texts of a set, each read where it stands in its answer."""
        answers = list(dict.fromkeys(one.owners[i] for i in at))
        row_of = {owner: row for row, owner in enumerate(answers)}
        batch = self._read([self.pieces.single(one.texts[k], ALONE_TOKENS) for k in answers])
        mask = np.zeros((len(at), batch["input_ids"].shape[1]), dtype=np.int64)
        for row, i in enumerate(at):
            mask[row, self.pieces.within(one.texts[one.owners[i]], one.places[i], ALONE_TOKENS)] = 1
        rows = torch.tensor([row_of[one.owners[i]] for i in at], device=self.device)
        words = self.model.within(self.model(**batch), torch.from_numpy(mask).to(self.device), rows)
        logit: torch.Tensor = self.model.meet(words, themes)
        return logit

    @torch.no_grad()
    def judge(self, one: Set, where: Array | None = None) -> Array:
        """Return (n_texts, n_themes) logits; of texts beyond what the network sees, -20.

        `where` says which pairs are to be read together; of the others nothing is said (NaN).
        """
        self.model.eval()
        out = np.full((len(one.texts), len(one.full)), -20.0 if where is None else np.nan, dtype=np.float32)
        if self.kind == "together":
            at = list(zip(*np.nonzero(np.ones_like(out) if where is None else where), strict=True))
            rows = [self.pieces.pair(one.texts[i], one.full[j]) for i, j in at]
            for part in batches(rows, self.tokens * 3, None):
                with self._cast():
                    logit = self.model(**self.pieces.batch([rows[k] for k in part], self.device)).float().cpu().numpy()
                for k, value in zip(part, logit, strict=True):
                    out[at[k]] = value
            return out
        with self._cast():
            themes = self._themes(one.full)
        for part in self._of_like_length(one, list(range(len(one.texts)))):
            with self._cast():
                out[part] = self._meet(one, part, themes).float().cpu().numpy()
        return out

    def measure(self, sets: list[Set]) -> dict[str, float]:
        """Return mean average precision over codes and the best micro F1 with one threshold for all sets.

        Of an answer counts its best segment (`parts`), itself (`whole`), or whichever is higher (`best`).
        """
        found: dict[str, list[tuple[Array, Array]]] = {"best": [], "parts": [], "whole": []}
        for one in sets:
            logit = self.judge(one)
            n = max(one.owners) + 1
            whole, owners = logit[:n], np.array(one.owners)
            parts = np.full_like(whole, -np.inf)
            many = np.bincount(owners, minlength=n) > 1
            np.maximum.at(parts, owners[n:], logit[n:])
            parts[~many] = whole[~many]
            for name, score in (("best", np.maximum(whole, parts)), ("parts", parts), ("whole", whole)):
                found[name].append((score, one.truth[:n]))
        figures = {}
        for name, scored in found.items():
            averages = [
                average_precision(s[:, j], t[:, j]) for s, t in scored for j in range(t.shape[1]) if t[:, j].any()
            ]
            figures[f"map_{name}"] = float(np.mean(averages))
            score, truth = (np.concatenate([pair[k].ravel() for pair in scored]) for k in (0, 1))
            order = np.argsort(-score)
            f1 = 2 * np.cumsum(truth[order]) / (np.arange(1, len(order) + 1) + truth.sum())
            figures[f"f1_{name}"] = float(f1.max())
        return figures


def borrowed(sets: list[Set], most: int, known: set[str]) -> list[Set]:
    """Return the texts of each set under the frames that are most like its own, as far as a teacher judged them."""
    of = {one.name: one for one in sets}
    made = [one.borrow(of[name]) for one in sets for name in one.near[:most] if name in of]
    return [one for one in made if one.name in known]


def average_precision(score: Array, truth: Array) -> float:
    """Return the average precision of one code."""
    right = truth[np.argsort(-score)]
    return float((np.cumsum(right) / np.arange(1, len(right) + 1))[right == 1].mean())


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Add what `Trainer` needs to know."""
    parser.add_argument("--material", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--half", action="store_true", help="compute in bfloat16, where the processor can")
    parser.add_argument("--limit", type=float, default=0.0, help="seconds of training; fewer steps where they run out")
    parser.add_argument("--measure", choices=("each", "last", "never"), default="each", help="after which epochs")
    parser.add_argument("--negatives", type=int, default=6, help="themes that a text does not carry, for each text")
    parser.add_argument("--tokens", type=int, default=16_000, help="tokens a batch")
    parser.add_argument("--among", type=float, default=0.3, help="weight of the choice among themes (apart)")
    parser.add_argument("--trust", type=float, default=0.5, help="weight of the teacher where the truth is known")
    parser.add_argument("--mask", type=float, default=0.0, help="share of word pieces hidden while learning (apart)")
    parser.add_argument("--few", type=int, default=0, help="so many sets of each part alone, for a trial")


def main() -> None:
    """Train one network and keep its weights and its record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_settings(parser)
    parser.add_argument("--start", type=Path, nargs="+", help="weights.pt to start from; of several, their mean")
    parser.add_argument("--kind", choices=("together", "apart"), required=True)
    parser.add_argument("--only", default="", help="names of sets to learn from start so; all by default")
    parser.add_argument("--without", default="-", help="names of sets not to learn from start so")
    parser.add_argument("--teacher", type=Path, nargs="+", help="judgements of a larger network (.npz, several)")
    parser.add_argument(
        "--judge", action="store_true", help="write judged.npz of the consultations that no teacher has judged"
    )
    parser.add_argument(
        "--borrowed", type=int, default=9, help="frames of other consultations that texts are read under"
    )
    asked = parser.parse_args()
    torch.manual_seed(asked.seed)
    sets = read_sets(asked.material)
    learn = [one for one in sets if one.part == "learn" and one.name.startswith(asked.only)]
    learn = [one for one in learn if not one.name.startswith(asked.without)]
    choose = [one for one in sets if one.part == "choose"]
    if asked.few:
        learn, choose = learn[: asked.few], choose[:1]
    teacher = {name: v.astype(np.float32) for file in asked.teacher or [] for name, v in np.load(file).items()}
    learn += borrowed(learn, asked.borrowed, set(teacher))
    asked.out.mkdir(parents=True, exist_ok=True)
    trainer = Trainer(asked.kind, asked.base, asked)
    if asked.start:
        trainer.start_from(asked.start)
    if asked.judge:  # before it learns from them
        unknown = [one for one in learn if one.name not in teacher and " " not in one.name]
        np.savez(asked.out / "judged.npz", **{one.name: trainer.judge(one).astype(np.float16) for one in unknown})
    record = trainer.train(learn, teacher, choose) if asked.epochs else [{"epoch": 0.0, **trainer.measure(choose)}]
    print(asked.out.name, record[-1], flush=True)
    weights = {
        k: v.half().cpu().contiguous() for k, v in trainer.model.state_dict().items() if "word_embeddings" not in k
    }
    torch.save(weights, asked.out / "weights.pt")
    about = {k: str(v) for k, v in vars(asked).items()}
    (asked.out / "record.json").write_text(json.dumps({"asked": about, "epochs": record}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
