"""Changes in flow style, `{a: 1, b: 2}` or `[a, b]`, in one line or an entry a line."""

from __future__ import annotations

from typing import Any

from sustainrubric.yaml.edit import Edit, Piece
from sustainrubric.yaml.entries import Entry
from sustainrubric.yaml.places import Node, start
from sustainrubric.yaml.scalar import key
from sustainrubric.yaml.writer import flow


class FlowEdit(Edit):
    """Changes of a mapping or list in flow style."""

    def put(self, index: int, value: Any) -> list[Piece]:
        entry, text = self.entries[index], self.text
        first, last = start(entry.node), text.end(entry.node)
        new = flow(value, self.quote_of(entry.node) or self._quote())
        if first == last and self.is_mapping:
            if not entry.head_end:
                new = ": " + new
            elif entry.head_end == first:
                new = " " + new
        return [Piece(first, last, new + self._kept(first, last))]

    def insert(self, index: int, value: Any) -> list[Piece]:
        quote = self._quote()
        new = flow(value, quote)
        if self.is_mapping:
            new = f"{key(str(self.path[-1]), quote)}: {new}"
        margin = "\n" + " " * self.text.column(self.entries[0].start)
        separator = "," + margin if self._is_entry_a_line() else ", "
        if index == 0:
            first = self.entries[0].start
            return [Piece(first, first, new + separator)]
        end = self._end(self.entries[index - 1])
        following = self.entries[index].start if index < len(self.entries) else self._closing
        line_end = self.text.line_end(end)
        if separator == ", " or following < line_end:
            return [Piece(end, end, separator + new)]
        # A comment beside the entry before stays beside it.
        comma = self._comma(end, following)
        if comma is None and end < line_end:
            return [Piece(end, end, ","), Piece(line_end, line_end, margin + new)]
        if comma is None or comma > line_end:
            return [Piece(end, end, separator + new)]
        return [Piece(line_end, line_end, margin + new + ",")]

    def drop(self, index: int) -> list[Piece]:
        entry = self.entries[index]
        if index + 1 < len(self.entries):
            first, last = entry.start, self.entries[index + 1].start
        else:
            first, last = self._end(self.entries[index - 1]), self._end(entry)
        return [Piece(first, last, self._kept(first, last))]

    @property
    def _closing(self) -> int:
        return int(self.container.end.start_mark.index)

    def _end(self, entry: Entry) -> int:
        return max(self.text.end(entry.node), entry.head_end)

    def _quote(self) -> str:
        """The quotation marks of JSON, or of a person who puts every key or word in them."""
        children = self.container.children
        first = [pair[0] for pair in children.values()] if isinstance(children, dict) else children
        quotes = {"" if isinstance(event, Node) else event.style for event in first}
        return next(iter(quotes)) if quotes in ({"'"}, {'"'}) else ""

    def _kept(self, first: int, last: int) -> str:
        """The comments of a part that goes; what follows them needs a line of its own."""
        margin = "\n" + " " * (self.text.column(self.entries[0].start) or 1)
        return "".join("  " + comment + margin for _, comment in self.text.comments(first, last))

    def _is_entry_a_line(self) -> bool:
        lines = [self.text.line_start(entry.start) for entry in self.entries]
        opening = self.text.line_start(start(self.container))
        return opening not in lines and len(set(lines)) == len(lines)

    def _comma(self, first: int, last: int) -> int | None:
        """The comma between two offsets that is not in a comment."""
        text = self.text.text
        for at, comment in self.text.comments(first, last):
            text = text[:at] + " " * len(comment) + text[at + len(comment) :]
        found = text.find(",", first, last)
        return found if found >= 0 else None
