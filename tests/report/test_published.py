import pytest

from feedback_nlp.report import published as module
from feedback_nlp.report.published import render, rendering
from feedback_nlp.report.store import save_summary


def test_a_finished_run_is_rendered_again_the_same(summary, about, tmp_path):
    save_summary(summary, tmp_path, about)
    first = {path.name: path.read_bytes() for path in render(tmp_path)}
    assert list(first) == ["themes.xlsx", "themes.ods", "report.html", "report.docx"]
    assert {path.name: path.read_bytes() for path in render(tmp_path)} == first


def test_a_second_process_draws_the_same(summary, about, tmp_path, monkeypatch):
    save_summary(summary, tmp_path, about)
    here = {path.name: path.read_bytes() for path in render(tmp_path)}
    monkeypatch.setattr(module, "MANY_THEMES", 0)
    monkeypatch.setattr(module, "write_texts", None)  # it may not be needed
    (tmp_path / "beside").mkdir()
    assert {path.name: path.read_bytes() for path in render(tmp_path, into=tmp_path / "beside")} == here


def test_where_the_second_process_fails_this_one_draws(summary, about, tmp_path, monkeypatch):
    save_summary(summary, tmp_path, about)
    monkeypatch.setattr(module, "MANY_THEMES", 0)
    monkeypatch.setattr(module.sys, "executable", "/nowhere/python")
    assert all(path.exists() for path in render(tmp_path))


def test_what_fails_in_the_meantime_is_raised(summary, about, tmp_path, monkeypatch):
    save_summary(summary, tmp_path, about)
    monkeypatch.setattr(module, "MANY_THEMES", 0)
    with pytest.raises(OSError, match="disk full"), rendering(tmp_path):
        raise OSError("disk full")
    assert not (tmp_path / "report.docx").exists()
