"""feedback_nlp: free-text consultation responses to themes that a public body can act on and defend.

Importing it loads no model and no heavy package: each name is fetched when it is first used.
"""

import os
import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from feedback_nlp.config import Consultation
    from feedback_nlp.pipeline import run, write_report
    from feedback_nlp.steps import discover, prepare, read_responses, redact, summarise, tag
    from feedback_nlp.tag.frame import CodeFrame

__version__ = "0.1.0"

# Text never leaves the machine, and nothing about its use does either. ONNX Runtime (1.32) starts a telemetry client
# when it is imported, on every system, unless this stands in the environment by then.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
os.environ.setdefault("HF_HUB_OFFLINE", "1")

_HOMES = {
    "Consultation": "feedback_nlp.config",
    "CodeFrame": "feedback_nlp.tag.frame",
    "read_responses": "feedback_nlp.steps",
    "prepare": "feedback_nlp.steps",
    "redact": "feedback_nlp.steps",
    "tag": "feedback_nlp.steps",
    "discover": "feedback_nlp.steps",
    "summarise": "feedback_nlp.steps",
    "write_report": "feedback_nlp.pipeline",
    "run": "feedback_nlp.pipeline",
}
__all__ = [
    "CodeFrame",
    "Consultation",
    "discover",
    "prepare",
    "read_responses",
    "redact",
    "run",
    "summarise",
    "tag",
    "write_report",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class _FrontDoor(ModuleType):
    """Keep `prepare`, `tag` and `discover` the functions, although rooms have the same names.

    The import system binds a sub-package as an attribute of its parent once it is loaded; without this,
    ``feedback_nlp.tag`` would be the function or the room, depending on what ran before.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _FrontDoor
