"""How wide a column has to be so that nothing in it is cut and the sheet stays readable."""

import math
from collections.abc import Sequence
from typing import Final

from feedback_nlp.report.cells import is_number, shown

NARROWEST: Final = 9.0
WIDEST: Final = 70.0
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
        need = max(need, word + 1, longest + 1 if longest <= 24 else 16 + 2.2 * math.sqrt(longest))
    return round(min(max(need * _ARIAL, NARROWEST), WIDEST), 1)
