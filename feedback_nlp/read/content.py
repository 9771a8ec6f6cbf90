"""What stands in a column, in figures: enough to tell free text from a drop-down."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from feedback_nlp.read.degrees import agrees, is_degree, supports
from feedback_nlp.read.headings import fold

_MOST: Final = 5_000
_NUMBER: Final = re.compile(
    r"[-+£$€]?\s?\d[\d,]*(?:\.\d+)?\s?%?|\d+(?:\.\d+)?[eE][-+]?\d+|\d+(?:\.\d+)? ?[:=-] ?[^.!?]{1,60}"
)
_DATE: Final = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d{2}.*)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?:[, ]+\d{1,2}:\d{2}.*)?"
    r"|(?:\w{3},? )?(?:\w{3} \d{1,2}|\d{1,2} \w{3})\w* .*\d{4}.*\d{2}:\d{2}.*|(?:\w{3} ){2}\d{1,2} \d{2}:\d{2}:\d{2} "
    r"\w+ \d{4}"
    r"|(?:\w{3,9},? )?\d{1,2}(?:st|nd|rd|th)?[ -](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ ,-]+\d{2,4}"
    r"(?:,? \d{1,2}:\d{2}.*)?",
    re.IGNORECASE,
)
_TIME: Final = re.compile(r".*\d[ t,]+(?!00:00(?::00)?$)\d{1,2}:\d{2}\b.*", re.IGNORECASE)
_LINK: Final = re.compile(
    r"(?:https?://|www\.)\S+|[\w() .-]{1,80}\.(?:pdf|docx?|jpe?g|png|xlsx?|pptx?|zip|heic)", re.IGNORECASE
)
_TOKEN: Final = re.compile(r"[a-z_-]*\d[a-z0-9_-]{3,}", re.IGNORECASE)
_EMAIL: Final = re.compile(r"\S+@\S+\.\w{2,}")
_POSTCODE: Final = re.compile(r"[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SAYS: Final = re.compile(r"[^\s\ufeff\u00a0\u200b]")
_MARKS: Final = (re.compile(r";\s*"), re.compile(r"\|"), re.compile(r",\s*(?![^(]*\))"))
_NOTHING: Final = frozenset(
    {
        "no", "no.", "none", "none.", "n/a", "n/a.", "na", "nil", "nothing", "nothing.", "-", "--", ".", "n", "nope",
        "yes", "?",
        "not applicable", "no comment", "no comments", "don't know", "dont know", "not sure", "no thanks",
        "no thank you",
        "nothing to add", "as above", "see above", "did not answer", "see attached", "see attached file(s)",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Content:
    """Figures about a column; shares are of filled cells.

    Parameters
    ----------
    rows, n, distinct
        Rows, filled cells, and different ones (folded).
    mean_words
        Mean number of words of the different cells that say something ("n/a" says nothing).
    unique, nearly_unique
        No value stands twice; nine in ten cells have a value of their own.
    numeric, dates, emails, postcodes, links
        Nine in ten cells are of that kind.
    times
        They are dates with the time of day.
    scale, agreement, support
        The different cells are degrees of something, of agreement, of support.
    choice
        Cells are combinations of a few options, joined by a delimiter.
    is_text
        People wrote it themselves.
    says_nothing
        Every cell is "n/a", "no", "-" or the like.
    varied
        Half of the cells that say something have a value of their own.
    codes
        Nine in ten cells are one word with figures in it: a token, not an answer.
    listed
        A few values, each given again and again, and hardly any besides: the options of a list, however long.
    proper
        Names: every longer word has a capital.
    typed
        Some begin with a capital and some do not, or end in a full stop and do not: no survey tool writes options so.
    mixed
        A weaker sign of the same: of four or more, some begin with a capital and some do not.
    few
        Too few cells to tell.
    examples
        The most frequent values, at most twelve, with their counts.
    """

    rows: int = 0
    n: int = 0
    distinct: int = 0
    mean_words: float = 0.0
    unique: bool = False
    nearly_unique: bool = False
    numeric: bool = False
    dates: bool = False
    times: bool = False
    emails: bool = False
    postcodes: bool = False
    links: bool = False
    scale: bool = False
    agreement: bool = False
    support: bool = False
    choice: bool = False
    is_text: bool = False
    says_nothing: bool = False
    varied: bool = False
    codes: bool = False
    listed: bool = False
    proper: bool = False
    typed: bool = False
    mixed: bool = False
    few: bool = False
    examples: tuple[tuple[str, int], ...] = ()


def describe(cells: pd.Series) -> Content:
    """Return the figures of a column; of a long one, of five thousand cells spread evenly over it."""
    filled = [cell for cell in cells.tolist() if isinstance(cell, str) and _SAYS.search(cell)]
    n_all = len(filled)
    if n_all > _MOST:
        filled = filled[:: n_all // _MOST + 1]
    if not filled:
        return Content(rows=len(cells))
    counts = Counter(fold(cell[:2_000]) for cell in filled)
    n, distinct = len(filled), len(counts)
    saying = _without_campaigns({value: k for value, k in counts.items() if value not in _NOTHING})
    words = [len(value.split()) for value in saying]
    mean_words = sum(words) / len(words) if words else 0.0

    def share(pattern: re.Pattern[str]) -> float:
        return sum(k for value, k in counts.items() if pattern.fullmatch(value[:200])) / n

    options = list_options(saying)
    numeric, dates, emails = share(_NUMBER) >= 0.9, share(_DATE) >= 0.9, share(_EMAIL) >= 0.6
    agreeing = sum(map(agrees, counts))
    scaled = sum(map(is_degree, counts))
    support = sum(map(supports, counts))
    telling = {" ".join(cell.split()) for cell in filled if fold(cell[:200]) not in _NOTHING}
    choice = options is not None and not _spelled_anew(telling, *options)
    shown = sorted(Counter(" ".join(cell.split()) for cell in filled).items(), key=lambda pair: (-pair[1], pair[0]))
    return Content(
        rows=len(cells),
        n=n_all,
        distinct=distinct,
        mean_words=mean_words,
        unique=distinct == n,
        nearly_unique=distinct >= 0.9 * n,
        numeric=numeric,
        dates=dates,
        times=dates and share(_TIME) >= 0.9,
        emails=emails,
        postcodes=share(_POSTCODE) >= 0.6,
        links=share(_LINK) >= 0.9,
        scale=scaled >= 0.75 * distinct,
        agreement=agreeing >= 0.6 * distinct,
        support=support >= 2 and support >= 0.3 * distinct and distinct <= 12,
        choice=choice,
        is_text=not (numeric or dates or share(_LINK) >= 0.9 or emails or choice or scaled >= 0.75 * distinct)
        and _is_text(saying, words),
        says_nothing=not saying,
        varied=len(saying) >= 8 and _alone(saying) >= 0.5,
        codes=share(_TOKEN) >= 0.9,
        listed=_listed(saying),
        proper=_proper(telling),
        typed=_typed(telling, {" ".join(cell.split()) for cell in filled}),
        mixed=_mixed(telling, least=4),
        few=n <= 5,
        examples=tuple(shown[:12]),
    )


def _mixed(telling: Collection[str], least: int) -> bool:
    letters = {cell for cell in telling if cell[:1].isalpha()}
    small = sum(cell[0].islower() for cell in letters)
    return len({cell.casefold() for cell in letters}) >= least and 0.2 <= small / len(letters) <= 0.8


def _typed(telling: Collection[str], cells: Iterable[str]) -> bool:
    """Do people's own habits of writing show? "parking", "Parking" and "the bus." come from no list of options."""
    if _mixed(telling, least=8):
        return True
    letters = {cell for cell in telling if cell[:1].isalpha()}
    stops = sum(cell.endswith((".", "!")) for cell in letters)
    if len(letters) >= 6 and stops >= 2 and 0.15 <= stops / len(letters) <= 0.9:
        return True
    spellings: dict[str, set[str]] = {}
    for cell in cells:
        spellings.setdefault("".join(_WORD.findall(cell.casefold())), set()).add(cell)
    return len(spellings) >= 5 and sum(len(found) >= 2 for words, found in spellings.items() if words) >= 2


def _proper(cells: Collection[str]) -> bool:
    """Are these names ("The Elms Medical Centre")? Sentences have capitals at their beginning only."""
    names = 0
    for cell in cells:
        words = [word for word in _WORD.findall(cell[:200]) if len(word) >= 4]
        capitals = all(word[0].isupper() and not word.isupper() for word in words)
        names += bool(words) and capitals and " " in cell and not cell.endswith((".", "!", "?"))
    return len(cells) >= 3 and names >= 0.8 * len(cells)


def _listed(saying: Mapping[str, int]) -> bool:
    """Were the values given to choose from? Of five statements, all come again; of five comments, none does."""
    n, d = sum(saying.values()), len(saying)
    once = sum(k == 1 for k in saying.values())
    again = d - once >= 2 and 4 * (n - d) >= n
    return again and ((d <= 12 and once < 5) or (once == 0 and n >= 8 * d))


def _without_campaigns(saying: dict[str, int]) -> dict[str, int]:
    """Leave out up to three long texts that many sent, where enough others remain: campaigns make no drop-down."""
    often = sorted((value for value, k in saying.items() if k > 1), key=lambda value: (-saying[value], value))
    copies = [value for value in often[:3] if len(value.split()) >= 15]
    return {v: k for v, k in saying.items() if v not in copies} if len(saying) - len(copies) >= 8 else saying


def _alone(saying: Mapping[str, int]) -> float:
    """Return the share of cells whose value stands only once."""
    return sum(k for k in saying.values() if k == 1) / max(sum(saying.values()), 1)


def _is_text(saying: Mapping[str, int], words: Sequence[int]) -> bool:
    """Did people write it? Options repeat; sentences hardly do.

    The rules, in order, with the case that each is there for:

    0. what comes from a list was not written, be the options sentences ("I would prefer to keep …");
    1. many different long cells: an open question that a campaign answered in the same words a thousand times;
    2. half of the cells stand alone and have three words: comments, whether five or five thousand;
    3. more different cells than any list of options has, of two words or more: short answers ("cost", "no time");
    4. half stand alone, and some are phrases: short answers to few.
    """
    n, d = sum(saying.values()), len(saying)
    if d == 0:
        return False
    mean_words = sum(words) / d
    alone = _alone(saying)
    if _listed(saying):
        return False
    if d >= 5 and mean_words >= 12:
        return True
    if n <= 5:
        return mean_words >= 5 and alone >= 0.6
    if alone >= 0.5 and mean_words >= 3 and d >= 3:
        return True
    if d > 40 and mean_words >= 2 and (alone >= 0.15 or d / n >= 0.2):
        return True
    return alone >= 0.5 and d >= 8 and mean_words >= 1.5 and sum(k >= 4 for k in words) >= 0.1 * d


def list_options(counts: Mapping[str, int]) -> tuple[re.Pattern[str], frozenset[str]] | None:
    """Return the delimiter and the options where cells are combinations of a few ("Parks; Roads;"); None where not.

    Parameters
    ----------
    counts
        Value -> in how many cells it stands.
    """
    n = sum(counts.values())
    if n < 4:
        return None
    for mark in _MARKS:
        options: Counter[str] = Counter()
        several = 0
        for value, k in counts.items():
            parts = [part.strip() for part in mark.split(fold(value)) if part.strip()]
            several += k if len(parts) >= 2 else 0
            for part in parts:
                options[part] += k
        if several < 0.2 * n:
            continue
        repeated = {part: k for part, k in options.items() if k >= max(2, 0.02 * n)}
        total = sum(repeated.values())
        # Most of all options named come from a short list that is named again and again.
        often = total >= 3 * len(repeated) or (n <= 40 and _in_order(counts, mark))
        if total >= 0.75 * sum(options.values()) and len(repeated) <= 40 and often:
            return mark, frozenset(options)
    return None


def _spelled_anew(cells: Iterable[str], mark: re.Pattern[str], options: frozenset[str]) -> bool:
    """Are options spelled now so, now so ("Parking, seats", "Seats")? A survey tool spells them as they were set."""
    spellings: dict[str, set[str]] = {}
    for cell in cells:
        for part in mark.split(cell[:2_000]):
            spellings.setdefault(fold(part), set()).add(part.strip())
    several = sum(len(spellings.get(option, ())) >= 2 for option in options)
    return several >= 3 or 2 * several >= len(options) >= 4


def _in_order(counts: Mapping[str, int], mark: re.Pattern[str]) -> bool:
    """Say whether no two options ever change places: a survey tool joins them as they stand on the screen."""
    pairs: set[tuple[str, str]] = set()
    for value in counts:
        parts = [part.strip() for part in mark.split(fold(value)) if part.strip()]
        pairs.update((one, other) for i, one in enumerate(parts) for other in parts[i + 1 :])
    return len(pairs) >= 3 and not any((other, one) in pairs for one, other in pairs)
