"""From one data to another by the smallest changes; three kinds of change are enough."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sustainrubric.base.problem import DocumentPath
from sustainrubric.yaml.writer import plain


class Put(NamedTuple):
    """Write `value` at `path`, in the place of what is there or as a new key."""

    path: DocumentPath
    value: Any


class Insert(NamedTuple):
    """Write `value` as a new list item at `path`, before the one that is there."""

    path: DocumentPath
    value: Any


class Drop(NamedTuple):
    """Remove what is at `path`; other entries stay beside it."""

    path: DocumentPath


Change = Put | Insert | Drop


def differences(old: Any, new: Any, path: DocumentPath) -> Iterator[Change]:
    """The changes that lead from one data to the other, as far down as they go."""
    if old is new:
        return
    if isinstance(old, dict) and isinstance(new, dict) and old and new:
        for name, value in new.items():
            if name in old:
                yield from differences(old[name], value, (*path, name))
            else:
                yield Put((*path, name), value)
        yield from (Drop((*path, name)) for name in old if name not in new)
    elif isinstance(old, list) and isinstance(new, list) and old and new:
        yield from _row_differences(old, new, path)
    elif not is_same(old, plain(new)):
        yield Put(path, new)


def _row_differences(old: list[Any], new: list[Any], path: DocumentPath) -> Iterator[Change]:
    """As `differences`, of lists: what they begin and end with alike stays untouched."""
    shorter = min(len(old), len(new))
    head = next((i for i in range(shorter) if not is_same(old[i], plain(new[i]))), shorter)
    rest = shorter - head
    tail = next((i for i in range(rest) if not is_same(old[-1 - i], plain(new[-1 - i]))), rest)
    last_old, last_new = len(old) - tail, len(new) - tail
    paired = min(last_old, last_new)
    for index in range(head, paired):
        yield from differences(old[index], new[index], (*path, index))
    yield from (Drop((*path, index)) for index in reversed(range(paired, last_old)))
    yield from (Insert((*path, index), new[index]) for index in range(paired, last_new))


def after(data: Any, path: DocumentPath, change: Change) -> Any:
    """The data that our reader must give back after the change."""
    part, rest = path[0], path[1:]
    if rest:
        inner = after(data[part], rest, change)
        if isinstance(data, dict):
            return {**data, part: inner}
        return [*data[:part], inner, *data[int(part) + 1 :]]
    if isinstance(data, dict):
        if isinstance(change, Drop):
            return {name: entry for name, entry in data.items() if name != part}
        return {**data, part: plain(change.value)}
    index = int(part)
    new = [] if isinstance(change, Drop) else [plain(change.value)]
    return data[:index] + new + data[index + (not isinstance(change, Insert)) :]


def is_same(one: Any, other: Any) -> bool:
    """Equal, and of the same types: 1 is neither 1.0 nor true; what is not a number is the same as itself."""
    if one is other:
        return True
    kind = one.__class__
    if kind is not other.__class__:
        return False
    if kind is dict:
        if one.keys() != other.keys():
            return False
        for name, value in one.items():  # noqa: SIM110 - a generator takes twice as long, at every save
            if not is_same(value, other[name]):
                return False
        return True
    if kind is list:
        return len(one) == len(other) and all(map(is_same, one, other))
    return bool(one == other or (one != one and other != other))
