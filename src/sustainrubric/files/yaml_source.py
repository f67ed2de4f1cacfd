"""YAML text -> plain data, and the place in the text of every key and value.

The one import of PyYAML for reading. It walks the parser's events in a loop: composing a tree
with libyaml recurses and crashes the interpreter on a few thousand brackets, and an event has
the marks that a problem's line and column come from. Plain scalars are read by YAML 1.2's rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from sustainrubric.files import yaml_words
from sustainrubric.files.text_source import TextSource, forbidden_characters, has_unusual_breaks
from sustainrubric.model.clean import quoted
from sustainrubric.model.problem import Code, DocumentPath, LocatedProblem, Location, Problem

MAX_DEPTH = 64
MAX_EVENTS = 500_000

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Only a plain scalar that begins so can be anything but text.
_SUSPECT_START = frozenset("0123456789+-.~nNtTfF")
_WORDS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_OTHER_BASE = re.compile(r"0o[0-7]{1,20}|0x[0-9a-fA-F]{1,16}")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


class Node:
    """A mapping or a list in the text: its first and its last event, and what it holds."""

    __slots__ = ("children", "end", "start")

    def __init__(self, start: Any, children: Any) -> None:
        self.start = start
        self.end = start
        self.children = children


@dataclass
class Document:
    """One YAML document: its data, and where each part of it stands.

    `base` is the offset of the YAML in the source's text (0 but for front matter) and `body` the
    Markdown below it; `problems` are those of reading it, and `complete` says whether `data` holds
    all that the text says.
    """

    source: TextSource
    base: int = 0
    data: Any = None
    root: Any = None
    problems: list[LocatedProblem] = field(default_factory=list)
    complete: bool = True
    body: str = ""

    def locate(self, path: DocumentPath, anchor: str = "value") -> Location:
        """Where the value (or the key) at `path` stands; the nearest part above where it is missing."""
        return self.source.location(self.offset(path, anchor))

    def offset(self, path: DocumentPath, anchor: str = "value") -> int:
        """As `locate`, as an offset in the source's text."""
        if self.root is None:
            return self.base
        node = self.root
        offset = _start(node)
        for depth, part in enumerate(path, 1):
            found = _child(node, part)
            if found is None:
                break
            key, node = found
            wants_key = anchor == "key" and depth == len(path) and key is not None
            offset = _start(key if wants_key else node)
        return self.base + offset

    def written(self, path: DocumentPath) -> str | None:
        """The text of the scalar at `path` as the file has it, or None for anything else."""
        node = self.root
        for part in path:
            found = _child(node, part)
            if found is None:
                return None
            node = found[1]
        return node.value if isinstance(node, ScalarEvent) else None

    def located(self, problem: Problem) -> LocatedProblem:
        return LocatedProblem(self.locate(problem.path, problem.anchor), problem)


def parse(source: TextSource, start: int = 0, end: int | None = None) -> Document:
    """Read the one document in `source.text[start:end]`; raises nothing, gathers problems."""
    document = Document(source, start)
    text = source.text if end is None and not start else source.text[start:end]
    if has_unusual_breaks(text):
        document.problems = forbidden_characters(source)
        document.complete = False
        return document
    try:
        loader = _Loader(text)
        try:
            _Reading(document).run(loader)
        finally:
            loader.dispose()
    except _Stop:
        document.complete = False
    except yaml.reader.ReaderError:
        document.problems.extend(forbidden_characters(source))
        document.complete = False
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = yaml_words.in_our_words(error, text)
        _add(document, Code.NOT_YAML, mark.index if mark else 0, message)
        document.complete = False
    except (ValueError, OverflowError):
        # PyYAML's own parser gives up so on "\UFFFFFFFF".
        _add(document, Code.NOT_YAML, 0, "an escape in a quoted text names no character")
        document.complete = False
    return document


def resolve(text: str) -> Any:
    """The value of a plain scalar by YAML 1.2's core schema."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _OTHER_BASE.fullmatch(text):
        return int(text, 0)
    if _NOT_FINITE.fullmatch(text) or (_DECIMAL.fullmatch(text) and len(text) <= 40):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text


class _Stop(Exception):
    """The rest of the text cannot be read."""


class _Reading:
    """One walk over a document's events."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.depth = 0

    def run(self, loader: Any) -> None:
        """Build data and nodes side by side; flat, without a call for a scalar, as it is nearly all we do."""
        next_event = loader.get_event
        stack: list[tuple[Any, Any]] = []
        data: Any = []
        node = top = Node(None, [])
        in_mapping = False
        key: Any = None
        for _ in range(MAX_EVENTS):
            event = next_event()
            kind = event.__class__
            if kind is ScalarEvent:
                if event.anchor is not None or event.tag is not None:
                    self.refuse_property(event)
                if in_mapping and key is None:
                    key = event
                    continue
                value, child = event.value, event
                if not event.style and (not value or value[0] in _SUSPECT_START):
                    value = resolve(value)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                node.end = event
                data, node = stack.pop()
                in_mapping = data.__class__ is dict
                continue
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                value, child = self.open(event, kind, len(stack))
            elif kind is AliasEvent:
                self.refuse_property(event)
                value, child = None, event
            elif kind is StreamEndEvent:
                break
            else:
                if kind is DocumentStartEvent and data:
                    self.stop(Code.SECOND_DOCUMENT, event, "a second document begins here; keep one a file")
                continue
            if not in_mapping:
                data.append(value)
                node.children.append(child)
            else:
                if key is None:
                    self.stop(Code.KEY_NOT_TEXT, event, "a key is plain text, not a list, a mapping or an alias")
                if key.value in data:
                    self.key_twice(node, key)
                else:
                    data[key.value] = value
                    node.children[key.value] = (key, child)
                key = None
            if child is not event:
                stack.append((data, node))
                data, node = value, child
                in_mapping = kind is MappingStartEvent
        else:
            self.stop(Code.TOO_LARGE, event, "the file holds too many keys and values; split it")
        if data:
            self.document.data, self.document.root = data[0], top.children[0]

    def open(self, event: Any, kind: Any, depth: int) -> tuple[Any, Node]:
        """An empty mapping or list, to be filled by the events that follow."""
        if event.anchor is not None or event.tag is not None:
            self.refuse_property(event)
        if depth >= MAX_DEPTH:
            self.stop(Code.TOO_DEEP, event, f"the file is nested deeper than {MAX_DEPTH}")
        return ({}, Node(event, {})) if kind is MappingStartEvent else ([], Node(event, []))

    def refuse_property(self, event: Any) -> None:
        """Note an anchor, an alias or a tag; what it stands for is not read."""
        self.document.complete = False
        if event.anchor is not None:
            sign = "*" if event.__class__ is AliasEvent else "&"
            message = f"anchors are not allowed ({sign}{event.anchor}); write the value out"
            self.add(Code.ANCHOR_OR_ALIAS, event, message)
        else:
            message = f"tags are not allowed ({event.tag}); quote a text that begins with !"
            self.add(Code.TAG, event, message)

    def key_twice(self, node: Node, key: Any) -> None:
        first = self.document.source.location(self.document.base + node.children[key.value][0].start_mark.index)
        self.add(Code.KEY_TWICE, key, f"the key {quoted(key.value)} stands already in line {first.line}; keep one")

    def add(self, code: Code, event: Any, message: str) -> None:
        _add(self.document, code, event.start_mark.index, message)

    def stop(self, code: Code, event: Any, message: str) -> NoReturn:
        self.add(code, event, message)
        raise _Stop


def _add(document: Document, code: Code, index: int, message: str) -> None:
    location = document.source.location(document.base + index)
    document.problems.append(LocatedProblem(location, Problem(code, message)))


def _start(node: Any) -> int:
    """The offset at which a node, a scalar or a key begins."""
    event = node.start if node.__class__ is Node else node
    index: int = event.start_mark.index
    return index


def _child(node: Any, part: str | int) -> tuple[Any, Any] | None:
    """The key event (None in a list) and the node at `part`, or None where there is no such part."""
    children = node.children if node.__class__ is Node else None
    if isinstance(children, dict) and isinstance(part, str):
        return children.get(part)
    if isinstance(children, list) and isinstance(part, int) and 0 <= part < len(children):
        return None, children[part]
    return None
