"""What can go wrong, said so that a person can mend it.

Every error that a user may meet is a `FeedbackError`: what was wrong, what was there, what to do.
The shell prints the message and exits with 1; it never prints a traceback for one of these.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches


class FeedbackError(Exception):
    """Something about the data, a file or the set-up is wrong, and a person can mend it.

    Parameters
    ----------
    message
        One or more complete sentences: what was wrong, what was there, what to do.
    """


class DataError(FeedbackError):
    """A survey export, or what stands in it, cannot be used."""


class ConfigError(FeedbackError):
    """The consultation file or the code frame is wrong. All faults are listed together."""


class MissingExtra(FeedbackError):
    """An optional part is asked for whose packages are not installed."""


class OutputError(FeedbackError):
    """The results cannot be written where they should go."""


def all_faults(what: str, faults: Sequence[str]) -> str:
    """Put every fault into one message, one bullet each.

    >>> print(all_faults("consultation.toml", ["no title", "no sources"]))
    consultation.toml has 2 faults:
      - no title
      - no sources
    """
    head = f"{what} has {len(faults)} faults:" if len(faults) != 1 else f"{what} has a fault:"
    return "\n".join([head, *(f"  - {fault}" for fault in faults)])


def did_you_mean(name: str, known: Iterable[str], n: int = 3) -> str:
    """Return a sentence with the nearest known names, or the known names when none is near.

    Parameters
    ----------
    name
        What was asked for.
    known
        What there is. With nothing known, the empty string is returned.

    >>> did_you_mean("Arae", ["Area", "Age"])
    ' Did you mean "Area"?'
    """
    by_folded = {k.casefold(): k for k in known}
    if not by_folded:
        return ""
    near = get_close_matches(name.casefold(), by_folded, n=n, cutoff=0.6)
    if near:
        return " Did you mean " + " or ".join(f'"{by_folded[k]}"' for k in near) + "?"
    shown = list(by_folded.values())[:12]
    more = f" and {len(by_folded) - len(shown)} more" if len(by_folded) > len(shown) else ""
    return " There are: " + ", ".join(f'"{k}"' for k in shown) + more + "."
