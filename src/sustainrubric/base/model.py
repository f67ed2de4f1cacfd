"""The base of every model, and the kinds of value their fields share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Annotated, Any, Self, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator
from pydantic_core import PydanticCustomError

_PERSON_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")

_REFERENCE = re.compile(r"[a-z0-9-]+@[0-9]+\.[0-9]+\.[0-9]+")


class Model(BaseModel):
    """Frozen, strict, and refusing keys it does not know."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """As pydantic's, but a copy that differs keeps nothing that was worked out from the old values."""
        copy = super().model_copy(update=update, deep=deep)
        if update:
            for name in copy.__dict__.keys() - type(self).model_fields.keys():
                del copy.__dict__[name]
        return copy


def _format_one(value: object) -> int:
    # Literal[1] would take True and 1.0 as well.
    if type(value) is not int or value != 1:
        raise PydanticCustomError("format_one", "the format is 1")
    return value


def _iso_date(value: object) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("iso_date", "not a day written YYYY-MM-DD")


def _reference(value: str) -> str:
    if not _REFERENCE.fullmatch(value):
        raise PydanticCustomError("reference", "not a reference")
    return value


# A file has hundreds of texts; a function of Python's own for each takes longer than all else about them.
composed = partial(unicodedata.normalize, "NFC")
"""Text with each accent as part of its letter, so that one spelling of a name is one name."""


def _person_id(value: str) -> str:
    if not _PERSON_ID.fullmatch(value):
        raise PydanticCustomError("person_id", "not a short name")
    return value


def _none_to_list(value: object) -> object:
    return [] if value is None else value


def _none_to_mapping(value: object) -> object:
    return {} if value is None else value


def _nothing_to_mappings(value: object) -> object:
    # A key with nothing after it, as in a skeleton, is a part not begun yet.
    if value is None:
        return {}
    if isinstance(value, dict) and None in value.values():
        return {key: {} if entry is None else entry for key, entry in value.items()}
    return value


def without_nothing(value: object) -> object:
    """A mapping without the keys that have nothing after them."""
    if value is None:
        return {}
    if isinstance(value, dict) and None in value.values():
        return {key: entry for key, entry in value.items() if entry is not None}
    return value


Item = TypeVar("Item")

FormatOne = Annotated[int, PlainValidator(_format_one)]
"""The number of the file format; there is one so far."""

IsoDate = Annotated[date, PlainValidator(_iso_date)]
"""A day, written YYYY-MM-DD."""

Text = Annotated[str, Field(pattern=r"\S"), AfterValidator(composed)]
"""Text that says something."""

InstrumentReference = Annotated[str, AfterValidator(_reference)]
"""An instrument and its version: `sustainability@1.0.0`."""

PersonId = Annotated[str, AfterValidator(_person_id)]
"""A code or short name of a person that can be the name of a file: letters, digits, `-`, `_`, `.`."""

Rows = Annotated[tuple[Item, ...], Field(strict=False), BeforeValidator(_none_to_list)]
"""A list in the file; a key with nothing after it is an empty list."""

ById = Annotated[dict[str, Item], BeforeValidator(without_nothing)]
"""A mapping in the file from ids to values; what has nothing after its key is left out."""

Part = Annotated[Item, BeforeValidator(_none_to_mapping)]
"""A mapping in the file; a key with nothing after it is an empty mapping."""

PartById = Annotated[dict[str, Item], BeforeValidator(_nothing_to_mappings)]
"""A mapping in the file from ids to mappings; a key with nothing after it, also at an id, is an empty one."""
