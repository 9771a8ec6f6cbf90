"""Leave to quote that is asked the other way round: whoever refused must never be quoted."""

from pathlib import Path

import pandas as pd
import pytest

from feedback_nlp import columns as c
from feedback_nlp.consent import may_be_quoted
from feedback_nlp.read import draft_consultation, read_source
from feedback_nlp.read.leave import as_leave, meaning_of
from tests.read.files import write_csv
from tests.read.test_layouts import LONG


@pytest.mark.parametrize(
    "heading",
    [
        "I do not wish to be quoted",
        "I don’t want my comments published",
        "Please tick if you do NOT want your comments published",
        "If you do not want your response to be published, please tick this box",
        "Please keep my response confidential",
        "Opt out of publication",
        "I would like to opt out of my comments being published",
        "Would you like your response to be kept confidential?",
        "We may publish your response. Should it be confidential?",
        "Is your response confidential? (yes/no)",
        "Confidential",
        "Q12. Please do not publish my response",
        "Not for publication",
        "Consent not given",
        "I'd rather not be quoted",
        "I would prefer my comments not to be published",
        "I am not happy for my words to be quoted",
        "Do you object to being quoted?",
        "Would you mind us quoting you?",
        "Publication - I do not give permission for my comments to be quoted",
        "I do not agree to be quoted (your name will not be published in any case)",
    ],
)
def test_yes_refuses(heading: str) -> None:
    assert meaning_of(heading) == "refusal"


@pytest.mark.parametrize(
    "heading",
    [
        "May we quote you?",
        "May we quote you? (No = do not quote)",
        "Are you happy for us to quote you? Your name will not be published",
        "Are you happy for us to quote you? We will not publish your name.",
        "Are you happy for us to quote you (you will not be identified)?",
        "Names are confidential. May we quote you?",
        "Quotes will not be attributed to you. May we quote you?",
        "I consent to my response being published",
        "Consent to publish (Yes/No)",
        "Consent (1 = yes, 0 = no)",
        "Do you consent to your answers being used? You can withdraw your consent at any time.",
    ],
)
def test_yes_gives_leave(heading: str) -> None:
    assert meaning_of(heading) == "leave"


@pytest.mark.parametrize(
    "heading",
    [
        "I consent to my response being published but not my name",
        "I do not want my comments to be kept confidential",
        "May we quote you? Tick here if not.",
        "May we quote you? (Yes = do not quote)",
        "Consent (1 = No, 2 = Yes)",
        "If you do not tick this box we cannot publish your comments",
        "We may publish your comments unless you tick here",
        "Do you agree that your response is not published?",
        "I am happy for you not to quote me",
        "Would you like your response to be published or kept confidential?",
        "If you do not agree to be quoted, leave blank",
        "Publication: opt in / opt out",
        "Your response will be kept confidential",
        "I do not want my name published",
        "Your name will not be published",
        "I do not mind being quoted",
        "I do not wish to be contacted",
        "Ich möchte nicht zitiert werden",
        "Should we leave out your comments from the published report?",
        "Keep me out of the published quotes",
        "Publish my response without quoting",
        "Prefer comments unpublished",
        "Can you avoid quoting me?",
        "Hide my comments from the public",
        "Stop us from publishing your comments?",
        "Restrict publication of my comments",
        "Is it wrong for us to quote you?",
        "Anonymous?",
    ],
)
def test_neither_yes_nor_no_gives_leave(heading: str) -> None:
    assert meaning_of(heading) == "doubt"
    said = as_leave(pd.Series(["Yes", "No", "1", "TRUE", heading], dtype="string"), heading)
    assert not may_be_quoted(said, pd.Series("web", said.index, dtype="string")).any()


def test_only_a_plain_no_to_a_refusal_gives_leave() -> None:
    given = {
        "Yes": "Refused: Yes",
        "1": "Refused: 1",
        "TRUE": "Refused: TRUE",
        "x": "Refused: x",
        "✓": "Refused: ✓",
        "I do not wish to be quoted": "Refused: I do not wish to be quoted",
        "Agree": "Unclear: Agree",
        "You may publish it": "Unclear: You may publish it",
        "FALSE": "FALSE",
        "0": "0",
        "Unchecked": "Unchecked",
        "n/a": "Unclear: n/a",
        None: None,
        "No": "May be quoted",
        " n. ": "May be quoted",
    }
    said = as_leave(pd.Series(list(given), dtype="string"), "I do not wish to be quoted.")
    assert [None if pd.isna(one) else one for one in said] == list(given.values())
    assert may_be_quoted(said, pd.Series("web", said.index, dtype="string")).tolist() == [False] * 13 + [True] * 2


def test_where_the_heading_is_in_doubt_words_that_speak_of_quoting_stand_for_themselves() -> None:
    cells = pd.Series(["Publish it without my name", "You may quote me", "Yes", "my response being published"])
    said = as_leave(cells.astype("string"), "I consent to my response being published but not my name")
    assert said.tolist() == [
        "Publish it without my name", "You may quote me", "Unclear: Yes", "Unclear: my response being published",
    ]  # fmt: skip


HEADING = "I do not wish to be quoted"
REFUSAL = (
    f'x.csv: "{HEADING}" is read as a refusal: "Yes" or a tick means that somebody is not quoted, "No" that they may '
    "be. If that is wrong, say what each answer means under [sources.recode.consent]."
)
BLANKS = ' Who left it blank or unticked is not quoted either; to quote them, write "" = "Yes" there.'


def read(tmp_path: Path, cells: list[str], recode: dict[str, str] | None = None):
    path = write_csv(
        tmp_path / "x.csv", [["ID", HEADING, "Why?"], *[[f"R{i}", x, "buses"] for i, x in enumerate(cells)]]
    )
    recodes = {} if recode is None else {"consent": recode}
    reading = read_source([path], respondent_id="ID", consent=HEADING, questions={"why": "Why?"}, recode=recodes)
    said = reading.responses[c.CONSENT]
    quoted = may_be_quoted(said, reading.responses[c.CHANNEL])
    return [None if pd.isna(one) else one for one in said], quoted.tolist(), reading.notes


def test_who_refuses_is_not_quoted(tmp_path: Path) -> None:
    said = ["Refused: Yes", "May be quoted", None]
    assert read(tmp_path, ["Yes", "No", ""]) == (said, [False, True, False], (REFUSAL + BLANKS,))


def test_what_the_file_says_of_an_answer_is_not_turned_round_again(tmp_path: Path) -> None:
    said, quoted, _ = read(tmp_path, ["Yes", "No", "TRUE", ""], {"yes": "No", "No": "Yes"})
    assert (said, quoted) == (["No", "Yes", "Refused: TRUE", None], [False, True, False, False])


def test_a_blank_can_be_given_a_meaning(tmp_path: Path) -> None:
    found = read(tmp_path, ["Yes", "", "FALSE"], {"": "Yes", "FALSE": "Yes"})
    assert found == (["Refused: Yes", "Yes", "Yes"], [False, True, True], (REFUSAL,))
    assert read(tmp_path, ["Yes", "No"], {"": "Yes"})[2] == (
        REFUSAL, 'recode: no cell of "consent" is "", so that nothing becomes "Yes".',
    )  # fmt: skip


def test_a_blank_gives_no_leave_to_who_refuses_in_another_row_or_was_not_asked(tmp_path: Path) -> None:
    rows = [["ID", HEADING, "Question", "Answer"], ["R1", "Yes", "Why?", "buses"], ["R1", "", "How?", "trains"]]
    rows += [["R2", "", "Why?", "trams"]]
    asked = write_csv(tmp_path / "x.csv", rows)
    other = write_csv(tmp_path / "y.csv", [["ID", "Question", "Answer"], ["R3", "Why?", "cars"]])
    long = {"question": "Question", "answer": "Answer"}
    reading = read_source(
        [asked, other], respondent_id="ID", consent=HEADING, long=long, recode={"consent": {"": "Yes"}}
    )
    said = reading.responses.set_index(c.RESPONSE_ID)[c.CONSENT].fillna("blank")
    assert said.to_dict() == {"R1/why": "Refused: Yes", "R1/how": "blank", "R2/why": "Yes", "R3/why": "blank"}


def test_a_refusal_among_options_counts_by_its_own_words(tmp_path: Path) -> None:
    options = ["You may quote me", "I do not wish to be quoted"]
    rows = [["ID", *[f"Your comments - {option}" for option in options], "Why?"]]
    rows += [["R1", "1", "0", "buses"], ["R2", "0", "1", "trams"]]
    path = write_csv(tmp_path / "x.csv", rows)
    both = read_source([path], respondent_id="ID", consent="Your comments", questions={"why": "Why?"})
    assert both.responses[c.CONSENT].tolist() == options
    name = "Your comments - I do not wish to be quoted"
    one = read_source([path], respondent_id="ID", consent=name, questions={"why": "Why?"})
    assert one.responses[c.CONSENT].tolist() == ["0", "Refused: 1"]


def test_a_refusal_that_is_not_named_is_said(tmp_path: Path) -> None:
    rows = [["ID", HEADING, "Opt out of publication", "Why?"], ["R1", "Yes", "", "buses"]]
    reading = read_source([write_csv(tmp_path / "x.csv", rows)], respondent_id="ID", questions={"why": "Why?"})
    assert reading.notes == (
        f'x.csv: "{HEADING}" looks like a refusal to be quoted, but the source does not name it as consent: who '
        "refuses there may be quoted.",
    )


@pytest.mark.parametrize(
    ("heading", "cells", "note"),
    [
        ("May we quote you?", ("Yes", "No"), ""),
        (HEADING, ("Yes", ""), "is read as a refusal"),
        ("Please keep my response confidential", ("1", ""), "is read as a refusal"),
        ("I consent to my response being published but not my name", ("Yes", "No"), "It is not certain"),
    ],
)
def test_a_draft_names_it_and_says_how_it_is_read(
    tmp_path: Path, heading: str, cells: tuple[str, str], note: str
) -> None:
    rows = [["ID", "I have read the privacy notice", heading, "Why?"]]
    rows += [[f"R{i}", "Yes", cells[i % 2], f"{LONG[i % 6]} {i}"] for i in range(30)]
    draft = draft_consultation([write_csv(tmp_path / "x.csv", rows)])
    assert f'consent = "{heading}"' in draft
    checks = [line for line in draft.splitlines() if line.startswith("# CHECK") and heading in line]
    assert [note in line for line in checks] == ([True] if note else [])


def test_a_draft_names_the_other_refusal_too(tmp_path: Path) -> None:
    rows = [["ID", "May we quote you?", HEADING, "Why?"]]
    rows += [[f"R{i}", ("Yes", "No")[i % 2], ("Yes", "")[i % 2], f"{LONG[i % 6]} {i}"] for i in range(30)]
    draft = draft_consultation([write_csv(tmp_path / "x.csv", rows)])
    assert f'consent = "May we quote you?"\n# CHECK: or consent = "{HEADING}"\n' in draft
