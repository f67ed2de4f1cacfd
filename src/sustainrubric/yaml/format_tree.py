"""The entries of a YAML text, each with the comments and empty lines that go where it goes."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from sustainrubric.yaml.edit import Unsure
from sustainrubric.yaml.entries import Entry, Remark, entries_of, remarks
from sustainrubric.yaml.places import Node, start
from sustainrubric.yaml.text import YamlText, is_flow

_TOP = re.compile(r"(?:%|---(?:\s|\Z))")

_BOTTOM = re.compile(r"(?:(?<=[\r\n])|\A)\.\.\.(?=\s|\Z)")

_FOR_TOOLS = re.compile(r"#\s*(?:yaml-language-server|yamllint|-\*-|vim?:)")

# All that may stand between two entries.
_GAP = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*+)*+")


@dataclass
class Surroundings:
    """The lines around an entry, comments and empty ones.

    `beside` are the comments on its first line, the first with the blanks before it; `between` are
    those on lines of their own before a value that begins on a later line; `opening` are those that
    stand in further than the entries below them; `tail` are those at its end.
    """

    above: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    between: list[str] = field(default_factory=list)
    opening: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)


class Tree:
    """The entries of a text whose root is a mapping or a list in block style.

    `top` and `bottom` are the text up to `---` and from `...` on; `head` and `end` are the lines before and after
    the entries.

    Raises:
        Unsure: it is written in a way that we do not know how to lay out.
    """

    def __init__(self, text: YamlText) -> None:
        if not isinstance(text.root, Node) or is_flow(text.root):
            raise Unsure
        self.text = text
        self.around: dict[Entry, Surroundings] = defaultdict(Surroundings)
        self.end: list[str] = []
        entries = entries_of(text)
        rows = [entry for entry in entries if not entry.in_flow]
        if any(not row.head_end or _is_broken(self.name(row)) for row in rows):
            raise Unsure
        self.entries = [row for row in rows if row.parent is None]
        found = defaultdict(list)
        for remark in remarks(text, entries):
            found[_row_of(remark.before)].append(remark)
        first, top_end, bottom = rows[0], _top_end(text, rows[0].start), _bottom(text, rows[-1])
        self.top, self.bottom = text.text[:top_end], text.text[bottom:]
        self.head, self.around[first].above = _head(text, first, top_end)
        for row, following in zip(rows, [*rows[1:], None], strict=True):
            limit = text.line_start(following.start) if following else bottom
            self._place(row, following, limit, found[row])

    def name(self, entry: Entry) -> str:
        """A key as it is written; empty for a list item."""
        is_item = isinstance(entry.path[-1], int)
        return "" if is_item else self.text.text[entry.start : entry.head_end - 1].rstrip(" \t")

    def _place(self, entry: Entry, following: Entry | None, limit: int, found: list[Remark]) -> None:
        """Give what stands between an entry and the next one to whom it belongs."""
        text, own = self.text, self.around[entry]
        position = max(text.end(entry.node) if entry.is_leaf else 0, entry.head_end)
        if not _GAP.fullmatch(text.text, position, max(position, limit)):
            raise Unsure
        for remark in found:
            offset, comment = remark.offset, remark.text.rstrip()
            if offset < position:
                # What stands in a value is written with it.
                if offset < start(entry.node):
                    self._put_between(entry, offset, comment)
                continue
            if offset >= limit:
                break
            lines = [""] * text.has_blank_line(position, text.line_start(offset)) + [comment]
            position = offset + len(comment)
            if not text.is_first_on_line(offset):
                self._put_beside(own, offset, comment)
            elif remark.is_beside:
                own.beside.append(comment)
            elif remark.owner is None:
                self.end += lines
            elif remark.owner is following:
                self.around[following].above += lines
            elif following is not None and following.parent is remark.owner is entry:
                own.opening += lines
            else:
                self.around[remark.owner].tail += lines
        if following is not None and text.has_blank_line(position, limit):
            self.around[following].above.append("")

    def _put_between(self, entry: Entry, offset: int, comment: str) -> None:
        """A comment between the colon and a value that begins on a later line."""
        own = self.around[entry]
        if offset < self.text.line_end(entry.head_end) and not own.beside:
            self._put_beside(own, offset, comment)
        else:
            own.between.append(comment)

    def _put_beside(self, own: Surroundings, offset: int, comment: str) -> None:
        if own.beside:
            raise Unsure
        before = self.text.text[self.text.line_start(offset) : offset]
        gap = len(before) - len(before.rstrip(" \t"))
        own.beside.append(" " * max(gap, 2) + comment)


def _row_of(entry: Entry | None) -> Entry | None:
    """The entry with a line of its own that an entry in `{ }` or `[ ]` is in."""
    while entry is not None and entry.in_flow:
        entry = entry.parent
    return entry


def _is_broken(name: str) -> bool:
    return "\n" in name or "\r" in name


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
    found = _BOTTOM.search(text.text, text.end(last.node))
    return found.start() if found else len(text.text)


def _head(text: YamlText, first: Entry, top_end: int) -> tuple[list[str], list[str]]:
    """The lines at the top of the file that stay there, for tools or set apart by an empty line; and the others."""
    written = text.text[top_end : text.line_start(first.start)]
    if not _GAP.fullmatch(written):
        raise Unsure
    lines = [line.strip() for line in re.split(r"\r\n|\n|\r", written)][:-1]
    tools = 0
    while tools < len(lines) and _FOR_TOOLS.match(lines[tools]):
        tools += 1
    apart = max((index + 1 for index, line in enumerate(lines) if not line), default=0)
    staying = max(tools, apart)
    return lines[:staying], lines[staying:]
