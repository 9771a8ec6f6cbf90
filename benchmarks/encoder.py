"""Which form of the sentence encoder should ship? Size, agreement, accuracy, speed and memory of each, in one table.

    python benchmarks/encoder.py --data ../shared/data/nhs_fft/v6framework_230831.csv

Needs what `scripts/export_encoder.py` needs, and scikit-learn; the OpenVINO rows also need `openvino` and are left
out without it. Every form is made from the original weights in a temporary folder and measured in a process of its
own, on NHS Friends and Family comments. The peer is the original in torch fp32: agreement is measured against it.

- Agreement: cosine of a text's vector with the original's, mean and least; Spearman correlation of the similarities
  of all pairs of 600 texts.
- mAP: mean average precision over labels of one logistic regression on the vectors; protocol of DESIGN 8, seed 0.
- Speed: texts a second with two threads, best of the rounds on 600 texts, tokenised before. "Singly" is one text a
  call, two calls at once; "batches" is 32 texts a call, sorted by length and padded.
- CPU: processor time a text when encoded singly; it hardly changes when other programs run beside.
- Memory: what loading and encoding add to the peak of the process.
"""

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).resolve().parent
N_SPEED = 600
N_PAIRS = 600
BATCH = 32

Vectors = NDArray[np.float32]
Encode = Callable[[NDArray[np.int64], NDArray[np.int64]], Vectors]


def exporter() -> ModuleType:
    """Import `scripts/export_encoder.py`, which is not part of a package."""
    spec = importlib.util.spec_from_file_location("export_encoder", HERE.parent / "scripts" / "export_encoder.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# The forms --------------------------------------------------------------------------------------


def make_forms(folder: Path, script: ModuleType) -> dict[str, tuple[str, Path]]:
    """Make every form in `folder`; return its name -> (engine, path)."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers.float16 import convert_float_to_float16

    full = script.trace(script.source_folder())
    paths = {
        name: folder / f"{name}.onnx"
        for name in ("fp32", "half", "int8", "mixed", "fp16", "tensor", "channel", "reduced")
    }
    onnx.save_model(full, paths["fp32"])
    onnx.save_model(script.store_half(full), paths["half"])
    onnx.save_model(script.store_int8(full, layers=True), paths["int8"])
    onnx.save_model(script.store_half(script.store_int8(full, layers=False)), paths["mixed"])
    copy = onnx.ModelProto()
    copy.CopyFrom(full)
    onnx.save_model(convert_float_to_float16(copy, keep_io_types=True), paths["fp16"])
    for name, settings in {
        "tensor": {},
        "channel": {"per_channel": True},
        "reduced": {"per_channel": True, "reduce_range": True},  # for processors without VNNI
    }.items():
        quantize_dynamic(paths["fp32"], paths[name], weight_type=QuantType.QInt8, **settings)
    forms = {
        "torch fp32 (the original)": ("torch", folder),
        "fp32": ("onnxruntime", paths["fp32"]),
        "fp16 stored, fp32 computed": ("onnxruntime", paths["half"]),
        "int8 table, fp16 layers stored, fp32 computed": ("onnxruntime", paths["mixed"]),
        "int8 stored, fp32 computed": ("onnxruntime", paths["int8"]),
        "fp16 throughout": ("onnxruntime", paths["fp16"]),
        "int8 dynamic, per channel, reduced range": ("onnxruntime", paths["reduced"]),
        "int8 dynamic, per channel": ("onnxruntime", paths["channel"]),
        "int8 dynamic, per tensor": ("onnxruntime", paths["tensor"]),
    }
    if importlib.util.find_spec("openvino"):
        forms["fp32 (OpenVINO)"] = ("openvino", paths["fp32"])
        forms["fp16 stored, fp32 computed (OpenVINO)"] = ("openvino", paths["half"])
        forms["int8 dynamic, per channel, reduced range (OpenVINO)"] = ("openvino", paths["reduced"])
    return forms


# The engines ------------------------------------------------------------------------------------


def open_engine(engine: str, path: Path, *, singly: bool) -> Encode:
    """Return the function that encodes one batch: two threads in all, in one call or one in each of two calls."""
    threads = 1 if singly else 2
    if engine == "onnxruntime":
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        return lambda ids, mask: session.run(["vector"], {"input_ids": ids, "attention_mask": mask})[0]
    if engine == "openvino":
        import threading

        import openvino

        streams = 3 - threads
        settings = {"INFERENCE_NUM_THREADS": 2, "NUM_STREAMS": streams, "INFERENCE_PRECISION_HINT": "f32"}
        compiled = openvino.Core().compile_model(path, "CPU", settings)
        local = threading.local()

        def encode(ids: NDArray[np.int64], mask: NDArray[np.int64]) -> Vectors:
            if not hasattr(local, "request"):
                local.request = compiled.create_infer_request()
            return local.request.infer({"input_ids": ids, "attention_mask": mask})[0].copy()

        return encode
    import torch

    script = exporter()
    torch.set_num_threads(threads)
    model = script.original(script.source_folder())

    def encode_torch(ids: NDArray[np.int64], mask: NDArray[np.int64]) -> Vectors:
        with torch.inference_mode():
            return model(torch.from_numpy(ids), torch.from_numpy(mask)).numpy()

    return encode_torch


def encode_singly(encode: Encode, ids: list[NDArray[np.int64]]) -> Vectors:
    """Encode one text a call, two calls at once."""
    with ThreadPoolExecutor(2) as pool:
        return np.vstack(list(pool.map(lambda x: encode(x, np.ones_like(x)), ids)))


def encode_batches(encode: Encode, ids: list[NDArray[np.int64]]) -> None:
    """Encode padded batches, sorted by length."""
    ordered = sorted(ids, key=lambda x: x.shape[1])
    for start in range(0, len(ordered), BATCH):
        part = ordered[start : start + BATCH]
        batch = np.zeros((len(part), part[-1].shape[1]), np.int64)
        mask = np.zeros_like(batch)
        for row, x in enumerate(part):
            batch[row, : x.shape[1]], mask[row, : x.shape[1]] = x, 1
        encode(batch, mask)


def memory_mb(what: str) -> float:
    """Return the memory of this process in MB (10^6 bytes): VmRSS now, VmHWM at its highest. Linux only.

    `resource.getrusage` would do, but counts the peak of the process that started this one.
    """
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what)) * 1024 / 1e6


def measure(engine: str, path: Path, ids_file: Path, out: Path, rounds: int) -> None:
    """Measure one form in this process; write its vectors and print its figures as JSON."""
    __import__(engine)
    if engine == "torch":
        import transformers.models.bert.modeling_bert  # noqa: F401  (its import is not the model's memory)
    flat = np.load(ids_file)
    ids = [part[None, :] for part in np.split(flat["ids"], np.cumsum(flat["lengths"])[:-1])]
    before, start = memory_mb("VmRSS"), time.perf_counter()
    encode = open_engine(engine, path, singly=True)
    load = time.perf_counter() - start
    singly, cpu = np.inf, np.inf
    encode_singly(encode, ids[:20])
    for _ in range(rounds):
        start, start_cpu = time.perf_counter(), time.process_time()
        encode_singly(encode, ids[:N_SPEED])
        singly, cpu = min(singly, time.perf_counter() - start), min(cpu, time.process_time() - start_cpu)
    memory = memory_mb("VmHWM") - before
    np.save(out, encode_singly(encode, ids))
    batches, encode = np.inf, open_engine(engine, path, singly=False)
    for _ in range(rounds):
        start = time.perf_counter()
        encode_batches(encode, ids[:N_SPEED])
        batches = min(batches, time.perf_counter() - start)
    figures = {
        "load_s": load,
        "singly": N_SPEED / singly,
        "batches": N_SPEED / batches,
        "cpu_ms": 1000 * cpu / N_SPEED,
        "memory_mb": memory,
    }
    print(json.dumps(figures))  # with no rounds: speeds of 0 and an infinite time


# The data and the accuracy ----------------------------------------------------------------------


def read_comments(path: Path) -> tuple[list[str], NDArray[np.int8], NDArray[Any]]:
    """Return texts, labels (n_texts, n_codes) and respondents of the NHS file, by the protocol of DESIGN 8."""
    import pandas as pd

    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    codes = frame.columns[frame.columns.get_loc("Organisation & efficiency") :]
    labels = (frame[codes].apply(lambda column: column.str.strip()) == "1").drop(columns="Labelling not possible")
    text = frame["FFT answer"].str.strip()
    key = text.str.casefold().str.split().str.join(" ")
    kept = labels.any(axis=1) & (key != "") & ~key.duplicated()
    labels = labels[kept].loc[:, lambda table: table.sum() >= 40]
    return text[kept].tolist(), labels.to_numpy(np.int8), frame.loc[kept, "Respondent ID"].to_numpy()


def mean_average_precision(vectors: Vectors, labels: NDArray[np.int8], respondents: NDArray[Any]) -> float:
    """Fit one logistic regression a label on three quarters of the respondents; return mAP on the others."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import average_precision_score
    from sklearn.model_selection import GroupShuffleSplit

    split = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=0)
    train, test = next(split.split(vectors, groups=respondents))
    scores = [
        LogisticRegression(C=10, max_iter=2000).fit(vectors[train], column[train]).predict_proba(vectors[test])[:, 1]
        for column in labels.T
    ]
    return float(average_precision_score(labels[test], np.array(scores).T, average="macro"))


def agreement(vectors: Vectors, original: Vectors) -> dict[str, float]:
    """Return mean and least cosine with the original, and Spearman of the pairwise similarities."""
    from scipy.stats import spearmanr

    cosines = (vectors * original).sum(axis=1, dtype=np.float64)
    cosines /= np.linalg.norm(vectors.astype(np.float64), axis=1) * np.linalg.norm(original.astype(np.float64), axis=1)
    upper = np.triu_indices(N_PAIRS, k=1)
    pairs = [(part[:N_PAIRS] @ part[:N_PAIRS].T)[upper] for part in (vectors, original)]
    return {"mean": float(cosines.mean()), "least": float(cosines.min()), "spearman": float(spearmanr(*pairs)[0])}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Compare the forms of the sentence encoder.")
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared/data/nhs_fft/v6framework_230831.csv")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of timing; 0 leaves speed out")
    parser.add_argument("--measure", nargs=4, metavar=("ENGINE", "MODEL", "IDS", "OUT"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        engine, *paths = args.measure
        measure(engine, *map(Path, paths), rounds=args.rounds)
        return
    if not args.data.is_file():
        sys.exit(f"{args.data} is not there: name the NHS Friends and Family file with --data.")
    from tokenizers import Tokenizer

    script = exporter()
    texts, labels, respondents = read_comments(args.data)
    shuffled = np.random.default_rng(0).permutation(len(texts))  # the first N are then a random sample
    texts, labels, respondents = [texts[i] for i in shuffled], labels[shuffled], respondents[shuffled]
    print(f"{len(texts)} texts, {labels.shape[1]} labels\n")
    print(
        "| form | MB | cosine, mean | least | Spearman | mAP | singly /s | batches /s | CPU ms | load s | memory MB |\n"
        "|---|---|---|---|---|---|---|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        script.save_tokenizer(script.source_folder(), folder / "tokenizer.json")
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        ids = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
        np.savez(folder / "ids.npz", ids=np.concatenate(ids), lengths=[len(x) for x in ids])
        original: Vectors | None = None
        for name, (engine, path) in make_forms(folder, script).items():
            files = [path, folder / "ids.npz", folder / "out.npy"]
            command = [sys.executable, __file__, "--rounds", str(args.rounds), "--measure", engine, *files]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            figures = json.loads(done.stdout.splitlines()[-1])
            vectors: Vectors = np.load(folder / "out.npy")
            original = vectors if original is None else original
            size = sum(f.stat().st_size for f in [path] if f.is_file()) or 90_868_376
            agreed = agreement(vectors, original)
            print(
                f"| {name} | {size / 1e6:.0f} | {agreed['mean']:.6f} | {agreed['least']:.6f} "
                f"| {agreed['spearman']:.6f} | {mean_average_precision(vectors, labels, respondents):.4f} "
                f"| {figures['singly']:.0f} | {figures['batches']:.0f} | {figures['cpu_ms']:.1f} "
                f"| {figures['load_s']:.2f} | {figures['memory_mb']:.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
