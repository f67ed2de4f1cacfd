"""Pure edits on plain data: each gives a copy, and leaves what it was given as it is."""

from __future__ import annotations

from typing import Any

from sustainrubric.base.problem import DocumentPath

# Plain data as a file holds it; a day stands for the bare date it is written as.
Plain = dict[str, Any]


def get(data: Any, path: DocumentPath, default: Any = None) -> Any:
    """The value at a path, or `default` where there is none."""
    for part in path:
        if not _has(data, part):
            return default
        data = data[part]
    return data


def put(data: Any, path: DocumentPath, value: Any) -> Any:
    """A copy of the data with `value` at `path`; mappings on the way are made where there are none."""
    if not path:
        return value
    part, rest = path[0], path[1:]
    if isinstance(part, int):
        items = list(data) if isinstance(data, list) else []
        items[part : part + 1] = [put(items[part] if part < len(items) else None, rest, value)]
        return items
    entries = dict(data) if isinstance(data, dict) else {}
    entries[part] = put(entries.get(part), rest, value)
    return entries


def drop(data: Any, path: DocumentPath) -> Any:
    """A copy of the data without what is at `path`; what becomes empty by it above goes as well."""
    part, rest = path[0], path[1:]
    if not _has(data, part) or (rest and get(data[part], rest, data) is data):
        return data
    kept = drop(data[part], rest) if rest else None
    if isinstance(data, list) and isinstance(part, int):
        return [*data[:part], *([kept] if kept else []), *data[part + 1 :]]
    if kept:
        return {**data, part: kept}
    return {key: value for key, value in data.items() if key != part}


def _has(data: Any, part: str | int) -> bool:
    if isinstance(data, dict):
        return part in data
    return isinstance(data, list) and isinstance(part, int) and 0 <= part < len(data)
