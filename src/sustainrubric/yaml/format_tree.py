"""A YAML text as a tree of entries, each with the comments and empty lines that go where it goes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sustainrubric.base.problem import DocumentPath
from sustainrubric.yaml.edit import Unsure
from sustainrubric.yaml.format_entry import Above, FormattedEntry
from sustainrubric.yaml.format_gaps import place_gap, place_in_leaf
from sustainrubric.yaml.places import Node, start
from sustainrubric.yaml.text import YamlText, is_flow

_TOP = re.compile(r"(?:%|---(?:\s|\Z))")


@dataclass
class Tree:
    """The entries of a text, what stands before and after them, and comments at its very end."""

    entries: list[FormattedEntry]
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
        place_in_leaf(text, entry)
        limit = text.line_start(following.start) if following else bottom
        place_gap(text, entry, following, limit, end)
    head = _head(text, ordered[0], top_end)
    return Tree(entries, text.text[:top_end], head, end, text.text[bottom:])


def _entries(
    text: YamlText, node: Node, path: DocumentPath, parent: FormattedEntry | None
) -> Iterator[FormattedEntry]:
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
        entry = FormattedEntry((*path, part), name, value, begin, head_end, text.column(begin), parent)
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


def _with_inner(entry: FormattedEntry) -> Iterator[FormattedEntry]:
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


def _bottom(text: YamlText, last: FormattedEntry) -> int:
    """Where `...` begins, else the end of the text."""
    found = re.compile(r"^\.\.\.(?=\s|\Z)", re.MULTILINE).search(
        text.text.replace("\r", "\n"), text.end(last.node)
    )
    return found.start() if found else len(text.text)


def _head(text: YamlText, first: FormattedEntry, top_end: int) -> list[str]:
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
