"""A plan: what the columns of a file seem to be."""

from dataclasses import dataclass, field
from pathlib import Path

from feedback_nlp import columns as c
from feedback_nlp.read.export import Export
from feedback_nlp.read.roles import ColumnRole


@dataclass(frozen=True)
class Asked:
    """A question or attribute: its words, its columns, what a person should know; `other`: text under that option."""

    words: str
    columns: tuple[str, ...]
    note: str = ""
    other: bool = False


@dataclass
class Plan:
    """What each part of one file seems to be."""

    path: Path
    export: Export
    roles: list[ColumnRole]
    channel: str = "online survey"
    named: dict[str, str] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)
    others: dict[str, list[str]] = field(default_factory=dict)
    questions: list[Asked] = field(default_factory=list)
    maybe: list[Asked] = field(default_factory=list)
    attributes: list[Asked] = field(default_factory=list)
    left_out: list[Asked] = field(default_factory=list)
    long: tuple[str, str] | None = None
    dates: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    several_sheets: bool = False
    reserved: frozenset[str] = frozenset((*c.RESPONSES, "postcode"))

    @property
    def unsure(self) -> bool:
        """Whether a person should look at something."""
        return bool(
            self.others
            or any(asked.note for asked in self.maybe)
            or self.notes
            or self.export.damage
            or any(asked.note for asked in self.questions)
        )
