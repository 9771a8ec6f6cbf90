"""How wide a column and how high a row have to be so that nothing in it is cut and the sheet stays readable."""

import math
from collections.abc import Sequence
from typing import Final

from feedback_nlp.report.cells import is_number, shown

NARROWEST: Final = 9.0
WIDEST: Final = 70.0
HIGHEST: Final = 409.0
"""Points; Excel allows no more."""
# Excel counts widths in digits of Calibri 11; Arial 12 takes about a fifth more.
_ARIAL: Final = 1.2


def width_of(header: str, values: Sequence[object], kind: str, places: int) -> float:
    """Return a width in Excel's units.

    The longest word of the heading always fits, and so does every number. Texts wrap: a column of short names is as
    wide as the longest, one of sentences gets wider with their length, up to 70.
    """
    words = [len(word) for word in header.replace("-", " ").split()] or [0]
    need = max(words) + 1.0
    texts = [str(value) for value in values if not is_number(value)]
    numbers = [len(shown(value, kind, places)) for value in values if is_number(value)]
    need = max([need, *(n + 1 for n in numbers)])
    if texts:
        longest = max(max(map(len, text.split("\n"))) for text in texts)
        # The longest word must not be broken; a link or a run of letters may.
        word = min(max((len(word) for text in texts for word in text.split()), default=0), 30)
        need = max(need, word + 1, longest + 1 if longest <= 36 else 24 + 2.2 * math.sqrt(longest))
    return round(min(max(need * _ARIAL, NARROWEST), WIDEST), 1)


def height_of(texts: Sequence[str], widths: Sequence[float], *, size: int = 12) -> float:
    """Return the height in points of a row of wrapped texts, on the safe side.

    Excel would find it by itself, LibreOffice does not.

    Parameters
    ----------
    texts, widths
        The cells of the row and the widths of their columns, in Excel's units.
    size
        Of the letters, in points.
    """
    lines = max((_lines(text, width, size) for text, width in zip(texts, widths, strict=True)), default=1)
    return min(round(lines * size * 1.32, 2), HIGHEST)


def _lines(text: str, width: float, size: int) -> int:
    # An average letter of Arial takes 0.44 of its size; a tenth of a line is lost where words wrap.
    letters = max((7 * width - 5) / (size * 4 / 3 * 0.45), 1)
    return sum(
        max(math.ceil(len(line) / letters + (0.1 if len(line) > letters else 0)), 1) for line in text.split("\n")
    )
