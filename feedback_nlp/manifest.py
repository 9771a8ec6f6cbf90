"""``run.json``: what went into a run, so that an assurer can say whether it can be made again from what is here.

The only file of a run that holds a clock.
"""

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from feedback_nlp import __version__
from feedback_nlp.config import Consultation
from feedback_nlp.errors import DataError
from feedback_nlp.output import file_hash

_PACKAGES = (
    "bertopic", "hdbscan", "numpy", "onnxruntime", "pandas", "presidio-analyzer", "scikit-learn", "scipy", "spacy",
    "statsmodels", "umap-learn",
)  # fmt: skip

TAGGER = "tagger"
"""The name under which a trained model stands among the models of a run."""

_OURS = (".py", ".jinja", ".css", ".txt", ".toml")


@dataclass(frozen=True)
class Inputs:
    """Everything that decides what a run says.

    Parameters
    ----------
    files
        Path relative to the consultation file -> sha256: exports, areas, code frame, the consultation file itself.
    models
        Name of a model -> its hash or version.
    code
        sha256 over the source of feedback_nlp.
    seed
        The seed of everything that draws at random.
    packages
        Name -> version, of the packages whose figures could change.
    """

    files: dict[str, str]
    models: dict[str, str]
    code: str
    seed: int
    packages: dict[str, str] = field(default_factory=dict)

    @property
    def run_id(self) -> str:
        """Twelve characters that change when any input does, and with nothing else."""
        text = json.dumps([self.files, self.models, self.code, self.seed, self.packages], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def as_dict(self) -> dict[str, Any]:
        """Return the inputs as they stand in ``run.json``."""
        return {
            "run_id": self.run_id,
            "version": __version__,
            "files": self.files,
            "models": self.models,
            "code": self.code,
            "seed": self.seed,
            "packages": self.packages,
        }


def inputs_of(consultation: Consultation, models: Mapping[str, str]) -> Inputs:
    """Hash all that a run of `consultation` reads.

    Raises
    ------
    DataError, ConfigError
        A file is missing or lies outside the folder.
    """
    names = [consultation.path.name, *(name for source in consultation.sources for name in source.files)]
    names += [name for name in (consultation.areas.table, consultation.themes.frame) if name]
    files: dict[str, str] = {}
    for name in names:
        path = consultation.resolve(name)
        if path.is_dir():
            files |= {f"{name}/{p.relative_to(path).as_posix()}": file_hash(p) for p in _files_in(path)}
        elif path.is_file():
            files[name] = file_hash(path)
        else:
            raise DataError(f'There is no file "{name}" beside {consultation.path.name}.')
    return Inputs(
        files=dict(sorted(files.items())),
        models=dict(sorted(models.items())),
        code=code_hash(),
        seed=consultation.topics.seed,
        packages={name: metadata.version(name) for name in _PACKAGES} | {"python": platform.python_version()},
    )


def _files_in(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def code_hash() -> str:
    """Return the sha256 over the package's own files, by path: code, templates, lists of words."""
    home = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(p for p in home.rglob("*") if p.suffix in _OURS):
        digest.update(path.relative_to(home).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def write_manifest(
    path: Path,
    inputs: Inputs | None,
    *,
    about: Mapping[str, str],
    outputs: Mapping[str, str],
    counts: Mapping[str, Any] | None = None,
    seconds: Mapping[str, float] | None = None,
) -> None:
    """Write ``run.json``.

    Parameters
    ----------
    inputs
        None where a summary was written without a run.
    about
        Title, dates and contact, as on the cover.
    outputs
        File -> sha256, of what the run wrote.
    counts
        Internal counts, e.g. of ledger states: they are not suppressed, so the file is not for publication.
    seconds
        Step -> seconds it took.
    """
    content = {
        **(inputs.as_dict() if inputs else {}),
        "not_for_publication": "Counts in this file are not suppressed.",
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "system": f"{platform.system()} {platform.machine()}",
        "about": dict(about),
        "counts": dict(counts or {}),
        "seconds": {step: round(taken, 2) for step, taken in (seconds or {}).items()},
        "outputs": dict(outputs),
    }
    _write(path, content)


def rewrite_outputs(path: Path, manifest: Mapping[str, Any], outputs: Mapping[str, str]) -> None:
    """Write a manifest again with the hashes of files that were rendered again."""
    _write(path, {**manifest, "outputs": dict(outputs)})


def _write(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def read_manifest(path: Path) -> dict[str, Any]:
    """Read the ``run.json`` of a finished run.

    Raises
    ------
    DataError
        The file is missing or is not the manifest of a run.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if not {"about", "outputs"} <= content.keys():
            raise ValueError
    except FileNotFoundError:
        raise DataError(f'There is no file "{path}". Name the folder, or the run.json, of a finished run.') from None
    except (OSError, ValueError, AttributeError, RecursionError):
        raise DataError(f'"{path}" is not the run.json of a finished run.') from None
    return dict(content)


def differences(then: Mapping[str, Any], now: Inputs) -> list[str]:
    """Say what differs between a finished run and what is here now; nothing means that it can be made again."""
    found = _differences_of("file", then.get("files", {}), now.files)
    models = dict(then.get("models", {}))
    if TAGGER in models and TAGGER not in now.models:
        digest = models.pop(TAGGER)[:12]
        found.append(f"model {TAGGER}: the run was made with model {digest}; name its folder with --model")
    found += _differences_of("model", models, now.models)
    if then.get("code") != now.code:
        version = then.get("version")
        which = (
            f"version {version}; here {__version__}" if version != __version__ else f"version {version} before a change"
        )
        found.append(f"code: the run was made by other code ({which})")
    found += _differences_of("package", then.get("packages", {}), now.packages)
    if then.get("seed") != now.seed:
        found.append(f"seed: {then.get('seed')} then, {now.seed} here")
    return found


def _differences_of(what: str, then: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    def short(value: str | None) -> str:
        return "missing" if value is None else value[:12]

    return [
        f"{what} {name}: {short(then.get(name))} then, {short(now.get(name))} here"
        for name in sorted({*then, *now})
        if then.get(name) != now.get(name)
    ]
