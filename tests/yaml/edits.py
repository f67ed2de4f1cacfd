"""Single edits of a document, for tests to write down one change at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sustainrubric.base.fields import Layout
from sustainrubric.base.problem import DocumentPath
from sustainrubric.yaml.reader import Document
from sustainrubric.yaml.rewrite import CannotEdit, rewrite
from sustainrubric.yaml.writer import with_lists


class Set(NamedTuple):
    """`value` at `path`; mappings on the way that are not there, or empty, are made."""

    path: DocumentPath
    value: Any


class Append(NamedTuple):
    """`value` as the last item of the list at `path`, which is made where it is not there."""

    path: DocumentPath
    value: Any


class Remove(NamedTuple):
    """Nothing at `path`; what is not there already stays so."""

    path: DocumentPath


def edit(
    document: Document, changes: Iterable[Set | Append | Remove], layout: Layout | None = None
) -> Document:
    """The document after the changes."""
    data = document.data
    for change in changes:
        data = _changed(data, change.path, change)
    return rewrite(document, data, layout)


def _changed(data: Any, path: DocumentPath, change: Set | Append | Remove) -> Any:
    """The data after the change of what is at `path` below it; the data given stays as it is."""
    if not path:
        value = None if isinstance(change, Remove) else with_lists(change.value)
        return [*(data or []), value] if isinstance(change, Append) else value
    part, rest = path[0], path[1:]
    if isinstance(data, list) and isinstance(part, int):
        if isinstance(change, Remove) and (not rest or part >= len(data)):
            return data[:part] + data[part + 1 :]
        return [*data[:part], _changed(data[part], rest, change), *data[part + 1 :]]
    if data is None:
        data = {}
    if not isinstance(data, dict) or not isinstance(part, str):
        raise CannotEdit(f"{part!r} cannot be set: what it belongs to is neither a mapping nor a list")
    if isinstance(change, Remove) and (not rest or data.get(part) is None):
        return {name: entry for name, entry in data.items() if name != part or rest}
    return {**data, part: _changed(data.get(part), rest, change)}
