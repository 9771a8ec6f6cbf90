from pathlib import Path

import pytest

from feedback_nlp.errors import DataError
from feedback_nlp.manifest import read_manifest


@pytest.mark.parametrize(
    "content",
    [b"", b"[1, 2]", b"{}", b"\xff\xfe\x00", b'{"about": ' + b"1" * 5000, b"[" * 100_000],
    ids=["empty", "a list", "of something else", "no UTF-8", "a number of 5,000 digits", "nested without end"],
)
def test_what_is_no_manifest_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "run.json").write_bytes(content)
    with pytest.raises(DataError) as error:
        read_manifest(tmp_path / "run.json")
    assert str(error.value) == f'"{tmp_path / "run.json"}" is not the run.json of a finished run.'


def test_no_manifest_at_all(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="There is no file"):
        read_manifest(tmp_path / "run.json")
