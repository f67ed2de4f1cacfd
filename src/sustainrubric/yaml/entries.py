"""Every key and every list item of a YAML text, as a tree; and whose a comment is.

A comment on a line of its own belongs to the entry below it, or, where it stands in further than that one,
to the entry above that it stands in from. A comment behind something belongs to what it stands behind.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sustainrubric.base.problem import DocumentPath
from sustainrubric.yaml.places import Node, start
from sustainrubric.yaml.text import YamlText, is_flow

# Between two items of a list there are only blanks and comments.
_DASH = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*+)*+-")


@dataclass(eq=False, slots=True)
class Entry:
    """A key with its value, or a list item; offsets are those of the text.

    `start` is its key, its dash, or in a flow list its value; `head_end` is the place right after the
    colon or the dash, 0 where there is none; `node` is the value.
    """

    path: DocumentPath
    node: Any
    start: int
    head_end: int
    column: int
    parent: Entry | None
    in_flow: bool
    children: list[Entry] = field(default_factory=list)

    @property
    def is_leaf(self) -> bool:
        """Whether no entries stand below it on lines of their own."""
        return not isinstance(self.node, Node) or is_flow(self.node)


class Remark(NamedTuple):
    """A comment line between two entries; `owner` is None where it is about the file as a whole.

    `is_beside` where it stands behind something on its line, or goes on below one that does.
    """

    offset: int
    text: str
    owner: Entry | None
    before: Entry | None
    after: Entry | None
    is_beside: bool

    def is_above(self, text: YamlText, offset: int) -> bool:
        """Whether a comment at `offset` stands in the very next line, at the same column."""
        is_next = text.next_line(self.offset) == text.line_start(offset)
        return is_next and text.column(self.offset) == text.column(offset)


def entries_in(
    text: YamlText, node: Node, path: DocumentPath = (), parent: Entry | None = None
) -> Iterator[Entry]:
    """The entries of one mapping or list, without what is below them."""
    in_flow = is_flow(node)
    if isinstance(node.children, dict):
        for name, (key, value) in node.children.items():
            after_key = int(key.end_mark.index)
            colon = text.text.find(":", after_key, max(start(value), after_key))
            first = start(key)
            yield Entry((*path, name), value, first, colon + 1, text.column(first), parent, in_flow)
        return
    position = start(node)
    for index, value in enumerate(node.children):
        dash = None if in_flow else _DASH.match(text.text, position)
        first = dash.end() - 1 if dash else start(value)
        head_end = dash.end() if dash else 0
        yield Entry((*path, index), value, first, head_end, text.column(first), parent, in_flow)
        position = text.end(value)


def entries_of(text: YamlText) -> list[Entry]:
    """Every entry of a text in its order, each after the one that holds it."""
    found: list[Entry] = []
    waiting = list(entries_in(text, text.root))[::-1] if isinstance(text.root, Node) else []
    while waiting:
        entry = waiting.pop()
        found.append(entry)
        if isinstance(entry.node, Node):
            entry.children = list(entries_in(text, entry.node, entry.path, entry))
            waiting += entry.children[::-1]
    return found


def entries_around_comments(text: YamlText) -> list[Entry]:
    """As `entries_of`, without what no comment stands by: all that `remarks` needs.

    Where no comment stands between an entry and the next one beside it, none stands by what is in the entry.
    """
    comments = [offset for offset, _ in text.comments(0, len(text.text))]
    found: list[Entry] = []
    waiting: list[tuple[Entry, int]] = []

    def look_into(entries: list[Entry], end: int) -> None:
        for entry in reversed(entries):
            waiting.append((entry, end))
            end = entry.start

    if comments and isinstance(text.root, Node):
        look_into(list(entries_in(text, text.root)), len(text.text))
    while waiting:
        entry, end = waiting.pop()
        found.append(entry)
        if isinstance(entry.node, Node) and bisect_left(comments, entry.start) < bisect_left(comments, end):
            look_into(list(entries_in(text, entry.node, entry.path, entry)), end)
    return found


def remarks(text: YamlText, entries: list[Entry]) -> Iterator[Remark]:
    """Every comment of a text in its order, with the entry it belongs to."""
    index, last = 0, None
    for offset, words in text.comments(0, len(text.text)):
        while index < len(entries) and entries[index].start < offset:
            index += 1
        before = entries[index - 1] if index else None
        after = entries[index] if index < len(entries) else None
        if not text.is_first_on_line(offset):
            owner = _out_of_closed_flow(before, offset)
            last = Remark(offset, words, owner, before, after, owner is not None)
        elif last is not None and last.is_beside and last.after is after and last.is_above(text, offset):
            last = last._replace(offset=offset, text=words)
        else:
            # What stands below a comment of the next entry is the next entry's too.
            follows = last is not None and last.owner is not None and last.owner is last.after is after
            owner = after if follows else _owner(text.column(offset), offset, before, after)
            last = Remark(offset, words, owner, before, after, is_beside=False)
        yield last


def _owner(column: int, offset: int, before: Entry | None, after: Entry | None) -> Entry | None:
    around = before
    while around is not None and not (is_flow(around.node) and offset < around.node.end.end_mark.index):
        around = around.parent
    if around is not None:
        return after if after and after.start < around.node.end.end_mark.index else around
    if after is not None and column <= after.column:
        return after
    while before is not None and (before.in_flow or column <= before.column):
        before = before.parent
    return before


def _out_of_closed_flow(entry: Entry | None, offset: int) -> Entry | None:
    """The entry itself, or the one whose `{ }` or `[ ]` around it closed before `offset`."""
    outermost = entry
    while entry is not None and entry.in_flow:
        entry = entry.parent
        if entry is not None and entry.node.end.end_mark.index <= offset:
            outermost = entry
    return outermost


def end_with_comments(text: YamlText, entry: Entry) -> int:
    """The end of the last line of an entry in block style, with the comments below that belong to it."""
    end = text.line_end(text.end(entry.node))
    line = text.next_line(end)
    while line < len(text.text):
        line_end = text.line_end(line)
        content = text.text[line:line_end].lstrip(" ")
        if content.startswith("#") and line_end - line - len(content) > entry.column:
            end = line_end
        elif content:
            break
        line = text.next_line(line)
    return end
