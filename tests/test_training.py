"""From coded answers to a model, to a run with it, on a part of the invented example; and what is refused."""

import csv
import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from feedback_nlp import columns as c
from feedback_nlp import console, evaluation, pipeline, training
from feedback_nlp.config import Consultation
from feedback_nlp.errors import ConfigError, DataError, OutputError
from feedback_nlp.networks import networks_for

N_ROWS = 50
MODEL_FILES = ["card.json", "card.md", "frame.json", "tagger.skops"]


@pytest.fixture(scope="module")
def part(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Path:
    """Return a consultation with some respondents of the example; topics, redaction and hiding are not in question."""
    folder = tmp_path_factory.mktemp("part")
    for name in ("areas.csv", "codeframe.csv", "consultation.toml", "gold.csv"):
        shutil.copy2(example / name, folder / name)
    toml = (folder / "consultation.toml").read_text(encoding="utf-8")
    toml = toml.replace("redact = true", "redact = false").replace("threshold = 5", "threshold = 1")
    (folder / "consultation.toml").write_text(toml + "\n[topics]\ndiscover = false\n", encoding="utf-8")
    with (example / "responses.csv").open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    with (folder / "responses.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, *rows[:: len(rows) // N_ROWS]])
    return folder


@pytest.fixture(scope="module", autouse=True)
def same_networks() -> Iterator[None]:
    """Let every step use the same networks, which remember: to read the frame anew takes most of the time."""
    networks = networks_for(cache=False)
    with pytest.MonkeyPatch.context() as patch:
        for module in (training, evaluation, pipeline):
            patch.setattr(module, "networks_for", lambda *args, **more: networks)
        yield


@pytest.fixture(scope="module")
def model(part: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "mse"
    training.train(Consultation.load(part), part / "gold.csv", folder, cache=False)
    return folder


@pytest.fixture(scope="module")
def found(part: Path, model: Path, tmp_path_factory: pytest.TempPathFactory) -> pipeline.Run:
    return pipeline.run(part, tmp_path_factory.mktemp("results") / "out", model=model, cache=False)


def test_a_model_is_a_folder_that_says_how_well_it_does(part: Path, model: Path) -> None:
    assert sorted(path.name for path in model.iterdir()) == MODEL_FILES
    assert [path.name for path in model.parent.iterdir()] == ["mse"], "nothing half-written is left beside it"
    card = json.loads((model / "card.json").read_text(encoding="utf-8"))
    assert card["answers"] > 80
    assert card["wording"].keys() == {"benefits_risks", "local_focus", "anything_else"}
    assert card["encoder"].startswith("minilm-l6-v2 ")
    assert len(card["date"]) == 10
    with (part / "gold.csv").open(encoding="utf-8") as file:
        coded = {row["code"] for row in csv.DictReader(file)}
    assert {row["code"] for row in card["figures"] if row["n"]} - {"all themes", "mean of themes"} <= coded


def test_a_run_with_it_says_so_everywhere(found: pipeline.Run, model: Path) -> None:
    assert set(found.labels[c.SOURCE]) == {"model"}
    assert len(found.labels) > 30
    assert found.folder
    card = json.loads((model / "card.json").read_text(encoding="utf-8"))
    manifest = json.loads((found.folder / "run.json").read_text(encoding="utf-8"))
    assert manifest["models"]["tagger"] == card["model_sha256"]
    n_marked = int(found.labels[c.FOR_A_PERSON].sum())
    assert manifest["counts"] | {"ledger": {}} == {
        "ledger": {},
        "tags": len(found.labels),
        "tags_for_a_person": n_marked,
    }
    heading, *rows = openpyxl.load_workbook(found.folder / "coding.xlsx")["labels"].iter_rows(values_only=True)
    at = heading.index("for_a_person")
    assert {row[at] for row in rows} <= {"for a person", None}
    assert sum(row[at] == "for a person" for row in rows) == n_marked
    log = found.summary.tables["qa_log"].frame.set_index("check")["evidence"]
    assert str(log["Tags by a trained model"]).startswith(f"trained on {card['answers']} coded answers; on answers")
    assert card["sure_precision"] is None
    assert n_marked == len(found.labels)
    assert str(log["Tags for a person to check"]).startswith("all: too few answers were coded")
    assert list(pd.read_csv(found.folder / "tables" / "labels.csv").columns[-3:]) == [
        "for_a_person",
        "respondent_id",
        "question",
    ]


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (-0.04, 0.02, "No clear gain over the code frame alone: F1 -0.01 (-0.04 to +0.02). Code more answers before"),
        (-0.04, -0.01, "Worse than the code frame alone: F1 -0.01 (-0.04 to -0.01). Do not use it; code more answers"),
        (0.01, 0.04, None),
    ],
)
def test_the_screen_warns_of_a_model_that_is_no_better(
    found: pipeline.Run, low: float, high: float, said: str | None
) -> None:
    card = {**(found.card or {}), "gain": {"f1": -0.01, "f1_low": low, "f1_high": high}}
    screen = console.describe_run(replace(found, card=card))
    if said:
        assert f"\nCheck: the trained model. {said}" in screen
    else:
        assert "Check: the trained model" not in screen
    assert "Check: the trained model" not in console.describe_run(replace(found, card=None))


def test_a_run_claims_nothing_for_questions_that_nobody_coded(
    found: pipeline.Run, part: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heading, *rows = (part / "gold.csv").read_text(encoding="utf-8").splitlines()
    sheet = tmp_path / "one.csv"
    sheet.write_text("\n".join([heading, *(row for row in rows if ",benefits_risks," in row)]) + "\n", encoding="utf-8")
    training.train(Consultation.load(part), sheet, tmp_path / "model", cache=False)
    # So few coded answers show no certainty; here every tag has enough.
    opened = training.open_model

    def certain(*args: object) -> object:
        tagger = opened(*args)  # type: ignore[arg-type]
        tagger.classifier.sure_ = 0.0
        return tagger

    monkeypatch.setattr(pipeline, "open_model", certain)
    run = pipeline.run(part, tmp_path / "out", model=tmp_path / "model", cache=False)
    asked = run.labels.merge(run.prepared.answers[[c.RESPONSE_ID, c.QUESTION]], on=c.RESPONSE_ID)
    never = run.card["codes_never_coded"] if run.card else []
    assert set(asked.loc[asked[c.CODE].isin(never), c.FOR_A_PERSON]) == {True}
    marked = asked[~asked[c.CODE].isin(never)].groupby(c.QUESTION)[c.FOR_A_PERSON].agg(["min", "max"])
    assert {str(key): tuple(row) for key, row in marked.iterrows()} == {
        "anything_else": (True, True),
        "benefits_risks": (False, False),
        "local_focus": (True, True),
    }
    said = (
        "was coded: tags there rest on what was learnt at other questions and on the code frame. How often they are "
        "right was not measured, so all of them are marked for a person to check."
    )
    named = (
        'No answer to local_focus ("How can we keep a strong local focus?") or anything_else ("Is there anything else '
        f'you would like to tell us?") {said}'
    )
    log = run.summary.tables["qa_log"].frame.set_index("check")["evidence"]
    assert log["Questions without coded answers"] == named
    assert run.summary.notes["machine"].endswith(f" and are not printed. {named}")
    screen = console.describe_run(run)
    assert f"\nCheck: No answer to local_focus or anything_else {said}\n" in screen
    page = openpyxl.load_workbook(tmp_path / "out" / "coding.xlsx")["read_me"]
    assert page.cell(page.max_row, 1).value == f"No answer to local_focus or anything_else {said}"
    # Where all questions were coded, nothing of it.
    assert "Questions without coded answers" not in found.summary.tables["qa_log"].frame["check"].tolist()
    assert found.summary.notes["machine"].endswith("and are not printed.")
    assert "No answer to" not in console.describe_run(found)


@pytest.mark.parametrize("use", ["run", "evaluate"])
def test_what_is_asked_now_is_told_to_the_model(part: Path, monkeypatch: pytest.MonkeyPatch, use: str) -> None:
    class Told(Exception):
        pass

    class Model:
        def for_questions(self, wording: dict[str, str]) -> None:
            raise Told(wording["local_focus"])

    for module in (pipeline, evaluation):
        monkeypatch.setattr(module, "open_model", lambda *_: Model())
    ways = {
        "run": lambda: pipeline.run(part, model="m", cache=False),
        "evaluate": lambda: evaluation.evaluate(Consultation.load(part), part / "gold.csv", "m", cache=False),
    }
    with pytest.raises(Told, match="How can we keep a strong local focus"):
        ways[use]()


def test_check_opens_a_model(part: Path, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from feedback_nlp.cli import check

    check(part / "consultation.toml", model=model)
    assert capsys.readouterr().out.endswith(f"Model: {model} fits this code frame and what is installed here.\n")
    with pytest.raises(ConfigError, match="holds no trained tagger"):
        check(part / "consultation.toml", model=tmp_path)


def test_the_same_run_again_needs_the_same_model(found: pipeline.Run, part: Path, model: Path) -> None:
    consultation, folder = Consultation.load(part), found.folder
    assert folder
    assert pipeline.compare(consultation, folder, model=model) == []
    digest = found.inputs.models["tagger"][:12]
    assert pipeline.compare(consultation, folder) == [
        f"model tagger: the run was made with model {digest}; name its folder with --model"
    ]


def test_figures_come_from_answers_that_the_model_has_not_seen(part: Path, model: Path, tmp_path: Path) -> None:
    consultation = Consultation.load(part)
    with pytest.raises(DataError, match=r"learnt from all \d+ of these coded answers"):
        evaluation.evaluate(consultation, part / "gold.csv", model, cache=False)
    alone = evaluation.evaluate(consultation, part / "gold.csv", cache=False)
    n_answers = json.loads((model / "card.json").read_text(encoding="utf-8"))["answers"]
    assert (alone.n_answers, alone.n_seen) == (n_answers, 0)
    assert alone.by_question[c.QUESTION].tolist() == ["benefits_risks", "local_focus", "anything_else"]
    assert alone.by_question[[c.ANSWERS, "n"]].sum().tolist() == [
        n_answers,
        alone.figures.set_index(c.CODE)["n"]["all themes"],
    ]
    # The model's own card says the same of the code frame alone.
    card = json.loads((model / "card.json").read_text(encoding="utf-8"))
    micro = alone.figures.set_index(c.CODE).loc["all themes"]
    assert micro["f1"] == pytest.approx(next(r["f1"] for r in card["frame_alone"] if r["code"] == "all themes"))
    changed = tmp_path / "c"
    shutil.copytree(part, changed)
    with (changed / "responses.csv").open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    cell = heading.index("How can we keep a strong local focus?")
    rows = [[*row[:cell], row[cell] and row[cell] + " Thank you.", *row[cell + 1 :]] for row in rows]
    with (changed / "responses.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, *rows])
    fresh = evaluation.evaluate(Consultation.load(changed), part / "gold.csv", model, cache=False)
    assert fresh.n_answers + fresh.n_seen >= n_answers
    assert 0 < fresh.n_answers < n_answers
    # Beside the code frame alone, on the same answers.
    assert alone.gain is None
    assert fresh.gain is not None
    micro, others = (
        one.set_index(c.CODE).loc["all themes", ["n", "f1"]].tolist() for one in (fresh.figures, fresh.frame_alone)
    )
    assert micro[0] == others[0]
    assert fresh.gain["f1"] == pytest.approx(micro[1] - others[1])


def test_the_frame_alone_is_measured_as_in_a_run(
    part: Path, found: pipeline.Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heading, *rows = (part / "gold.csv").read_text(encoding="utf-8").splitlines()
    few = tmp_path / "few.csv"
    analysed = set(found.prepared.answers[c.RESPONSE_ID])
    known = [row for row in rows if "/".join(row.split(",")[:2]) in analysed]
    few.write_text("\n".join([heading, *known[:40]]) + "\n", encoding="utf-8")
    tagged: list[set[str]] = []

    def recording(module: object) -> None:
        was = module.tag  # type: ignore[attr-defined]

        def tag(first: object, *args: object, **more: object) -> pd.DataFrame:
            answers = getattr(first, "answers", first)
            tagged.append(set(answers[c.RESPONSE_ID]))
            return was(first, *args, **more)

        monkeypatch.setattr(module, "tag", tag)

    recording(evaluation)
    recording(import_module("feedback_nlp.tag.trained"))
    measured = evaluation.evaluate(Consultation.load(part), few, cache=False)
    training.train(Consultation.load(part), few, tmp_path / "model", cache=False)
    # What others say has a part in what the frame finds, so all answers are tagged, and the coded ones are measured.
    assert tagged == [analysed, analysed]
    assert 10 <= measured.n_answers < len(analysed)


def refused(consultation: Consultation, model: Path, out: Path) -> str:
    with pytest.raises(ConfigError) as error:
        pipeline.run(consultation, out, model=model, cache=False)
    assert not out.exists()
    return str(error.value)


def test_a_model_that_does_not_fit_is_refused_before_anything_is_read(part: Path, model: Path, tmp_path: Path) -> None:
    changed = tmp_path / "c"
    shutil.copytree(part, changed)
    frame = (changed / "codeframe.csv").read_text(encoding="utf-8")
    (changed / "codeframe.csv").write_text(frame.replace("lose local focus", "lose our focus", 1), encoding="utf-8")
    (changed / "responses.csv").unlink()
    spoiled = tmp_path / "m"
    shutil.copytree(model, spoiled)
    with (spoiled / "tagger.skops").open("ab") as file:
        file.write(b"x")
    said = refused(Consultation.load(changed), spoiled, tmp_path / "out").split("\n")
    assert [line.split(" ")[3:8] for line in said[1:]] == [
        ["tagger.skops", "is", "not", "the", "file"],
        ["it", "was", "trained", "with", "version"],
    ]
    assert "same codes, other words" in said[2]
    toml = (changed / "consultation.toml").read_text(encoding="utf-8")
    (changed / "consultation.toml").write_text(toml.replace('frame = "codeframe.csv"', ""), encoding="utf-8")
    assert "names no code frame" in refused(Consultation.load(changed), model, tmp_path / "out")
    (changed / "consultation.toml").write_text(toml.replace("[consultation]", '[consultation]\nlanguage = "es"'))
    with pytest.raises(DataError, match="trained on English answers only"):
        training.train(Consultation.load(changed), part / "gold.csv", tmp_path / "new")


def test_a_failed_training_leaves_the_earlier_model_and_other_files_alone(
    part: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "m"
    shutil.copytree(model, kept)
    (kept / "notes.txt").write_text("why we did this")
    before = {path.name: path.read_bytes() for path in kept.iterdir()}
    tagger = training.open_model(model, Consultation.load(part), networks_for(cache=False))
    # By its module: in the front door, `tag` is the function.
    monkeypatch.setattr(import_module("feedback_nlp.tag.trained"), "train", lambda *args, **more: tagger)

    def fails(*args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(sys.modules["feedback_nlp.tag.store"], "as_markdown", fails)
        with pytest.raises(OutputError, match="cannot be written"):
            training.train(Consultation.load(part), part / "gold.csv", kept, cache=False)
    assert {path.name: path.read_bytes() for path in kept.iterdir()} == before
    training.train(Consultation.load(part), part / "gold.csv", kept, cache=False)
    assert sorted(path.name for path in kept.iterdir()) == [*MODEL_FILES[:3], "notes.txt", MODEL_FILES[3]]
    with pytest.raises(OutputError, match=r"no card\.json"):
        training.train(Consultation.load(part), part / "gold.csv", part, cache=False)
