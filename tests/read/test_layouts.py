"""Each platform's layout, as small files written from what FORMATS and the platforms' own documentation show."""

from pathlib import Path

import pytest

from feedback_nlp.read import column_roles, read_export, read_source
from tests.read.files import write_csv, write_xlsx

LONG = [
    "I would have to travel much further to see a doctor who knows me",
    "Sharing staff across the patch seems sensible, but who decides?",
    "Please keep the minor injuries unit open at weekends",
    "My mother cannot use the telephone service because she is deaf",
    "Better than what we have now, provided the money follows",
    "Nobody asked the people in the villages about the bus",
]

SURVEYMONKEY = [
    ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Which area do you live in?", "",
    "Do you support it?",
     "", "What worries you?"],
    ["", "", "", "", "", "Thurrock", "Mid Essex", "Response", "Other (please specify)", "Open-Ended Response"],
    *[[str(11280740320 + i), "252143207", "01/17/2020 12:30:48 AM", "01/17/2020 12:39:43 AM", "192.0.2.1",
       "Thurrock" if i % 2 else "", "" if i % 2 else "Mid Essex", "Yes" if i % 2 else "No", "", text]
      for i, text in enumerate(LONG)],
]  # fmt: skip
# Owners take out the metadata and the sub-header of the choices, and leave blank headings.
MANGLED = [
    ["RespondentID", "Do you support it?", "", "What worries you?"],
    ["", "Response", "Other (please specify)", "Open-Ended Response"],
    *[[str(3237565956 + i), "Yes" if i % 2 else "No", "", text] for i, text in enumerate(LONG)],
]
QUALTRICS = [
    ["StartDate", "EndDate", "Status", "IPAddress", "Progress", "Finished", "ResponseId", "Q1", "Q2_1", "Q2_2", "Q3",
    "Q2_2_TEXT"],
    ["Start Date", "End Date", "Response Type", "IP Address", "Progress", "Finished", "Response ID",
    "Where do you live?",
     "How do you travel? - Bus", "How do you travel? - Other", "What should change?",
     "How do you travel? - Other - Text"],
    ['{"ImportId":"startDate","timeZone":"Z"}', '{"ImportId":"endDate","timeZone":"Z"}', '{"ImportId":"status"}',
     '{"ImportId":"ipAddress"}', '{"ImportId":"progress"}', '{"ImportId":"finished"}', '{"ImportId":"_recordId"}',
     '{"ImportId":"QID1"}', '{"ImportId":"QID2","choiceId":"1"}', '{"ImportId":"QID2","choiceId":"2"}',
     '{"ImportId":"QID3_TEXT"}',
     '{"ImportId":"QID2_2_TEXT"}'],
    *[["2021-01-11 18:06:19", "2021-01-11 18:09:00", "IP Address" if i else "Survey Preview", "192.0.2.1", "100",
    "True",
       f"R_{i}abc", "Medway" if i % 2 else "Swale", "Bus" if i % 2 else "", "" if i % 2 else "Other", text,
       "" if i % 2 else "bike"]
      for i, text in enumerate(LONG)],
]  # fmt: skip
SMARTSURVEY = [
    ["UserID", "Unique ID", "Started", "Ended", "Tracking Link", "Q1. How do you travel?", "",
    "Q2. What should change?"],
    ["", "", "", "", "", "By bus", "By car", ""],
    *[[str(1001 + i), f"u{i}", "17/02/2020 09:00", "17/02/2020 09:10", "link", "By bus" if i % 2 else "-",
    "-" if i % 2 else "By car",
       text.replace("'", "@SQ@") if i else "Don@SQ@t close it, we need it here"] for i, text in enumerate(LONG)],
]  # fmt: skip
CITIZEN_SPACE = [
    ["Response ID", "Date Submitted", "Respondent type - Respondent type", "Area - Which area?",
    "Proposal - Why do you say this?",
     "Proposal - Analyst notes", "IP Address"],
    *[[f"ANON-ABCD-EF{i}H-{i}", "17/02/2020", "Individual" if i % 2 else "Organisation",
    "Thanet" if i % 2 else "Swale", text,
       f"SK: staff wrote this about response {i}, see email", "192.0.2.9"] for i, text in enumerate(LONG)],
]  # fmt: skip
ENGAGEMENTHQ = [
    ["", "", "", "Our future hospitals"],
    ["", "", "", ""],
    ["", "", "", "Date of contribution"],
    ["Login (Screen name)", "Contributor Summary (Signup form Qs - Detailed breakup on the right > )", "Response ID",
    "",
     "Which services do you use?", "What would make the biggest difference to you?", "Postal Code"],
    *[[f"user{i}", "", str(500 + i), "2020-02-17", "Hospital, GP surgery" if i % 2 else "GP surgery", text, "DA1 1AA"]
      for i, text in enumerate(LONG)],
    ["", "", "", "", "Total", "6", ""],
]  # fmt: skip
MICROSOFT = [
    ["ID", "Start time", "Completion time", "Email", "Name", "Which of these do you use?", "What would you change?"],
    *[[i + 1, "2023-09-12 23:53:33", "2023-09-12 23:55:49", "anonymous", "", "Parks;Roads;" if i % 2 else "Roads;",
    text]
      for i, text in enumerate(LONG)],
]  # fmt: skip
GOOGLE = [
    ["Timestamp", "Where do you live?", "What would you change?", "What would you change?"],
    *[[f"6/{20 + i}/2018 23:29:42", "Swale" if i % 2 else "Thanet", text, ""] for i, text in enumerate(LONG)],
]
LIMESURVEY = [
    ["id. Response ID", "submitdate. Date submitted", "lastpage. Last page", "startlanguage. Start language",
    "seed. Seed",
     "area. Which area do you live in?", "use[SQ001]. What do you use? [GP]", "use[SQ002]. What do you use? [Pharmacy]",
     "use[other]. What do you use? [Other]", "why. Why do you say that?"],
    *[[str(i + 1), "2014-08-21 20:49:02" if i else "", "5", "en", "123", "Medway" if i % 2 else "Swale", "Yes",
    "No" if i % 2 else "Yes",
       "", text] for i, text in enumerate(LONG)],
]  # fmt: skip
ALCHEMER = [
    ["Response ID", "Time Started", "Date Submitted", "Status", "Bus:How do you travel?", "Car:How do you travel?",
     "Other - Write In:How do you travel?", "What would help?"],
    *[[str(i + 1), "2015-12-21 22:21:47", "2015-12-21 22:31:47", "Complete" if i else "Partial",
    "Bus" if i % 2 else "", "Car", "", text]
      for i, text in enumerate(LONG)],
]  # fmt: skip
TYPEFORM = [
    ["#", "Bus", "Car", "Other", "What would help?", "Start Date (UTC)", "Submit Date (UTC)", "Network ID"],
    *[[f"995106cd710ec2af0e371cbe5e1f68f{i}", "Bus" if i % 2 else "", "Car", "", text, "2016-03-29 21:21:23",
    "2016-03-29 21:23:43",
       "5f57f20d14"] for i, text in enumerate(LONG)],
]  # fmt: skip
REDCAP = [
    ["record_id", "redcap_event_name", "survey_timestamp", "travel___1", "travel___2", "comments", "survey_complete"],
    *[[str(i // 2 + 1), "first_arm_1" if i % 2 == 0 else "second_arm_1", "2018-03-06 15:52:43", "1", "0",
    text if i % 2 == 0 else "", "2"]
      for i, text in enumerate(LONG)],
]  # fmt: skip
GOVUK = [
    ["Reference", "Submitted at", "Which area do you live in?", "What do you think of the plan?", "Language"],
    *[
        [f"ABCD123{i}", "2024-09-05T10:10:00+01:00", "Thanet" if i % 2 else "Swale", text, "en"]
        for i, text in enumerate(LONG)
    ],
]
JISC = [
    ["URN", "StartDate", "CompletionDate", "Q1", "Q2_1", "Q2_2", "Q3"],
    *[
        [f"356806-356797-3388279{i}", "2020-02-17", "2020-02-17", "Yes" if i % 2 else "No", "1", "", text]
        for i, text in enumerate(LONG)
    ],
]
SNAP = [
    ["ID.name", "ID.date", "ID.completed", "Q1", "Q2_1", "Q2_2", "Q3"],
    *[[str(i), "17/02/2020", "1", str(i % 2 + 1), "1", "", text] for i, text in enumerate(LONG)],
]
DHSC = [
    ["Are you responding as an individual?", "Which region do you live in?", "Do you agree with the plan?",
     "Please explain your answer", "Please explain your answer_1", "Response ID", "Submitted"],
    *[["Individual" if i % 2 else "Organisation", "North" if i % 2 else "London",
    "Strongly agree" if i % 2 else "Disagree", text,
       text[::-1], f"0b9f6a6c-37b1-4f0a-9d5e-00000000000{i}", "2020-02-17T10:00:00"] for i, text in enumerate(LONG)],
]  # fmt: skip

CASES = [
    # name, rows, layout, heading rows, open questions, area
    ("surveymonkey", SURVEYMONKEY, "surveymonkey", 2, ["What worries you?"], "Which area do you live in?"),
    ("mangled", MANGLED, "surveymonkey", 2, ["What worries you?"], None),
    ("qualtrics", QUALTRICS, "qualtrics", 3, ["Q3: What should change?"], "Q1: Where do you live?"),
    ("qualtrics_trimmed", [QUALTRICS[0], *QUALTRICS[3:]], "qualtrics", 1, ["Q3"], None),
    ("qualtrics_python", [QUALTRICS[0], QUALTRICS[1], [c.replace('"', "'") for c in QUALTRICS[2]], *QUALTRICS[3:]],
     "qualtrics", 3, ["Q3: What should change?"], "Q1: Where do you live?"),
    ("smartsurvey", SMARTSURVEY, "smartsurvey", 2, ["Q2. What should change?"], None),
    ("citizen_space", CITIZEN_SPACE, "citizen_space", 1, ["Proposal - Why do you say this?"], "Area - Which area?"),
    ("engagementhq", ENGAGEMENTHQ, "engagementhq", 1, ["What would make the biggest difference to you?"], None),
    ("microsoft", MICROSOFT, "microsoft_forms", 1, ["What would you change?"], None),
    ("google", GOOGLE, "google_forms", 1, ["What would you change?"], "Where do you live?"),
    ("limesurvey", LIMESURVEY, "limesurvey", 1, ["why. Why do you say that?"], "area. Which area do you live in?"),
    ("alchemer", ALCHEMER, "alchemer", 1, ["What would help?"], None),
    ("typeform", TYPEFORM, "typeform", 1, ["What would help?"], None),
    ("redcap", REDCAP, "redcap", 1, ["comments"], None),
    ("govuk", GOVUK, "govuk_forms", 1, ["What do you think of the plan?"], "Which area do you live in?"),
    ("jisc", JISC, "jisc", 1, ["Q3"], None),
    ("snap", SNAP, "snap", 1, ["Q3"], None),
    ("dhsc", DHSC, "general", 1, ["Please explain your answer", "Please explain your answer_1"],
    "Which region do you live in?"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "rows", "layout", "headings", "questions", "area"), CASES, ids=[case[0] for case in CASES]
)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_layout_is_recognised_and_its_columns_known(
    tmp_path: Path, name, rows, layout, headings, questions, area, ending
) -> None:
    write = write_csv if ending == "csv" else write_xlsx
    export = read_export(write(tmp_path / f"{name}.{ending}", rows))
    roles = column_roles(export)
    assert (export.layout, export.header_rows) == (layout, headings), export.reason
    assert [one.column.name for one in roles if one.role == "open"] == questions
    found = {one.column.question if one.column.part else one.column.name for one in roles if one.role == "area"}
    assert found == ({area} if area else set())
    answers = export.rows[questions[0]].dropna()
    assert len(answers) - (layout == "engagementhq") in (len(LONG), len(LONG) // 2)


def test_multiple_choice_over_columns_is_one_attribute(tmp_path: Path) -> None:
    for rows, name, first, second in (
        (SURVEYMONKEY, "Which area do you live in?", "Mid Essex", "Thurrock"),
        (SMARTSURVEY, "Q1. How do you travel?", "By car", "By bus"),
        (LIMESURVEY, "What do you use?", "GP; Pharmacy", "GP"),
        (ALCHEMER, "How do you travel?", "Car", "Bus; Car"),
        (MICROSOFT, "Which of these do you use?", "Roads", "Parks; Roads"),
        (ENGAGEMENTHQ, "Which services do you use?", "GP surgery", "Hospital; GP surgery"),
    ):
        path = write_csv(tmp_path / "x.csv", rows)
        question = {c.name for c in read_export(path).columns if c.question in ("What worries you?",)} or None
        key = next(
            c.name
            for c in read_export(path).columns
            if c.name.rstrip("?").split()[-1] in ("you", "change", "help", "that")
        )
        reading = read_source(
            [path], questions={"q": next(iter(question)) if question else key}, attributes={"chosen": name}
        )
        assert reading.responses["chosen"].tolist()[:2] == [first, second], name


def test_what_was_typed_under_other_does_not_go_along_as_an_attribute(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "q.csv", QUALTRICS)
    reading = read_source(
        [path], questions={"q": "Q3"}, attributes={"travel": "How do you travel?"}, respondent_id="ResponseId"
    )
    assert set(reading.responses["travel"]) == {"Bus", "Other; Other"}


def test_preview_rows_are_in_the_ledger_only(tmp_path: Path) -> None:
    reading = read_source([write_csv(tmp_path / "q.csv", QUALTRICS)], questions={"q": "Q3"}, respondent_id="ResponseId")
    assert reading.ledger["state"].tolist() == ["excluded", *["analysed"] * 5]
    assert reading.ledger["reason"].tolist()[0] == "survey preview"
    assert reading.responses["respondent_id"].tolist() == [f"R_{i}abc" for i in range(1, 6)]


def test_lines_below_the_table_are_no_respondents(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "e.csv", ENGAGEMENTHQ)
    question = "What would make the biggest difference to you?"
    reading = read_source([path], questions={"q": question}, respondent_id="Response ID")
    assert reading.ledger["state"].value_counts().to_dict() == {"analysed": 6, "excluded": 1}


def test_marks_of_smartsurvey_are_undone(tmp_path: Path) -> None:
    reading = read_source([write_csv(tmp_path / "s.csv", SMARTSURVEY)], questions={"q": "Q2. What should change?"})
    assert reading.responses["text_raw"][0] == "Don't close it, we need it here"


def test_several_rows_of_one_person_are_one_respondent(tmp_path: Path) -> None:
    reading = read_source(
        [write_csv(tmp_path / "r.csv", REDCAP)], questions={"q": "comments"}, respondent_id="record_id"
    )
    assert reading.responses["respondent_id"].tolist() == ["1", "2", "3"]
    assert reading.responses["text_raw"].tolist() == LONG[::2]
    assert reading.ledger["state"].value_counts().to_dict() == {"analysed": 3, "duplicate": 3}


def test_staff_words_are_never_answers(tmp_path: Path) -> None:
    roles = {
        one.column.name: one.role for one in column_roles(read_export(write_csv(tmp_path / "c.csv", CITIZEN_SPACE)))
    }
    assert roles["Proposal - Analyst notes"] == "staff"
    assert roles["IP Address"] == "personal"


def test_layout_can_be_named_and_an_unknown_one_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "x.csv", GOOGLE)
    assert read_export(path, layout="general").reason == "Read as a general table, as asked."
    with pytest.raises(Exception, match=r'There is no layout "googel_forms"\. Did you mean "google_forms"'):
        read_export(path, layout="googel_forms")


def test_limesurvey_in_another_language_and_the_sites_of_redcap_are_known(tmp_path: Path) -> None:
    french = [["id. ID de la réponse", "submitdate. Date de soumission", "lastpage. Dernière page", "avis. Pourquoi ?"]]
    french += [[str(i), f"2023-03-0{i + 1} 08:12:33", "4", text] for i, text in enumerate(LONG)]
    export = read_export(write_csv(tmp_path / "lime.csv", french))
    assert (export.layout, [one.role for one in column_roles(export)]) == (
        "limesurvey",
        ["id", "date", "metadata", "open"],
    )
    sites = [["record_id", "redcap_data_access_group", "survey_timestamp", "comments"]]
    sites += [[str(i), ["north", "south"][i % 2], f"2023-03-0{i + 1} 08:12", text] for i, text in enumerate(LONG)]
    export = read_export(write_csv(tmp_path / "redcap.csv", sites))
    assert (export.layout, [one.role for one in column_roles(export)]) == ("redcap", ["id", "area", "date", "open"])


def test_choices_among_what_applies_are_who_responds(tmp_path: Path) -> None:
    rows = [
        ["Respondent ID", "Start Date", "End Date", "Which of the following applies to you?", "", "Why?"],
        ["", "", "", "I live in Torbay", "I work in Torbay", "Open-Ended Response"],
    ]
    rows += [
        [
            str(11280740320 + i),
            "01/17/2020",
            "01/17/2020",
            *["I live in Torbay", "I work in Torbay"][: 1 + i % 2],
            *[""] * (1 - i % 2),
            text,
        ]
        for i, text in enumerate(LONG)
    ]
    export = read_export(write_csv(tmp_path / "sm.csv", rows))
    assert [one.role for one in column_roles(export)][3:] == ["respondent_type", "respondent_type", "open"]
