"""What page and document are built from: sections of paragraphs, lists, tables, charts and quotes, in no form yet."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paragraph:
    """A few sentences; `strong` ones stand out."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list of short sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table for reading: a caption, headings, cells as words. The first column names the row."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[bool, ...]
    """Which columns hold figures."""


@dataclass(frozen=True)
class Dot:
    """One row of a chart: a share with its interval, or why there is none; `second` is a share to compare it with."""

    name: str
    share: float | None
    lower: float | None = None
    upper: float | None = None
    second: float | None = None
    why_not: str = ""


@dataclass(frozen=True)
class Dots:
    """A chart of shares with their intervals, a row each, and the table that says the same.

    Parameters
    ----------
    title, description
        What a screen reader says of it; the description holds every figure.
    rows
        From the top.
    grid
        The table.
    legend
        What the marks mean, in words.
    line
        A share that all rows are to be seen against, or None.
    highest
        Where the axis ends.
    """

    title: str
    description: str
    rows: tuple[Dot, ...]
    grid: Grid
    legend: str = ""
    line: float | None = None
    highest: float = 1.0


@dataclass(frozen=True)
class Quotes:
    """Quotes, each with who said it."""

    items: tuple[tuple[str, str], ...]


Block = Paragraph | Bullets | Grid | Dots | Quotes


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it; `key` is unique and stable."""

    key: str
    heading: str
    blocks: tuple[Block, ...] = ()
    parts: tuple["Section", ...] = ()
