import openpyxl
import pandas as pd
import pytest

from feedback_nlp import columns
from feedback_nlp.report.coding import INTERNAL, write_coding


@pytest.fixture
def answers():
    frame = pd.DataFrame(
        {
            "response_id": ["R2/q", "R1/q"],
            "respondent_id": ["R2", "R1"],
            "question": "q",
            "area": ["North", pd.NA],
            "respondent_type": pd.NA,
            "position": pd.NA,
            "submitted": pd.NA,
            "consent": pd.NA,
            "channel": "survey",
            "text": ["=The bus is late. I drive.", "No view"],
            "n_redactions": 0,
            "campaign_id": pd.NA,
        }
    )
    return columns.check(frame, "prepared")


@pytest.fixture
def labels():
    frame = pd.DataFrame(
        {
            "response_id": ["R2/q", "R2/q", "R2/q", "R2/q"],
            "kind": ["theme", "theme", "theme", "topic"],
            "code": ["travel", "travel", "local", "T01"],
            "score": [0.91234, 0.5, 1.0, 1.0],
            "source": ["cue", "similar", "person", "topic"],
            "start": [18, 1, None, 0],
            "end": [26, 17, None, 3],
        }
    )
    return columns.check(frame, "labels")


@pytest.fixture
def themes():
    frame = pd.DataFrame(
        {
            "code": ["travel", "local"],
            "theme": ["Travel", "Local voice"],
            "parent": pd.NA,
            "kind": "concern",
            "definition": "d",
            "include": pd.NA,
            "exclude": pd.NA,
            "cues": [("bus", "car"), ()],
            "examples": [("x",), ()],
        }
    )
    return columns.check(frame, "themes")


@pytest.fixture
def topics():
    frame = pd.DataFrame(
        {
            "code": ["T01", "T02"],
            "title": ["bus", "gp"],
            "words": ["bus | late", "gp | queue"],
            "answers": [2, 1],
            "typical": [("The bus is late.", "I drive."), ()],
            "overlap": ["travel", pd.NA],
            "overlap_share": [0.5, None],
        }
    )
    return columns.check(frame, "topics")


def rows(book, name):
    return [list(row) for row in book[name].iter_rows(values_only=True)]


def test_every_answer_with_its_tags_and_room_to_correct_them(answers, labels, themes, topics, tmp_path):
    write_coding(answers, labels, themes, topics, tmp_path / "coding.xlsx", about={"title": "One CCG?"})
    book = openpyxl.load_workbook(tmp_path / "coding.xlsx")
    assert book.sheetnames == ["read_me", "answers", "labels", "topics", "themes"]
    assert rows(book, "read_me")[:2] == [["One CCG?"], [INTERNAL]]
    said = " ".join(str(row[0]) for row in rows(book, "read_me"))
    assert "Corrections are kept with this file" in said
    assert "feedback-nlp train CONSULTATION --coded coding.xlsx" in said
    assert rows(book, "answers") == [
        ["response_id", "question", "area", "respondent_type", "text", "codes", "evidence", "campaign_id", "drawn"],
        ["R1/q", "q", None, None, "No view", None, None, None, 2],
        [
            "R2/q",
            "q",
            "North",
            None,
            "=The bus is late. I drive.",
            "local | travel",
            "travel: The bus is late.\ntravel: I drive.",
            None,
            1,
        ],
    ]
    assert rows(book, "labels") == [
        [
            "response_id",
            "respondent_id",
            "question",
            "code",
            "theme",
            "score",
            "source",
            "evidence",
            "verdict",
            "who",
            "why",
            "drawn",
        ],
        ["R2/q", "R2", "q", "local", "Local voice", 1, "person", None, None, None, None, 1],
        ["R2/q", "R2", "q", "travel", "Travel", 0.5, "similar", "The bus is late.", None, None, None, 1],
        ["R2/q", "R2", "q", "travel", "Travel", 0.912, "cue", "I drive.", None, None, None, 1],
    ]
    assert rows(book, "topics") == [
        ["code", "words", "answers", "typical", "overlaps_most_with", "overlap_share"],
        ["T01", "bus | late", 2, "The bus is late.\nI drive.", "Travel", 0.5],
        ["T02", "gp | queue", 1, None, "none: the frame may lack it", None],
    ]
    assert rows(book, "themes")[1][-2:] == ["bus | car", "x"]
    assert book["labels"].freeze_panes == "A2"
    assert book["labels"].auto_filter.ref == "A1:L4"


def test_answers_are_drawn_in_an_order_of_their_own(answers, labels, themes, tmp_path):
    many = pd.concat([answers.assign(response_id=f"R{i}/q").head(1) for i in range(200)], ignore_index=True)
    drawn = {}
    for name, table in (("a", many), ("b", many.iloc[::-1])):
        write_coding(table, labels, themes, None, tmp_path / "c.xlsx")
        _, *found = rows(openpyxl.load_workbook(tmp_path / "c.xlsx"), "answers")
        drawn[name] = {row[0]: row[-1] for row in found}
    assert drawn["a"] == drawn["b"]
    places = [drawn["a"][f"R{i}/q"] for i in range(200)]
    assert sorted(places) == list(range(1, 201))
    # Nothing to do with the order of the ids.
    assert abs(pd.Series(places).corr(pd.Series(range(200)))) < 0.2


def test_labels_that_a_trained_model_is_not_sure_of_are_marked(answers, labels, themes, tmp_path):
    unsure = labels.assign(for_a_person=[True, False, False, pd.NA])
    write_coding(answers, unsure, themes, None, tmp_path / "coding.xlsx")
    heading, *found = rows(openpyxl.load_workbook(tmp_path / "coding.xlsx"), "labels")
    assert heading[7:10] == ["evidence", "for_a_person", "verdict"]
    assert [row[3:9] for row in found] == [
        ["local", "Local voice", 1, "person", None, None],
        ["travel", "Travel", 0.5, "similar", "The bus is late.", None],
        ["travel", "Travel", 0.912, "cue", "I drive.", "for a person"],
    ]


def test_what_else_is_to_be_said_stands_last_in_what_is_explained(answers, labels, themes, tmp_path):
    write_coding(answers, labels, themes, None, tmp_path / "a.xlsx")
    write_coding(answers, labels, themes, None, tmp_path / "b.xlsx", further=["No answer to why was coded."])
    plain, more = (rows(openpyxl.load_workbook(tmp_path / name), "read_me") for name in ("a.xlsx", "b.xlsx"))
    assert more == [*plain, ["No answer to why was coded."]]


def test_the_same_rows_in_another_order_give_the_same_bytes(answers, labels, themes, topics, tmp_path):
    write_coding(answers, labels, themes, topics, tmp_path / "one.xlsx")
    write_coding(
        answers[::-1].reset_index(drop=True), labels[::-1].reset_index(drop=True), themes, topics, tmp_path / "two.xlsx"
    )
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_no_answers_and_no_topics(answers, labels, themes, tmp_path):
    write_coding(answers.head(0), labels.head(0), themes.head(0), None, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["read_me", "answers", "labels", "themes"]


def test_further_lists_are_sheets_where_they_have_rows(answers, labels, themes, tmp_path):
    lists = {"same_people": pd.DataFrame({"respondent_id": ["=R1"], "source_row": [7]}), "overlaps": pd.DataFrame()}
    write_coding(answers, labels, themes, None, tmp_path / "coding.xlsx", lists=lists)
    book = openpyxl.load_workbook(tmp_path / "coding.xlsx")
    assert book.sheetnames == ["read_me", "answers", "labels", "themes", "same_people"]
    assert rows(book, "same_people") == [["respondent_id", "source_row"], ["=R1", 7]]
