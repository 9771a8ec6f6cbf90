"""After `prepare`, nothing that a run writes, prints, logs, caches or leaves behind holds what was redacted."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CANARY = {
    "name": "Quackenbush",
    "mail": "zq.heron@example.org",
    "phone": "01632 960123",
    "nhs": "999 000 0018",
    "street": "14 Marmalade Lane",
}
# Level 1 shows what every library logs: any other level shows a part of it.
LOUD = """
import logging, sys
logging.basicConfig(level=1, stream=sys.stderr)
{fault}
sys.argv = ["feedback-nlp", "run", sys.argv[1], "--out", sys.argv[2]]
from feedback_nlp.cli import main
main()
"""
FAULT = """
import feedback_nlp.tag.themes
room = sys.modules["feedback_nlp.tag"]
def fails(answers, *rest, **options):
    words = answers["text"].tolist()
    raise RuntimeError(" ".join(words))
room.tag = fails
"""


@pytest.fixture(scope="module")
def consultation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("canary")
    words = (
        f"My name is Zebedee {CANARY['name']} of {CANARY['street']}. "
        f"Ring {CANARY['phone']} or write to {CANARY['mail']}; "
        f"my NHS number is {CANARY['nhs']}. The buses are late and nobody listens."
    )
    rows = ["ID,Where?,What do you think?", f'1,North,"{words}"']
    rows += [
        f"{i},South,The {thing} is late again and the fare is too high."
        for i, thing in enumerate(["bus", "train", "tram"], 2)
    ]
    (folder / "answers.csv").write_text("\n".join(rows), encoding="utf-8")
    (folder / "frame.csv").write_text("code,theme,kind,definition,cues\nLATE,Late,concern,Buses are late.,late\n")
    (folder / "c.toml").write_text(
        '[consultation]\ntitle = "Buses"\n[[sources]]\nfiles = ["answers.csv"]\nrespondent_id = "ID"\narea = "Where?"\n'
        '[sources.questions]\nview = "What do you think?"\n[themes]\nframe = "frame.csv"\n[privacy]\nthreshold = 1\n'
    )
    return folder / "c.toml"


def loud_run(consultation: Path, folder: Path, fault: str) -> tuple[int, bytes]:
    (folder / "tmp").mkdir()
    (folder / "cache").mkdir()
    places = {
        "TMPDIR": str(folder / "tmp"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "NUMBA_CACHE_DIR": str(folder / "cache"),
    }
    done = subprocess.run(
        [sys.executable, "-c", LOUD.format(fault=fault), str(consultation), str(folder / "out")],
        capture_output=True, check=False, env={**os.environ, **places},
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def found_in(content: bytes) -> list[str]:
    return [kind for kind, words in CANARY.items() if words.encode() in content]


@pytest.mark.parametrize("fault", ["", FAULT], ids=["run", "failing run"])
def test_no_word_of_it_is_anywhere(consultation: Path, tmp_path: Path, fault: str) -> None:
    from tests.test_pipeline import unpacked

    code, said = loud_run(consultation, tmp_path, fault)
    assert code == (1 if fault else 0), said[-2000:].decode()
    assert found_in(said) == []
    everything = unpacked(tmp_path)
    assert {name: found_in(content) for name, content in everything.items() if found_in(content)} == {}
    assert list((tmp_path / "tmp").iterdir()) == []
    if fault:
        assert b"RuntimeError" in said
        assert b"buses are late" not in said
        assert not (tmp_path / "out").exists()
    else:
        assert any(b"[name]" in content for content in everything.values())
        assert any(name.startswith("cache/") for name in everything)
