"""The text of one YAML document as a person wrote it: lines, columns, where a value ends, comments."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import Any

from sustainrubric.yaml.places import Node, start

_BREAK = re.compile(r"\r\n|\n|\r")

_LINE_END = re.compile(r"[\r\n]|\Z")

_BLANKS = re.compile(r"(?:(?:\r\n|\n|\r(?!\n))[ \t]*(?=[\r\n]))+")

_COMMENT = re.compile(r"#[^\r\n]*")

_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")


class YamlText:
    """Text and the tree of its places; all offsets are in `text`."""

    def __init__(self, text: str, root: Any) -> None:
        self.text = text
        self.root = root

    @cached_property
    def line_break(self) -> str:
        """How lines end here: as the first one does."""
        found = _BREAK.search(self.text)
        return found.group() if found else "\n"

    def line_start(self, offset: int) -> int:
        if self.text[max(offset - 1, 0) : offset] in ("\r", "\n"):
            return offset
        index = bisect_right(self._line_starts, offset)
        return self._line_starts[index - 1] if index else 0

    @cached_property
    def _line_starts(self) -> list[int]:
        return [match.end() for match in _BREAK.finditer(self.text)]

    def line_end(self, offset: int) -> int:
        """Where the line's text ends, before its line break."""
        found = _LINE_END.search(self.text, offset)
        return found.start() if found else len(self.text)

    def next_line(self, offset: int) -> int:
        """Where the next line starts; the end of the text where there is none."""
        found = _BREAK.search(self.text, offset)
        return found.end() if found else len(self.text)

    def line_above(self, line: int) -> int:
        """Where the line above the one that starts at `line` starts."""
        return self.line_start(line - (2 if self.text.startswith("\r\n", max(line - 2, 0)) else 1))

    def column(self, offset: int) -> int:
        return offset - self.line_start(offset)

    def is_first_on_line(self, offset: int) -> bool:
        return not self.text[self.line_start(offset) : offset].strip(" \t")

    def in_one_line(self, first: int, last: int) -> bool:
        return _BREAK.search(self.text, first, last) is None

    def end(self, node: Any) -> int:
        """Where the last character of a value stands, before the comment or line break that follows it."""
        while isinstance(node, Node) and not is_flow(node):
            children = node.children
            node = next(reversed(children.values()))[1] if isinstance(children, dict) else children[-1]
        if isinstance(node, Node):
            return int(node.end.end_mark.index)
        first, last = start(node), int(node.end_mark.index)
        if not is_block_scalar(node):
            return last
        header = _BLOCK_HEADER.match(self.text, first)
        bare = first + len(self.text[first:last].rstrip("\r\n"))
        if bare == last:
            return last
        if header and "+" in header.group():
            # The empty lines are part of the value, all but what ends the last line.
            return last - (2 if self.text.endswith("\r\n", bare, last) else 1)
        return bare

    def comments(self, first: int, last: int) -> list[tuple[int, str]]:
        """The comments between two offsets, each with its own."""
        if self.text.find("#", first, last) < 0:
            return []
        found = []
        spans = self._scalar_spans
        position = first
        while match := _COMMENT.search(self.text, position, last):
            # The last scalar that begins before the sign; a sign within it is text.
            around = bisect_right(spans, (match.start(), len(self.text))) - 1
            if around >= 0 and spans[around][1] > match.start():
                position = spans[around][1]
            else:
                found.append((match.start(), match.group()))
                position = match.end()
        return found

    def has_blank_line(self, first: int, last: int) -> bool:
        """Whether an empty line stands between two offsets."""
        return _BLANKS.search(self.text, first, last) is not None

    def end_of_blanks(self, end: int) -> int:
        """The end of the last of the empty lines that follow the line which ends at `end`."""
        found = _BLANKS.match(self.text, end)
        return found.end() if found else end

    @cached_property
    def _scalar_spans(self) -> list[tuple[int, int]]:
        """Where the scalars are, keys among them; the line that opens a block scalar is not."""
        spans = []
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            if not isinstance(node, Node):
                first = start(node)
                # `key: | # why` holds a comment.
                spans.append((self.line_end(first) if is_block_scalar(node) else first, node.end_mark.index))
            elif isinstance(node.children, dict):
                waiting += [part for pair in node.children.values() for part in pair]
            else:
                waiting += node.children
        return sorted(spans)

    @cached_property
    def steps(self) -> tuple[int, int]:
        """How far mappings and lists stand in from their keys, as most of this text has it."""
        mappings: list[int] = []
        lists: list[int] = []
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            if not isinstance(node, Node) or is_flow(node):
                continue
            if not isinstance(node.children, dict):
                waiting += node.children
                continue
            for key, value in node.children.values():
                waiting.append(value)
                if isinstance(value, Node) and not is_flow(value):
                    column = self.column(start(value)) - self.column(start(key))
                    (mappings if isinstance(value.children, dict) else lists).append(column)
        step = _most_common(mappings, 2)
        return step, _most_common(lists, step)


def is_flow(node: Any) -> bool:
    """Whether a mapping or a list is written in brackets."""
    return isinstance(node, Node) and bool(node.start.flow_style)


def is_block_scalar(node: Any) -> bool:
    return not isinstance(node, Node) and node.style in ("|", ">")


def _most_common(values: list[int], otherwise: int) -> int:
    return max(sorted(set(values)), key=values.count) if values else otherwise
