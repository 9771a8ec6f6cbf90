"""Text never leaves the machine: the whole way works, and nothing even tries to connect."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.fixture(scope="module")
def consultation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("network")
    towns = ("Ash", "Elm", "Oak", "Yew")
    rows = [f"{i},North,The buses in {town} are late and dear." for i, town in enumerate(towns)]
    rows.append("9,South,Ask Dr Patel or write to a.b@example.org about the surgery.")
    (folder / "answers.csv").write_text("\n".join(["ID,Where?,What do you think?", *rows]), encoding="utf-8")
    (folder / "frame.csv").write_text("code,theme,kind,definition,cues\nLATE,Late,concern,Buses are late.,late\n")
    (folder / "c.toml").write_text(
        '[consultation]\ntitle = "Buses"\n[[sources]]\nfiles = ["answers.csv"]\nrespondent_id = "ID"\narea = "Where?"\n'
        '[sources.questions]\nview = "What do you think?"\n[themes]\nframe = "frame.csv"\n'
    )
    return folder / "c.toml"


def test_no_python_code_tries_to_connect(consultation: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", REFUSING, str(consultation), str(tmp_path / "out")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace, which sees what compiled libraries do, is not here")
def test_no_compiled_library_tries_to_connect(consultation: Path, tmp_path: Path) -> None:
    """ONNX Runtime's telemetry does not go through Python's sockets: only the system calls show it."""
    trace = tmp_path / "trace"
    command = [
        sys.executable,
        "-m",
        "feedback_nlp",
        "run",
        str(consultation),
        "--out",
        str(tmp_path / "out"),
        "--no-cache",
    ]
    done = subprocess.run(
        ["strace", "-f", "-qq", "-e", "trace=connect,sendto", "-o", str(trace), *command],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if "ptrace" in done.stderr and not (tmp_path / "out").exists():
        pytest.skip("strace may not trace here")
    assert done.returncode == 0, done.stderr[-2000:]
    assert [line for line in trace.read_text().splitlines() if "AF_INET" in line] == []
