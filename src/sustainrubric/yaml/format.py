"""A file laid out as all of ours are, saying what it said, with its comments where they were.

The outcome is read again: where anything but the layout would differ, the file is left as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from sustainrubric.base.fields import Layout
from sustainrubric.base.problem import DocumentPath
from sustainrubric.yaml.comments import Comment, comments
from sustainrubric.yaml.difference import is_same
from sustainrubric.yaml.edit import Unsure
from sustainrubric.yaml.format_entry import FormattedEntry
from sustainrubric.yaml.format_tree import Tree, tree_of
from sustainrubric.yaml.places import Node, start
from sustainrubric.yaml.reader import Document, is_markdown, parse, parse_front_matter
from sustainrubric.yaml.rewrite import CannotEdit
from sustainrubric.yaml.text import YamlText, is_block_scalar, is_flow
from sustainrubric.yaml.writer import WIDTH

STEP = 2

_BREAK = re.compile(r"\r\n|\n|\r")

_INDICATOR = re.compile(r"[|>][-+]?([1-9])?")


class Formatter:
    """Writes one text anew."""

    def __init__(self, text: YamlText, layout: Layout) -> None:
        self._text = text
        self._layout = layout

    def lines(self, tree: Tree) -> list[str]:
        """The lines of the whole, without what stands above `---` and below `...`."""
        head = list(_once_empty(tree.head))
        below = [*self._entries(tree.entries, 0, ()), *tree.end]
        # The entry that comes first now may have had an empty line above it.
        if below and not below[0] and (not head or not head[-1]):
            del below[0]
        return head + below

    def _entries(self, entries: list[FormattedEntry], column: int, path: DocumentPath) -> Iterator[str]:
        for entry in self._ordered(entries, path):
            for above in entry.above:
                indent = column + STEP if above.inside else column
                yield " " * indent + above.text if above.text else ""
            yield from self._entry(entry, column)

    def _ordered(self, entries: list[FormattedEntry], path: DocumentPath) -> list[FormattedEntry]:
        """Keys in the order of their kind of file; one that is not known stays behind the one before it."""
        if any(not entry.name for entry in entries):
            return entries
        names = [str(entry.path[-1]) for entry in entries]
        return [entries[position] for position in self._order(names, path)]

    def _order(self, names: list[str], path: DocumentPath) -> list[int]:
        ranks: list[Any] = []
        for name in names:
            rank = self._layout.rank(path, name)
            ranks.append(rank if rank is not None else (ranks[-1] if ranks else ()))
        return sorted(range(len(names)), key=lambda position: (ranks[position], position))

    def _entry(self, entry: FormattedEntry, column: int) -> Iterator[str]:
        head = " " * column + (f"{entry.name}:" if entry.name else "-")
        inside = column + STEP
        if entry.is_leaf:
            yield from self._leaf(entry, head, column)
        else:
            opening = [" " * (inside + STEP) + line if line else "" for line in entry.opening]
            below = [*opening, *self._entries(entry.children, inside, entry.path)]
            if not (entry.name or entry.beside or opening or self._begins_below(entry)):
                below[0] = head + " " + below[0][inside:]
                yield from below
            else:
                yield from _with_comments(head, entry.beside)
                yield from below
        yield from (" " * inside + line if line else "" for line in entry.tail)

    def _begins_below(self, entry: FormattedEntry) -> bool:
        """Whether something stands between a dash and the first entry of its value."""
        return bool(self._ordered(entry.children, entry.path)[0].above)

    def _leaf(self, entry: FormattedEntry, head: str, column: int) -> Iterator[str]:
        value = self._value(entry, column, len(head) + 1)
        if not value:
            yield from _with_comments(head, entry.beside)
            yield from (" " * (column + STEP) + line for line in entry.between)
        elif entry.between or (entry.beside and self._is_beside_head(entry)):
            yield from _with_comments(head, entry.beside)
            yield from (" " * (column + STEP) + line for line in entry.between)
            yield from [" " * (column + STEP) + value[0], *value[1:]]
        else:
            lines = [f"{head} {value[0]}", *value[1:]]
            yield from lines[:-1]
            yield from _with_comments(lines[-1], entry.beside)

    def _is_beside_head(self, entry: FormattedEntry) -> bool:
        """Whether the comment stands beside the key, and the value below."""
        return start(entry.node) > self._text.line_end(entry.head_end)

    def _value(self, entry: FormattedEntry, column: int, at: int) -> list[str]:
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

    def _flow(self, entry: FormattedEntry, column: int, at: int) -> list[str]:
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


def formatted(document: Document, layout: Layout) -> Document:
    """The document laid out anew; itself where it already is.

    Raises:
        CannotEdit: it is written in a way that cannot be laid out without changing more.
    """
    if document.problems or not document.complete:
        raise CannotEdit(f"{document.source.file} has problems that must be mended before it can be laid out")
    text = YamlText(document.yaml, document.root)
    try:
        tree = tree_of(text)
        lines = Formatter(text, layout).lines(tree)
    except Unsure:
        raise CannotEdit(_by_hand(document)) from None
    line_break = text.line_break
    while lines and not lines[-1]:
        lines.pop()
    body = line_break.join(lines)
    # A text in a `|` block at the very end may hang on the line break after it.
    for ending in (line_break, ""):
        outcome = _read_again(document, tree.top + body + ending + tree.bottom)
        if outcome is not None and _says_the_same(document, outcome):
            return outcome
    raise CannotEdit(_by_hand(document))


def _read_again(document: Document, yaml: str) -> Document | None:
    old = document.source
    below = old.text[document.base + len(document.yaml) :]
    source = replace(old, text=old.text[: document.base] + yaml + below)
    outcome = parse_front_matter(source) if is_markdown(old.file) else parse(source)
    in_order = outcome.complete and not outcome.problems and outcome.yaml == yaml
    return outcome if in_order else None


def _says_the_same(old: Document, new: Document) -> bool:
    if not is_same(old.data, new.data):
        return False
    return _number_of_comments(old) == _number_of_comments(new) and _keeps_comments(old, new)


def _number_of_comments(document: Document) -> int:
    """How many there are, those for tools and without words among them."""
    return len(YamlText(document.yaml, document.root).comments(0, len(document.yaml)))


def _keeps_comments(old: Document, new: Document) -> bool:
    """Whether people's comments stand by the entries they stood by.

    One above the first entry may be about the whole file, and stays at the top though another entry is first now.
    """
    first = old.locate(()).line
    before, after = comments(old), comments(new)
    fixed = Counter(_lines(found for found in before if found.line >= first))
    lines = Counter(_lines(after))
    return fixed <= lines and _texts(_lines(before)) == _texts(lines.elements())


def _lines(found: Iterable[Comment]) -> Iterator[tuple[DocumentPath, str]]:
    """Each line that people wrote with the entry it stands by; two comments that meet become one."""
    return ((each.path, line) for each in found for line in each.text.split("\n"))


def _texts(lines: Iterable[tuple[DocumentPath, str]]) -> list[str]:
    return sorted(text for _, text in lines if text)


def _by_hand(document: Document) -> str:
    return f"{document.source.file}: this is written in a way that cannot be laid out safely; it is left as it is"
