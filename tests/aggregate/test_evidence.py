import pytest

from feedback_nlp import columns
from feedback_nlp.aggregate.evidence import without_counts
from feedback_nlp.checks import checks_of
from tests.aggregate.consultations import answered, many

WITHHELD = "something was noticed that is told with numbers; it is shown on screen, and not published."


@pytest.mark.parametrize(
    ("note", "published"),
    [
        (
            'x 2019.csv: "3. Why?": 2 cells have exactly 255 characters and none has more: they were probably cut off.',
            'x 2019.csv: "3. Why?": some cells have exactly 255 characters and none has more: they were probably cut '
            "off.",
        ),
        (
            "x.xlsx [Sheet 1]: 1,204 different entries in the column of dates are no dates; they are kept as they are.",
            "x.xlsx [Sheet 1]: some different entries in the column of dates are no dates; they are kept as they are.",
        ),
        ("3 respondent ids stand in more than one source.", "Some respondent ids stand in more than one source."),
        ("x.csv: The file is written in UTF-16 without a mark.",) * 2,
        ('a 1.csv has no column "Q2" (q2); it is empty there.',) * 2,
        # One would show in the words beside it, and a row is somebody's.
        ("1 letter could not be read; the ledger says why.", WITHHELD.capitalize()),
        ("12 letters could not be read; the ledger says why.", WITHHELD.capitalize()),
        ("x.csv: In the file, one place looks as if it had been encoded twice.", f"x.csv: {WITHHELD}"),
        ("x.csv: A quotation mark was opened and never closed in row 7, 12.", f"x.csv: {WITHHELD}"),
        ("x.csv: 6 of 42 respondents are the same.", f"x.csv: {WITHHELD}"),
    ],
)
def test_without_counts(note: str, published: str) -> None:
    assert without_counts(note) == published


def test_the_published_log_holds_no_count_of_the_notes() -> None:
    one = answered(many(4), "A")
    checks = checks_of(
        ledger=one.ledger,
        answers=one.answers,
        labels=one.labels,
        redactions=columns.empty("labels"),
        notes=["3 letters could not be read; the ledger says why."],
        inputs=None,
        threshold=5,
    )
    log = one.table("qa_log", checks=checks).set_index("check")["evidence"]
    assert log["The export as it was read"] == WITHHELD.capitalize()
