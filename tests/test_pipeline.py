"""The whole way, on a part of the invented example: what must hold of every run."""

import csv
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from feedback_nlp import columns, pipeline, training
from feedback_nlp.config import Consultation
from feedback_nlp.console import describe_run
from feedback_nlp.errors import ConfigError, DataError, FeedbackError, OutputError
from feedback_nlp.pipeline import report_again, run

N_ROWS = 90
PUBLISHED = ("themes.xlsx", "themes.ods", "report.html", "report.docx")

Rows = list[list[str]]


@pytest.fixture(scope="module")
def part(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Path:
    """Return a consultation with every fourth respondent of the example, and all of the campaign's end.

    Without types of respondent: to hide small numbers of areas and types at once takes most of the time of a run, and
    is tested in `aggregate`.
    """
    folder = tmp_path_factory.mktemp("part")
    for name in ("areas.csv", "codeframe.csv", "consultation.toml"):
        shutil.copy2(example / name, folder / name)
    toml = (folder / "consultation.toml").read_text(encoding="utf-8")
    toml = "\n".join(line for line in toml.splitlines() if not line.startswith("respondent_type"))
    (folder / "consultation.toml").write_text(toml, encoding="utf-8")
    with (example / "responses.csv").open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    write_rows(folder, [heading, *rows[:30], *rows[30 :: len(rows) // (N_ROWS - 30)][: N_ROWS - 30]])
    return folder


def write_rows(folder: Path, rows: Rows) -> None:
    with (folder / "responses.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def read_rows(folder: Path) -> Rows:
    with (folder / "responses.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def changed(part: Path, folder: Path, change: Callable[[Rows], Rows] = lambda rows: rows) -> Consultation:
    """Return the consultation in a folder of its own, with its rows changed."""
    shutil.copytree(part, folder, dirs_exist_ok=True)
    write_rows(folder, change(read_rows(part)))
    return Consultation.load(folder)


def hiding_nothing(consultation: Consultation) -> Consultation:
    """Return it without hiding small numbers, which takes most of a run's time: for where they are not in question."""
    return consultation.model_copy(update={"privacy": consultation.privacy.model_copy(update={"threshold": 1})})


TOLD: list[tuple[str, int, int]] = []


@pytest.fixture(scope="module")
def finished(part: Path, tmp_path_factory: pytest.TempPathFactory) -> pipeline.Run:
    out = tmp_path_factory.mktemp("results") / "out"
    return run(part, out, cache=False, progress=lambda *said: TOLD.append(said))


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_every_promised_file_is_there(finished: pipeline.Run) -> None:
    assert finished.folder
    there = files(finished.folder)
    expected = {*PUBLISHED, "coding.xlsx", "ledger.csv", "run.json", "unmatched.csv", "tables/labels.csv"}
    assert expected | {"tables/themes_by_area.csv", "tables/themes_by_area.parquet"} <= there.keys()


@pytest.mark.usefixtures("finished")
def test_while_small_numbers_are_hidden_it_is_told_how_far_it_is() -> None:
    told = [(done, total) for step, done, total in TOLD if step == "aggregate"]
    assert told[0] == (0, 0)
    assert len(told) > 1
    assert told[-1][0] == told[-1][1] > 0


def test_a_second_run_gives_the_same_bytes(finished: pipeline.Run, part: Path, tmp_path: Path) -> None:
    again = run(part, tmp_path / "out", cache=False)
    assert finished.folder
    assert again.folder
    one, other = files(finished.folder), files(again.folder)
    assert one.keys() == other.keys()
    assert [name for name in one if name != "run.json" and one[name] != other[name]] == []


def test_the_ledger_has_every_row_and_question_once(finished: pipeline.Run, part: Path) -> None:
    ledger = finished.prepared.ledger
    assert len(ledger) == (len(read_rows(part)) - 1) * 3
    assert not ledger.duplicated([columns.SOURCE_FILE, columns.SOURCE_ROW, columns.QUESTION]).any()
    assert set(ledger[columns.STATE]) <= set(columns.STATES)
    assert (ledger[columns.STATE] == "analysed").sum() == len(finished.prepared.answers)


def test_row_order_does_not_change_what_is_published(finished: pipeline.Run, part: Path, tmp_path: Path) -> None:
    def shuffle(rows: Rows) -> Rows:
        body = rows[1:]
        random.Random(3).shuffle(body)
        return [rows[0], *body]

    other = run(changed(part, tmp_path / "c", shuffle), None, cache=False)
    for name, table in finished.summary.tables.items():
        if name != "qa_log":  # it names the hash of the input file
            pd.testing.assert_frame_equal(table.frame, other.summary.tables[name].frame, obj=name)


def test_evidence_and_quotes_are_words_of_the_redacted_answer(finished: pipeline.Run) -> None:
    texts = finished.prepared.answers.set_index(columns.RESPONSE_ID)[columns.TEXT]
    spans = finished.labels.dropna(subset=[columns.START])
    assert len(spans) > 50
    for row in spans.itertuples():
        assert texts[row.response_id][row.start : row.end].strip()
    quotes = finished.summary.tables["quotes"].frame
    assert len(quotes) > 5
    assert all(any(quote in text for text in texts) for quote in quotes["text"])


def test_nothing_that_was_redacted_is_in_any_file(part: Path, tmp_path: Path) -> None:
    canary = {"name": "Zebedee Quackenbush", "mail": "zq@example.org", "phone": "01632 960123", "nhs": "999 000 0018"}

    def plant(rows: Rows) -> Rows:
        cell = rows[0].index("How can we keep a strong local focus?")
        who = f"I am Mr {canary['name']}, write to {canary['mail']} or ring {canary['phone']}"
        words = f"{who}, NHS number {canary['nhs']}."
        rows[-1][cell] = words + " Keep the local committee, they know this town."
        return [rows[0], *rows[-12:]]

    found = run(changed(part, tmp_path / "c", plant), tmp_path / "out", cache=False)
    planted = finished_text(found)
    assert "[name]" in planted
    assert "[phone]" in planted
    for name, content in unpacked(tmp_path / "out").items():
        for kind, words in canary.items():
            for word in [words, *(words.split() if kind == "name" else [])]:
                assert word.encode() not in content, f"{kind} in {name}"


def finished_text(found: pipeline.Run) -> str:
    return "\n".join(found.prepared.answers[columns.TEXT])


def unpacked(folder: Path) -> dict[str, bytes]:
    """Return every file, and every file inside a zipped one."""
    import zipfile

    content = files(folder)
    for name in list(content):
        if zipfile.is_zipfile(folder / name):
            with zipfile.ZipFile(folder / name) as archive:
                content |= {f"{name}/{inner}": archive.read(inner) for inner in archive.namelist()}
    for name in [name for name in content if name.endswith(".parquet")]:
        content[name] = pd.read_parquet(folder / name).to_csv().encode()
    return content


def test_a_run_can_be_checked_and_rendered_again(finished: pipeline.Run, part: Path, tmp_path: Path) -> None:
    assert finished.folder
    consultation = Consultation.load(part)
    assert pipeline.compare(consultation, finished.folder) == []
    copy = tmp_path / "copy"
    shutil.copytree(finished.folder, copy)
    (copy / "report.html").write_text("spoiled")
    (copy / "ledger.csv").write_text("edited by a person")
    (copy / "notes.txt").write_text("a person's own")
    report_again(copy)
    # What a person changed or added is not taken for ours, so that a later run keeps it.
    was, now = (json.loads((folder / "run.json").read_text(encoding="utf-8")) for folder in (finished.folder, copy))
    assert now["outputs"] == was["outputs"]
    assert (copy / "ledger.csv").read_text() == "edited by a person"
    before, after = files(finished.folder), files(copy)
    assert [name for name in PUBLISHED if before[name] != after[name]] == []
    write_rows(tmp_path / "copy", read_rows(part)[:-1])
    other = changed(part, tmp_path / "c", lambda rows: rows[:-1])
    assert [line.split(":")[0] for line in pipeline.compare(other, finished.folder)] == ["file responses.csv"]


@pytest.mark.parametrize("keep", [0, 1], ids=["no row", "one row"])
def test_hardly_any_answers_give_a_complete_workbook(part: Path, tmp_path: Path, keep: int) -> None:
    found = run(changed(part, tmp_path / "c", lambda rows: rows[: 1 + keep * 5][:: 5 if keep else 1]), tmp_path / "out")
    assert len(found.prepared.ledger) == 3 * len(found.reading.ledger) // 3
    assert {*PUBLISHED} <= files(tmp_path / "out").keys()
    assert len(found.summary.tables["areas"].frame) >= 5


def test_overlaps_and_people_counted_twice_are_listed_for_the_team_alone(part: Path, tmp_path: Path) -> None:
    folder = tmp_path / "own"

    def twice(rows: Rows) -> Rows:
        return [*rows, *([f"again {row[0]}", "", *row[2:]] for row in rows[31:38])]

    consultation = hiding_nothing(changed(part, folder, twice))
    frame = (folder / "codeframe.csv").read_text(encoding="utf-8")
    (line,) = [line for line in frame.splitlines() if line.startswith("ENGAGEMENT,")]
    copied = line.replace("ENGAGEMENT,", "TWIN,", 1).replace(",Listen through", ",Listen too through", 1)
    copied = copied.replace("Ask, and then", "Ask Mr Zebedee Quackenbush, and then", 1)
    (folder / "codeframe.csv").write_text(f"{frame}{copied}\n", encoding="utf-8")
    found = run(consultation, tmp_path / "out", cache=False)

    book = openpyxl.load_workbook(tmp_path / "out" / "coding.xlsx")
    same = list(book["same_people"].iter_rows(min_row=2, values_only=True))
    assert [(one[0], one[3]) for one in same if one[0].startswith("again ")] == [
        (f"again {one}", one) for one in sorted(one[3] for one in same if one[0].startswith("again "))
    ]
    assert len(same) >= 4
    pairs = [row[:5] for row in book["overlaps"].iter_rows(min_row=2, values_only=True)]
    assert {"ENGAGEMENT", "TWIN"} in [{row[0], row[3]} for row in pairs]

    screen = describe_run(found)
    assert f"Check: {len(same)} respondents seem to have responded before, under another id (" in screen
    assert "Look at these definitions" in screen
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    log = found.summary.tables["qa_log"].frame
    (said,) = log.loc[log["check"] == "Nobody is counted twice", "evidence"]
    assert said.startswith("Some respondents gave the same answers")
    assert said in page
    assert "definitions" not in page
    # What a code frame quotes of people is redacted where it is printed.
    examples = found.summary.tables["codebook"].frame.set_index("code")["examples"]
    assert "Ask Mr [name], and then write back" in examples["TWIN"]
    assert "Ask, and then write back" in examples["ENGAGEMENT"]
    assert "Quackenbush" not in page


def test_an_area_nobody_chose_is_a_row(part: Path, tmp_path: Path) -> None:
    consultation = changed(part, tmp_path / "c", lambda rows: [rows[0], *rows[-12:]])
    with (tmp_path / "c" / "areas.csv").open("a", encoding="utf-8") as file:
        file.write("\nIsle of Nowhere,X99,1200,,\n")
    found = run(consultation, None)
    areas = found.summary.tables["areas"].frame.set_index("area")
    # A nought may be hidden, so that a small area beside it cannot be found by subtraction.
    assert areas.loc["Isle of Nowhere", "respondents"] in (0, "[c]")


def test_without_a_frame_there_are_topics_and_no_themes(part: Path, tmp_path: Path) -> None:
    consultation = changed(part, tmp_path / "c")
    text = (tmp_path / "c" / "consultation.toml").read_text(encoding="utf-8")
    (tmp_path / "c" / "consultation.toml").write_text(text.replace('frame = "codeframe.csv"', ""), encoding="utf-8")
    found = run(Consultation.load(consultation.path), tmp_path / "out")
    assert len(found.labels) == 0
    assert found.discovery is not None
    assert len(found.discovery.topics) > 1


def test_topic_words_keep_to_the_number_that_rounding_implies(
    part: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    consultation = changed(part, tmp_path / "c", lambda rows: rows[:8])
    rounding = consultation.model_copy(update={"privacy": consultation.privacy.model_copy(update={"rounding": True})})
    asked: list[int] = []

    def nothing(topics: pd.DataFrame, answers: pd.DataFrame, *, threshold: int) -> pd.DataFrame:
        asked.append(threshold)
        return columns.empty("topics")

    monkeypatch.setattr(pipeline, "publishable_topics", nothing)
    run(rounding, tmp_path / "out")
    assert asked == [8]


def repeated(rows: Rows) -> Rows:
    return [*rows, [rows[1][0], *rows[2][1:]]]


def renamed(rows: Rows) -> Rows:
    return [[heading.replace("local focus", "local foccus") for heading in rows[0]], *rows[1:]]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (repeated, "the same respondent id"),
        (renamed, "How can we keep a strong local foccus?"),
    ],
)
def test_a_wrong_export_is_refused_and_earlier_results_stay(
    part: Path, tmp_path: Path, change: Callable[[Rows], Rows], words: str
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "run.json").write_text("{}")
    (tmp_path / "out" / "themes.xlsx").write_text("earlier")
    with pytest.raises(FeedbackError, match=words.replace("?", r"\?")):
        run(changed(part, tmp_path / "c", change), tmp_path / "out")
    assert files(tmp_path / "out") == {"run.json": b"{}", "themes.xlsx": b"earlier"}


def test_a_type_of_respondent_has_one_spelling(tmp_path: Path) -> None:
    rows = ["Response ID,Responding as,What do you think of the plan?"]
    said = ["A resident", "a resident", "A RESIDENT ", "A resident", "Staff", "All types", ""]
    rows += [f"{i},{one},I like plan number {i} very much" for i, one in enumerate(said, start=1)]
    (tmp_path / "e.csv").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "c.toml").write_text(
        '[consultation]\ntitle = "T"\n[[sources]]\nfiles = ["e.csv"]\nrespondent_id = "Response ID"\n'
        'respondent_type = "Responding as"\nquestions = { plan = "What do you think of the plan?" }\n',
        encoding="utf-8",
    )
    responses = pipeline.read_responses(Consultation.load(tmp_path / "c.toml")).responses
    assert responses["respondent_type"].fillna("-").tolist() == [*["A resident"] * 4, "Staff", "-", "-"]


def test_a_folder_of_somebody_else_is_refused_before_the_work(part: Path, tmp_path: Path) -> None:
    shutil.copytree(part, tmp_path / "c")
    consultation = Consultation.load(tmp_path / "c")
    (tmp_path / "c" / "responses.csv").unlink()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.docx").touch()
    with pytest.raises(OutputError, match=r"holds files that are not results of a run \(no run.json\)"):
        pipeline.run(consultation, tmp_path / "mine")
    with pytest.raises(OutputError, match=r"holds files that are not results of a run \(no card.json\)"):
        training.train(consultation, part / "gold.csv", tmp_path / "mine")


def test_faults_of_frame_areas_and_export_come_together(part: Path, tmp_path: Path) -> None:
    consultation = changed(part, tmp_path / "c", renamed)
    (tmp_path / "c" / "areas.csv").write_text("area,population\nA,many\nA,3\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        pipeline.read_responses(consultation)
    assert "local foccus" in str(caught.value)
    assert '"many"' in str(caught.value)
    (tmp_path / "c" / "codeframe.csv").write_text("code,theme,definition\nA,One,\nA,Two,two\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="A"):
        run(consultation, tmp_path / "out")


def test_another_language_is_not_tagged_as_if_it_were_english(part: Path, tmp_path: Path) -> None:
    spanish = [
        "Me parece que la política de acceso abierto es necesaria para que todos puedan leer los resultados.",
        "No estoy de acuerdo con que las revistas cobren por publicar lo que ya pagamos con nuestros impuestos.",
        "Sería bueno que los datos de las investigaciones estuvieran disponibles desde el primer día.",
    ]

    def translate(rows: Rows) -> Rows:
        cell = rows[0].index("How can we keep a strong local focus?")
        return [
            rows[0],
            *([*row[: cell - 1], spanish[i % 3] + f" {i}", "", "", *row[cell + 2 :]] for i, row in enumerate(rows[1:])),
        ]

    consultation = changed(part, tmp_path / "c", translate)
    with pytest.raises(DataError, match=r'Spanish.*language = "en"'):
        run(consultation, tmp_path / "out")
    path = tmp_path / "c" / "consultation.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[consultation]", '[consultation]\nlanguage = "es"'), encoding="utf-8")
    found = run(Consultation.load(path), tmp_path / "out")
    assert json.loads((tmp_path / "out" / "run.json").read_text())["models"]["encoder"].startswith("words of the")
    assert len(found.labels) == 0
