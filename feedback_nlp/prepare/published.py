"""What is printed beside the answers: wording of questions, names of files, notes on how the export was read.

Officers write most of it, but "What do you think of Dr Jane Doe?" and "Jane Doe 07700900199.csv" come from exports.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from feedback_nlp.prepare.normalise import normalise
from feedback_nlp.prepare.redaction.redact import find, replace

if TYPE_CHECKING:
    from spacy.language import Language

_JOINTS: Final = re.compile(r"[_./\\+-]")
_QUOTED: Final = re.compile(r"\"([^\"\n]{1,500})\"")


class Publisher:
    """Take what points to a person out of short texts that are printed.

    Parameters
    ----------
    nlp, hide, keep, places
        As for `redaction.redact`.
    """

    def __init__(
        self,
        *,
        nlp: "Language | None" = None,
        hide: Sequence[str] = (),
        keep: Sequence[str] = (),
        places: Sequence[str] = (),
    ) -> None:
        self._options: dict[str, Any] = {"nlp": nlp, "hide": hide, "keep": keep, "places": places}

    def wording(self, asked: Mapping[str, str]) -> dict[str, str]:
        """Return each question's wording as it may be printed."""
        plain = [normalise(text) for text in asked.values()]
        found = find(plain, **self._options)
        return {
            key: replace(new, spans).text if spans else text
            for (key, text), new, spans in zip(asked.items(), plain, found, strict=True)
        }

    def examples(self, listed: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
        """Return lists of examples as they may be printed: a code frame may quote what people wrote."""
        lists = [tuple(items) for items in listed]
        asked = {f"{i} {j}": text for i, items in enumerate(lists) for j, text in enumerate(items)}
        printed = iter(self.wording(asked).values())
        return [tuple(next(printed) for _ in items) for items in lists]

    def keys(self, asked: Mapping[str, str]) -> dict[str, str]:
        """Return a key to print for each key that was made from words which are taken out of its question."""
        plain = [normalise(text) for text in asked.values()]
        changed: dict[str, str] = {}
        for key, text, spans in zip(asked, plain, find(plain, **self._options), strict=True):
            secret = {w for span in spans for w in re.findall(r"[a-z0-9]+", text[span.start : span.end].casefold())}
            left = [part for part in key.split("_") if part.casefold() not in secret]
            if len(left) < len(key.split("_")):
                new, n = "_".join(left) or "question", 1
                while (unique := new if n == 1 else f"{new}_{n}") in {*asked, *changed.values()}:
                    n += 1
                changed[key] = unique
        return changed

    def files(self, names: Iterable[str]) -> dict[str, str]:
        """Return each name of a file as it may be printed; its ending stays."""
        listed = sorted(set(names))
        # "jane_doe" as "Jane Doe": one character for one, so that what is found lies in the name.
        stems = [name.removesuffix(PurePosixPath(name).suffix) for name in listed]
        read = [_JOINTS.sub(" ", stem) for stem in stems]
        read = [text.title() if text.islower() and len(text.title()) == len(text) else text for text in read]
        return {
            name: replace(stem, spans).text + name[len(stem) :]
            for name, stem, spans in zip(listed, stems, find(read, **self._options), strict=True)
        }

    def notes(self, notes: Sequence[str], files: Iterable[str]) -> list[str]:
        """Return notes as they may be printed: names of files, and what they quote of the export, redacted."""
        names = self.files(files)
        return [self._note(note, names) for note in notes]

    def _note(self, note: str, names: Mapping[str, str]) -> str:
        for name in sorted(names, key=lambda n: (-len(n), n)):
            note = note.replace(name, names[name])
        note = _QUOTED.sub(lambda m: '"' + self.wording({"": m[1]})[""] + '"', note)
        certain = [s for s in find([note])[0] if s.kind == "email" or (s.kind == "phone" and note[s.start] in "0+(")]
        return replace(note, certain).text
