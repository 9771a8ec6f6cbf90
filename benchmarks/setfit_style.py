"""A peer for few coded answers, after SetFit (Tunstall et al., 2022): MiniLM tuned on pairs, then logistic regressions.

Pairs of coded answers are drawn, `ROUNDS` times each answer with one that shares a code and with one that shares none;
their cosine is to be 1 or 0, learnt in one epoch at rate 2e-5 with batches of 16 pairs, as SetFit does by default. Then
one logistic regression a code learns on the vectors. Needs the extra `deep`.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from feedback_nlp.tag.deep import MAX_LENGTH, start_from

Array = NDArray[np.float64]
ROUNDS: Final = 20
BATCH: Final = 16
RATE: Final = 2e-5


class SetFitStyle:
    """Vectors of a network that was tuned on pairs of coded answers.

    Parameters
    ----------
    texts, truth
        n_texts coded answers and (n_texts, n_codes), 0 or 1.
    """

    def __init__(self, texts: list[str], truth: Array, seed: int = 0) -> None:
        import torch
        from tokenizers import Tokenizer
        from transformers import BertModel

        base = start_from()
        torch.manual_seed(seed)
        self.tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        self.tokenizer.enable_truncation(max_length=MAX_LENGTH)
        self.tokenizer.enable_padding()
        self.network: Any = BertModel.from_pretrained(str(base), add_pooling_layer=False)
        left, right, alike = _pairs(truth, np.random.default_rng(seed))
        optimiser = torch.optim.AdamW(self.network.parameters(), lr=RATE)
        n_steps = -(-len(alike) // BATCH)
        pace = torch.optim.lr_scheduler.LambdaLR(
            optimiser, lambda step: min((step + 1) / (0.1 * n_steps + 1), (n_steps - step) / n_steps)
        )
        self.network.train()
        for at in range(0, len(alike), BATCH):
            a = self._vectors([texts[i] for i in left[at : at + BATCH]])
            b = self._vectors([texts[i] for i in right[at : at + BATCH]])
            wanted = torch.tensor(alike[at : at + BATCH], dtype=torch.float32)
            loss = torch.nn.functional.mse_loss(torch.cosine_similarity(a, b), wanted)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            pace.step()
        self.network.eval()
        rows = self.encode(texts)
        self.heads = {
            j: LogisticRegression(max_iter=1000).fit(rows, truth[:, j])
            for j in range(truth.shape[1])
            if 0 < truth[:, j].sum() < len(truth)
        }
        self.n_codes = truth.shape[1]

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Return (n_texts, 384) unit vectors."""
        import torch

        with torch.no_grad():
            made = [self._vectors(texts[at : at + 64]) for at in range(0, len(texts), 64)]
        found: NDArray[np.float32] = torch.nn.functional.normalize(torch.cat(made), dim=-1).numpy()
        return found

    def predict_proba(self, texts: list[str]) -> Array:
        """Return (n_texts, n_codes); 0 for codes that no coded answer, or every one, carries."""
        rows, out = self.encode(texts), np.zeros((len(texts), self.n_codes))
        for j, head in self.heads.items():
            out[:, j] = head.predict_proba(rows)[:, 1]
        return out

    def _vectors(self, texts: list[str]) -> Any:
        import torch

        cut = self.tokenizer.encode_batch(texts)
        ids = torch.tensor([one.ids for one in cut])
        mask = torch.tensor([one.attention_mask for one in cut])
        hidden = self.network(input_ids=ids, attention_mask=mask).last_hidden_state
        return (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)


def _pairs(truth: Array, rng: np.random.Generator) -> tuple[list[int], list[int], list[float]]:
    """Return both sides of the pairs, shuffled, and how alike they are."""
    shared = truth @ truth.T > 0
    made: list[tuple[int, int, float]] = []
    for i in range(len(truth)):
        for alike in (True, False):
            others = np.flatnonzero(shared[i] == alike)
            others = others[others != i]
            if len(others):
                made += [(i, int(j), float(alike)) for j in rng.choice(others, ROUNDS)]
    order = rng.permutation(len(made))
    left, right, alikes = zip(*(made[k] for k in order), strict=True)
    return list(left), list(right), list(alikes)
