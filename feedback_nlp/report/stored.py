"""What a stored summary must look like: whoever renders it relies on that."""

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

Cell = str | int | float | bool | None


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True)


class _Frame(_Strict):
    columns: list[str]
    dtypes: list[str]
    rows: list[list[Cell]]

    @model_validator(mode="after")
    def _every_row_is_whole(self) -> "_Frame":
        if len(self.dtypes) != len(self.columns) or len(set(self.columns)) != len(self.columns):
            raise ValueError("its columns are not each named once, with a type each")
        for i, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {i} has {len(row)} cells, and there are {len(self.columns)} columns")
        return self


class _Table(_Frame):
    name: str
    title: str
    scope: str
    units: str
    headers: dict[str, str]
    formats: dict[str, str]
    notes: list[str]


class _Stored(_Strict):
    about: dict[str, str | None]
    facts: dict[str, Cell]
    notes: dict[str, str]
    tables: list[_Table]
    topics: _Frame | None

    @model_validator(mode="after")
    def _every_note_is_there(self) -> "_Stored":
        unknown = sorted({note for table in self.tables for note in table.notes} - set(self.notes))
        if unknown:
            raise ValueError(f'the note "{unknown[0]}" is named and not there')
        return self


def check_stored(content: dict[str, Any]) -> None:
    """Raise `ValueError`, with the first thing that is missing or of another kind, where `content` is no summary."""
    try:
        _Stored.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"][:4])
        if first["type"] == "value_error":
            raise ValueError(": ".join(filter(None, (where, str(first["ctx"]["error"]))))) from None
        what = "is missing" if first["type"] == "missing" else "is not what it should be"
        raise ValueError(f'"{where}" {what}') from None
