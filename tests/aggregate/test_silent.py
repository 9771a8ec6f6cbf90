import os

import pytest

from feedback_nlp.aggregate.silent import silent


def test_only_what_is_said_inside_is_lost(capfd: pytest.CaptureFixture[str]) -> None:
    os.write(1, b"before ")
    with silent():
        os.write(1, b"inside ")
    os.write(1, b"after")
    assert capfd.readouterr().out == "before after"


def test_what_is_said_after_an_error_is_heard(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError), silent():
        1 / 0  # noqa: B018
    os.write(1, b"after")
    assert capfd.readouterr().out == "after"
