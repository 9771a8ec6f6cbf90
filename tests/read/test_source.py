from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback_nlp import columns as c
from feedback_nlp.errors import DataError
from feedback_nlp.read import combine, read_source
from tests.read.files import write_csv, write_xlsx

HEAD = [
    "Response ID",
    "Which area?",
    "Responding as",
    "Do you support it?",
    "Submitted",
    "What worries you?",
    "Anything else?",
]
ROWS = [
    HEAD,
    ["R1", " Swale ", "Patient", "Yes", "17/02/2020 09:30", "Too far\nto travel", ""],
    ["R2", "Thanet", "Carer", "No", "18/02/2020", "  ", "“Nothing” – really"],
    ["R3", "", "Patient", "", "", "=1+1", "n/a"],
]
ROLES = {
    "respondent_id": "Response ID",
    "area": "Which area?",
    "respondent_type": "Responding as",
    "position": "Do you support it?",
    "submitted": "Submitted",
    "questions": {"worries": "What worries you?", "else": "Anything else?"},
}


def listed(frame: pd.DataFrame, *names: str) -> list[tuple]:
    return [
        tuple(None if pd.isna(cell) else cell for cell in row) for row in frame[list(names)].itertuples(index=False)
    ]


def test_wide_layout_whole(tmp_path: Path) -> None:
    reading = read_source([write_csv(tmp_path / "main.csv", ROWS)], channel="online", **ROLES)
    about = (
        c.RESPONSE_ID,
        c.AREA,
        c.RESPONDENT_TYPE,
        c.POSITION,
        c.SUBMITTED,
        c.CHANNEL,
        c.TEXT_RAW,
        c.SOURCE_FILE,
        c.SOURCE_ROW,
    )
    assert listed(reading.responses, *about) == [
        ("R1/worries", "Swale", "Patient", "Yes", "2020-02-17 09:30:00", "online", "Too far\nto travel", "main.csv", 2),
        ("R1/else", "Swale", "Patient", "Yes", "2020-02-17 09:30:00", "online", None, "main.csv", 2),
        ("R2/worries", "Thanet", "Carer", "No", "2020-02-18", "online", None, "main.csv", 3),
        ("R2/else", "Thanet", "Carer", "No", "2020-02-18", "online", "“Nothing” – really", "main.csv", 3),
        ("R3/worries", None, "Patient", None, None, "online", "=1+1", "main.csv", 4),
        ("R3/else", None, "Patient", None, None, "online", "n/a", "main.csv", 4),
    ]
    assert listed(reading.ledger, *c.LEDGER) == [
        ("main.csv", row, f"R{row - 1}", question, "analysed", None)
        for row in (2, 3, 4)
        for question in ("worries", "else")
    ]
    assert reading.wording == {"worries": "What worries you?", "else": "Anything else?"}


def test_columns_are_found_whatever_the_case_and_the_spaces(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "x.csv", [["ID", "What\u00a0 worries\nYOU?"], ["1", "a"]])
    reading = read_source([path], respondent_id="id", questions={"q": "what worries you?"})
    assert reading.responses[c.TEXT_RAW].tolist() == ["a"]


def test_all_missing_columns_are_said_at_once_with_the_nearest(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "main.csv", ROWS)
    with pytest.raises(DataError) as caught:
        read_source(
            [path], area="Wich area?", respondent_id="Respons ID", questions={"q": "worries"}, recode={"aera": {}}
        )
    assert str(caught.value) == (
        "main.csv has 4 faults:\n"
        '  - respondent_id: there is no column "Respons ID" in main.csv. Did you mean "Response ID" or "Responding '
        'as"?\n'
        '  - area: there is no column "Wich area?" in main.csv. Did you mean "Which area?"?\n'
        '  - questions.q: there is no column "worries" in main.csv. Did you mean "What worries you?"?\n'
        '  - recode: "aera" is no role or attribute of this source.'
    )


def test_the_same_row_twice_is_a_duplicate_and_contents_that_differ_an_error(tmp_path: Path) -> None:
    reading = read_source([write_csv(tmp_path / "x.csv", [*ROWS, ROWS[1]])], **ROLES)
    again = reading.ledger[reading.ledger[c.SOURCE_ROW] == 5]
    assert listed(again, c.STATE, c.REASON) == [("duplicate", "the same as row 2")] * 2
    assert len(reading.responses) == 6
    changed = ["R1", "Swale", "Patient", "Yes", "", "Something else", ""]
    with pytest.raises(DataError, match="rows 2, 5 have the same respondent id but different contents"):
        read_source([write_csv(tmp_path / "y.csv", [*ROWS, changed])], **ROLES)


def test_without_ids_file_and_row_name_the_respondent(tmp_path: Path) -> None:
    rows = [["id", "q"], ["", "a"], ["7", "b"], [" ", "c"]]
    path = write_csv(tmp_path / "paper.csv", rows)
    assert read_source([path], questions={"q": "q"}).responses[c.RESPONDENT_ID].tolist() == [
        "paper-2",
        "paper-3",
        "paper-4",
    ]
    named = read_source([path], questions={"q": "q"}, respondent_id="id").responses[c.RESPONDENT_ID].tolist()
    assert named == ["paper-2", "7", "paper-4"]


def test_long_layout(tmp_path: Path) -> None:
    rows = [
        ["Who", "Trust", "Question", "Answer"],
        ["A", "North", "What was good?", "The staff"],
        ["A", "North", "What could we do better?", ""],
        ["B", "South", "What was good?", "Parking"],
        ["B", "South", "What was good?", "Parking"],
        ["C", "South", "", "Where does this go?"],
    ]
    how = {"respondent_id": "Who", "area": "Trust", "long": {"question": "Question", "answer": "Answer"}}
    reading = read_source([write_csv(tmp_path / "fft.csv", rows)], **how)
    assert reading.wording == {"better": "What could we do better?", "good": "What was good?"}
    assert listed(reading.ledger, c.SOURCE_ROW, c.RESPONDENT_ID, c.QUESTION, c.STATE, c.REASON) == [
        (2, "A", "good", "analysed", None),
        (3, "A", "better", "analysed", None),
        (4, "B", "good", "analysed", None),
        (5, "B", "good", "duplicate", "the same as row 4"),
        (6, "C", "no_question", "excluded", "the row names no question"),
    ]
    assert listed(reading.responses, c.RESPONSE_ID, c.TEXT_RAW) == [
        ("A/good", "The staff"),
        ("A/better", None),
        ("B/good", "Parking"),
    ]
    differs = [*rows, ["B", "South", "What was good?", "Nothing"]]
    with pytest.raises(DataError, match="rows 4, 5, 7 have the same respondent id and question but different contents"):
        read_source([write_csv(tmp_path / "y.csv", differs)], **how)


def test_a_file_with_headings_only_is_an_empty_reading(tmp_path: Path) -> None:
    for write, name in ((write_csv, "x.csv"), (write_xlsx, "x.xlsx")):
        reading = read_source([write(tmp_path / name, [HEAD])], **ROLES)
        assert (len(reading.responses), len(reading.ledger)) == (0, 0)
        assert list(reading.responses.columns) == list(c.RESPONSES)
        assert reading.wording == {"worries": "What worries you?", "else": "Anything else?"}
    long = read_source([write_csv(tmp_path / "l.csv", [["Q", "A"]])], long=("Q", "A"))
    assert len(long.ledger) == 0


def test_recode_and_attributes(tmp_path: Path) -> None:
    rows = [
        ["Area", "Age", "Bus", "Car", "Why?"],
        ["N. Kent", "16 - 24", "Yes", "No", "a"],
        ["medway", "25+", "Yes", "Yes", "b"],
    ]
    reading = read_source(
        [write_csv(tmp_path / "x.csv", rows)],
        area="Area",
        questions={"why": "Why?"},
        attributes={"age": "Age", "travel": ["Bus", "Car"]},
        recode={"area": {"n. kent": "North Kent"}, "age": {"16 - 24": "under 25"}},
    )
    assert listed(reading.responses, "area", "age", "travel") == [
        ("North Kent", "under 25", "Bus"),
        ("medway", "25+", "Bus; Car"),
    ]


def test_several_columns_are_one_answer(tmp_path: Path) -> None:
    rows = [["One", "Two"], ["first", "second"], ["", "only"], ["", ""]]
    reading = read_source([write_csv(tmp_path / "x.csv", rows)], questions={"q": ["One", "Two"]})
    assert listed(reading.responses, c.TEXT_RAW) == [("first\nsecond",), ("only",)]
    assert reading.ledger[c.SOURCE_ROW].tolist() == [2, 3]


def test_files_of_one_source_and_sources_of_one_consultation(tmp_path: Path) -> None:
    main = write_csv(tmp_path / "main.csv", [["ID", "Why?", "Area"], ["1", "a", "Swale"], ["2", "b", "Swale"]])
    paper = write_csv(tmp_path / "paper.csv", [["ID", "Why?"], ["2", "other"], ["3", "c"]])
    reading = read_source([main, paper], respondent_id="ID", area="Area", questions={"why": "Why?"})
    assert reading.responses[c.RESPONDENT_ID].tolist() == ["1", "main:2", "paper:2", "3"]
    assert 'paper.csv has no column "Area" (area); it is empty there.' in reading.notes
    one = read_source([main], respondent_id="ID", questions={"why": "Why?"}, channel="online")
    two = read_source([paper], respondent_id="ID", questions={"why": "Why?"}, channel="paper")
    both = combine([one, two])
    assert listed(both.responses, c.RESPONSE_ID, c.CHANNEL) == [
        ("1/why", "online"), ("main:2/why", "online"), ("paper:2/why", "paper"), ("3/why", "paper")
    ]  # fmt: skip
    assert len(both.ledger) == 4
    assert len(combine([]).ledger) == 0


def test_overlapping_exports_of_one_survey(tmp_path: Path) -> None:
    first = write_csv(tmp_path / "monday.csv", [["ID", "Why?"], ["1", "a"], ["2", "b"]])
    second = write_csv(tmp_path / "friday.csv", [["ID", "Why?"], ["1", "a"], ["2", "b"], ["3", "c"]])
    reading = read_source([first, second], respondent_id="ID", questions={"why": "Why?"})
    assert reading.ledger[c.STATE].tolist() == ["analysed", "analysed", "duplicate", "duplicate", "analysed"]
    assert reading.responses[c.RESPONDENT_ID].tolist() == ["1", "2", "3"]


CELLS = st.sampled_from(["", " ", "a", "b\nc", "n/a", "1"])


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=st.lists(st.tuples(st.sampled_from(["", "1", "2", "3"]), CELLS, CELLS), max_size=7),
    order=st.randoms(use_true_random=False),
)
def test_ledger_adds_up_and_order_does_not_matter(tmp_path_factory, rows, order) -> None:
    folder = tmp_path_factory.mktemp("s")
    unique = list({row[0] or f"blank{i}": row for i, row in enumerate(rows)}.values())
    shuffled = list(unique)
    order.shuffle(shuffled)
    results = []
    for name, body in (("a.csv", unique), ("b.csv", shuffled)):
        path = write_csv(folder / name, [["ID", "One?", "Two?"], *body, *body])
        reading = read_source([path], respondent_id="ID", questions={"one": "One?", "two": "Two?"}, names=["x.csv"])
        filled = [row for row in body if any(cell.strip() for cell in row)]
        with_id = sum(bool(row[0]) for row in filled)
        assert len(reading.ledger) == 2 * 2 * len(filled)
        assert len(reading.responses) == int((reading.ledger[c.STATE] == "analysed").sum())
        assert int((reading.ledger[c.STATE] == "duplicate").sum()) == 2 * with_id
        named = reading.responses[~reading.responses[c.RESPONDENT_ID].str.startswith("x-")]
        results.append(sorted(map(str, listed(named, c.RESPONSE_ID, c.TEXT_RAW))))
    assert results[0] == results[1]


def test_one_survey_exported_four_ways_reads_the_same(tmp_path: Path) -> None:
    import pyreadstat

    texts = ["Too far", "“Fine” by me – £5", ""]
    tags = ["StartDate", "EndDate", "Status", "ResponseId", "Q1", "Q2", "Q3"]
    words = [
        "Start Date",
        "End Date",
        "Response Type",
        "Response ID",
        "Where do you live?",
        "How do you travel?",
        "Why?",
    ]
    ids = ("startDate", "endDate", "status", "_recordId", "QID1", "QID2", "QID3_TEXT")
    imports = [f'{{"ImportId":"{name}"}}' for name in ids]
    when = "2021-01-11 18:06:19"
    areas, travel = ["Swale", "Thanet", "Swale"], ["Bus,Car", "Bus", "Bus,Car"]
    body = [[when, when, "IP Address", f"R_{i}", areas[i], travel[i], texts[i]] for i in range(3)] * 1
    # More respondents, so that the options can be told from a comma within one.
    body += [[when, when, "IP Address", f"R_{i}", "Swale", "Bus,Car" if i % 2 else "Car", "Yes"] for i in range(3, 9)]
    joined = write_csv(tmp_path / "choices.csv", [tags, words, imports, *body])
    split_tags = [*tags[:5], "Q2_1", "Q2_2", "Q3"]
    split_words = [*words[:5], "How do you travel? - Bus", "How do you travel? - Car", "Why?"]
    split_body = [[*row[:5], "1" if "Bus" in row[5] else "", "1" if "Car" in row[5] else "", row[6]] for row in body]
    split_imports = [
        *imports[:5],
        '{"ImportId":"QID2","choiceId":"1"}',
        '{"ImportId":"QID2","choiceId":"2"}',
        imports[6],
    ]
    split = write_csv(
        tmp_path / "numbers.csv", [split_tags, split_words, split_imports, *split_body], encoding="utf-8-sig"
    )
    resaved = write_xlsx(tmp_path / "resaved.xlsx", [tags, words, imports, *body])
    frame = pd.DataFrame(
        {
            "StartDate": when, "EndDate": when, "Status": 0.0, "ResponseId": [row[3] for row in body],
            "Q1": [1.0 if row[4] == "Swale" else 2.0 for row in body],
            "Q2_1": [1.0 if "Bus" in row[5] else None for row in body],
            "Q2_2": [1.0 if "Car" in row[5] else None for row in body], "Q3": [row[6] for row in body],
        }
    )  # fmt: skip
    sav = tmp_path / "data.sav"
    labels = dict(zip(split_tags, split_words, strict=True))
    pyreadstat.write_sav(
        frame, str(sav), column_labels=[labels[name] for name in frame],
        variable_value_labels={"Q1": {1.0: "Swale", 2.0: "Thanet"}, "Q2_1": {1.0: "Bus"}, "Q2_2": {1.0: "Car"}},
    )  # fmt: skip
    found = []
    for path in (joined, split, resaved, sav):
        reading = read_source(
            [path], respondent_id="ResponseId", area="Where do you live?", submitted="EndDate",
            questions={"why": "Q3"}, attributes={"travel": "How do you travel?"}, names=["export"],
        )  # fmt: skip
        assert reading.wording == {"why": "Why?"}, path
        found.append(listed(reading.responses, c.RESPONSE_ID, c.AREA, c.SUBMITTED, "travel", c.TEXT_RAW))
    assert found[0][:3] == [
        ("R_0/why", "Swale", when, "Bus; Car", "Too far"),
        ("R_1/why", "Thanet", when, "Bus", "“Fine” by me – £5"),
        ("R_2/why", "Swale", when, "Bus; Car", None),
    ]
    assert all(one == found[0] for one in found)


def test_one_choice_is_not_taken_apart_and_is_recoded_as_the_file_says_it(tmp_path: Path) -> None:
    said = ["Yes, definitely", "No, definitely not", "Yes, to some extent"]
    rows = [["id", "Support?", "Why?"], *([str(i), said[i % 3], f"I think so, {i}"] for i in range(9))]
    path = write_csv(tmp_path / "a.csv", rows)
    read = {"respondent_id": "id", "position": "Support?", "questions": {"why": "Why?"}}
    plain = read_source([path], **read)
    assert plain.responses[c.POSITION].tolist() == said * 3
    words = {"position": {"yes, DEFINITELY": "Support", "No, definitely not": "Oppose", "Perhaps": "Unsure"}}
    recoded = read_source([path], **read, recode=words)
    assert recoded.responses[c.POSITION].tolist() == ["Support", "Oppose", "Yes, to some extent"] * 3
    assert read_source([path], **read, recode={"position": {"No, definitely not": "Oppose"}}).notes == ()
    assert recoded.notes == ('recode: no cell of "position" is "Perhaps", so that nothing becomes "Unsure".',)


def test_what_a_study_asked_in_another_event_is_known(tmp_path: Path) -> None:
    rows = [["record_id", "redcap_event_name", "area", "why", "form_complete"]]
    for i in "123":
        rows += [[i, "baseline_arm_1", "Hull", "", "2"], [i, "followup_arm_1", "", f"It would hurt us {i}", "2"]]
    path = write_csv(tmp_path / "a.csv", rows)
    reading = read_source([path], respondent_id="record_id", area="area", questions={"why": "why"})
    assert reading.responses[[c.RESPONDENT_ID, c.AREA, c.TEXT_RAW]].to_numpy().tolist() == [
        [i, "Hull", f"It would hurt us {i}"] for i in "123"
    ]


def test_files_that_differ_in_their_ending_are_told_apart(tmp_path: Path) -> None:
    rows = [["id", "town", "Why?"], *([str(i), "x", f"Answer {i} to this"] for i in (1, 2))]
    paths = [write_csv(tmp_path / "a.csv", rows), write_xlsx(tmp_path / "a.xlsx", [*rows[:2], ["2", "y", "Other"]])]
    both = combine([read_source([path], respondent_id="id", questions={"why": "Why?"}) for path in paths])
    assert both.responses[c.RESPONDENT_ID].tolist() == ["a.csv:1", "a.csv:2", "a.xlsx:1", "a.xlsx:2"]
    one = read_source(paths, questions={"why": "Why?"})
    assert one.responses[c.RESPONDENT_ID].tolist() == ["a.csv-2", "a.csv-3", "a.xlsx-2", "a.xlsx-3"]


def test_overlapping_exports_with_a_row_a_question(tmp_path: Path) -> None:
    heading = ["id", "Question", "Answer"]
    rows = [[str(i), question, f"{question} {i}"] for i in range(6) for question in ("Why?", "How?")]
    paths = [write_csv(tmp_path / f"{n}.csv", [heading, *part]) for n, part in (("a", rows[:8]), ("b", rows[4:]))]
    reading = read_source(paths, respondent_id="id", long=("Question", "Answer"))
    assert reading.responses[c.RESPONDENT_ID].tolist() == [row[0] for row in rows]
    assert reading.ledger[c.STATE].tolist() == ["analysed"] * 8 + ["duplicate"] * 4 + ["analysed"] * 4
    assert set(reading.ledger[c.REASON].dropna()) == {"the same row stands in another file of the source"}
