"""What can be said of the export of a survey platform: patterns for its headings and cells, never code."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TestRows:
    """Rows that no respondent filled in: those whose column (a folded heading) holds one of the values (folded)."""

    column: str
    values: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Layout:
    """How one platform lays out its export.

    Parameters
    ----------
    name, title
        Short name for the consultation file, and the platform as people know it.
    headings
        Patterns of its own headings; each must match a whole folded heading.
    need
        How many different ones must be there.
    lacks
        Patterns of headings that its files never have.
    cells, cells_need
        Patterns of cells in the first rows under the headings, and how many such cells do in place of `headings`.
    header_rows
        Where the platform always writes the same number; None: found by content.
    ids, dates
        Headings of the respondent's id and of the time of the response, best first.
    metadata, personal, staff
        Headings that are never answers: of the platform, of the person, and of staff who worked on the export.
    tests
        Which rows are previews or tests.
    unanswered
        Cells that mean "no answer" on this platform.
    replace
        Pairs of texts that the platform writes in place of others.
    month_first
        Dates with slashes are month/day; None: from the dates themselves.
    events
        Headings that tell apart several rows of one person.
    seen
        The description rests on real files.
    """

    name: str
    title: str
    headings: tuple[str, ...] = ()
    need: int = 1
    lacks: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    cells_need: int = 1
    header_rows: int | None = None
    ids: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    metadata: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    tests: tuple[TestRows, ...] = ()
    unanswered: tuple[str, ...] = ()
    replace: tuple[tuple[str, str], ...] = ()
    month_first: bool | None = None
    events: tuple[str, ...] = ()
    seen: bool = True
