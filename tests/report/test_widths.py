import pytest

from feedback_nlp.report.widths import HIGHEST, NARROWEST, WIDEST, height_of, width_of


@pytest.mark.parametrize(
    ("header", "values", "kind", "width"),
    [
        ("N", [1], "count", NARROWEST),
        ("Representation", [1.5], "number", 18.0),
        ("Area", ["Castle Point and Rochford"], "text", 31.2),
        ("Quote", ["word " * 200], "text", WIDEST),
        ("P", [123_456_789], "count", 14.4),
    ],
)
def test_widths(header, values, kind, width):
    assert width_of(header, values, kind, 2) == width


def test_heights_grow_with_the_text_and_end_where_excel_does():
    assert height_of(["short"], [20]) == pytest.approx(15.84)
    assert height_of(["word " * 20], [20]) > 5 * 15
    assert height_of(["one\ntwo\nthree"], [20]) == pytest.approx(3 * 15.84)
    assert height_of(["x" * 32_000], [70]) == HIGHEST
