"""A YAML text as a tree of entries, each with the comments and empty lines that go where it goes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sustainrubric.files.splice_parts import Unsure
from sustainrubric.files.yaml_places import Node, start
from sustainrubric.files.yaml_text import YamlText, is_flow
from sustainrubric.model.problem import DocumentPath

_COMMENT = re.compile(r"#[^\r\n]*")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_TOP = re.compile(r"(?:%|---(?:\s|\Z))")


@dataclass
class Above:
    """A comment line above an entry, or an empty line; `inside` where it belongs to what is above."""

    text: str
    inside: bool = False


@dataclass(eq=False)
class Entry:
    """A key with its value, or a list item: `name` is empty there; `node` is the value.

    `beside` are the comments on its first line, the first with the blanks before it; `between` are
    those on lines of their own before a value that begins on a later line; `opening` are those that
    stand in further than the entries below them; `tail` are those at its end.
    """

    path: DocumentPath
    name: str
    node: Any
    start: int
    head_end: int
    column: int
    parent: Entry | None
    children: list[Entry] = field(default_factory=list)
    above: list[Above] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    beside_column: int = -1
    between: list[str] = field(default_factory=list)
    opening: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)

    @property
    def is_leaf(self) -> bool:
        return not isinstance(self.node, Node) or is_flow(self.node)


@dataclass
class Tree:
    """The entries of a text, what stands before and after them, and comments at its very end."""

    entries: list[Entry]
    top: str
    head: list[str]
    end: list[str]
    bottom: str


def tree_of(text: YamlText) -> Tree:
    """The tree of a text whose root is a mapping or a list in block style.

    Raises:
        Unsure: it is written in a way that we do not know how to lay out.
    """
    if not isinstance(text.root, Node) or is_flow(text.root):
        raise Unsure
    entries = list(_entries(text, text.root, (), None))
    ordered = [inner for entry in entries for inner in _with_inner(entry)]
    top_end, bottom = _top_end(text, ordered[0].start), _bottom(text, ordered[-1])
    end: list[str] = []
    for index, entry in enumerate(ordered):
        following = ordered[index + 1] if index + 1 < len(ordered) else None
        _place_in_leaf(text, entry)
        limit = text.line_start(following.start) if following else bottom
        _place_gap(text, entry, following, limit, end)
    head = _head(text, ordered[0], top_end)
    return Tree(entries, text.text[:top_end], head, end, text.text[bottom:])


def _entries(text: YamlText, node: Node, path: DocumentPath, parent: Entry | None) -> Iterator[Entry]:
    if isinstance(node.children, dict):
        parts = [(name, key, value) for name, (key, value) in node.children.items()]
    else:
        parts = [(index, None, value) for index, value in enumerate(node.children)]
    position = start(node)
    for part, key, value in parts:
        if key is not None:
            begin, after = start(key), int(key.end_mark.index)
            head_end = text.text.find(":", after, max(start(value), after + 1)) + 1
        else:
            begin = _dash(text, position, start(node))
            head_end = begin + 1
        if head_end < 1:
            raise Unsure
        name = text.text[begin : int(key.end_mark.index)] if key is not None else ""
        if "\n" in name or "\r" in name:
            raise Unsure
        entry = Entry((*path, part), name, value, begin, head_end, text.column(begin), parent)
        if not entry.is_leaf:
            entry.children = list(_entries(text, value, entry.path, entry))
        yield entry
        position = text.end(value)


def _dash(text: YamlText, offset: int, first: int) -> int:
    """The dash of a list item, at `offset` or first in a line after it."""
    column = text.column(first)
    while offset <= len(text.text):
        dash = text.line_start(offset) + column
        if (
            dash >= offset
            and text.text.startswith("-", dash)
            and (dash == first or text.is_first_on_line(dash))
        ):
            return dash
        following = text.next_line(offset)
        if following <= offset:
            break
        offset = following
    raise Unsure


def _with_inner(entry: Entry) -> Iterator[Entry]:
    yield entry
    for child in entry.children:
        yield from _with_inner(child)


def _top_end(text: YamlText, first: int) -> int:
    """The end of `%YAML` and `---`, with the line they are in."""
    end = offset = 0
    while offset < first:
        if _TOP.match(text.text, offset):
            end = text.next_line(offset)
        offset = text.next_line(offset)
    return min(end, text.line_start(first))


def _bottom(text: YamlText, last: Entry) -> int:
    """Where `...` begins, else the end of the text."""
    found = re.compile(r"^\.\.\.(?=\s|\Z)", re.MULTILINE).search(
        text.text.replace("\r", "\n"), text.end(last.node)
    )
    return found.start() if found else len(text.text)


def _place_in_leaf(text: YamlText, entry: Entry) -> None:
    """Comments between the colon and a value that begins on a later line."""
    if not entry.is_leaf or start(entry.node) >= len(text.text):
        return
    first = start(entry.node)
    line_end = text.line_end(entry.head_end)
    for offset, comment in text.comments(entry.head_end, first) if first > line_end else ():
        if offset < line_end and not entry.beside:
            _beside(text, entry, offset, comment)
        else:
            entry.between.append(comment.rstrip())


def _place_gap(text: YamlText, entry: Entry, following: Entry | None, limit: int, end: list[str]) -> None:
    """Give what stands between an entry and the next one to whom it belongs."""
    begin = text.end(entry.node) if entry.is_leaf else entry.head_end
    position, blanks = max(begin, entry.head_end), 0
    first = True
    while position < limit:
        line = _LINE.match(text.text, position)
        assert line is not None
        content = text.text[position : min(line.end(), limit)].strip()
        if content.startswith("#"):
            offset = text.text.index("#", position)
            if first:
                _beside(text, entry, offset, content)
            else:
                _place_line(text, entry, following, offset, content, blanks, end)
            blanks = 0
        elif not content and not first:
            blanks += 1
        elif content:
            raise Unsure
        first = False
        if line.end() == position:
            break
        position = line.end()
    if blanks and following is not None:
        following.above.append(Above(""))


def _beside(text: YamlText, entry: Entry, offset: int, comment: str) -> None:
    if entry.beside:
        raise Unsure
    gap = len(text.text[:offset]) - len(text.text[:offset].rstrip(" \t"))
    entry.beside.append(" " * max(gap, 2) + comment.rstrip())
    entry.beside_column = text.column(offset)


def _place_line(
    text: YamlText,
    before: Entry,
    following: Entry | None,
    offset: int,
    comment: str,
    blanks: int,
    end: list[str],
) -> None:
    """A comment on a line of its own belongs to the next entry, or to one above that it stands in from."""
    column = text.column(offset)
    if (
        not blanks
        and column == before.beside_column
        and not before.tail
        and (following is None or not following.above)
    ):
        before.beside.append(comment.rstrip())
        return
    blank = [""] * bool(blanks)
    if following is not None and column <= following.column:
        following.above += map(Above, [*blank, comment])
        return
    owner: Entry | None = before
    while owner is not None and owner.column >= column:
        owner = owner.parent
    if owner is None:
        end += [*blank, comment]
    elif following is not None and following.parent is owner is before:
        owner.opening += [*blank, comment]
    elif following is not None and _is_within(following, owner):
        following.above += [Above(line, inside=True) for line in [*blank, comment]]
    else:
        owner.tail += [*blank, comment]


def _is_within(entry: Entry, outer: Entry) -> bool:
    parent = entry.parent
    while parent is not None and parent is not outer:
        parent = parent.parent
    return parent is outer


def _head(text: YamlText, first: Entry, top_end: int) -> list[str]:
    """The lines at the top of the file that stay there: for tools, or set apart by an empty line."""
    lines = [
        line.strip() for line in re.split(r"\r\n|\n|\r", text.text[top_end : text.line_start(first.start)])
    ][:-1]
    if any(line and not line.startswith("#") for line in lines):
        raise Unsure
    tools = 0
    while tools < len(lines) and re.match(r"#\s*(?:yaml-language-server|yamllint|-\*-|vim?:)", lines[tools]):
        tools += 1
    apart = max((index + 1 for index, line in enumerate(lines) if not line), default=0)
    staying = max(tools, apart)
    first.above = [Above(line) for line in lines[staying:]]
    return lines[:staying]


def comment_count(text: YamlText) -> int:
    """How many comments a text has, wherever they stand."""
    return len(text.comments(0, len(text.text)))


__all__ = ["Above", "Entry", "Tree", "comment_count", "tree_of"]
