import tomllib
from pathlib import Path

import pytest

from feedback_nlp.config import Consultation
from feedback_nlp.errors import DataError
from feedback_nlp.read import draft_consultation, read_source
from tests.read.files import write_csv
from tests.read.test_layouts import CASES, LONG

MAIN = [
    ["Response ID", "Submitted", "Which CCG area do you live in?", "Your postcode", "Are you responding as",
    "What is your name?",
     "Do you support the proposal to merge?", "Please explain your answer", "How could we keep a strong local voice?",
     "Age group"],
    *[[f"A{i}", f"1{i}/02/2020", "NHS Swale CCG" if i % 2 else "NHS Thanet CCG", f"ME1{i} 1AA",
    "A patient" if i % 3 else "A GP", "Jo",
       "Strongly support" if i % 2 else "Strongly oppose", text, text[::-1], "25-34" if i % 2 else "65+"] for i,
       text in enumerate(LONG)],
]  # fmt: skip
EASY = [
    ["Which area do you live in?", "Please explain your answers", "How could we keep a strong local voice"],
    *[["Swale" if i % 2 else "Thanet", text, text[::-1]] for i, text in enumerate(LONG)],
]


def test_draft_whole(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "our_merger.csv", MAIN)
    assert (
        draft_consultation([path])
        == """\
# Drafted from the export by feedback-nlp init. Correct it, then: feedback-nlp check

[consultation]
title = "Our merger"
asked_by = ""
# These are the days of the first and the last answer; put the consultation's own, and take off the #:
# opened = 2020-02-10
# closed = 2020-02-15
# enforce_dates = true   # set aside answers from outside these dates

[[sources]]
# No platform was recognised; headings and columns were found by content.
files = ["our_merger.csv"]
channel = "online survey"
respondent_id = "Response ID"
area = "Which CCG area do you live in?"
# NHS Swale CCG (3), NHS Thanet CCG (3)
postcode = "Your postcode"
respondent_type = "Are you responding as"
# A patient (4), A GP (2)
position = "Do you support the proposal to merge?"
# Strongly oppose (3), Strongly support (3)
submitted = "Submitted"

[sources.questions]
why_support_proposal_merge = "Please explain your answer"
keep_strong_local_voice = "How could we keep a strong local voice?"

[sources.attributes]
# Closed questions that may explain differences; delete what you do not need.
age_group = "Age group"

[areas]
# table = "areas.csv"        # area, code, population, aliases, postcode_prefixes

[themes]
# frame = "codeframe.xlsx"   # code, theme, definition, cues, examples

[privacy]
redact = true
threshold = 5
"""
    )


def test_without_dates_of_answers_the_draft_shows_only_how_a_date_is_written(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "easy_read.csv", EASY)
    assert draft_consultation([path]).split('asked_by = ""\n')[1].split("\n\n")[0] == (
        "# opened = 2026-01-31   # year-month-day\n"
        "# closed = 2026-03-31\n"
        "# enforce_dates = true   # set aside answers from outside these dates"
    )


def test_dates_of_the_draft_load_with_the_marks_taken_off(tmp_path: Path) -> None:
    for rows, opened in ((MAIN, "2020-02-10"), (EASY, "2026-01-31")):
        text = draft_consultation([write_csv(tmp_path / "main.csv", rows)])
        for key in ("opened", "closed", "enforce_dates"):
            text = text.replace(f"# {key} =", f"{key} =")
        (tmp_path / "consultation.toml").write_text(text, encoding="utf-8")
        loaded = Consultation.load(tmp_path).consultation
        assert (str(loaded.opened), loaded.enforce_dates) == (opened, True)


def test_main_and_easy_read_are_mapped_onto_the_same_questions(tmp_path: Path) -> None:
    paths = [write_csv(tmp_path / "main.csv", MAIN), write_csv(tmp_path / "easy_read.csv", EASY)]
    (tmp_path / "consultation.toml").write_text(draft_consultation(paths), encoding="utf-8")
    main, easy = Consultation.load(tmp_path).sources
    assert list(main.questions) == list(easy.questions) == ["why_support_proposal_merge", "keep_strong_local_voice"]
    assert (main.channel, easy.channel, easy.area) == ("online survey", "easy read", "Which area do you live in?")


def test_files_with_the_same_headings_are_one_source(tmp_path: Path) -> None:
    paths = [write_csv(tmp_path / name, MAIN) for name in ("a.csv", "b.csv")]
    (tmp_path / "consultation.toml").write_text(draft_consultation(paths), encoding="utf-8")
    (source,) = Consultation.load(tmp_path).sources
    assert source.files == ("a.csv", "b.csv")


@pytest.mark.parametrize(
    ("name", "rows", "questions"), [(case[0], case[1], case[4]) for case in CASES], ids=[case[0] for case in CASES]
)
def test_draft_of_every_layout_runs_unedited(tmp_path: Path, name: str, rows, questions) -> None:
    path = write_csv(tmp_path / f"{name}.csv", rows)
    (tmp_path / "consultation.toml").write_text(draft_consultation([path]), encoding="utf-8")
    (source,) = Consultation.load(tmp_path).sources
    reading = read_source(**{**source.model_dump(), "files": [path]})
    assert list(source.questions.values()) == questions
    assert set(reading.responses["text_raw"].dropna()) & set(LONG)


def test_a_file_without_an_open_question_is_refused(tmp_path: Path) -> None:
    rows = [["ID", "Age", "Happy?"], *[[str(i), str(20 + i), "Yes" if i % 2 else "No"] for i in range(9)]]
    with pytest.raises(DataError, match=r'x\.csv holds no open question.*such as "Age", "Happy\?"'):
        draft_consultation([write_csv(tmp_path / "x.csv", rows)])
    with pytest.raises(DataError, match="No export was named"):
        draft_consultation([])


def test_strange_headings_make_a_file_that_loads(tmp_path: Path) -> None:
    odd = ['He said "why?"\n\\n', "'''", "", "ŵ é 日本", "a = [1]", "# no", "why\\"]
    rows = [["ID", *odd], *[[str(i), *[text + str(j) for j in range(len(odd))]] for i, text in enumerate(LONG)]]
    path = write_csv(tmp_path / "odd 'name'.csv", rows)
    (tmp_path / "consultation.toml").write_text(draft_consultation([path]), encoding="utf-8")
    (source,) = Consultation.load(tmp_path).sources
    reading = read_source(**{**source.model_dump(), "files": [path]})
    assert len(reading.ledger) == len(LONG) * len(odd)


def test_what_stands_in_one_section_is_asked_apart(tmp_path: Path) -> None:
    rows = [["Ref", "Move the office", "", "Three ideas", "", ""], ["", "Reason", "Further comments", "1", "2", "3"]]
    rows += [[f"L{i}", text, text[::-1], text, text[3:], text[5:]] for i, text in enumerate(LONG)]
    path = write_csv(tmp_path / "x.csv", rows)
    (tmp_path / "consultation.toml").write_text(draft_consultation([path]), encoding="utf-8")
    (source,) = Consultation.load(tmp_path).sources
    assert list(source.questions.values()) == [
        "Move the office - Reason",
        "Move the office - Further comments",
        ("Three ideas - 1", "Three ideas - 2", "Three ideas - 3"),
    ]


def test_keys_say_what_a_question_is_about(tmp_path: Path) -> None:
    rows = [
        ["ID", "Do you agree with the new charge?", "If not, please say why", "Should parking be free?", "Other",
         "Why?", "Prop 1 Q8 - Please explain your answers", "Prop 2 Q8 - Please explain your answers",
         "Why?"],
        *[[f"L{i}", "Agree" if i % 2 else "Disagree", text, "Yes" if i % 2 else "No", "", text[1:], text[2:], text[3:],
           text[4:]] for i, text in enumerate(LONG)],
    ]  # fmt: skip
    path = write_csv(tmp_path / "x.csv", rows)
    (tmp_path / "consultation.toml").write_text(draft_consultation([path]), encoding="utf-8")
    (source,) = Consultation.load(tmp_path).sources
    keys = ["why_agree_new_charge", "why_parking_free", "prop_1_q8", "prop_2_q8", "why"]
    assert list(source.questions) == keys


def test_boxes_for_other_are_listed_without_alarm_and_not_for_ever(tmp_path: Path) -> None:
    boxes = [f"Q{k}. Other (please specify)" for k in range(10, 40)]
    rows = [["ID", "What do you think of the plan?", *boxes]]
    rows += [[f"L{i}", text, *(["by bike", "my son"][i % 2 : 1 + i % 2] * 30)] for i, text in enumerate(LONG)]
    text = draft_consultation([write_csv(tmp_path / "x.csv", rows)])
    assert "CHECK" not in text
    assert text.count('= "Q') == 20
    assert "# ... and 10 more: feedback-nlp check lists every column" in text


def test_a_row_for_each_question_by_its_number(tmp_path: Path) -> None:
    rows = [["Response ref", "Question number", "Response text"]]
    rows += [[f"ICB/{i}", f"Q{k}", text[k:]] for i, text in enumerate(LONG) for k in range(1, 4)]
    path = write_csv(tmp_path / "x.csv", rows)
    (tmp_path / "consultation.toml").write_text(draft_consultation([path]), encoding="utf-8")
    (source,) = Consultation.load(tmp_path).sources
    assert (source.respondent_id, source.long.question) == ("Response ref", "Question number")


def test_files_of_two_channels_are_two_sources(tmp_path: Path) -> None:
    rows = [["id", "What do you think of the proposal?"]]
    rows += [[f"{i}", f"I think that number {i} of this is quite a good idea"] for i in range(12)]
    paths = [write_csv(tmp_path / f"responses_{name}.csv", rows) for name in ("online", "paper")]
    drafted = draft_consultation(paths, folder=tmp_path)
    assert [line for line in drafted.splitlines() if line.startswith(("files", "channel"))] == [
        'files = ["responses_online.csv"]',
        'channel = "online survey"',
        'files = ["responses_paper.csv"]',
        'channel = "paper"',
    ]


def test_an_id_that_is_none_in_one_of_several_files_is_left_out(tmp_path: Path) -> None:
    def rows(n: int) -> list[list[str]]:
        said = [[f"r{i}", f"I think that number {i} of {n} is quite a good idea"] for i in range(n)]
        return [["id", "What do you think of the proposal?"], *said]

    again = [*rows(8), ["r3", "Something else altogether was said by me here"]]
    paths = [write_csv(tmp_path / "jan.csv", rows(20)), write_csv(tmp_path / "feb.csv", again)]
    drafted = draft_consultation(paths, folder=tmp_path)
    assert "respondent_id" not in drafted
    assert '# CHECK: "id" looks like the id of a respondent, but 1 of its values stand in several rows' in drafted


def test_questions_with_odd_headings_can_be_reworded(tmp_path: Path) -> None:
    texts = [f"We need more buses in our village number {i}, please" for i in range(6)]
    long_one = "What do you think of the plan, and what should we change? " + "Say as much as you like. " * 5
    heads = ["Comments", "What would help you most?", long_one.strip()]
    path = write_csv(tmp_path / "x.csv", [heads, *[[t, t + "!", t + "?"] for t in texts]])
    drafted = draft_consultation([path])
    at = drafted.index("[questions]")
    assert drafted[at : drafted.index("[areas]")].splitlines() == [
        "[questions]",
        "# What workbook and page print as the question; take off the # and write what was asked:",
        '# comments = "Comments"',
        f'# plan_change_say_much = "{long_one.strip()}"',
        "",
    ]
    assert tomllib.loads(drafted)["questions"] == {}

    boxes = [[str(i), "Buses", ""] if i % 2 else [str(i), "Other", text] for i, text in enumerate(texts)]
    path = write_csv(tmp_path / "other.csv", [["Id", "Service", "Service other"], *boxes])
    assert "[questions]" not in draft_consultation([path])

    rows = [["Id", "Question", "Answer"], *[[str(i // 2), f"Q{i % 2 + 1}", t] for i, t in enumerate(texts)]]
    drafted = draft_consultation([write_csv(tmp_path / "long.csv", rows)])
    assert drafted[drafted.index("[questions]") : drafted.index("[areas]")].splitlines()[2:] == [
        '# q1 = "Q1"',
        '# q2 = "Q2"',
        "",
    ]


def test_questions_that_read_well_are_not_listed_again(tmp_path: Path) -> None:
    texts = [f"We need more buses in our village number {i}, please" for i in range(6)]
    path = write_csv(tmp_path / "x.csv", [["What would help you most?"], *[[t] for t in texts]])
    assert "questions" not in tomllib.loads(draft_consultation([path]))
