"""The labelled sets that taggers are chosen and measured on, in one shape (they lie in ../shared/data)."""

import json
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from tagging_frame_fft import FFT_FRAME

from feedback_nlp import columns as c
from feedback_nlp.tag import CodeFrame

ROOT: Final = Path(__file__).parents[1]
SHARED: Final = ROOT.parent / "shared" / "data"
NOT_THEMES: Final = ("91", "94", "95", "96", "97")
"""ANES codes for "don't know", "refused", end of interview and the like: administration, no theme."""
SEEDS: Final = (0, 1, 2)


@dataclass(frozen=True)
class LabelledSet:
    """Texts, a frame, and which code each text carries.

    Parameters
    ----------
    name
        Of the set.
    texts
        n_texts answers.
    frame
        n_codes codes.
    truth
        (n_texts, n_codes): 1, 0, or NaN where nobody judged.
    questions
        The question that each text answers; none where all answer the same.
    """

    name: str
    texts: list[str]
    frame: CodeFrame
    truth: NDArray[np.float64]
    questions: list[str] = field(default_factory=list)


def argkp() -> Iterator[LabelledSet]:
    """Yield the debates of IBM's key point data: each key point of both sides is a code, defined by itself.

    Across the sides nobody judged; a point for is taken not to match an argument against.
    """
    for part in ("train", "dev"):
        read = {
            name: pd.read_csv(SHARED / "argkp" / f"{name}_{part}.csv", dtype="string")
            for name in ("arguments", "key_points", "labels")
        }
        judged = read["labels"].astype({"label": "int"})
        for topic, points in read["key_points"].groupby("topic"):
            arguments = read["arguments"][read["arguments"]["topic"] == topic]
            own = judged[judged["arg_id"].isin(arguments["arg_id"])]
            table = own.pivot(index="arg_id", columns="key_point_id", values="label")
            truth = table.reindex(index=arguments["arg_id"], columns=points["key_point_id"]).to_numpy(
                dtype=float, copy=True
            )
            across = arguments["stance"].to_numpy(object)[:, None] != points["stance"].to_numpy(object)[None, :]
            truth[across] = 0.0
            rows = [
                {c.CODE: code, c.THEME: text, c.DEFINITION: text}
                for code, text in zip(points["key_point_id"], points["key_point"], strict=True)
            ]
            yield LabelledSet(f"argkp {topic}", list(arguments["argument"]), CodeFrame.from_rows(rows), truth)


def anes(task: int, part: str, *, drop: tuple[str, ...] = NOT_THEMES) -> LabelledSet:
    """Return a published split of an ANES 2008 task, with the codes that its code book defines."""
    import yaml

    folder = SHARED / "anes2008"
    book = yaml.safe_load((folder / "codebooks" / f"dataset{task}.yaml").read_text(encoding="utf-8"))["codes"]
    texts = pd.read_csv(folder / "split" / f"dataset{task}_X{part}.csv", dtype="string", keep_default_na=False)
    truth = pd.read_csv(folder / "split" / f"dataset{task}_y{part}.csv")
    codes = [code for code in truth.columns if code not in drop]
    rows = []
    for code in codes:
        name, _, definition = book.get(code, f"Code {code}: Code {code}").partition(": ")
        rows.append({c.CODE: code, c.THEME: name, c.DEFINITION: definition or name})
    return LabelledSet(
        f"anes {task} {part}", list(texts["verbatim"]), CodeFrame.from_rows(rows), truth[codes].to_numpy(float)
    )


def fft(*, labelled: bool = False) -> tuple[pd.DataFrame, LabelledSet]:
    """Return the rows of the NHS Friends and Family set that DESIGN 8 keeps, and their labels.

    Rows that only say "labelling not possible" go, the first of each normalised text stays, labels with 40 or more
    positives stay. `labelled` also drops the rows (6 %) that then carry no label.
    """
    rows = pd.read_csv(
        SHARED / "nhs_fft" / "v6framework_230831.csv", dtype="string", keep_default_na=False, encoding="utf-8-sig"
    )
    first = list(rows.columns).index("Organisation & efficiency")
    labels = (rows.iloc[:, first:] == "1").astype(int)
    only = (labels["Labelling not possible"] == 1) & (labels.sum(axis=1) == 1)
    normal = rows["FFT answer"].map(_normal)
    kept = ~only & (normal != "")
    kept &= ~normal[kept].duplicated().reindex(rows.index, fill_value=True)
    rows, labels = rows[kept].reset_index(drop=True), labels[kept].reset_index(drop=True)
    codes = [name for name in labels.columns if name != "Labelling not possible" and labels[name].sum() >= 40]
    if labelled:
        some = labels[codes].any(axis=1)
        rows, labels = rows[some].reset_index(drop=True), labels[some].reset_index(drop=True)
    frame = CodeFrame.from_rows(
        [{c.CODE: n, c.THEME: n, c.DEFINITION: FFT_FRAME[n][0], c.CUES: FFT_FRAME[n][1]} for n in codes], "nhs_fft"
    )
    asked = list(rows["FFT question"].fillna(""))
    return rows, LabelledSet("nhs fft", list(rows["FFT answer"]), frame, labels[codes].to_numpy(float), asked)


def fft_split(rows: pd.DataFrame, seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows of train and test: 75/25 by respondent."""
    from sklearn.model_selection import GroupShuffleSplit

    split = GroupShuffleSplit(1, test_size=0.25, random_state=seed)
    train, test = next(split.split(rows, groups=rows["Respondent ID"].to_numpy(object)))
    return train, test


def gambling(question: int) -> LabelledSet:
    """Return a question of ThemeFinder's evaluation set with its 13 themes as they are published."""
    folder = SHARED / "themefinder_gambling"
    coded = folder / "outputs" / "mapping" / "2025-07-22" / f"question_part_{question}"
    themes = json.loads((coded / "themes.json").read_text(encoding="utf-8"))
    answers = _json_lines(folder / "inputs" / f"question_part_{question}" / "responses.jsonl")
    found = {row["response_id"]: row["labels"] for row in _json_lines(coded / "mapping.jsonl")}
    rows = [{c.CODE: t["topic_id"], c.THEME: t["topic_label"], c.DEFINITION: t["topic_description"]} for t in themes]
    truth = np.array([[float(t["topic_id"] in found[a["response_id"]]) for t in themes] for a in answers])
    return LabelledSet(f"gambling {question}", [a["response"] for a in answers], CodeFrame.from_rows(rows), truth)


def example() -> LabelledSet:
    """Return the shipped example as a run sees it, with what its writer coded; an answer without any has no theme."""
    from feedback_nlp.config import Consultation
    from feedback_nlp.steps import prepare, read_frame, read_responses
    from feedback_nlp.tag import read_coded

    folder = ROOT / "data" / "mid_and_south_essex"
    consultation = Consultation.load(folder)
    answers = prepare(read_responses(consultation), consultation).answers
    frame = read_frame(consultation)
    assert frame is not None
    gold = read_coded(folder / "gold.csv", answers, frame).labels
    truth = pd.crosstab(gold[c.RESPONSE_ID], gold[c.CODE]).clip(upper=1)
    table = truth.reindex(index=answers[c.RESPONSE_ID], columns=list(frame.codes), fill_value=0)
    return LabelledSet("example", list(answers[c.TEXT]), frame, table.to_numpy(float), list(answers[c.QUESTION]))


def _json_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _normal(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", unicodedata.normalize("NFKC", text).lower()).split())


def tables(texts: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the answers and segments that `prepare` would make of texts, response ids in their order."""
    from feedback_nlp.prepare.normalise import normalise
    from feedback_nlp.prepare.segments import segments

    ids = [f"{i:06d}/q" for i in range(len(texts))]
    answers = pd.DataFrame({c.RESPONSE_ID: ids, c.TEXT: [normalise(t) for t in texts]}, dtype="string")
    return answers, segments(answers)


def encoder() -> Any:
    """Return the shipped encoder; ``FEEDBACK_NLP_BENCH_CACHE`` names a folder to keep vectors in between runs."""
    from feedback_nlp.represent import load_encoder

    cache = os.environ.get("FEEDBACK_NLP_BENCH_CACHE")
    return load_encoder(cache_dir=Path(cache) if cache else None)
