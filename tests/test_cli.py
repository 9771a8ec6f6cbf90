"""The command line: what it says, what it returns, and that it never shows a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from feedback_nlp import cli
from feedback_nlp.config import Consultation

CSV = (
    "ID,Where do you live?,What do you think of the bus plan?\n"
    "1,North,The buses must run on Sundays as well because people work on Sundays.\n"
    "2,South,I am worried that the fares will go up and nobody will say so.\n"
    "3,North,\n"
)
TOML = """
[consultation]
title = "Buses / 2026"
[[sources]]
files = ["answers.csv"]
respondent_id = "ID"
area = "Where do you live?"
[sources.questions]
plan = "What do you think of the bus plan?"
"""
VERBS = ("init", "check", "run", "discover", "train", "evaluate", "report", "demo")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "answers.csv").write_text(CSV, encoding="utf-8")
    (tmp_path / "consultation.toml").write_text(TOML, encoding="utf-8")
    return tmp_path


def call(
    *arguments: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["feedback-nlp", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_and_stands_in_the_readme(verb: str) -> None:
    shown = CliRunner().invoke(cli.app, [verb, "--help"])
    assert shown.exit_code == 0
    assert len(shown.stdout.splitlines()) > 4
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    assert f"feedback-nlp {verb}" in readme


def test_check_prints_layout_columns_and_ledger_and_writes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(folder.rglob("*"))
    code, out, _ = call("check", folder, monkeypatch=monkeypatch, capsys=capsys)
    assert code == 0
    assert "What do you think of the bus plan?" in out
    assert "3 answers asked for: 2 analysed, 1 blank." in out
    assert "fares" not in out
    assert sorted(folder.rglob("*")) == before


def test_check_says_which_rows_seem_to_be_of_one_person(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    again = CSV.splitlines()[1].replace("1,", "4,", 1)
    (folder / "answers.csv").write_text(f"{CSV}{again}\n", encoding="utf-8")
    _, out, _ = call("check", folder, monkeypatch=monkeypatch, capsys=capsys)
    assert "Check: 1 respondent seems to have responded before, under another id (" in out
    assert "\n  answers.csv: row 5 as row 2: the same answers and details\n" in out


def test_check_shows_no_name_that_somebody_typed_as_an_area(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "areas.csv").write_text("area\nHull\n", encoding="utf-8")
    said = (
        CSV.replace("2,South", "2,Hornsea")
        .replace("3,North,", "3,Margaret Ellerby,Quite good")
        .replace("North", "hull")
    )
    (folder / "answers.csv").write_text(said, encoding="utf-8")
    (folder / "consultation.toml").write_text(TOML + '[areas]\ntable = "areas.csv"\n', encoding="utf-8")
    _, out, _ = call("check", folder, monkeypatch=monkeypatch, capsys=capsys)
    assert "or leave it):\n  Hornsea (1)\n  [hidden] (1)\n" in out
    assert "Ellerby" not in out


def test_check_shows_how_consent_was_understood_and_no_name_typed_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = ["Yes"] * 3 + ["No"] * 2 + ["", "Margaret Ellerby says yes", *(f"{one} of it" for one in "abcdefghijklm")]
    heading = "I do not wish to be quoted"
    rows = [f"{i},{one},Longer answers about buses number {i}." for i, one in enumerate(said)]
    (folder / "answers.csv").write_text("\n".join([f"ID,{heading},Plan?", *rows]), encoding="utf-8")
    toml = TOML.replace('area = "Where do you live?"', f'consent = "{heading}"')
    (folder / "consultation.toml").write_text(
        toml.replace("What do you think of the bus plan?", "Plan?"), encoding="utf-8"
    )
    _, out, _ = call("check", folder, monkeypatch=monkeypatch, capsys=capsys)
    table = out.split("\n\nconsent ")[1].split("\n\n")[0].splitlines()
    assert [line.split() for line in table[2:5]] == [
        ["Refused:", "Yes", "3", "no"],
        ["May", "be", "quoted", "2", "yes"],
        ["Unclear:", "[name]", "says", "yes", "1", "no"],
    ]
    assert (len(table), table[-1]) == (18, "... and 2 more")
    assert f'"{heading}" is read as a refusal' in out
    assert "Ellerby" not in out


def test_check_names_the_areas_that_a_place_fits(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "areas.csv").write_text("area,aliases\nHull,\nYork,Acomb\nElsewhere,UK\n", encoding="utf-8")
    said = CSV.replace("1,North", '1,"Hull, UK"').replace("2,South", '2,"Hull, Acomb"').replace("3,North", "3,Whitby")
    (folder / "answers.csv").write_text(said, encoding="utf-8")
    (folder / "consultation.toml").write_text(TOML + '[areas]\ntable = "areas.csv"\n', encoding="utf-8")
    _, out, _ = call("check", folder, monkeypatch=monkeypatch, capsys=capsys)
    assert (
        "Said as an area, but not known as one (add an alias to the table of areas, or leave it):\n"
        "  Whitby (1)\n\n"
        "Said as an area, but fits more than one (make it an alias of one of them alone in the table of areas, or "
        "leave it):\n"
        "  Hull, Acomb (1): Hull; York\n"
    ) in out


FRAME = "code,theme,definition,cues\nBUS,Buses,Buses run,bus | fares\nCOST,Fares,Fares cost,fares\n"


@pytest.fixture
def framed(folder: Path) -> Path:
    (folder / "codeframe.csv").write_text(FRAME, encoding="utf-8")
    (folder / "consultation.toml").write_text(TOML + '[themes]\nframe = "codeframe.csv"\n', encoding="utf-8")
    return folder


def test_check_says_what_looks_like_a_slip_in_the_code_frame(
    framed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = call("check", framed, monkeypatch=monkeypatch, capsys=capsys)
    assert 'Check: The cue "fares" stands under BUS and COST: it cannot tell them apart.' in out


def test_evaluate_prints_and_writes_figures(
    framed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (framed / "gold.csv").write_text("ID,code\n1,BUS\n2,COST\n3,BUS\n", encoding="utf-8")
    arguments = ("evaluate", framed, "--coded", framed / "gold.csv", "--out", framed / "e.csv", "--no-cache")
    code, out, _ = call(*arguments, monkeypatch=monkeypatch, capsys=capsys)
    assert code == 0
    assert out.startswith(
        "Tags by the code frame alone, against 2 coded answers (95 % intervals in brackets).\nCheck: 1"
    )
    codes = [line.split(",")[:2] for line in (framed / "e.csv").read_text(encoding="utf-8").splitlines()]
    assert codes == [["code", "n"], ["BUS", "1"], ["COST", "1"], ["all themes", "2"], ["mean of themes", "2"]]


@pytest.mark.parametrize(("options", "printed"), [((), "Tags by the code frame"), (("--out", "e.csv"), "")])
def test_a_quiet_evaluate_gives_its_figures_somewhere(
    framed: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    printed: str,
) -> None:
    monkeypatch.chdir(framed)
    (framed / "gold.csv").write_text("ID,code\n1,BUS\n2,COST\n", encoding="utf-8")
    arguments = ("evaluate", framed, "--coded", framed / "gold.csv", "--quiet", "--no-cache", *options)
    code, out, err = call(*arguments, monkeypatch=monkeypatch, capsys=capsys)
    assert (code, out[:22], err) == (0, printed, "")


@pytest.mark.parametrize("verb", ["train", "evaluate"])
def test_faults_of_coded_answers_come_together(
    framed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    (framed / "gold.csv").write_text("ID,code\n1,BUZ\n2,COSTS\n", encoding="utf-8")
    arguments = (verb, framed, "--coded", framed / "gold.csv", "--out", framed / "new", "--quiet", "--no-cache")
    assert call(*arguments, monkeypatch=monkeypatch, capsys=capsys) == (
        1,
        "",
        "gold.csv has 2 faults:\n"
        '  - row 2: the code "BUZ" is not in the frame. Did you mean "BUS"?\n'
        '  - row 3: the code "COSTS" is not in the frame. Did you mean "COST"?\n',
    )
    assert not (framed / "new").exists()


def test_init_drafts_a_file_that_check_accepts(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = folder / "draft.toml"
    code, out, _ = call("init", folder / "answers.csv", "--out", draft, monkeypatch=monkeypatch, capsys=capsys)
    assert code == 0
    assert f"feedback-nlp check {draft}" in out
    code, out, _ = call("check", draft, monkeypatch=monkeypatch, capsys=capsys)
    assert (code, "2 analysed, 1 blank" in out) == (0, True)


def test_init_drafts_for_an_export_in_another_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = folder / "elsewhere" / "draft.toml"
    call("init", folder / "answers.csv", "--out", draft, monkeypatch=monkeypatch, capsys=capsys)
    code, _, err = call("check", draft, monkeypatch=monkeypatch, capsys=capsys)
    assert (code, err) == (0, "")


def test_init_does_not_write_over_a_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = folder / "consultation.toml"
    code, _, err = call("init", folder / "answers.csv", "--out", kept, monkeypatch=monkeypatch, capsys=capsys)
    assert code == 1
    assert "--force" in err
    assert kept.read_text(encoding="utf-8") == TOML


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "What do you think of the bus plan?",
            "What do you think of the buss plan?",
            "What do you think of the bus plan?",
        ),
        ("answers.csv", "anwsers.csv", "anwsers.csv"),
        ("[sources.questions]", "[sources.question]", "questions"),
    ],
)
def test_faults_give_one_message_and_exit_code_1(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], old: str, new: str, words: str
) -> None:
    (folder / "consultation.toml").write_text(TOML.replace(old, new), encoding="utf-8")
    code, out, err = call("run", folder, "--out", folder / "out", "--quiet", monkeypatch=monkeypatch, capsys=capsys)
    assert (code, out) == (1, "")
    assert words in err
    assert "Traceback" not in err
    assert not (folder / "out").exists()


def test_wrong_usage_is_exit_code_2() -> None:
    done = subprocess.run([sys.executable, "-m", "feedback_nlp", "run"], capture_output=True, text=True, check=False)
    assert done.returncode == 2


def test_a_fault_of_ours_shows_neither_traceback_nor_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(path: object) -> None:
        raise RuntimeError("what somebody wrote")

    monkeypatch.setattr("feedback_nlp.config.Consultation.load", fails)
    code, _, err = call("check", folder, monkeypatch=monkeypatch, capsys=capsys)
    assert code == 1
    assert "RuntimeError in test_cli.py" in err
    assert "somebody" not in err
    assert "Traceback" not in err


@pytest.mark.parametrize("arguments", [("init", "n" * 300), ("init", "answers.csv", "--out", "n" * 300)])
def test_a_name_that_is_too_long_is_said(
    arguments: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    code, _, said = call(*arguments, monkeypatch=monkeypatch, capsys=capsys)
    assert code == 1
    assert said == f'The name "{"n" * 60}…" is too long for a file. Give a shorter one.\n'


@pytest.mark.parametrize(
    ("title", "folder"),
    [
        ("Five into one: Mid & South Essex", "five_into_one_mid_south_essex"),
        ("Café culture", "cafe_culture"),
        ("Опитування мешканців", "consultation_a64883"),
        ("Консультація 2", "2_8a2ae6"),
        (
            "A merger of the five clinical commissioning groups of the area: easy read",
            "a_merger_of_the_five_clinical_commissioning_groups_of_the_ar_4384b3",
        ),
    ],
)
def test_two_titles_never_share_a_folder(title: str, folder: str) -> None:
    source = {"files": ["a.csv"], "questions": {"why": "Why?"}}
    loaded = Consultation(consultation={"title": title}, sources=[source], path=Path("c.toml"))
    assert cli.results_folder(loaded).name == folder
