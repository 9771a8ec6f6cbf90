"""Have a larger network judge what it has not learnt from, for the matcher to learn from.

    python benchmarks/matcher_teach.py --material material.json --base LARGE --sieve SMALL --sieve-weights weights.pt
        --fold 0 --folds 3 --out work/taught0

A cross-encoder learns from the consultations of the other folds and judges those of this one: their answers and
segments under their own frame, and under the frames of the consultations that are most like theirs. Only those pairs
are read that a small network (a matcher as `matcher_train.py --kind apart` makes it) finds possible at all. Writes
`judged.npz` (log-odds; NaN: not judged) and `record.json`.
"""

import argparse
import json
import time
from pathlib import Path
from typing import Final

import numpy as np
import torch
from matcher_sets import Array, Set, fold_of, read_sets
from matcher_trainer import Trainer, add_settings

POSSIBLE: Final = -2.5
"""Log-odds of the small network from which a pair is read again: some third of all, since it is seldom sure."""


def judged(large: Trainer, small: Trainer, one: Set) -> Array:
    """Return what the large network thinks of the pairs that are true or that the small one finds possible."""
    return large.judge(one, (small.judge(one) > POSSIBLE) | (one.truth == 1))


def main() -> None:
    """Learn from all folds but one, and judge that one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_settings(parser)
    parser.add_argument("--sieve", type=Path, required=True, help="folder of the small pretrained network")
    parser.add_argument("--sieve-weights", type=Path, required=True)
    parser.add_argument("--fold", type=int, required=True)
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--near", type=int, default=2, help="frames of other consultations for each text")
    asked = parser.parse_args()
    torch.manual_seed(asked.seed)
    sets = read_sets(asked.material)
    of = {one.name: one for one in sets if one.part == "learn"}
    own = [one for one in of.values() if one.near and fold_of(one.name, asked.folds) == asked.fold]
    names = {one.name for one in own}
    others = [one for one in of.values() if one.name not in names]
    choose = [one for one in sets if one.part == "choose"]
    if asked.few:
        own, others, choose = own[: asked.few], others[: asked.few], choose[:1]
    asked.out.mkdir(parents=True, exist_ok=True)
    large = Trainer("together", asked.base, asked)
    record = large.train(others, {}, choose)
    print(asked.out.name, record[-1], flush=True)
    small = Trainer("apart", asked.sieve, asked)
    small.start_from([asked.sieve_weights])
    start = time.perf_counter()
    found = {}
    for one in own:
        found[one.name] = judged(large, small, one)
        for name in one.near[: asked.near]:
            lent = one.borrow(of[name])
            found[lent.name] = judged(large, small, lent)
    np.savez_compressed(asked.out / "judged.npz", **{k: v.astype(np.float16) for k, v in found.items()})
    spent = time.perf_counter() - start
    told = {"asked": {k: str(v) for k, v in vars(asked).items()}, "epochs": record, "judged in": spent}
    (asked.out / "record.json").write_text(json.dumps(told, indent=1), encoding="utf-8")
    print(f"{asked.out.name}: judged {len(found)} sets in {spent:.0f} s", flush=True)


if __name__ == "__main__":
    main()
