"""Text never leaves the machine: the whole way works, and nothing even tries to connect."""

import subprocess
import sys
from pathlib import Path

# Runs before anything else is imported, so that no library can have kept the real functions.
REFUSING = """
import socket, sys
tried = []
class Refusing(socket.socket):
    def connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            tried.append(address)
            raise OSError("no network")
        return super().connect(address)
    connect_ex = connect
def refuse(*arguments, **options):
    tried.append(arguments)
    raise OSError("no network")
socket.socket = Refusing
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refuse
from feedback_nlp.pipeline import run
run(sys.argv[1], sys.argv[2], cache=False)
print(tried)
"""


def test_a_run_tries_no_connection(tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_text(
        "ID,Where?,What do you think?\n"
        + "".join(
            f"{i},North,The buses in {word} are late and dear.\n" for i, word in enumerate("Ash Elm Oak Yew".split())
        )
        + "9,South,Ask Dr Patel or write to a.b@example.org about the surgery.\n",
        encoding="utf-8",
    )
    (tmp_path / "frame.csv").write_text("code,theme,kind,definition,cues\nLATE,Late,concern,Buses are late.,late\n")
    (tmp_path / "c.toml").write_text(
        '[consultation]\ntitle = "Buses"\n[[sources]]\nfiles = ["answers.csv"]\nrespondent_id = "ID"\narea = "Where?"\n'
        '[sources.questions]\nview = "What do you think?"\n[themes]\nframe = "frame.csv"\n'
    )
    done = subprocess.run(
        [sys.executable, "-c", REFUSING, str(tmp_path / "c.toml"), str(tmp_path / "out")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.splitlines()[-1] == "[]"
