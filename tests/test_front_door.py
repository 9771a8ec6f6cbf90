"""The front door is small, cheap, and the same whatever was imported before."""

import subprocess
import sys

import feedback_nlp


def test_it_has_ten_names_that_all_open() -> None:
    assert len(feedback_nlp.__all__) == 10
    assert all(callable(getattr(feedback_nlp, name)) for name in feedback_nlp.__all__)


def test_importing_it_loads_nothing_heavy() -> None:
    code = (
        "import sys, feedback_nlp, feedback_nlp.cli\n"
        "heavy = {'pandas', 'numpy', 'spacy', 'sklearn', 'bertopic', 'onnxruntime', 'torch', 'altair', 'pydantic'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_functions_stay_functions_when_their_rooms_are_loaded() -> None:
    code = (
        "import feedback_nlp.tag.frame, feedback_nlp.prepare, feedback_nlp.discover\n"
        "from feedback_nlp import tag, prepare, discover\n"
        "print([type(x).__name__ for x in (tag, prepare, discover)])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['function', 'function', 'function']"
