from datetime import date

import pandas as pd
import pytest

from feedback_nlp.read.dates import iso_dates


def read(*cells: str, month_first: bool | None = None) -> list[str]:
    return iso_dates(pd.Series(cells, dtype="string"), month_first=month_first)[0].tolist()


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        ("2020-02-17", "2020-02-17"),
        ("2020-02-17 09:30:05", "2020-02-17 09:30:05"),
        ("2024-09-05T10:10:00+01:00", "2024-09-05 10:10:00"),
        ("2025-05-16T04:00Z", "2025-05-16 04:00:00"),
        ("17/02/2020", "2020-02-17"),
        ("17.2.20 9:30", "2020-02-17 09:30:00"),
        ("11/21/2021 08:43:36 PM", "2021-11-21 20:43:36"),
        ("11/21/2021 12:05 AM", "2021-11-21 00:05:00"),
        ("17 February 2020", "2020-02-17"),
        ("Mon, 17 Feb 2020 09:30", "2020-02-17 09:30:00"),
        ("Tue Feb 13 12:58:16 WIB 2018", "2018-02-13 12:58:16"),
        ("Feb 3, 2018", "2018-02-03"),
        ("2020/04/02 10:15:27 am GMT+1", "2020-04-02 10:15:27"),
        ("2020/04/02 3:15:22 pm GMT", "2020-04-02 15:15:22"),
        ("2020-02-17 11:30 PM", "2020-02-17 23:30:00"),
        ("17 Feb 2020 9:30 PM", "2020-02-17 21:30:00"),
        ("Feb 17, 2020 9:30 AM", "2020-02-17 09:30:00"),
        ("Monday, February 17, 2020, 12:15 AM", "2020-02-17 00:15:00"),
        ("5 MARCH 2024 10:15", "2024-03-05 10:15:00"),
        ("20200301", "2020-03-01"),
        ("20200301093000", "2020-03-01 09:30:00"),
        ("20201301", "20201301"),
        ("Mon 17/02/2020 at 9.30 pm", "2020-02-17 21:30:00"),
        ("6 days ago", "6 days ago"),
        ("31/02/2020", "31/02/2020"),
    ],
)
def test_one_date(cell: str, iso: str) -> None:
    assert read(cell) == [iso]


def test_the_order_is_proved_by_the_column_then_by_the_platform_then_day_first() -> None:
    assert read("3/4/2020", "25/4/2020") == ["2020-04-03", "2020-04-25"]
    assert read("3/4/2020", "4/25/2020") == ["2020-03-04", "2020-04-25"]
    assert read("3/4/2020", month_first=True) == ["2020-03-04"]
    assert read("3/4/2020") == ["2020-04-03"]
    assert read("3/4/2020", "25/4/2020", month_first=True) == ["2020-04-03", "2020-04-25"]
    _, notes = iso_dates(pd.Series(["3/4/2020", "25/4/2020", "4/25/2020"], dtype="string"))
    assert notes == [
        "Dates stand in both orders (day/month and month/day) in one column; each is read as it can only be, and "
        "1 that could be either as day/month."
    ]
    both = pd.Series(["3/4/2020", "25/4/2020", "4/25/2020"], dtype="string")
    _, notes = iso_dates(both, opened=date(2020, 4, 1), closed=date(2020, 4, 30))
    assert [note.split(";")[-1].split(":")[0] for note in notes] == [
        " each is read as it can only be.",
        "Dates that may be day/month or month/day are read as day/month",
    ]
    _, notes = iso_dates(pd.Series(["3/4/2020"], dtype="string"))
    assert notes == ["Nothing shows whether dates are day/month or month/day; they are read as day/month."]


@pytest.mark.parametrize(
    ("cells", "platform", "iso", "said"),
    [
        (["02/03/2020 3:15 PM", "02/11/2020"], None, ["2020-02-03 15:15:00", "2020-02-11"], "month/day"),
        (["2/2/2020", "02/03/2020"], None, ["2020-02-02", "2020-02-03"], "month/day"),
        (["03/02/2020", "11/02/2020"], True, ["2020-02-03", "2020-02-11"], "day/month"),
        (["03/02/2020"] * 9 + ["01/03/2020"], None, ["2020-02-03"] * 9 + ["2020-03-01"], "day/month"),
        (["03/02/2020"] * 4 + ["01/03/2020"], None, ["2020-02-03"] * 4 + ["2020-03-01"], None),
        (["01/03/2020", "1/2/2020"], None, ["2020-03-01", "2020-02-01"], None),
        (["02/02/2020"], None, ["2020-02-02"], None),
        (["02/03/2020", "25/02/2020"], None, ["2020-03-02", "2020-02-25"], None),
    ],
    ids=["month", "one day", "against the platform", "a late one", "many late", "neither", "no saying", "proved"],
)
def test_the_dates_of_the_consultation_tell_the_order(
    cells: list[str], platform: bool | None, iso: list[str], said: str | None
) -> None:
    opened, closed = date(2020, 2, 1), date(2020, 2, 28)
    found, notes = iso_dates(pd.Series(cells, dtype="string"), month_first=platform, opened=opened, closed=closed)
    assert found.tolist() == iso
    other = {"month/day": "day/month", "day/month": "month/day"}
    assert [note for note in notes if "consultation" in note] == [
        f"Dates that may be day/month or month/day are read as {order}: so they lie within the consultation's dates "
        f"(2020-02-01 to 2020-02-28), and as {other[order]} some would not."
        for order in [said]
        if order
    ]
    one_known, _ = iso_dates(pd.Series(cells, dtype="string"), month_first=platform, opened=opened)
    without, _ = iso_dates(pd.Series(cells, dtype="string"), month_first=platform)
    assert one_known.tolist() == without.tolist()
