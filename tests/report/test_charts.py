import re

from feedback_nlp.report.blocks import Dot, Dots, Grid
from feedback_nlp.report.charts import svg_of


def names_in(svg: str) -> list[str]:
    return [name for name in re.findall(r"<text[^>]*>(?:<tspan[^>]*>)?([^<]+)<", svg) if "%" not in name]


def test_two_rows_of_the_same_name_stay_two_rows():
    rows = (Dot("Other", 0.3, 0.2, 0.4), Dot("Parking", 0.2, 0.1, 0.3), Dot("Other", 0.1, 0.05, 0.2))
    dots = Dots("Themes", "Three themes.", rows, Grid("Themes", (), (), ()), highest=0.4)
    assert names_in(svg_of(dots, "chart")) == ["Other", "Parking", "Other"]
