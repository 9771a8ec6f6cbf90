"""The lessons of the matcher: a network, how it learns from sets, and how it judges them."""

import argparse
import math
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from matcher_measure import figures
from matcher_models import ALONE_TOKENS, Apart, Pieces, Together
from matcher_pairs import batches, pairs
from matcher_sets import Array, Set, chosen
from torch.nn import functional as F  # noqa: N812

TOKENS_MET: Final = 12_288
"""Texts of a batch times the tokens of its longest answer: what meets the themes, token by token."""
WARM: Final = 20
PACE: Final = 60
"""Steps that tell how many fit into the time that is left, after the first ones, which are slow."""


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
            measured = self.measure(choose) if due else {}
            spent = time.perf_counter() - start
            record.append(
                {
                    "epoch": epoch + 1,
                    "steps": n_steps,
                    "loss": float(torch.stack(losses).mean()),
                    "seconds": spent,
                    **measured,
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
        """Return what `matcher_measure.figures` says of the network on sets that it does not learn from."""
        return figures(sets, [self.judge(one) for one in sets])


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
