import pytest

from feedback_nlp import report


def test_the_room_has_these_functions_and_no_others():
    assert all(callable(getattr(report, name)) for name in report.__all__)
    with pytest.raises(AttributeError, match="write_everything"):
        report.write_everything  # noqa: B018
