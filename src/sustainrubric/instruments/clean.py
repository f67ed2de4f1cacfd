"""A stranger's instrument made safe to show: its texts stand in tables, on screens and in pages as ours do."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel

from sustainrubric.base.text import clean, one_line

M = TypeVar("M", bound=BaseModel)

# Texts that stand in one line wherever they are shown.
_IN_ONE_LINE = frozenset(
    ["title", "subtitle", "name", "term", "group", "publisher", "published", "identifier", "version"]
)


def cleaned(model: M) -> M:
    """The same instrument, without control characters in any text; the very object where there are none."""
    return _cleaned(model)  # type: ignore[no-any-return]


def _cleaned(value: Any, key: str = "") -> Any:
    if isinstance(value, str):
        return one_line(value) if key in _IN_ONE_LINE else clean(value)
    if isinstance(value, tuple):
        items = tuple(_cleaned(item) for item in value)
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    if isinstance(value, dict):
        return {name: _cleaned(entry) for name, entry in value.items()}
    if isinstance(value, BaseModel):
        fields = {name: (entry, _cleaned(entry, name)) for name, entry in value}
        # Only what was given counts as given, as new words of a part do.
        new = {
            name: after
            for name, (before, after) in fields.items()
            if after is not before and name in value.model_fields_set
        }
        return value.model_copy(update=new) if new else value
    return value
