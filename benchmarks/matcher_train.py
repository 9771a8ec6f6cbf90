"""Teach the matcher which answers express which theme, on invented consultations and public judged pairs.

    python benchmarks/matcher_material.py --out material.json
    python benchmarks/matcher_train.py --material material.json --base FOLDER --out work/cross --kind together

Needs the extra `deep`; the first command needs the package, this one only torch, transformers and numpy. A GPU is used
where there is one. FOLDER holds the pretrained network (config.json, model.safetensors, tokenizer.json). `--kind
together` trains the cross-encoder, `apart` the bi-encoder. `--teacher FILE` adds what a larger network thought of
pairs that it had not learnt from (`matcher_teach.py`). Whole consultations are held out; progress is measured on those
to choose by, and nothing here looks at the held-out ones.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from matcher_sets import Set, read_sets
from matcher_trainer import Trainer, add_settings


def borrowed(sets: list[Set], most: int, known: set[str]) -> list[Set]:
    """Return the texts of each set under the frames that are most like its own, as far as a teacher judged them."""
    of = {one.name: one for one in sets}
    made = [one.borrow(of[name]) for one in sets for name in one.near[:most] if name in of]
    return [one for one in made if one.name in known]


def main() -> None:
    """Train one network and keep its weights and its record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_settings(parser)
    parser.add_argument("--start", type=Path, nargs="+", help="weights.pt to start from; of several, their mean")
    parser.add_argument("--kind", choices=("together", "apart"), required=True)
    parser.add_argument("--only", default="", help="names of sets to learn from start so; all by default")
    parser.add_argument("--without", default="-", help="names of sets not to learn from start so")
    parser.add_argument("--teacher", type=Path, nargs="+", help="judgements of a larger network (.npz, several)")
    parser.add_argument(
        "--judge", action="store_true", help="write judged.npz of the consultations that no teacher has judged"
    )
    parser.add_argument(
        "--borrowed", type=int, default=9, help="frames of other consultations that texts are read under"
    )
    asked = parser.parse_args()
    torch.manual_seed(asked.seed)
    sets = read_sets(asked.material)
    learn = [one for one in sets if one.part == "learn" and one.name.startswith(asked.only)]
    learn = [one for one in learn if not one.name.startswith(asked.without)]
    choose = [one for one in sets if one.part == "choose"]
    if asked.few:
        learn, choose = learn[: asked.few], choose[:1]
    teacher = {name: v.astype(np.float32) for file in asked.teacher or [] for name, v in np.load(file).items()}
    learn += borrowed(learn, asked.borrowed, set(teacher))
    asked.out.mkdir(parents=True, exist_ok=True)
    trainer = Trainer(asked.kind, asked.base, asked)
    if asked.start:
        trainer.start_from(asked.start)
    if asked.judge:  # before it learns from them
        unknown = [one for one in learn if one.name not in teacher and " " not in one.name]
        np.savez(asked.out / "judged.npz", **{one.name: trainer.judge(one).astype(np.float16) for one in unknown})
    record = trainer.train(learn, teacher, choose) if asked.epochs else [{"epoch": 0.0, **trainer.measure(choose)}]
    print(asked.out.name, record[-1], flush=True)
    weights = {
        k: v.half().cpu().contiguous() for k, v in trainer.model.state_dict().items() if "word_embeddings" not in k
    }
    torch.save(weights, asked.out / "weights.pt")
    about = {k: str(v) for k, v in vars(asked).items()}
    (asked.out / "record.json").write_text(json.dumps({"asked": about, "epochs": record}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
