"""Which column does the consultation file mean?"""

from collections import defaultdict
from collections.abc import Sequence

from feedback_nlp.errors import did_you_mean
from feedback_nlp.read.headings import Column, fold


class References:
    """The columns of an export, found by what a person may call them.

    In order: the whole heading; the same folded (case, white space, quotation marks); the platform's code, alone; the
    words of the question, alone. A name that fits several columns of one question means all of them.

    Parameters
    ----------
    columns
        The columns of one export.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        self._exact = {column.name: (column,) for column in columns}
        self._folded: list[dict[str, tuple[Column, ...]]] = [
            self._by(lambda c: c.name),
            self._by(lambda c: c.tag),
            self._by(lambda c: c.question),
            self._by(lambda c: c.part),
        ]

    def _by(self, key) -> dict[str, tuple[Column, ...]]:  # type: ignore[no-untyped-def]
        found: dict[str, list[Column]] = defaultdict(list)
        for column in self.columns:
            if key(column):
                found[fold(key(column))].append(column)
        return {name: tuple(columns) for name, columns in found.items()}

    def find(self, name: str) -> tuple[Column, ...]:
        """Return the columns that a name means; () where there are none."""
        if name in self._exact:
            return self._exact[name]
        folded = fold(name)
        for k, level in enumerate(self._folded):
            found = level.get(folded, ())
            # An option such as "Other" under several questions means no one of them.
            if found and (k < 2 or len(found) == 1 or len({fold(c.question) for c in found}) == 1):
                return found
        return ()

    def missing(self, name: str) -> str:
        """Return a sentence with the nearest columns to a name that means none."""
        words = fold(name)
        holding = [c.name for c in self.columns if len(words) >= 4 and words in fold(c.name)]
        if holding:
            return " Did you mean " + " or ".join(f'"{heading}"' for heading in holding[:3]) + "?"
        return did_you_mean(name, [column.name for column in self.columns])
