"""Every real export: respondents and open questions as found by looking at the file, not by running this code."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from feedback_nlp.config import Consultation
from feedback_nlp.errors import DataError
from feedback_nlp.read import ColumnRole, Export, column_roles, draft_consultation, plan, read_export, read_source
from feedback_nlp.read import export as room_export
from feedback_nlp.read import roles as room_roles
from feedback_nlp.read import source as room_source

# file: rows of respondents, open questions (start of their words), boxes for "other, please specify"
BY_HAND = {
    "538_steak_html_header.csv": (550, [], 0),
    "cncf_maintainers_2019_h1.csv": (
        64,
        ["What diversity efforts could CNCF", "What's one thing you wished", "Any other feedback that you wish"],
        6,
    ),
    "cncf_maintainers_2021_h2.csv": (
        102,
        [
            "Which CNCF project(s) are you maintaining?",
            "Would you recommend CNCF to other",
            "Do you find the CNCF DevStats",
            "Do you find the CNCF Cloud Native Landscape",
            "Do you find the CNCF End User Tech Radar",
            "What diversity efforts could CNCF",
            "What marketing efforts could CNCF",
            "What services do you wish",
            "Any other feedback that you wish",
        ],
        8,
    ),
    "comment_coding_insights.csv": (10, ["What's up home skillets?"], 1),
    "consult_data_template_v005.xlsx": (
        40,
        [
            "Q1: Please explain the reasoning",
            "Q2: Please explain why you rated",
            "Q3: Do you have any other suggestions",
        ],
        0,
    ),
    "freecodecamp_2016_first1500.csv": (1500, [], 4),
    # Question 6 is a list of boxes to tick, joined by commas, with what was typed under "other" among them.
    "google_forms_cncf_maintainers_2018_h1.csv": (56, ["7. Any other feedback that you wish"], 0),
    "k8s_contribex_2019_bom_ipmasked.csv": (
        211,
        ["Are there specific ways the project could make", "What is missing from that list entirely"],
        5,
    ),
    "limesurvey_ssi_rse_2017_uk.csv": (
        253,
        [
            "Which conferences or workshops?",
            "What training programs are you involved with",
            "What skills would you like to acquire",
            "How did you learn the skills you need",
        ],
        0,
    ),
    "microsoft_forms_hamk_learnwell.xlsx": (6, [], 0),
    "qualtRics_sample_german.csv": (1, ["This is a free text question."], 0),
    "qualtRics_sample_legacy.csv": (1, ["This is a free text question."], 0),
    "redcap_checkboxes-1.csv": (4, ["desired_result"], 0),
    "redcap_russian.csv": (3, [], 1),
    "redcap_simple.csv": (5, ["comments"], 0),
    "redcap_survey.csv": (2, [], 0),
    "responses_biomass_format.csv": (5, [], 0),
    "responses_lgr_format.csv": (5, ["Prop 1 Q8 - Please use this space", "Prop 2 Q8 - Please use this space"], 0),
    "responses_scr_format.csv": (5, ["What role would you and/or your organisation"], 0),
}


@pytest.fixture(scope="module", autouse=True)
def each_file_is_read_once() -> Iterator[None]:
    """Hand out what was read before where a file of the same name is read in the same way: the reading is slow."""
    known: dict[tuple[object, ...], Export] = {}

    def read_once(path: Path, **how: object) -> Export:
        key = (Path(path).name, *sorted((name, said) for name, said in how.items() if said is not None))
        if key not in known:
            known[key] = room_export.read_export(path, **how)
        return replace(known[key], path=Path(path), rows=known[key].rows.copy())

    roles: dict[str, list[ColumnRole]] = {}

    def describe_once(read: Export) -> list[ColumnRole]:
        name = f"{read.layout}/{read.path.name}"
        if name not in roles:
            roles[name] = room_roles.column_roles(read)
        return roles[name]

    with pytest.MonkeyPatch.context() as patch:
        for module in (plan, room_source, sys.modules[__name__]):
            patch.setattr(module, "read_export", read_once)
        for module in (plan, sys.modules[__name__]):
            patch.setattr(module, "column_roles", describe_once)
        yield


def test_the_table_has_every_export(shared_data: Path) -> None:
    there = {path.name for path in (shared_data / "exports").iterdir()}
    assert there - set(BY_HAND) == {"NEG_cncf_maintainers_2020_h2_summary.csv"}


@pytest.mark.parametrize("name", BY_HAND)
def test_respondents_and_open_questions(shared_data: Path, name: str) -> None:
    export = read_export(shared_data / "exports" / name)
    rows, questions, n_other = BY_HAND[name]
    assert len(export.rows) == rows
    roles = column_roles(export)
    words = list(dict.fromkeys(one.column.question for one in roles if one.role == "open"))
    assert [found[: len(asked)] for found, asked in zip(words, questions, strict=True)] == questions
    assert sum(one.role == "other_specify" for one in roles) == n_other


def test_a_summary_is_refused_with_the_reason(shared_data: Path) -> None:
    with pytest.raises(
        DataError, match=r"It holds a summary of the questions .*Export the individual responses instead"
    ):
        read_export(shared_data / "exports" / "NEG_cncf_maintainers_2020_h2_summary.csv")


@pytest.mark.parametrize("name", BY_HAND)
def test_draft_runs_unedited(shared_data: Path, tmp_path: Path, name: str) -> None:
    rows, questions, n_other = BY_HAND[name]
    path = Path(shutil.copy(shared_data / "exports" / name, tmp_path))
    if not questions and not n_other:
        with pytest.raises(DataError, match="holds no open question"):
            draft_consultation([path])
        return
    (tmp_path / "consultation.toml").write_text(draft_consultation([path]), encoding="utf-8")
    consultation = Consultation.load(tmp_path)
    (source,) = consultation.sources
    reading = read_source(**{**source.model_dump(), "files": [consultation.resolve(file) for file in source.files]})
    assert len(reading.ledger) == rows * len(source.questions)
    assert len(source.questions) >= max(len(questions), 1)
    assert reading.ledger["respondent_id"].nunique() == rows
    n_analysed = int((reading.ledger["state"] == "analysed").sum())
    assert len(reading.responses) == n_analysed == (0 if name == "comment_coding_insights.csv" else len(reading.ledger))


@pytest.mark.parametrize(
    ("file", "rows", "n_open", "area", "position"),
    [
        (
            "anid_2020/anid_consulta.csv",
            732,
            13,
            "P18_Si su pais de residencia es Chile; por favor indique la region",
            True,
        ),
        ("sustainability_uk/sust_behaviour.csv", 477, 9, "location", False),
        ("cms_rfi_2025/comments_no_names.csv", 983, 1, "State/Province", False),
        ("bowling_green/comments.csv", 896, 1, None, False),
    ],
)
def test_other_real_files(
    shared_data: Path, file: str, rows: int, n_open: int, area: str | None, position: bool
) -> None:
    export = read_export(shared_data / file)
    roles = column_roles(export)
    assert len(export.rows) == rows
    # Rarely filled columns of short text are asked about, not taken.
    sure = [one for one in roles if one.role == "open" and not one.unsure]
    assert len(sure) == n_open
    assert (area in [one.column.name for one in roles if one.role == "area"]) == (area is not None)
    assert any(one.role == "position" for one in roles) == position


def test_long_layout_of_the_friends_and_family_test(shared_data: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(shared_data / "nhs_fft" / "v6framework_230831.csv", tmp_path))
    (tmp_path / "consultation.toml").write_text(draft_consultation([path]), encoding="utf-8")
    (source,) = Consultation.load(tmp_path).sources
    assert (source.long.question, source.long.answer) == ("FFT question", "FFT answer")
    assert (source.area, source.respondent_id) == ("Trust", "Respondent ID")
    reading = read_source(**{**source.model_dump(), "files": [path]})
    assert len(reading.ledger) == len(reading.responses) == 7908
    assert reading.responses["respondent_id"].nunique() == 4466
    assert reading.responses["text_raw"].notna().sum() == 7400
