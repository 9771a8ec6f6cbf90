import pytest

from feedback_nlp.report.words import cover
from feedback_nlp.summary import Summary


@pytest.mark.parametrize(
    ("suppression", "says"),
    [
        ({"suppression": "No counts are hidden."}, ["No counts are hidden."]),
        (
            {"suppression": "Counts from 1 to 4 are hidden ([c]). Where one could be found, further ones are, too."},
            ["Counts from 1 to 4 are hidden ([c])."],
        ),
        ({}, []),
    ],
)
def test_the_cover_promises_no_more_than_was_done(suppression, says):
    _, lines = cover(Summary({}, {}, suppression), {})[1]
    assert lines == [
        "Answers were read on the consulting body's own computers. The checks say which personal details were replaced "
        "before.",
        "Each answer was compared with a written list of themes (the code frame). One answer may carry several themes.",
        "Figures count respondents once per theme, over all respondents with something to analyse.",
        "Intervals are 95% Wilson intervals; where groups are compared, that is corrected for the many comparisons "
        "made.",
        *says,
        "This file follows the Government Analysis Function's guidance on releasing statistics in spreadsheets: one "
        "table a sheet, marked up as a table, with notes on a sheet of their own and no information in colour alone.",
        "Made with feedback_nlp.",
    ]
