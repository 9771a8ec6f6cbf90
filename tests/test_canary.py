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
    "typed as an area": "Featherstonehaugh",
}
# What the officers' own files hold: it stays in what is internal, and is in nothing that is published.
PRINTED = {"asked about": "Nightingale-Smythe", "file": "07700900199"}
INTERNAL = ("run.json", "ledger.csv", "coding.xlsx", "unmatched.csv", "labels.csv")
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
    asked = f"What do you think of Dr Jane {PRINTED['asked about']}?"
    area = f"Anthony {CANARY['typed as an area']}, 07700 900123"
    rows = [f"ID,Where?,{asked}", f'1,"{area}","{words}"']
    rows += [
        f"{i},South,The {thing} is late again and the fare is too high."
        for i, thing in enumerate(["bus", "train", "tram"], 2)
    ]
    file = f"Jane Doe {PRINTED['file']}.csv"
    (folder / file).write_text("\n".join(rows), encoding="utf-8")
    (folder / "frame.csv").write_text("code,theme,kind,definition,cues\nLATE,Late,concern,Buses are late.,late\n")
    (folder / "c.toml").write_text(
        f'[consultation]\ntitle = "Buses"\n[[sources]]\nfiles = ["{file}"]\nrespondent_id = "ID"\narea = "Where?"\n'
        f'[sources.questions]\nview = "{asked}"\n[themes]\nframe = "frame.csv"\n[privacy]\nthreshold = 1\n'
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
        published = {n: c for n, c in everything.items() if n.startswith("out/") and not any(i in n for i in INTERNAL)}
        assert any(b"sha256" in content for content in published.values())
        found = {(n, kind) for n, c in published.items() for kind, word in PRINTED.items() if word.encode() in c}
        assert found == set()
        assert any(name.startswith("cache/") for name in everything)
