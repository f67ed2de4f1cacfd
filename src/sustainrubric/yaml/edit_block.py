"""Changes in block style, where an entry begins on a line of its own or after a dash."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from sustainrubric.yaml.edit import Edit, Piece, Unsure
from sustainrubric.yaml.entries import end_with_comments
from sustainrubric.yaml.places import Node, start
from sustainrubric.yaml.text import is_block_scalar, is_flow
from sustainrubric.yaml.writer import Writer

_ALIGNED_COMMENT = re.compile(r" {3,}(?=#)")


class BlockEdit(Edit):
    """Changes of a mapping or list in block style."""

    @property
    def column(self) -> int:
        """Where its keys or dashes stand."""
        return self.text.column(start(self.container))

    def put(self, index: int, value: Any) -> list[Piece]:
        entry, text = self.entries[index], self.text
        if not entry.head_end:
            raise Unsure
        new = self._after_colon(entry.node, value)
        first, last = start(entry.node), text.end(entry.node)
        if "\n" not in new and text.in_one_line(entry.head_end, last) and not is_block_scalar(entry.node):
            return self._put_in_line(first, last, new)
        # Comments of the lines that are rewritten: one may stay beside the key, the others go below.
        line_end = text.line_end(last)
        key_line_end = text.line_end(entry.head_end)
        comments = text.comments(entry.head_end, line_end)
        beside = [comment for at, comment in comments if at < key_line_end or at >= last]
        below = beside[1:] + [comment for at, comment in comments if key_line_end <= at < last]
        head, line_break, tail = new.partition("\n")
        lines = ["".join([head, *("  " + comment for comment in beside[:1]), line_break, tail]), *below]
        return [Piece(entry.head_end, line_end, self._margin.join(lines))]

    def _put_in_line(self, first: int, last: int, new: str) -> list[Piece]:
        if first < last:
            new = new.lstrip(" ")
        # A comment that stands in a column with others keeps it, as far as there is room.
        gap = _ALIGNED_COMMENT.match(self.text.text, last)
        if gap is None:
            return [Piece(first, last, new)]
        room = len(gap.group()) - (len(new) - (last - first))
        return [Piece(first, gap.end(), new + " " * max(room, 2))]

    def insert(self, index: int, value: Any) -> list[Piece]:
        new = self._new_entry(value)
        if index > 0:
            position = end_with_comments(self.text, self.entries[index - 1])
            blank = "\n" if self._is_spaced() and not self.writer.cautious else ""
            return [Piece(position, position, blank + self._margin + new)]
        first = self.entries[0].start
        above = self._end_of_line_above(first)
        if above is None:
            return [Piece(first, first, new + self._margin)]
        return [Piece(above, above, self._margin + new)]

    def drop(self, index: int) -> list[Piece]:
        text, entry = self.text, self.entries[index]
        if not text.is_first_on_line(entry.start):
            # The next entry moves up to the dash that this one stands behind.
            following = self.entries[index + 1].start
            kept = [comment + self._margin for _, comment in text.comments(entry.start, following)]
            return [Piece(entry.start, following, "".join(kept))]
        end = end_with_comments(text, entry)
        if self.writer.cautious:
            # A `|+` block above would take the empty lines below for its own.
            end = text.end_of_blanks(end)
        comments = [comment for _, comment in text.comments(entry.start, end)]
        if comments:
            return [Piece(entry.start, end, self._margin.join(comments))]
        line = text.line_start(entry.start)
        if line == 0 or self.writer.cautious:
            return [Piece(line, text.next_line(end), "")]
        return [Piece(self._end_of_text_above(line, end), end, "")]

    @property
    def _margin(self) -> str:
        return "\n" + " " * self.column

    def _after_colon(self, old: Any, value: Any) -> str:
        """What goes after the colon or the dash, in the manner of what was there."""
        write = self.writer.value if self.is_mapping else self._row_writer().item
        in_one_line = is_flow(old) if isinstance(old, Node) and old.children else None
        return write(value, self.column, self.path, quote=self.quote_of(old), in_one_line=in_one_line)

    def _new_entry(self, value: Any) -> str:
        alike = not self.is_mapping or self.writer.layout.is_by_id(self.path[:-1])
        siblings = [entry.node for entry in self.entries if isinstance(entry.node, Node)]
        in_one_line = is_flow(siblings[-1]) if alike and siblings else None
        if self.is_mapping:
            name = str(self.path[-1])
            return self.writer.entry(name, value, self.column, self.path, in_one_line=in_one_line)
        return "-" + self._row_writer().item(value, self.column, self.path, in_one_line=in_one_line)

    def _row_writer(self) -> Writer:
        """One that leaves as much room after the dash as the last row does."""
        last = self.entries[-1]
        gap = start(last.node) - last.head_end
        return replace(self.writer, gap=gap) if 1 <= gap <= 8 else self.writer

    def _is_spaced(self) -> bool:
        """Whether empty lines stand between the entries."""
        if len(self.entries) < 2:
            return False
        first, second = self.entries[:2]
        return self.text.has_blank_line(self.text.end(first.node), second.start)

    def _end_of_line_above(self, first: int) -> int | None:
        """The end of the line that this hangs from, above the comments of its first entry."""
        text = self.text
        line = text.line_start(first)
        while line > 0 and len(self.path) > 1 and text.is_first_on_line(first):
            line = text.line_above(line)
            content = text.text[line : text.line_end(line)].strip()
            if content and not content.startswith("#"):
                return text.line_end(line)
        return None

    def _end_of_text_above(self, line: int, end: int) -> int:
        """The end of the line above; of the one above that where two empty lines would be left in a row."""
        text = self.text
        above = text.line_above(line)
        after = text.next_line(end)
        is_between_blanks = not (
            text.text[above:line].strip() or text.text[after : text.line_end(after)].strip()
        )
        if is_between_blanks and above > 0:
            above = text.line_above(above)
        return text.line_end(above)
