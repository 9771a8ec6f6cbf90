import pandas as pd
import pytest

from feedback_nlp.prepare.repeats import moment, repeated

LONG = "The walk-in centre must stay open in the evening because the buses stop at six."


def responses(*rows: tuple[str, str, str | None, str]) -> pd.DataFrame:
    """Rows are respondent, text, submitted, area."""
    return pd.DataFrame(
        {
            "response_id": [f"{r[0]}/q" for r in rows],
            "respondent_id": [r[0] for r in rows],
            "question": "q",
            "area": [r[3] for r in rows],
            "respondent_type": pd.NA,
            "position": pd.NA,
            "submitted": [r[2] for r in rows],
            "consent": pd.NA,
            "channel": "web",
            "text_raw": [r[1] for r in rows],
            "source_file": "f.csv",
            "source_row": range(2, len(rows) + 2),
        }
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [("b", LONG, "2020-03-01 10:00", "A"), ("a", LONG, "2020-03-01 10:20", "A")],
            {"a": "b"},
        ),  # the earlier is kept
        (
            [("b", LONG, "01/03/2020 10:00", "A"), ("a", LONG, "01/03/2020 10:00", "A")],
            {"b": "a"},
        ),  # then the first by id
        ([("a", LONG, "2020-03-01 10:00", "A"), ("b", LONG, "2020-03-01 10:31", "A")], {}),  # too far apart
        ([("a", LONG, "2020-03-01", "A"), ("b", LONG, "2020-03-01", "A")], {}),  # no time of day
        ([("a", LONG, None, "A"), ("b", LONG, None, "A")], {}),
        ([("a", LONG, "2020-03-01 10:00", "A"), ("b", LONG, "2020-03-01 10:01", "B")], {}),  # another area
        ([("a", "Very good", "2020-03-01 10:00", "A"), ("b", "Very good", "2020-03-01 10:01", "A")], {}),  # too short
        # A letter that comes in over days is a campaign, also where two copies fall together.
        (
            [
                ("a", LONG, "2020-03-01 10:00", "A"),
                ("b", LONG, "2020-03-01 10:01", "A"),
                ("c", LONG, "2020-03-02 10:00", "A"),
            ],
            {},
        ),
    ],
)
def test_repeated(rows: list, expected: dict[str, str]) -> None:
    frame = responses(*rows)
    assert repeated(frame, frame["text_raw"]) == expected
    backwards = frame.iloc[::-1]
    assert repeated(backwards, backwards["text_raw"]) == expected


def test_day_comes_before_month_unless_the_year_stands_first() -> None:
    assert moment("03/02/2020 10:00") == moment("2020-02-03 10:00")
    assert moment("rubbish 10:00") is None
