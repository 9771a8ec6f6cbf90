"""Each way in which people keep codes, read whole; each fault said, all at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from feedback_nlp import columns as c
from feedback_nlp.errors import ConfigError, DataError
from feedback_nlp.tag.coded import Coded, read_coded, truth_table
from feedback_nlp.tag.frame import CodeFrame

Read = Callable[..., Coded]


@pytest.fixture
def read(tmp_path: Path, frame: CodeFrame, tables: Any) -> Read:
    """Return a function from the text of a csv to what is read from it, for three answers to one question."""

    def from_text(text: str, **more: Any) -> Coded:
        (tmp_path / "a.csv").write_text(text, encoding="utf-8")
        return read_coded(tmp_path / "a.csv", tables("a", "b", "c")[0], frame, **more)

    return from_text


def rows(coded: Coded) -> list[list[str]]:
    return coded.labels.to_numpy().tolist()


BOTH = [["R0/q", "NONE"], ["R1/q", "MONEY"], ["R1/q", "TRAVEL"]]


@pytest.mark.parametrize(
    "text",
    [
        "response_id,code\nR1/q,TRAVEL\nR0/q,NONE\nR1/q,MONEY\nR1/q,MONEY\n",
        "Response ID,Codes\nR1/q,travel | MONEY\nR0/q,none\n",
        "Response ID,Codes\nR1/q,TRAVEL; MONEY\nR0/q,None\n",
        'response_id,code\nR1/q,"TRAVEL, MONEY"\nR0/q,NONE\n',
        "response_id,theme\nR1/q,Travel and transport\nR1/q,MONEY\nR0/q,NONE\n",
        "respondent_id,question,code\nR0,q,NONE\nR1,q,TRAVEL\nR1,q,MONEY\n",
        "Participant,What do you think?,code\nR0,,NONE\nR1,,TRAVEL|MONEY\n",
        "Response ID,Question,code\nR0,What now?,NONE\nR1,what now?,TRAVEL|MONEY\n",
        "response_id,TRAVEL,MONEY,LOCAL\nR0/q,0,0,0\nR1/q,1,1,0\n",
        "response_id,Travel and transport,money,Losing local focus,Notes\nR0/q,no,,,x\nR1/q,x,X,,\n",
        "response_id,TRAVEL,MONEY,LOCAL,None\nR0/q,,,,1.0\nR1/q,1.0,1.0,0.0,\n",
        "response_id,Code 1,Code_2\nR0/q,NONE,\nR1/q,TRAVEL,MONEY\n",
        "response_id,code,code\nR0/q,NONE,\nR1/q,TRAVEL,MONEY\n",
        "response_id,code,theme\nR0/q,NONE,\nR1/q,TRAVEL,Travel and transport\nR1/q,,Money saved\n",
        "response_id,question,code\nR0/q,What did they ask?,NONE\nR1/q,Another,TRAVEL|MONEY\n",
        "Coded by Ann, in May, for us\nresponse_id;code\nR0/q;NONE\nR1/q;TRAVEL|MONEY\n",
        "id,code\nR0/q,no theme\nR1/q,Travel / money\n",
        "Case no.,Question number,Codes\nr0,Q,none\nR1,What now?,TRAVEL + MONEY\n",
        "ID,First theme,Second theme\nR0/q,None of these,\nR1/q,Travel and transport,Money saved\n",
        "ID,Main theme,Other themes,Remark\nR0/q,NONE,,x\nR1/q,3. Money saved,TRAVEL & MONEY,y\n",
        "ID,Codes,,\nR0/q,NONE,,seen twice\nR1/q,TRAVEL,MONEY,\n",
        "ID,Theme 1,Theme 2\nR0/q,NONE,\nR1/q,TRAVEL - Getting there,MONEY: spent or saved\n",
        "ID,code\nR0/q,NONE\nR1/q,TRAVEL - by bus; MONEY: saved\n",
        'ID,code\nR0/q,NONE\nR1/q,"TRAVEL - by bus, MONEY"\n',
        "ID,code\nR0/q,NONE\nR1/q,Buses (TRAVEL)\nR1/q,2) Money saved\n",
        "ID,code,Main theme\nR0/q,NONE,\nR1/q,TRAVEL|MONEY,Practical matters\n",
        "ID,1. Travel and transport,MONEY - Money,LOCAL (3),No theme\nR0/q,,,,✓\nR1/q,✓,✓,,\n",
    ],
    ids=[
        *("row", "bar", "semicolon", "comma", "names", "two keys", "one question", "survey ids", "marks"),
        *("named marks", "none marked", "numbered", "twice", "theme for code", "questions called else", "title"),
        *("id", "case no.", "first, second", "main, other", "one heading", "code with words", "both in a cell"),
        *("comma behind words", "brackets and numbers", "groups beside", "long names over marks"),
    ],
)
def test_ways_to_keep_codes(read: Read, text: str) -> None:
    coded = read(text, names={"Participant": c.RESPONDENT_ID}, wording={"q": "What now?"})
    assert rows(coded) == BOTH
    assert (len(coded), coded.notes) == (2, ())


def test_text_as_excel_saves_it(tmp_path: Path, frame: CodeFrame, tables: Any) -> None:
    text = "response_id\tcode\nR0/q\tNONE\nR1/q\tTRAVEL|MONEY\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-16")
    assert rows(read_coded(tmp_path / "a.txt", tables("a", "b")[0], frame)) == BOTH


def test_a_quotation_mark_without_end(read: Read) -> None:
    with pytest.raises(ConfigError, match=r'^"a\.csv" cannot be read as a delimited text file .* not closed does this'):
        read('response_id,code\nR0/q,"LOCAL\n' + "R1/q,MONEY\n" * 20_000)


def test_what_stands_under_theme_need_be_no_theme(read: Read) -> None:
    coded = read("response_id,code,theme\nR0/q,NONE,\nR1/q,TRAVEL|MONEY,\nR2/q,,Not coded yet\n")
    assert rows(coded) == BOTH
    assert [note[:32] for note in coded.notes] == ["1 answer left out: no code (writ"]
    with pytest.raises(ConfigError, match=r"^a\.csv has a fault:\n  - There is neither"):
        read("who,code\nR0/q,LOCAL\nR1/q,LOCAL\n")


def test_none_beside_a_theme_is_said(read: Read) -> None:
    coded = read("response_id,code\nR0/q,NONE\nR1/q,TRAVEL|MONEY\nR1/q,NONE\n")
    assert rows(coded) == BOTH
    assert coded.notes == ("1 answer with NONE beside a theme: the theme counts.",)


def test_lists_of_codes_that_differ_are_said(read: Read) -> None:
    twice = "1 answer judged twice, and not alike: a theme counts where anybody saw it."
    text = "response_id,codes\nR0/q,LOCAL\nR1/q,TRAVEL|MONEY\nR1/q,MONEY\nR0/q,local\n"
    assert read(text).notes == (twice,)
    assert rows(read(text)) == [["R0/q", "LOCAL"], ["R1/q", "MONEY"], ["R1/q", "TRAVEL"]]
    # With one code a row, several rows of an answer are what one would expect.
    assert read("response_id,code\nR0/q,LOCAL\nR1/q,TRAVEL\nR1/q,MONEY\n").notes == ()


def test_columns_of_marks_that_are_no_codes_are_said(read: Read) -> None:
    text = "response_id,TRAVEL,LOCAL,{}\nR0/q,1,0,1\nR1/q,0,1,x\nR2/q,0,1,\n"
    assert read(text.format("Parking")).notes == (
        'The column "Parking" holds marks and is no code of the frame: not read.',
        "No column for MONEY: taken as in no answer.",
    )
    for name in ("Mony", "Money savde"):
        with pytest.raises(ConfigError, match=f'The column "{name}" is not in the frame. Did you mean "MONEY"?'):
            read(text.format(name))


def book_of(path: Path, sheets: dict[str, list[list[str]]], hidden: str = "") -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, sheet_rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
        for row in sheet_rows:
            sheet.append(row)
    book.save(path)
    return path


def test_sheets_beside_the_one_that_is_read(tmp_path: Path, frame: CodeFrame, tables: Any) -> None:
    answers = tables("a", "b", "c")[0]
    one, other = [["response_id", "code"], ["R0/q", "LOCAL"]], [["response_id", "code"], ["R1/q", "MONEY"]]
    remarks = [["response_id", "remark"], ["R1/q", "see above"]]
    path = book_of(tmp_path / "a.xlsx", {"Coder A": one, "Coder B": other, "Remarks": remarks, "Empty": one[:1]})
    coded = read_coded(path, answers, frame)
    assert rows(coded) == [["R0/q", "LOCAL"]]
    assert coded.notes == ('One sheet was read alone. Put the rows of "Coder B" into it, if they count too.',)
    # What nobody sees does not count, unless there is nothing else.
    path = book_of(tmp_path / "a.xlsx", {"old": one, "new": other}, hidden="old")
    assert (rows(read_coded(path, answers, frame)), read_coded(path, answers, frame).notes) == ([["R1/q", "MONEY"]], ())
    path = book_of(tmp_path / "a.xlsx", {"old": one, "New": [["x"]]}, hidden="New")
    assert rows(read_coded(path, answers, frame)) == [["R0/q", "LOCAL"]]


def test_ids_of_different_answers_in_a_row(read: Read) -> None:
    coded = read("response_id,respondent_id,question,code\nR0/q,R0,q,LOCAL\nR1/q,R2,q,MONEY\n")
    assert rows(coded) == [["R0/q", "LOCAL"]]
    assert coded.notes == ("1 row left out: the ids in it are of different answers (row 3).",)


def test_evidence_that_stands_in_other_answers(tmp_path: Path, frame: CodeFrame, tables: Any) -> None:
    said = ["The bus is late", "It costs too much", "Keep it  local", "No trains", "Too far"]
    sheet = [f'R{i}/q,LOCAL,yes,"{text.split()[-1]}"' for i, text in enumerate(said)]
    (tmp_path / "a.csv").write_text("\n".join(["response_id,code,verdict,evidence", *sheet]), encoding="utf-8")
    assert len(read_coded(tmp_path / "a.csv", tables(*said)[0], frame)) == 5
    # One of five may have been redacted since; where all have moved by a row, nothing is read.
    assert len(read_coded(tmp_path / "a.csv", tables("The [name] is early", *said[1:])[0], frame)) == 5
    # Somebody's own remarks are none of ours.
    (tmp_path / "b.csv").write_text("response_id,code,evidence\nR0/q,LOCAL,strong\nR1/q,MONEY,weak\n", encoding="utf-8")
    assert len(read_coded(tmp_path / "b.csv", tables(*said)[0], frame)) == 2
    moved = tables("A new one above", *said[:-1])[0]
    with pytest.raises(DataError, match=r'"evidence" in "a.csv" do not stand .* \(5 of 5 rows, the first in row 2\)'):
        read_coded(tmp_path / "a.csv", moved, frame)


def test_a_wrong_delimiter_breaks_nothing(read: Read) -> None:
    rest = "".join(f"R9/q,text {i},LOCAL\n" for i in range(9000))
    coded = read('response_id,text,code\nR0/q,"one; two\n",NONE\nR1/q,x,TRAVEL|MONEY\n' + rest)
    assert rows(coded) == BOTH


def test_a_column_of_marks_may_be_called_like_a_list(tmp_path: Path, tables: Any) -> None:
    frame = CodeFrame.from_rows([{"code": f"Theme {i}", "theme": f"t{i}", "definition": "x"} for i in (1, 2)])
    (tmp_path / "a.csv").write_text("response_id,Theme 1\nR0/q,1\n")
    assert rows(read_coded(tmp_path / "a.csv", tables("a", "b")[0], frame)) == [["R0/q", "Theme 1"]]


def test_verdicts_in_a_coding_workbook(tmp_path: Path, frame: CodeFrame, tables: Any) -> None:
    answers, _ = tables("a", "b", "c", "d")
    book = {
        "answers": pd.DataFrame({"response_id": ["R0/q"], "question": ["q"], "codes": ["LOCAL | MONEY"]}),
        "labels": pd.DataFrame(
            [
                ("R0/q", "R0", "q", "LOCAL", "Losing local focus", "cue", "no"),
                ("R0/q", "R0", "q", "MONEY", "Money saved", "cue", "No"),
                ("R1/q", "R1", "q", "MONEY", "Money saved", "similar", "yes"),
                ("R1/q", None, None, "TRAVEL", None, None, "yes"),
                ("R2/q", "R2", "q", "MONEY", "Money saved", "cue", "yes"),
                ("R2/q", "R2", "q", "LOCAL", "Losing local focus", "cue", None),
                ("R3/q", None, None, "NONE", None, None, "yes"),
            ],
            columns=["response_id", "respondent_id", "question", "code", "theme", "source", "verdict"],
        ),
        "themes": frame.themes[["code", "theme"]],
    }
    with pd.ExcelWriter(tmp_path / "coding.xlsx") as writer:
        for name, sheet in book.items():
            sheet.to_excel(writer, sheet_name=name, index=False)
    coded = read_coded(tmp_path / "coding.xlsx", answers, frame)
    assert rows(coded) == [["R0/q", "NONE"], ["R1/q", "MONEY"], ["R1/q", "TRAVEL"], ["R3/q", "NONE"]]
    assert [note[:40] for note in coded.notes] == [
        "Verdicts on labels that the machine gave",
        "1 answer left out: a label without a ver",
    ]


def test_nobody_has_judged(read: Read) -> None:
    with pytest.raises(
        DataError, match=r'^Nothing in "a\.csv" can be used\. 1 answer left out: a label without a verd'
    ):
        read("response_id,code,verdict\nR0/q,LOCAL,\n")
    with pytest.raises(ConfigError, match="the machine's own labels, and nobody has judged them"):
        read("response_id,kind,code,score,source\nR0/q,theme,LOCAL,0.9,cue\n")


def test_what_is_left_out_is_said(read: Read) -> None:
    assert read("response_id,code\nR9/q,LOCAL\nR0/q,LOCAL\nR1/q,\n").notes == (
        "1 row left out: no analysed answer is meant (set aside as blank or repeated, or other ids; row 2).",
        "1 answer left out: no code (write NONE where somebody read the answer and found no theme).",
    )
    assert read("response_id,LOCAL,TRAVEL\nR0/q,1,0\nR0/q,0,0\nR1/q,,\n").notes == (
        "No column for MONEY: taken as in no answer.",
        "1 answer left out: nothing under any code (write 0 where somebody read the answer and found no theme; without "
        "such answers a model gives themes to too many).",
        "1 answer judged twice, and not alike: a theme counts where anybody saw it.",
    )


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (
            "response_id,code\nR0/q,TRAVLE\nR0/q,X\nR1/q,X\n",
            [
                'row 2: the code "TRAVLE" is not in the frame. Did you mean "TRAVEL"?',
                'row 3: the code "X" is not in the frame. There are: "LOCAL", "TRAVEL", "MONEY".',
            ],
        ),
        (
            "response_id,code\nR0/q,Z1\nR0/q,Z2\nR1/q,n/a\nR1/q,Mony saved\nR1/q,TRAVEL - Money saved\n",
            [
                'row 2: the code "Z1" is not in the frame. There are: "LOCAL", "TRAVEL", "MONEY".',
                'row 3: the code "Z2" is not in the frame.',
                'row 4: the code "n/a" is not in the frame. Write NONE where somebody read the answer and found no '
                "theme, else leave it empty.",
                'row 5: the code "Mony saved" is not in the frame. Did you mean "Money saved"?',
                'row 6: the code "TRAVEL - Money saved" is not in the frame. Did you mean "Money saved"?',
            ],
        ),
        (
            "response_id,LOCAL,TRAVEL,MONEY\n" + "R0/q,maybe,1,0\n" * 7 + "R1/q,0,?,0\n",
            [
                'rows 2, 3, 4, 5, 6 …, column "LOCAL": the cells are neither 1 nor 0 (nor x, yes, no).',
                'row 9, column "TRAVEL": the cell is neither 1 nor 0 (nor x, yes, no).',
            ],
        ),
        (
            "response_id,NONE,Travelling\nR0/q,1,0\n",
            [
                'There is no column "code", and no column is named as a code of the frame. There are: "response_id", '
                '"NONE", "Travelling".',
            ],
        ),
        (
            "response_id,code\nR0/q," + "somebody wrote all this " * 4 + "\n",
            ['row 2: what stands under "code" is not in the frame.'],
        ),
        (
            "response_id,code,verdict\nR0/q,TRAVLE,yes\nR1/q,LOCAL,maybe\n",
            [
                'row 2: the code "TRAVLE" is not in the frame. Did you mean "TRAVEL"?',
                "row 3: the verdict is neither yes nor no.",
            ],
        ),
        (
            "response_id,code,theme,verdict\nR0/q,LOCAL,,yes\nR0/q,,,yes\nR1/q,,,no\n",
            ['row 3: "yes", and no code. Write which code is meant.'],
        ),
        (
            "response_id,code\nR0/q,LOCAL\n,MONEY\n",
            [
                "row 3: a code, and no id of an answer. Where an id stands once beside several codes (merged cells), "
                "write it in each row.",
            ],
        ),
        (
            "response_id,LOCAL,MONEY,Money saved,TRAVLE\nR0/q,1,0,0,1\nR1/q,2,0,0,\n",
            [
                'The code "MONEY" has two columns.',
                'The column "TRAVLE" is not in the frame. Did you mean "TRAVEL"? If it is none of its codes, rename or '
                "remove it.",
                'row 3, column "LOCAL": the cell is neither 1 nor 0 (nor x, yes, no).',
            ],
        ),
        (
            "who,cdoe\nR0,X\n",
            [
                'There is neither "response_id" (or "id") nor "respondent_id" and "question", so that no row '
                "can be found again.",
                'There is no column "code", and no column is named as a code of the frame. Did you mean "cdoe"?',
            ],
        ),
    ],
    ids=[
        "codes",
        "more codes",
        "many marks",
        "none alone",
        "words",
        "verdicts",
        "yes to nothing",
        "merged cells",
        "marks",
        "columns",
    ],
)
def test_faults_together(read: Read, text: str, faults: list[str]) -> None:
    with pytest.raises(ConfigError) as error:
        read(text)
    head, *said = str(error.value).split("\n")
    assert head == ("a.csv has a fault:" if len(faults) == 1 else f"a.csv has {len(faults)} faults:")
    assert said == [f"  - {fault}" for fault in faults]


def test_many_faults_end(read: Read) -> None:
    with pytest.raises(ConfigError) as error:
        read("response_id,code\n" + "".join(f"R0/q,X{i}\n" for i in range(30)))
    assert str(error.value).split("\n")[-1] == "  - and 10 more."


def test_a_respondent_with_two_answers_needs_the_question(tmp_path: Path, frame: CodeFrame, tables: Any) -> None:
    answers = tables("a", "b")[0].assign(respondent_id="R0", question=["p", "q"])
    (tmp_path / "a.csv").write_text("respondent_id,code\nR0,LOCAL\n")
    with pytest.raises(ConfigError, match=r'no column "question".* It holds one of: p, q\.'):
        read_coded(tmp_path / "a.csv", answers, frame)


def test_why_rows_are_left_out(tmp_path: Path, frame: CodeFrame, tables: Any) -> None:
    answers = tables("a", "b")[0]
    ledger = pd.DataFrame(
        [
            ("R0", "q", "analysed", None),
            ("R1", "q", "analysed", None),
            ("R2", "q", "blank", None),
            ("R3", "q", "duplicate", "same submission as respondent R0"),
            ("R4", "q", "excluded", "consent to analysis withheld"),
            (None, "q", "unreadable", None),
        ],
        columns=[c.RESPONDENT_ID, c.QUESTION, c.STATE, c.REASON],
    )
    text = (
        "id,question,code\nR0,q,NONE\nR1,q,TRAVEL|MONEY\nR2,q,LOCAL\nR9,q,LOCAL\nR0,What noww?,LOCAL\nR2/q,,LOCAL\n"
        "R3,q,LOCAL\nr4,q,LOCAL\nR0,,LOCAL\nR8,q,\n"
    )
    (tmp_path / "a.csv").write_text(text)
    coded = read_coded(tmp_path / "a.csv", answers, frame, wording={"q": "What now?"}, ledger=ledger)
    assert rows(coded) == BOTH
    assert coded.notes == (
        "1 row left out: no respondent of this consultation has the id (row 5).",
        '1 row left out: the consultation has no such question: "What noww?" (row 6; did you mean "q"?).',
        "4 rows left out: the answer was not analysed: a repeat of another submission (row 8); blank (rows 4, 7); "
        "excluded: consent to analysis withheld (row 9).",
        "1 row left out: no analysed answer is meant (set aside as blank or repeated, or other ids; row 10).",
    )
    (tmp_path / "a.csv").write_text("id,code\nR7,LOCAL\nR2,LOCAL\n")
    with pytest.raises(DataError) as error:
        read_coded(tmp_path / "a.csv", answers, frame, ledger=ledger)
    assert str(error.value) == (
        'No row of "a.csv" belongs to an analysed answer. It has 2 rows; check that its ids are those of this '
        'consultation. An id is like "R0/q". 1 row left out: no respondent of this consultation has the id (row 2). '
        "1 row left out: the answer was not analysed: blank (row 3)."
    )


def test_a_reference_beside_an_id_is_none(tmp_path: Path, tables: Any) -> None:
    frame = CodeFrame.from_rows([{"code": code, "theme": f"t{code}", "definition": "x"} for code in ("ID", "GP")])
    for text in (
        "Respondent no,Ref,ID,GP\nR0,R1,1,0\nR9,R1,0,1\n",
        "ID,Participant,code\nR1,R0,ID\nR1,R9,GP\n",
        "Response ID,ID,GP,Reference\nR0,1,0,R1\nR9,0,1,R1\n",
    ):
        (tmp_path / "a.csv").write_text(text)
        assert rows(read_coded(tmp_path / "a.csv", tables("a", "b")[0], frame)) == [["R0/q", "ID"]], text


def test_an_id_that_is_a_respondents_needs_the_question_too(tmp_path: Path, frame: CodeFrame, tables: Any) -> None:
    answers = tables("a", "b")[0].assign(respondent_id="R0", question=["p", "q"], response_id=["R0/p", "R0/q"])
    (tmp_path / "a.csv").write_text("Response ID,code\nR0,LOCAL\n")
    with pytest.raises(ConfigError, match=r'no column "question".* It holds one of: p, q\.'):
        read_coded(tmp_path / "a.csv", answers, frame)
    (tmp_path / "a.csv").write_text("id,code\nR0/q,LOCAL\n")
    assert rows(read_coded(tmp_path / "a.csv", answers, frame)) == [["R0/q", "LOCAL"]]


def test_ids_that_a_spreadsheet_took_for_numbers_are_found(tmp_path: Path, frame: CodeFrame, tables: Any) -> None:
    answers = tables("a", "b", "c")[0]
    for name in (c.RESPONSE_ID, c.RESPONDENT_ID):
        answers[name] = answers[name].str.replace("R", "000")
    (tmp_path / "a.csv").write_text("respondent_id,question,code\n0,q,NONE\n1.0,q,TRAVEL|MONEY\n", encoding="utf-8")
    coded = read_coded(tmp_path / "a.csv", answers, frame)
    assert rows(coded) == [["0000/q", "NONE"], ["0001/q", "MONEY"], ["0001/q", "TRAVEL"]]


def test_ids_of_another_survey(read: Read) -> None:
    with pytest.raises(DataError, match=r'It has 1 row; .* those of this consultation\. An id is like "R0/q"\.'):
        read("response_id,code\nR7/q,LOCAL\n")


def test_truth_table(frame: CodeFrame) -> None:
    responses, truth = truth_table(pd.DataFrame(BOTH, columns=[c.RESPONSE_ID, c.CODE]), frame.codes)
    assert responses == ["R0/q", "R1/q"]
    assert truth.tolist() == [[0, 0, 0], [0, 1, 1]]


def test_names_of_other_questions_are_no_small_print(read: Read) -> None:
    text = "respondent_id,question,code\nR0,benefits,NONE\nR1,benefits,TRAVEL\nR2,q,MONEY\n"
    with pytest.raises(DataError) as error:
        read(text)
    assert str(error.value) == (
        'Most rows of "a.csv" name questions that this consultation has not: "benefits" (2 rows). It has: q. Write '
        'these in the column "question", or give the questions the other names in the consultation file.'
    )
