"""What was recorded of an element, taken back: a value, a mark, a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sustainrubric.base.text import normalized, quoted
from sustainrubric.interview.answers import Rejected
from sustainrubric.interview.data import Plain, drop, get, put

UNSET: Mapping[str, str] = {
    "level": "level",
    "rationale": "rationale",
    "dissent": "dissent",
    "criteria": "criteria",
    "criterion": "criteria",
    "look-fors": "look_fors",
    "look-for": "look_fors",
    "evidence": "evidence",
    "target": "target",
    "priority": "priority",
    "actions": "actions",
    "action": "actions",
}
"""What can be taken back, as it is typed, and its key in a rating."""


def without(data: Plain, element_id: str, key: str, which: str) -> Plain | Rejected:
    """The data without a part of a rating; `which` is a number in `criteria` and `look_fors`, words of a row elsewhere.

    What is not there is taken back already.
    """
    path = ("ratings", element_id, key)
    there = get(data, path)
    if there is None:
        return data
    if not which:
        # How a panel came to a level says nothing without the level.
        return (
            _dropped(_dropped(data, path), (*path[:2], "decided")) if key == "level" else _dropped(data, path)
        )
    if isinstance(there, dict):
        numbers = [number for number in there if number.casefold() == which.casefold()]
        return _dropped(data, (*path, numbers[0])) if numbers else data
    if not isinstance(there, list):
        return Rejected(f"{key} is one value; take it back with --unset {key}")
    found = [index for index, row in enumerate(there) if _is_named(row, which)]
    if len(found) > 1:
        return Rejected(f"{len(found)} rows of {key} say {quoted(which)}; remove one of them in an editor")
    if not found:
        return data
    rest = there[: found[0]] + there[found[0] + 1 :]
    return dict(put(data, path, rest)) if rest else _dropped(data, path)


def _is_named(row: Any, which: str) -> bool:
    if not isinstance(row, dict):
        return False
    return row.get("id") == which or normalized(str(row.get("what") or "")) == normalized(which)


def _dropped(data: Plain, path: tuple[str, ...]) -> Plain:
    result: Plain = drop(data, path)
    return result
