"""Make the matcher that ships: `models/matcher` from the weights that `benchmarks/matcher_train.py` learnt.

Run it only to make the model again; a user never does. It needs what `export_encoder.py` needs, and downloads nothing:

    python scripts/export_matcher.py --weights work/weights.pt --record work/record.json --out models/matcher

It writes `model.onnx`, `tokenizer.json` and `config.json`. `README.md` and `LICENSE` beside them are written by people.
The word table is stored in int8. The products of the layers are computed in int8: weights in seven bits, a scale a
column, so that no processor overflows; the other side measured text by text. Everything else is fp32 (ADR 7).
"""

import argparse
import json
import sys
import tempfile
import warnings
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from export_encoder import (
    OPSET,
    SOURCE_HASHES,
    SOURCE_PACKAGE,
    save_tokenizer,
    sha256,
    source_folder,
    store_int8,
    strip,
)

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
from matcher_models import Apart

MAX_LENGTH = 194  # word pieces: what a theme had in training, and the two marks
AGREES = 0.6  # log-odds; int8 moves them by up to half of one, and the order of what is found by little (ADR 7)
WIDE = 1000  # more rows than this have the weights behind a wide layer alone
EXACT = 2  # of the products behind a wide layer, so many are computed in fp32, the first ones
CHECK = (
    ("I can't see how anyone without a car is to get there.", "Travel. Concern. Getting there would take longer."),
    ("They will spend it all on the big town, as ever.", "Fairness between places. Some areas would lose out."),
    ("Ok", "Support. The respondent agrees."),
)


def learnt(weights: Path, source: Path) -> Apart:
    """Return the network with its weights; the word table is that of the original."""
    import torch

    model = Apart(source)
    found = torch.load(weights, map_location="cpu", weights_only=True)
    missing, unexpected = model.load_state_dict({k: v.float() for k, v in found.items()}, strict=False)
    if unexpected or [name for name in missing if "word_embeddings" not in name]:
        sys.exit(f"These are not weights of the matcher: {unexpected or missing}")
    return model.eval()


def trace(model: Apart) -> onnx.ModelProto:
    """Return an ONNX graph in fp32: input_ids, attention_mask (1, n_tokens) -> hidden, pieces, weights, a row a token.

    The vector of some words is the mean of their `hidden`, how much each counts the softmax of `weights`.
    """
    import torch

    class Reader(torch.nn.Module):
        def __init__(self, inner: Apart) -> None:
            super().__init__()
            self.inner = inner

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            inner = self.inner
            mask = attention_mask.to(torch.float32)
            bias = (1.0 - mask[:, None, None, :]) * torch.finfo(torch.float32).min
            hidden = inner.network(input_ids=input_ids, attention_mask=bias).last_hidden_state
            pieces = torch.nn.functional.normalize(inner.small(hidden), dim=-1)
            return hidden, pieces, inner.weight(hidden).squeeze(-1)

    model.network.config._attn_implementation = "eager"
    n_tokens = torch.export.Dim("n_tokens", min=2, max=512)
    ids = torch.tensor([[101, 2023, 2003, 102]])
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        program = torch.onnx.export(
            Reader(model),
            (ids, torch.ones_like(ids)),
            dynamo=True,
            opset_version=OPSET,
            input_names=["input_ids", "attention_mask"],
            output_names=["hidden", "pieces", "weights"],
            dynamic_shapes={"input_ids": {1: n_tokens}, "attention_mask": {1: n_tokens}},
            verbose=False,
        )
        program.save(f"{folder}/model.onnx")
        made = onnx.load(f"{folder}/model.onnx")
    strip(made)
    return made


def quantise(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return the graph with its word table stored in int8 and its products computed in int8, but for a few."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    # What comes out of a wide layer has outliers, and an error made early is carried on: these two make a fifth of it.
    sizes = {weights.name: tuple(weights.dims) for weights in model.graph.initializer}
    narrowing = [
        node.name
        for node in model.graph.node
        if node.op_type == "MatMul" and any(sizes.get(name, (0, 1))[0] > WIDE for name in node.input)
    ]
    with tempfile.TemporaryDirectory() as folder:
        onnx.save_model(store_int8(model, layers=False), f"{folder}/before.onnx")
        quantize_dynamic(
            f"{folder}/before.onnx",
            f"{folder}/after.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            op_types_to_quantize=["MatMul"],
            nodes_to_exclude=narrowing[:EXACT],
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT, "MatMulConstBOnly": True},
        )
        return onnx.load(f"{folder}/after.onnx")


def check(folder: Path, model: Apart) -> float:
    """Return how far the written model is from the one that was learnt, in log-odds, or stop."""
    import torch
    from matcher_models import Pieces

    from feedback_nlp.represent.matcher import Matcher

    texts, themes = [text for text, _ in CHECK], [theme for _, theme in CHECK]
    found = Matcher(folder).match([(text, 0, len(text)) for text in texts], themes)
    pieces = Pieces(folder / "tokenizer.json")
    with torch.no_grad():
        batches = [pieces.batch([pieces.single(text, MAX_LENGTH)], "cpu", pad=False) for text in (*texts, *themes)]
        read = [model.within(model(**batch), batch["attention_mask"]) for batch in batches]
        expected = np.array([[float(model.meet(text, theme)) for theme in read[3:]] for text in read[:3]])
    far = float(np.abs(found - expected).max())
    if far > AGREES:
        sys.exit(f"The export does not agree with what was learnt: {far} log-odds, at most {AGREES} wanted.")
    return far


def main() -> None:
    """Write the model folder."""
    parser = argparse.ArgumentParser(description="Make the shipped matcher from what was learnt.")
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--record", type=Path, required=True, help="how it was learnt (record.json)")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write, e.g. models/matcher")
    asked = parser.parse_args()
    folder: Path = asked.out
    source = source_folder()
    folder.mkdir(parents=True, exist_ok=True)
    model = learnt(asked.weights, source)
    onnx.save_model(quantise(trace(model)), folder / "model.onnx")
    save_tokenizer(source, folder / "tokenizer.json", MAX_LENGTH)
    told = json.loads(asked.record.read_text(encoding="utf-8"))["asked"]
    config = {
        "format": 1,
        "name": "matcher",
        "n_dims": 384,
        "max_length": MAX_LENGTH,
        "mix": [float(v) for v in model.mix.detach()],
        "files": {name: sha256(folder / name) for name in ("model.onnx", "tokenizer.json")},
        "source": {
            "model": "sentence-transformers/all-MiniLM-L6-v2",
            "licence": "Apache-2.0",
            "package": f"{SOURCE_PACKAGE} {version(SOURCE_PACKAGE)}",
            "sha256": SOURCE_HASHES,
        },
        "learnt": {name: told[name] for name in ("kind", "epochs", "seed", "rate", "dropout", "among", "trust")},
        "stored": "word table in int8; products in int8 (weights of seven bits, a scale a column), but for the first "
        "two behind a wide layer; the rest in fp32",
        "made_with": {name: version(name) for name in ("onnx", "onnxscript", "tokenizers", "torch", "transformers")},
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8", newline="\n")
    # The check reads what was written, as a user's machine will.
    print(f"Wrote {folder}: at most {check(folder, model):.4f} log-odds from what was learnt.")


if __name__ == "__main__":
    main()
