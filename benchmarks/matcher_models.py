"""The two networks of the matcher, in torch: one reads text and theme apart, one reads them together.

Apart (a bi-encoder with late interaction): theme vectors are made once a frame, so that a text costs one pass whatever
the number of themes. Together (a cross-encoder): every pair costs a pass, and sees both.
"""

from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F  # noqa: N812

N_SMALL: Final = 128
"""Dimensions of a token in late interaction."""
TEXT_TOKENS: Final = 96
THEME_TOKENS: Final = 96
"""Of a text and a theme that are read together: every pair pays for them."""
ALONE_TOKENS: Final = 192
"""Of an answer, or of a theme, that is read alone."""


class Pieces:
    """Word pieces of texts, remembered: the same theme is read thousands of times."""

    def __init__(self, path: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(path))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.first, self.last = self.tokenizer.encode("").ids
        self.doubled = self.tokenizer.token_to_id("<s>") is not None  # MPNet's way to part two texts
        self.masked = int(self.tokenizer.token_to_id("<mask>" if self.doubled else "[MASK]"))
        self.pad = int(self.tokenizer.token_to_id("<pad>" if self.doubled else "[PAD]"))
        self._known: dict[str, tuple[list[int], list[tuple[int, int]]]] = {}
        self._within: dict[tuple[str, tuple[int, int], int], list[int]] = {}

    def _cut(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        if text not in self._known:
            found = self.tokenizer.encode(text, add_special_tokens=False)
            self._known[text] = found.ids, found.offsets
        return self._known[text]

    def of(self, text: str, longest: int) -> list[int]:
        """Return the word pieces of a text, without marks."""
        return self._cut(text)[0][:longest]

    def within(self, text: str, place: tuple[int, int], longest: int) -> list[int]:
        """Return which tokens of a text read alone stand at a place of it, with the two marks; [] where none does."""
        key = (text, place, longest)
        if key not in self._within:
            offsets = self._cut(text)[1][:longest]
            kept = [i for i, (left, right) in enumerate(offsets, start=1) if left < place[1] and right > place[0]]
            self._within[key] = [0, *kept, len(offsets) + 1] if kept else []
        return self._within[key]

    def single(self, text: str, longest: int) -> tuple[list[int], int]:
        """Return a text between its marks, and its length: there is no second text."""
        ids = [self.first, *self.of(text, longest), self.last]
        return ids, len(ids)

    def pair(self, text: str, theme: str) -> tuple[list[int], int]:
        """Return text and theme in one row of pieces, and where the theme starts."""
        head = [self.first, *self.of(text, TEXT_TOKENS), self.last, *([self.last] if self.doubled else [])]
        return [*head, *self.of(theme, THEME_TOKENS), self.last], len(head)

    def batch(self, rows: list[tuple[list[int], int]], device: Any, *, pad: bool = True) -> dict[str, torch.Tensor]:
        """Return padded rows; token types part the second text from the first."""
        longest = max(len(ids) for ids, _ in rows)
        longest += -longest % 8 if pad else 0
        ids = np.full((len(rows), longest), self.pad)
        mask, types = np.zeros_like(ids), np.zeros_like(ids)
        for i, (row, start) in enumerate(rows):
            ids[i, : len(row)] = row
            mask[i, : len(row)] = 1
            types[i, start : len(row)] = 1
        made: dict[str, Any] = {"input_ids": ids, "attention_mask": mask}
        if not self.doubled:  # MPNet has no token types
            made["token_type_ids"] = types
        return {name: torch.from_numpy(part).to(device, non_blocking=True) for name, part in made.items()}

    def hide(self, batch: dict[str, torch.Tensor], share: float) -> dict[str, torch.Tensor]:
        """Return a batch with word pieces hidden at random: of a row between none and twice `share` of them."""
        ids = batch["input_ids"]
        shares = 2 * share * torch.rand(len(ids), 1, device=ids.device)
        free = (batch["attention_mask"] == 1) & (ids != self.first) & (ids != self.last)
        hit = (torch.rand(ids.shape, device=ids.device) < shares) & free
        return {**batch, "input_ids": ids.masked_fill(hit, self.masked)}


def backbone(folder: Path, dropout: float) -> Any:
    """Return the pretrained network of a folder, its word table as it is and left alone.

    Rare words of subjects that training never met keep their meaning so.
    """
    from transformers import AutoConfig, AutoModel

    config = AutoConfig.from_pretrained(folder)
    config.hidden_dropout_prob = config.attention_probs_dropout_prob = dropout
    network = AutoModel.from_pretrained(folder, config=config, add_pooling_layer=False, dtype=torch.float32)
    network.embeddings.word_embeddings.weight.requires_grad_(False)
    return network


class Together(nn.Module):
    """A cross-encoder: a logit for each (text, theme)."""

    def __init__(self, folder: Path, dropout: float = 0.0) -> None:
        super().__init__()
        self.network = backbone(folder, dropout)
        width = self.network.config.hidden_size
        self.head = nn.Sequential(nn.Linear(width, width), nn.Tanh(), nn.Linear(width, 1))
        nn.init.constant_(self.head[2].bias, -2.0)

    def forward(self, **batch: torch.Tensor) -> torch.Tensor:
        """Return (n_pairs,) logits, from the mean of all tokens: the pretrained network was trained for the mean."""
        hidden = self.network(**batch).last_hidden_state
        mask = batch["attention_mask"].unsqueeze(-1).to(hidden.dtype)
        return self.head((hidden * mask).sum(1) / mask.sum(1)).squeeze(-1)


class Apart(nn.Module):
    """A bi-encoder: texts and themes are read alone; their vectors, and their tokens' best matches, give a logit.

    An answer is read once, and its segments are the tokens that stand in them.
    """

    def __init__(self, folder: Path, dropout: float = 0.0) -> None:
        super().__init__()
        self.network = backbone(folder, dropout)
        width = self.network.config.hidden_size
        self.small = nn.Linear(width, N_SMALL, bias=False)
        self.weight = nn.Linear(width, 1)
        self.mix = nn.Parameter(torch.tensor([12.0, 6.0, 6.0, -8.0]))

    def forward(self, **batch: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return of each text its tokens (n, n_tokens, 384), the same short (n, n_tokens, 128), and their weights."""
        hidden = self.network(**batch).last_hidden_state
        return hidden, F.normalize(self.small(hidden), dim=-1), self.weight(hidden).squeeze(-1).float()

    def within(
        self, read: tuple[torch.Tensor, ...], mask: torch.Tensor, rows: torch.Tensor | None = None
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return words in texts that were read: unit vectors, unit tokens, and the weight of each token.

        `mask` (n, n_tokens) says which tokens, `rows` (n,) of which text; by default of each in turn.
        """
        hidden, tokens, weight = read if rows is None else (part[rows] for part in read)
        real = mask.unsqueeze(-1).to(hidden.dtype)
        vector = F.normalize((hidden * real).sum(1) / real.sum(1), dim=-1)
        share = weight.masked_fill(mask == 0, -1e4).softmax(-1)
        return vector, tokens * real, share.to(vector.dtype)

    def meet(self, texts: tuple[torch.Tensor, ...], themes: tuple[torch.Tensor, ...]) -> torch.Tensor:
        """Return (n_texts, n_themes) logits of what `within` gives."""
        (v, t, tw), (u, s, sw) = texts, themes
        cosine = v @ u.T
        # (n_texts, n_themes, text tokens, theme tokens); padding is nought, so that nothing may be less.
        alike = torch.einsum("ikd,jld->ijkl", t, s).clamp_min(0)
        from_text = (alike.amax(3) * tw[:, None, :]).sum(2)
        from_theme = (alike.amax(2) * sw[None, :, :]).sum(2)
        return self.mix[0] * cosine + self.mix[1] * from_text + self.mix[2] * from_theme + self.mix[3]
