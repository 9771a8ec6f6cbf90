"""Write a fine-tuned network as an ONNX model, in the form of the models that ship: the same reader opens it."""

import hashlib
import json
import logging
import warnings
from pathlib import Path
from typing import Any


def write_network(model: Any, n_codes: int, base: Path, folder: Path, max_length: int) -> None:
    """Write the network, its tokenizer and config.json into a folder.

    Parameters
    ----------
    model
        A torch module from input_ids and attention_mask, (1, n_tokens), to log-odds, (1, n_codes); on the processor.
    n_codes
        Of the frame.
    base
        The folder that the network started from, with its tokenizer.json.
    folder
        It must exist.
    max_length
        Word pieces that are read of a text.
    """
    import torch

    ids = torch.tensor([[101, 2023, 2003, 102]])
    n_tokens = torch.export.Dim("n_tokens", min=2, max=512)
    quiet = logging.getLogger("torch.onnx")
    level = quiet.level
    quiet.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            program = torch.onnx.export(
                model,
                (ids, torch.ones_like(ids)),
                dynamo=True,
                opset_version=18,
                input_names=["input_ids", "attention_mask"],
                output_names=["log_odds"],
                dynamic_shapes={"input_ids": {1: n_tokens}, "attention_mask": {1: n_tokens}},
                verbose=False,
            )
            assert program is not None
            program.save(folder / "model.onnx")
    finally:
        quiet.setLevel(level)
    (folder / "tokenizer.json").write_bytes((base / "tokenizer.json").read_bytes())
    config = {
        "format": 1,
        "name": "deep",
        "n_dims": n_codes,
        "max_length": max_length,
        "files": {name: _sha256(folder / name) for name in ("model.onnx", "tokenizer.json")},
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8", newline="\n")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
