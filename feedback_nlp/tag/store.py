"""Keep a trained tagger in a folder, and open one again only where it fits.

A folder holds ``tagger.skops`` (never a pickle: opening a pickle runs what it holds), ``card.json``, ``card.md`` and
``frame.json``; and, of a tagger with a fine-tuned network, that network in the folder ``deep``.
"""

import copy
import hashlib
import io
import json
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np

from feedback_nlp import __version__
from feedback_nlp.errors import ConfigError, OutputError, all_faults
from feedback_nlp.tag.card import as_markdown
from feedback_nlp.tag.fits import check_card, check_classifier
from feedback_nlp.tag.frame import CodeFrame
from feedback_nlp.tag.trained import TrainedTagger

TRUSTED: Final = (
    "feedback_nlp.tag.classifier.ThemeClassifier",
    "feedback_nlp.tag.learnt.KernelAndNeighbours",
    "feedback_nlp.tag.likeness.Likeness",
    "feedback_nlp.tag.stack.Stack",
    "scipy.sparse._csr.csr_matrix",
)
"""Types in a model file, reviewed: they hold numbers and run nothing when they are opened. All else must be what skops
itself trusts.
"""
_MODEL: Final = "tagger.skops"
_CARD: Final = "card.json"
_FRAME: Final = "frame.json"
_NETWORK: Final = "config.json"
"""Holds the hashes of the other files of a network, which are checked when it is opened."""
DEEP: Final = "deep"
"""The folder of the fine-tuned network."""
_VERSIONED: Final = ("scikit-learn", "numpy", "scipy")
_DECISIVE: Final = ("feedback-nlp", "scikit-learn")
"""Of another version of these, the same model may say something else."""
_ADDRESS: Final = re.compile(r'("__id__": |"file": ")(\d+)')
_STOP_WORDS: Final = re.compile(r'("_stop_words_id": \{[^}]*"content": ")\d+')
"""Where scikit-learn notes in which place of the memory its stop words were; any other number makes it look again."""


def save(tagger: TrainedTagger, folder: str | Path, *, encoder: str = "", deep: Path | None = None) -> Path:
    """Write a trained tagger.

    Parameters
    ----------
    tagger
        What `trained.train` returned.
    folder
        Is made; must be empty or hold an earlier tagger.
    encoder
        Names and hashes of the networks that it learnt with.
    deep
        Where the fine-tuned network lies, if the tagger has one: it is copied.

    Raises
    ------
    OutputError
        The folder holds something else, or cannot be written.
    """
    import skops.io

    folder = Path(folder)
    strange = [p.name for p in folder.iterdir()] if folder.is_dir() else []
    strange = [name for name in strange if name not in (_MODEL, _CARD, _FRAME, DEEP, "card.md")]
    if strange:
        raise OutputError(f'"{folder}" holds other files ("{strange[0]}"). Name an empty folder for the model.')
    try:
        folder.mkdir(parents=True, exist_ok=True)
        bare = copy.copy(tagger.classifier)
        for name in ("unseen_", "unseen_said_", "unseen_sure_"):  # of every coded answer: needed for the card alone
            bare.__dict__.pop(name, None)
        (folder / _MODEL).write_bytes(_settled(skops.io.dumps(bare)))
        if deep is not None:
            shutil.copytree(deep, folder / DEEP, dirs_exist_ok=True)
        card = {
            **tagger.card,
            "wording": dict(tagger.wording),
            "attributes": list(tagger.attributes),
            "encoder": encoder,
            "versions": _versions(),
            "model_sha256": _hash(folder / _MODEL),
            "deep_sha256": _hash(folder / DEEP / _NETWORK) if deep is not None else None,
        }
        card["card_sha256"] = card_hash(card)
        rows = tagger.frame.themes.astype(object).where(tagger.frame.themes.notna(), None).to_dict("records")
        _write(folder / _FRAME, {"name": tagger.frame.name, "themes": rows})
        _write(folder / _CARD, card)
        (folder / "card.md").write_text(as_markdown(card), encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f'The model cannot be written to "{folder}": {error.strerror}.') from None
    return folder


def load(folder: str | Path, frame: CodeFrame | None = None, *, encoder: str = "") -> TrainedTagger:
    """Open a trained tagger.

    Parameters
    ----------
    folder
        As `save` wrote it.
    frame
        The code frame of the consultation; None takes the one that the tagger was trained with.
    encoder
        Names and hashes of the networks in use.

    Returns
    -------
    The tagger, without its fine-tuned network: where `card["deep"]` says that it has one, whoever opens networks puts
    it in as `judge`.

    Raises
    ------
    ConfigError
        Something does not fit: the file is not the one that was saved, the code frame or the encoder is another, a
        library has another version, or the file holds types that nobody reviewed. All reasons are listed.
    """
    folder = Path(folder)
    # Not Path.is_file(): it raises where a name is too long.
    missing = [name for name in (_MODEL, _CARD, _FRAME) if not os.path.isfile(folder / name)]  # noqa: PTH113
    if missing:
        raise ConfigError(
            f'"{folder}" holds no trained tagger: {", ".join(missing)} is missing. Make one with: feedback-nlp train'
        )
    try:
        card = json.loads((folder / _CARD).read_text(encoding="utf-8"))
        kept = json.loads((folder / _FRAME).read_text(encoding="utf-8"))
        check_card(card)
        own = CodeFrame.from_rows(kept["themes"], kept["name"])
        faults = _misfits(folder, card, own, frame, encoder)
        if faults:
            raise ConfigError(all_faults(f'The model in "{folder}"', faults))
        strange = _types_in(folder / _MODEL) - set(TRUSTED)
        if strange:
            raise ConfigError(
                f'The model in "{folder}" holds types that are not on the reviewed list: {", ".join(sorted(strange))}. '
                "Do not use it; train it again."
            )
        classifier = _opened(folder / _MODEL)
        check_classifier(classifier, len(own), card)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        what = str(error) if type(error) is ValueError else type(error).__name__
        raise ConfigError(f'The model in "{folder}" is damaged ({what}). Train it again.') from None
    return TrainedTagger(own, classifier, card["wording"], tuple(card["attributes"]), card)


def _types_in(path: Path) -> set[str]:
    """Return the types in a skops file that skops does not trust of itself; raise `ValueError` where it is none."""
    import skops.io

    try:
        return set(skops.io.get_untrusted_types(file=path))
    except Exception:
        # A schema that was tampered with may fail in any way.
        raise ValueError(f"{path.name} is not a file of skops") from None


def _opened(path: Path) -> Any:
    import skops.io

    try:
        return skops.io.load(path, trusted=list(TRUSTED))
    except Exception:
        raise ValueError(f"{path.name} cannot be opened") from None


def _misfits(folder: Path, card: dict[str, Any], own: CodeFrame, frame: CodeFrame | None, encoder: str) -> list[str]:
    faults = []
    if card_hash(card) != card["card_sha256"]:
        faults.append(f"{_CARD} is not the file that was saved. Train it again.")
    if _hash(folder / _MODEL) != card["model_sha256"]:
        faults.append(f"{_MODEL} is not the file that was saved (its SHA-256 differs from the card). Train it again.")
    if card.get("deep_sha256") and (
        not (folder / DEEP / _NETWORK).is_file() or _hash(folder / DEEP / _NETWORK) != card["deep_sha256"]
    ):
        faults.append(f"the fine-tuned network in its folder {DEEP} is missing, or is not the one that was saved.")
    if own.version != card["frame_version"]:
        faults.append(f"{_FRAME} is not the code frame that it was trained with. Train it again.")
    elif frame is not None and frame.version != own.version:
        gone = sorted(set(own.codes) - set(frame.codes))
        new = sorted(set(frame.codes) - set(own.codes))
        changes = [f"{what}: {', '.join(codes)}" for what, codes in (("no longer there", gone), ("new", new)) if codes]
        what = "; ".join(changes)
        faults.append(
            f"it was trained with version {own.version} of the code frame, and this is version {frame.version} "
            f"({what or 'same codes, other words'}). Train it again, or use the frame that it was trained with."
        )
    if encoder and card["encoder"] and encoder != card["encoder"]:
        faults.append(f"it was trained with other networks ({card['encoder']}; this is {encoder}). Train it again.")
    now = _versions()
    faults += [
        f"it was trained with {name} {card['versions'].get(name)}, and here is {now[name]}. Train it again."
        for name in _DECISIVE
        if card["versions"].get(name) != now[name]
    ]
    return faults


def _versions() -> dict[str, str]:
    from importlib.metadata import version

    return {"feedback-nlp": __version__} | {name: version(name) for name in _VERSIONED}


def _settled(model: bytes) -> bytes:
    """Return a skops file that is the same for the same model: skops names parts by their address and dates them."""
    with ZipFile(io.BytesIO(model)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    numbers: dict[str, str] = {}
    schema = _ADDRESS.sub(
        lambda found: found[1] + numbers.setdefault(found[2], str(len(numbers))), parts.pop("schema.json").decode()
    )
    schema = _STOP_WORDS.sub(r"\g<1>0", schema)
    named = {name.replace(stem := Path(name).stem, numbers[stem]): part for name, part in parts.items()}
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, part in [*sorted(named.items()), ("schema.json", schema.encode())]:
            archive.writestr(ZipInfo(name), part, ZIP_DEFLATED)
    return out.getvalue()


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def card_hash(card: Mapping[str, Any]) -> str:
    """Return the hash of all that a card says: of its wording and figures a run makes use."""
    return hashlib.sha256(_text({**card, "card_sha256": ""}).encode()).hexdigest()


def _write(path: Path, content: object) -> None:
    path.write_text(_text(content), encoding="utf-8", newline="\n")


def _text(content: object) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True, default=_plain) + "\n"


def _plain(value: object) -> object:
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} cannot stand in a card")
