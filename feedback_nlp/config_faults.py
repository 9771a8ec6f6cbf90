"""The faults of a consultation file in plain words: pydantic finds them, but speaks to programmers."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from feedback_nlp.errors import did_you_mean

_TEXT: Final = "must be text in quotation marks"
_LIST: Final = 'must be a list, such as ["one", "two"]'
_TABLE: Final = "must be a table: a heading in square brackets with lines below it, each a name, = and a value"
_SAYS: Final = {
    "string_type": _TEXT,
    "string_too_short": "is empty; write something between the quotation marks, or leave the line out",
    "string_too_long": "must have at most {max_length} characters",
    "tuple_type": _LIST,
    "too_short": "is an empty list; name at least one",
    "dict_type": _TABLE,
    "model_type": _TABLE,
    "model_attributes_type": _TABLE,
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a whole number",
    "int_from_float": "must be a whole number",
    "finite_number": "must be a whole number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
}
_SAYS_WHAT_WAS_THERE: Final = ("string_too_short", "string_too_long", "too_short")
_WAYS: Final = ("constrained-str", "tuple[")
"""What pydantic puts into the place of a value that may be a text or a list of texts: how it tried to read it."""


def faults_of(error: ValidationError, model: type[BaseModel]) -> list[str]:
    """Return one sentence for each fault: where, what must stand there, and what does."""
    faults = []
    items: Sequence[Mapping[str, Any]] = error.errors()
    for item in items:
        if item["type"] == "too_short" and any(len(o["loc"]) > len(item["loc"]) == _shared(item, o) for o in items):
            continue  # said only because what is in it has faults of its own
        where = _where(item["loc"])
        if item["type"] == "extra_forbidden":
            known = _known_keys(model, item["loc"][:-1])
            fault = f'"{where}" is not known here.{did_you_mean(str(item["loc"][-1]), known)}'
        elif item["type"] == "missing":
            fault = f'"{where}" is missing.'
        elif item["loc"][-1:] == ("constrained-str",) and isinstance(item["input"], list):
            continue  # it was meant as a list, and that has a fault of its own
        else:
            fault = f"{where}: {_says(item)}."
        if fault not in faults:
            faults.append(fault)
    return faults


def _where(loc: Sequence[int | str]) -> str:
    named = [part for part in loc if not str(part).startswith(_WAYS)]
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in named) or "file"


def _says(item: Mapping[str, Any]) -> str:
    kind = item["type"]
    if item["loc"] == ("sources",) and kind in ("tuple_type", "too_short"):
        return "write [[sources]], in two brackets, above the lines of each source"
    if item["loc"] and str(item["loc"][-1]).startswith(_WAYS):
        return f"{_TEXT}, or a list of such texts, not {_shown(item['input'])}"
    if kind.startswith("date"):
        return f"must be a date, such as 2020-02-17, not {_shown(item['input'])}"
    if kind not in _SAYS:
        return str(item["msg"]).removeprefix("Value error, ").removesuffix(".")
    said = _SAYS[kind].format(**item.get("ctx", {}))
    return said if kind in _SAYS_WHAT_WAS_THERE else f"{said}, not {_shown(item['input'])}"


def _shown(value: Any, most: int = 40) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, int) and value.bit_length() > 1000:  # too long to be written out
        return "a number of hundreds of digits"
    text = str(value)
    text = text if len(text) <= most else f"{text[:most]}…"
    return f'"{text}"' if isinstance(value, str) else text


def _shared(one: Any, other: Any) -> int:
    """Return how many parts of its place one fault shares with another, from the start."""
    return sum(1 for a, b in zip(one["loc"], other["loc"], strict=False) if a == b)


def _known_keys(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """Return the keys that are allowed at `loc`."""
    for part in loc:
        if isinstance(part, int) or part not in model.model_fields:
            continue
        annotation = model.model_fields[part].annotation
        found = _models_in(annotation)
        if found:
            model = found[0]
    return list(model.model_fields)


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [m for arg in getattr(annotation, "__args__", ()) for m in _models_in(arg)]
