"""A small transformer in a model folder, run by ONNX Runtime: word pieces in, arrays out.

A text is always read alone, in a call of its own, on one thread; several texts are read at once by several such calls.
That costs nothing worth having back and buys a promise: what comes out depends on the text alone. Batches do not keep
it. Padded to their longest, or made of texts of one length, they changed the last bits of nine vectors in ten,
presumably as the matrix products are cut up by the size of the batch (`docs/decisions/0002-encoder-format.md`).
"""

import hashlib
import json
import os
import platform
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np
from threadpoolctl import threadpool_limits

from feedback_nlp.errors import FeedbackError
from feedback_nlp.represent.encoder import Progress

if TYPE_CHECKING:
    from tokenizers import Encoding

_FORMAT = 1
_NEEDED = ("model.onnx", "tokenizer.json")
_N_SPECIAL = 2  # [CLS] and [SEP] stand around every text
_PER_ROUND = 512  # texts between two reports of progress: a second or two
_PER_CALL = 16  # texts a worker takes at once


Made = TypeVar("Made")


class Reading(NamedTuple):
    """What a network makes of a text.

    Parameters
    ----------
    arrays
        One an output of the network.
    places
        (start, end) in the text of each word piece that was read; (0, 0) for the two marks around it.
    """

    arrays: list[Any]
    places: list[tuple[int, int]]


class Network:
    """A model folder, opened.

    Parameters
    ----------
    folder
        Holds config.json, model.onnx and tokenizer.json. The hashes in config.json are checked.
    n_threads
        Texts read at once; by default one for each processor that this process may use.

    Attributes
    ----------
    config
        What config.json says.
    name, n_dims, max_length
        Of `config`. `max_length` counts word pieces, with the two that mark the start and end of a text.
    model_hash
        SHA-256 of all that decides what comes out.
    runtime
        What did the computing, e.g. "onnxruntime-1.20.0-x86_64". Another one, or another processor, may differ in
        the last bits (about 1e-7).

    Raises
    ------
    FeedbackError
        The folder or a file of it is missing or damaged, or ONNX Runtime cannot be loaded.
    """

    def __init__(self, folder: Path, *, n_threads: int | None = None) -> None:
        self.config = _read_config(folder)
        files = {name: _read_checked(folder / name, self.config["files"][name]) for name in _NEEDED}
        self.folder = folder
        self.name: str = self.config["name"]
        self.n_dims: int = self.config["n_dims"]
        self.max_length: int = self.config["max_length"]
        self.model_hash = _hash_of(self.config)
        self.n_threads = n_threads or _n_processors()
        self._open(files["model.onnx"], files["tokenizer.json"])

    def _open(self, model: bytes, tokenizer: bytes) -> None:
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise FeedbackError(
                f"The sentence encoder cannot start: {error}. Install onnxruntime and tokenizers again; on Windows, "
                "onnxruntime also needs the Microsoft Visual C++ Redistributable."
            ) from error
        onnxruntime.disable_telemetry_events()  # besides ORT_DISABLE_TELEMETRY, set in feedback_nlp/__init__.py
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3  # errors only
        self.runtime = f"onnxruntime-{onnxruntime.__version__}-{platform.machine()}"
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._outputs = [output.name for output in self._session.get_outputs()]
        self._tokenizer = Tokenizer.from_str(tokenizer.decode("utf-8"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_length=self.max_length)

    def read(self, text: str) -> "Reading | None":
        """Return what the network makes of one text; None for a text with nothing in it."""
        return self._read(self._tokenizer.encode(_without_surrogates(text)))

    def _read(self, cut: "Encoding") -> "Reading | None":
        if len(cut.ids) <= _N_SPECIAL:  # only characters that the tokeniser drops
            return None
        ids = np.array([cut.ids], dtype=np.int64)
        found = self._session.run(self._outputs, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        return Reading([part[0] for part in found], cut.offsets)

    def each(
        self,
        texts: Sequence[str],
        make: "Callable[[str, Reading | None], Made]",
        *,
        progress: Progress | None = None,
    ) -> "list[Made]":
        """Return what `make` makes of each text and its reading, in the order of the texts.

        Several texts are read at once; `make` is called by the thread that read. Each text is read, also where it comes
        twice.
        """

        def of(call: "list[tuple[str, Encoding]]") -> "list[Made]":
            return [make(text, self._read(cut)) for text, cut in call]

        made: list[Made] = []
        # The threads are busy as it is: numpy's own, for products this small, took most of the time.
        with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor(self.n_threads) as pool:
            for start in range(0, len(texts), _PER_ROUND):
                round_ = list(texts[start : start + _PER_ROUND])
                cut = self._tokenizer.encode_batch([_without_surrogates(text) for text in round_])
                pairs = list(zip(round_, cut, strict=True))
                calls = [pairs[i : i + _PER_CALL] for i in range(0, len(pairs), _PER_CALL)]
                made += [one for part in pool.map(of, calls) for one in part]
                if progress:
                    progress(len(made), len(texts))
        return made


_MEND = "Install feedback_nlp again, or name a folder that one of its scripts made."


def _read_config(folder: Path) -> dict[str, Any]:
    """Read config.json and check that it says what is needed."""
    path = folder / "config.json"
    if not folder.is_dir():
        raise FeedbackError(f"The model folder {folder} is not there. {_MEND}")
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
        if config["format"] != _FORMAT:
            raise FeedbackError(
                f"{path} is of format {config['format']!r}; this feedback_nlp reads format {_FORMAT}. {_MEND}"
            )
        sound = (
            isinstance(config["name"], str)
            and all(isinstance(config[key], int) and config[key] > 0 for key in ("n_dims", "max_length"))
            and all(isinstance(config["files"][name], str) for name in _NEEDED)
        )
    except OSError:
        raise FeedbackError(f"The model folder {folder} has no config.json that can be read. {_MEND}") from None
    except (ValueError, KeyError, TypeError):
        sound = False
    if not sound:
        raise FeedbackError(f"{path} is damaged: it must give format, name, n_dims, max_length and files. {_MEND}")
    return config  # type: ignore[no-any-return]


def _read_checked(path: Path, expected: str) -> bytes:
    """Read a file once and check what was read, so that nothing else can be loaded than what was checked."""
    try:
        content = path.read_bytes()
    except OSError:
        raise FeedbackError(f"The model file {path} is missing or cannot be read. {_MEND}") from None
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise FeedbackError(
            f"The model file {path} is damaged or was changed: its SHA-256 starts with {found[:12]}, "
            f"config.json says {expected[:12]}. {_MEND}"
        )
    return content


def _hash_of(config: dict[str, Any]) -> str:
    """Hash what decides the vectors; not the whole config, where only the story of the model might change."""
    parts = [f"max_length {config['max_length']}", *(f"{name} {config['files'][name]}" for name in _NEEDED)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _without_surrogates(text: str) -> str:
    """Replace lone surrogates, which broken exports hold and the tokeniser refuses, by "?"."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _n_processors() -> int:
    """Count the processors that this process may use, which a container or a scheduler may have limited."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
