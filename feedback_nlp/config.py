"""The consultation file: one TOML file says what was asked, where the answers are and what the columns mean.

Read by the pipeline and the shells only; rooms take plain keyword arguments.
"""

import os
import sys
import tomllib
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from feedback_nlp.config_faults import faults_of
from feedback_nlp.errors import ConfigError, all_faults

_LONGEST = 255


def _can_name_a_file(name: str) -> str:
    if "\x00" in name:
        raise ValueError("holds the character U+0000, which no file name may hold; write the name without it")
    for part in name.replace("\\", "/").split("/") if os.name == "nt" else name.split("/"):
        # Windows and macOS count characters, Linux bytes.
        if (n := len(part if sys.platform != "linux" else part.encode())) > _LONGEST:
            raise ValueError(f'is too long for a file name ({n:,}; at most {_LONGEST}): "{part[:40]}…"')
    return name


def _is_for_text(encoding: str) -> str:
    with suppress(UnicodeError):
        try:
            "".encode(encoding)
        except (LookupError, ValueError) as error:
            if "\x00" in encoding or "not a text encoding" in str(error):
                raise ValueError(
                    f'{encoding!r} is no encoding of text; usual ones are "utf-8", "cp1252", "mac_roman" and '
                    '"utf-16"; left out, it is found from the file'
                ) from None
    return encoding


Name = Annotated[str, Field(min_length=1)]
FileName = Annotated[str, AfterValidator(_can_name_a_file)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class About(_Part):
    """``[consultation]``: what was asked, by whom and when."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    asked_by: str = ""
    about: str = ""
    contact: str = ""
    opened: date | None = None
    closed: date | None = None
    enforce_dates: bool = False
    """Set aside answers submitted outside the dates. Off: late paper forms are normal, and are counted."""
    language: str = "en"

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.opened and self.closed and self.opened > self.closed:
            raise ValueError(f"opened ({self.opened}) is later than closed ({self.closed})")
        return self


_ROLES = ("respondent_id", "area", "postcode", "respondent_type", "position", "submitted", "consent")


class Long(_Part):
    """``[sources.long]``: a layout with one row per respondent and question names two columns."""

    question: Name
    answer: Name


class Source(_Part):
    """``[[sources]]``: files of one layout, and what their columns mean."""

    files: Annotated[tuple[Annotated[Name, AfterValidator(_can_name_a_file)], ...], Field(min_length=1)]
    channel: str = "survey"
    sheet: str | None = None
    layout: str | None = None
    header_rows: Annotated[int, Field(ge=0, le=10)] | None = None
    encoding: Annotated[str, AfterValidator(_is_for_text)] | None = None
    respondent_id: str | None = None
    area: str | None = None
    postcode: str | None = None
    respondent_type: str | None = None
    position: str | None = None
    submitted: str | None = None
    consent: str | None = None
    questions: dict[str, str | tuple[str, ...]] = {}
    """Short key -> the column (or columns, read as one answer) that holds the answers."""
    long: Long | None = None
    attributes: dict[str, str | tuple[str, ...]] = {}
    """Short key -> a column (or the columns of a multiple choice) to carry along."""
    recode: dict[str, dict[str, str]] = {}
    """Column role or attribute key -> what the file says -> what it is to be called."""

    @field_validator("files", mode="before")
    @classmethod
    def _one_file_will_do(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value

    @field_validator("files")
    @classmethod
    def _each_file_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        meant = [os.path.normcase(os.path.normpath(name)) for name in value]
        twice = list(dict.fromkeys(f'"{n}"' for i, n in enumerate(value) if meant[i] in meant[:i]))
        if twice:
            are = "is" if len(twice) == 1 else "are"
            raise ValueError(f"{' and '.join(twice)} {are} named twice: name each file once, or answers count twice")
        return value

    @field_validator("questions", "attributes")
    @classmethod
    def _keys_are_short_names(cls, value: dict[str, Any]) -> dict[str, Any]:
        bad = [key for key in value if not key.replace("_", "a").isalnum()]
        if bad:
            raise ValueError(f"keys may hold letters, digits and _ only, not {', '.join(map(repr, bad))}")
        return value

    @model_validator(mode="after")
    def _each_column_once(self) -> Self:
        uses = {role: getattr(self, role) for role in _ROLES} | self.questions
        where: dict[str, list[str]] = {}
        for use, named in uses.items():
            for column in [named] if isinstance(named, str) else named or ():
                where.setdefault(column, []).append(use)
        twice = [f'"{column}" is named for {" and ".join(use)}' for column, use in where.items() if len(use) > 1]
        if twice:
            raise ValueError("; ".join(twice) + ": its answers would be counted twice")
        return self

    @model_validator(mode="after")
    def _one_layout(self) -> Self:
        if self.long and self.questions:
            raise ValueError("give either [sources.questions] (a column per question) or [sources.long], not both")
        if not self.long and not self.questions:
            raise ValueError(
                "no open question: name at least one column under [sources.questions], "
                "or [sources.long] for a file with one row per question"
            )
        return self


class Areas(_Part):
    """``[areas]``: the table that says which areas there are."""

    table: FileName | None = None
    """csv or xlsx: area, code, population, aliases, postcode_prefixes."""


class Themes(_Part):
    """``[themes]``: the code frame, and how answers are tagged with it."""

    frame: FileName | None = None
    matcher: bool = True
    """Ask the network that was taught which answers express which themes; without it, cues and likeness alone."""


class Privacy(_Part):
    """``[privacy]``: what is hidden."""

    redact: bool = True
    threshold: Annotated[int, Field(strict=True, ge=1, le=100)] = 5
    """Counts from 1 to one less are hidden. 1 hides nothing: for internal use alone."""
    rounding: bool = False
    """Hide counts under 8 and round the others to the nearest 5, instead of `threshold`."""
    hide: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    outside_folder: bool = False
    """Allow files that lie outside the folder of the consultation file."""


class Topics(_Part):
    """``[topics]``: discovery of what the frame does not name."""

    discover: bool = True
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = 0
    size: Annotated[int, Field(ge=2)] | None = None
    """Smallest number of segments in a topic; left out, it follows from how many answers there are."""


class Consultation(_Part):
    """A consultation file, checked.

    Load one with `Consultation.load`; `folder` is where its relative paths start.
    """

    consultation: About
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    questions: dict[str, str] = {}
    """Question -> the wording that reports print; left out, it is the heading of its column.

    A question by its key; of a long layout also by what stands in the column of questions.
    """
    areas: Areas = Areas()
    themes: Themes = Themes()
    privacy: Privacy = Privacy()
    topics: Topics = Topics()
    path: Path = Field(default=Path("consultation.toml"), exclude=True)

    @property
    def folder(self) -> Path:
        """Where the relative paths in the file start."""
        return self.path.parent

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the file may say and what does nothing."""
        if not self.consultation.enforce_dates or any(source.submitted for source in self.sources):
            return ()
        return (
            "enforce_dates = true, but no source names the column with the day of each answer (submitted): no answer "
            "is set aside for its date.",
        )

    def resolve(self, name: str) -> Path:
        """Return the path that `name` means, relative to the consultation file.

        Raises
        ------
        ConfigError
            It leads outside the folder, and ``[privacy] outside_folder`` is not set.
        """
        # Without "..": a folder on the way may not be there yet (a draft for a new folder).
        path = Path(os.path.normpath(self.folder / name))
        inside = path.resolve().is_relative_to(self.folder.resolve())
        if not inside and not self.privacy.outside_folder:
            raise ConfigError(
                f'"{name}" lies outside the folder of {self.path.name}. Move the file beside it, '
                "or write outside_folder = true under [privacy] if that is meant."
            )
        return path

    @classmethod
    def load(cls, path: str | Path) -> "Consultation":
        """Read and check a consultation file.

        Parameters
        ----------
        path
            The TOML file, or the folder that holds ``consultation.toml``.

        Raises
        ------
        ConfigError
            The file is missing, is not TOML, or has faults; all faults are listed in one message.
        """
        path = Path(path)
        try:
            path = path / "consultation.toml" if path.is_dir() else path
            content = path.read_bytes()
        except FileNotFoundError:
            raise ConfigError(
                f'There is no consultation file "{path}". Draft one from your export with: feedback-nlp init EXPORT'
            ) from None
        except OSError as error:
            raise ConfigError(
                f'The consultation file "{str(path)[:80]}" cannot be read: {error.strerror}. Check the name, and that '
                "you may read it."
            ) from None
        try:
            # utf-8-sig: Notepad writes a byte-order mark, which TOML does not allow.
            raw = tomllib.loads(content.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise ConfigError(f"{path.name} is not saved as UTF-8 (byte {error.start}). Save it as UTF-8.") from None
        except RecursionError:
            raise ConfigError(
                f"{path.name} has brackets within brackets without end. Close every [ with a ], and every {{ with a }}."
            ) from None
        except ValueError as error:
            if not isinstance(error, tomllib.TOMLDecodeError):  # Python reads no number of over 4,300 digits
                raise ConfigError(
                    f"{path.name} holds a number with more than 4,300 digits. Write a number that fits, or put text "
                    "between quotation marks."
                ) from None
            raise ConfigError(
                f"{path.name} is not a valid TOML file: {error}. Often it is a curly quotation mark (“ ” instead of "
                'straight ones), a missing one, or a Windows path: write "folder/file.xlsx", not "folder\\file.xlsx".'
            ) from None
        try:
            return cls(**{key: value for key, value in raw.items() if key != "path"}, path=path)
        except ValidationError as error:
            raise ConfigError(all_faults(path.name, faults_of(error, cls))) from None
