"""Every key and every list item of a YAML text: where it begins and ends, and what holds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sustainrubric.base.problem import DocumentPath
from sustainrubric.yaml.places import Node


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value, or a list item: from where to where it goes, and what holds it."""

    path: DocumentPath
    start: int
    end: int
    column: int
    parent: Entry | None
    in_flow: bool
    is_flow: bool


def entries_of(root: Any, bare: str) -> list[Entry]:
    """Every entry in the order of the text; `bare` is that text with its scalars and comments blank."""
    entries: list[Entry] = []
    waiting: list[tuple[Any, DocumentPath, Entry | None]] = [(root, (), None)]
    while waiting:
        node, path, parent = waiting.pop()
        if not isinstance(node, Node):
            continue
        for part, start, child in _children(node, bare):
            entry = _entry(node, (*path, part), start, child, parent, bare)
            entries.append(entry)
            waiting.append((child, entry.path, entry))
    return sorted(entries, key=lambda entry: (entry.start, len(entry.path)))


def _children(node: Node, bare: str) -> Iterator[tuple[str | int, int, Any]]:
    if isinstance(node.children, dict):
        for name, (key, value) in node.children.items():
            yield name, key.start_mark.index, value
        return
    position = node.start.start_mark.index
    for index, child in enumerate(node.children):
        start = _first_event(child).start_mark.index
        # A block item begins at its '-', which no event marks.
        dash = -1 if node.start.flow_style else bare.rfind("-", position, start)
        yield index, (dash if dash >= 0 else start), child
        position = _last_event(child).end_mark.index


def _entry(node: Node, path: DocumentPath, start: int, child: Any, parent: Entry | None, bare: str) -> Entry:
    line_start = bare.rfind("\n", 0, start) + 1
    # Only from there on: to look back through the whole text each time takes long.
    line_start = max(line_start, bare.rfind("\r", line_start, start) + 1)
    return Entry(
        path=path,
        start=start,
        end=_last_event(child).end_mark.index,
        column=start - line_start,
        parent=parent,
        in_flow=bool(node.start.flow_style),
        is_flow=isinstance(child, Node) and bool(child.start.flow_style),
    )


def _first_event(child: Any) -> Any:
    return child.start if isinstance(child, Node) else child


def _last_event(child: Any) -> Any:
    return child.end if isinstance(child, Node) else child


def open_flow(entry: Entry | None, offset: int) -> Entry | None:
    """The innermost `{ }` or `[ ]` that is open at `offset`."""
    while entry is not None and not (entry.is_flow and offset < entry.end):
        entry = entry.parent
    return entry


def out_of_closed_flow(entry: Entry, offset: int) -> Entry:
    """The entry itself, or the outermost `{ }` or `[ ]` it is in that closed before `offset`."""
    outermost = entry
    parent = entry.parent
    while parent is not None and parent.is_flow and parent.end <= offset:
        outermost, parent = parent, parent.parent
    return outermost
