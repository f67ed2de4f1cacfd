"""Where each key and value of a YAML text stands; worked out only when somebody asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sustainrubric.base.problem import DocumentPath
from sustainrubric.yaml.events import (
    MAX_DEPTH,
    MAX_EVENTS,
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    MarkedYAMLError,
    ReaderError,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    events,
)


class Node:
    """A mapping or a list in the text: its first and its last event, and what it holds.

    `children` is a dict from key to (key event, child) for a mapping, a list of children for a
    list; a child is a Node or the event of a scalar.
    """

    __slots__ = ("children", "end", "start")

    def __init__(self, start: Any, children: Any) -> None:
        self.start = start
        self.end = start
        self.children = children


@dataclass
class Places:
    """The tree of places, and each key that stood already in its mapping, with the first one."""

    root: Any = None
    repeated: list[tuple[Any, Any]] = field(default_factory=list)


def places(text: str) -> Places:
    """The places in a text, as far as the reader goes on: to an error, a limit, a key that is no text."""
    found = Places()
    top: list[Any] = []
    try:
        with events(text) as next_event:
            _walk(next_event, Node(None, top), found)
    except (MarkedYAMLError, ReaderError):
        pass  # the reader has said so
    found.root = top[0] if top else None
    return found


def start(node: Any) -> int:
    """The offset at which a node, a scalar or a key begins."""
    event = node.start if node.__class__ is Node else node
    index: int = event.start_mark.index
    return index


def child(node: Any, part: str | int) -> tuple[Any, Any] | None:
    """The key event (None in a list) and the node at `part`, or None where there is no such part."""
    children = node.children if node.__class__ is Node else None
    if isinstance(children, dict) and isinstance(part, str):
        return children.get(part)
    if isinstance(children, list) and isinstance(part, int) and 0 <= part < len(children):
        return None, children[part]
    return None


def offset_of(node: Any, path: DocumentPath, anchor: str) -> int:
    """Where the value (or the key) at `path` begins; the nearest part above where it is missing."""
    offset = start(node)
    for depth, part in enumerate(path, 1):
        found = child(node, part)
        if found is None:
            break
        key, node = found
        wants_key = anchor == "key" and depth == len(path) and key is not None
        offset = start(key if wants_key else node)
    return offset


def _walk(next_event: Any, node: Node, found: Places) -> None:
    """A loop, not a recursion: the text decides how deep it is."""
    stack: list[Node] = []
    key: Any = None
    for _ in range(MAX_EVENTS):
        event = next_event()
        kind = event.__class__
        if kind is StreamEndEvent:
            return
        if kind is MappingEndEvent or kind is SequenceEndEvent:
            node.end = event
            node = stack.pop()
        elif kind in _VALUES:
            in_mapping = isinstance(node.children, dict)
            if in_mapping and key is None:
                if kind is not ScalarEvent:
                    return
                key = event
                continue
            value = (
                event if kind not in _COLLECTIONS else Node(event, {} if kind is MappingStartEvent else [])
            )
            if in_mapping:
                _add(node, key, value, found)
                key = None
            else:
                node.children.append(value)
            if value is not event:
                if len(stack) >= MAX_DEPTH:
                    return
                stack.append(node)
                node = value


def _add(node: Node, key: Any, value: Any, found: Places) -> None:
    name = key.value
    if name in node.children:
        found.repeated.append((node.children[name][0], key))
    else:
        node.children[name] = (key, value)


_COLLECTIONS = frozenset({MappingStartEvent, SequenceStartEvent})

_VALUES = _COLLECTIONS | {ScalarEvent, AliasEvent}
