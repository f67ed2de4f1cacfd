"""The lines of a YAML file laid out as all of ours are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sustainrubric.base.fields import Layout
from sustainrubric.base.problem import DocumentPath
from sustainrubric.yaml.entries import Entry
from sustainrubric.yaml.format_tree import Tree
from sustainrubric.yaml.places import Node, start
from sustainrubric.yaml.text import is_block_scalar, is_flow
from sustainrubric.yaml.writer import WIDTH

STEP = 2

_BREAK = re.compile(r"\r\n|\n|\r")

_INDICATOR = re.compile(r"[|>][-+]?([1-9])?")


class Formatter:
    """Writes one text anew."""

    def __init__(self, tree: Tree, layout: Layout) -> None:
        self._tree = tree
        self._text = tree.text
        self._layout = layout

    def lines(self) -> list[str]:
        """The lines of the whole, without what stands above `---` and below `...`."""
        head = list(_once_empty(self._tree.head))
        below = [*self._entries(self._tree.entries, 0, ()), *self._tree.end]
        # The entry that comes first now may have had an empty line above it.
        if below and not below[0] and (not head or not head[-1]):
            del below[0]
        return head + below

    def _entries(self, entries: list[Entry], column: int, path: DocumentPath) -> Iterator[str]:
        for entry in self._ordered(entries, path):
            yield from _indented(self._tree.around[entry].above, column)
            yield from self._entry(entry, column)

    def _ordered(self, entries: list[Entry], path: DocumentPath) -> list[Entry]:
        """Keys in the order of their kind of file; one that is not known stays behind the one before it."""
        if entries and isinstance(entries[0].path[-1], int):
            return entries
        names = [str(entry.path[-1]) for entry in entries]
        return [entries[position] for position in self._order(names, path)]

    def _order(self, names: list[str], path: DocumentPath) -> list[int]:
        ranks: list[Any] = []
        for name in names:
            rank = self._layout.rank(path, name)
            ranks.append(rank if rank is not None else (ranks[-1] if ranks else ()))
        return sorted(range(len(names)), key=lambda position: (ranks[position], position))

    def _entry(self, entry: Entry, column: int) -> Iterator[str]:
        name, around = self._tree.name(entry), self._tree.around[entry]
        head = " " * column + (f"{name}:" if name else "-")
        inside = column + STEP
        if entry.is_leaf:
            yield from self._leaf(entry, head, column)
        else:
            opening = _indented(around.opening, inside + STEP)
            below = [*opening, *self._entries(entry.children, inside, entry.path)]
            if not (name or around.beside or opening or self._begins_below(entry)):
                below[0] = head + " " + below[0][inside:]
                yield from below
            else:
                yield from _with_comments(head, around.beside)
                yield from below
        yield from _indented(around.tail, inside)

    def _begins_below(self, entry: Entry) -> bool:
        """Whether something stands between a dash and the first entry of its value."""
        return bool(self._tree.around[self._ordered(entry.children, entry.path)[0]].above)

    def _leaf(self, entry: Entry, head: str, column: int) -> Iterator[str]:
        value, around = self._value(entry, column, len(head) + 1), self._tree.around[entry]
        inside = " " * (column + STEP)
        if not value or around.between or (around.beside and self._is_beside_head(entry)):
            yield from _with_comments(head, around.beside)
            yield from (inside + line for line in around.between)
            yield from [inside + line for line in value[:1]] + value[1:]
        else:
            lines = [f"{head} {value[0]}", *value[1:]]
            yield from lines[:-1]
            yield from _with_comments(lines[-1], around.beside)

    def _is_beside_head(self, entry: Entry) -> bool:
        """Whether the comment stands beside the key, and the value below."""
        return start(entry.node) > self._text.line_end(entry.head_end)

    def _value(self, entry: Entry, column: int, at: int) -> list[str]:
        """The lines of a value, the first without indentation."""
        node, text = entry.node, self._text
        first, last = start(node), text.end(node)
        if first >= last:
            return []
        if is_flow(node):
            return self._flow(entry, column, at)
        written = text.text[first:last]
        if is_block_scalar(node):
            return _block(written, entry.column, column)
        lines = _BREAK.split(written)
        return [
            lines[0].rstrip(),
            *(" " * (column + STEP) + line.strip() if line.strip() else "" for line in lines[1:]),
        ]

    def _flow(self, entry: Entry, column: int, at: int) -> list[str]:
        """A row in brackets: on one line where it fits or was, else as it is written, moved to its place."""
        text = self._text
        first, last = start(entry.node), text.end(entry.node)
        written = text.text[first:last]
        lines = _BREAK.split(written)
        row = None if text.comments(first, last) else self._row(entry.node, entry.path)
        if row is not None and (len(lines) == 1 or at + len(row) <= WIDTH):
            return [row]
        shift = column - entry.column
        return [lines[0].rstrip(), *(_moved(line, shift, column + STEP) for line in lines[1:])]

    def _row(self, node: Any, path: DocumentPath) -> str | None:
        """A row on one line; None where it is written in a way that does not go there."""
        text = self._text.text
        if not isinstance(node, Node):
            written = text[start(node) : int(node.end_mark.index)]
            return None if _BREAK.search(written) else written.strip()
        sign = text[start(node)]
        if sign not in "[{":
            return None
        if isinstance(node.children, dict):
            parts = self._row_entries(node.children, path)
            return None if None in parts else "{" + ", ".join(map(str, parts)) + "}"
        items = [self._row(child, (*path, index)) for index, child in enumerate(node.children)]
        return None if None in items else "[" + ", ".join(map(str, items)) + "]"

    def _row_entries(self, children: dict[str, Any], path: DocumentPath) -> list[str | None]:
        names = list(children)
        entries = []
        for index in self._order(names, path):
            key, value = children[names[index]]
            entries.append(self._row_entry(key, value, (*path, names[index])))
        return entries

    def _row_entry(self, key: Any, value: Any, path: DocumentPath) -> str | None:
        text = self._text.text
        name, row = self._row(key, path), self._row(value, path)
        if name is None or row is None:
            return None
        after = int(key.end_mark.index)
        has_colon = ":" in text[after : max(start(value), after + 1)]
        return f"{name}: {row}" if has_colon else name


def _block(written: str, old: int, new: int) -> list[str]:
    """A literal or folded text, its lines moved with the key they belong to."""
    header, *lines = _BREAK.split(written)
    indicator = _INDICATOR.match(header)
    step = int(indicator[1]) if indicator is not None and indicator[1] else 0
    if step:
        indent, wanted = old + step, new + step
    else:
        indent = next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip(" ")), 0)
        wanted = new + STEP
    return [header.rstrip(), *(" " * wanted + line[indent:] if line[indent:] else "" for line in lines)]


def _indented(lines: Iterable[str], column: int) -> list[str]:
    return [" " * column + line if line else "" for line in lines]


def _moved(line: str, shift: int, least: int) -> str:
    bare = line.strip()
    indent = len(line) - len(line.lstrip(" \t"))
    return " " * max(indent + shift, least) + bare if bare else ""


def _with_comments(line: str, comments: list[str]) -> Iterator[str]:
    """A line with the comment beside it, and those below that go on with it in the same column."""
    if not comments:
        yield line
        return
    yield line + comments[0]
    column = len(line) + len(comments[0]) - len(comments[0].lstrip(" "))
    yield from (" " * column + comment for comment in comments[1:])


def _once_empty(lines: Iterable[str]) -> Iterator[str]:
    """The lines with no two empty ones in a row, and none at the beginning."""
    before = ""
    for line in lines:
        if line or before:
            yield line
        before = line
