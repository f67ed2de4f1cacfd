"""YAML text -> plain data, and the place in the text of every key and value; also at the head of Markdown.

Plain scalars are read by YAML 1.2's rules; a key given twice, anchors, tags and a second document are refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, NoReturn

from sustainrubric.base.problem import OF_A_WORD, Code, DocumentPath, LocatedProblem, Location, Problem
from sustainrubric.base.text import lookalike, quoted, with_hidden_signs
from sustainrubric.yaml import mistakes
from sustainrubric.yaml.core_schema import SUSPECT_START, resolve
from sustainrubric.yaml.events import (
    MAX_DEPTH,
    MAX_EVENTS,
    AliasEvent,
    DocumentStartEvent,
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
from sustainrubric.yaml.places import child, offset_of, places
from sustainrubric.yaml.source import (
    MAX_ALIKE,
    TextSource,
    forbidden_characters,
    has_unusual_signs,
    with_more,
)

_YAML_TAGS = "tag:yaml.org,2002:"


@dataclass
class Document:
    """One YAML document: its data, and where each part of it stands.

    The YAML is `source.text[base:end]`, all of it but for front matter, where `body` is the
    Markdown below; `problems` are those of reading it, and `complete` says whether `data` holds
    all that the text says.
    """

    source: TextSource
    base: int = 0
    end: int | None = None
    data: Any = None
    problems: list[LocatedProblem] = field(default_factory=list)
    complete: bool = True
    body: str = ""

    @cached_property
    def root(self) -> Any:
        """The tree of places: nodes and scalar events; None where there is no value to place."""
        return places(self.yaml).root

    @property
    def yaml(self) -> str:
        """The part of the text that is YAML."""
        text = self.source.text
        return text if not self.base and self.end is None else text[self.base : self.end]

    def locate(self, path: DocumentPath, anchor: str = "value") -> Location:
        """Where the value (or the key) at `path` stands; the nearest part above where it is missing."""
        return self.source.location(self.offset(path, anchor))

    def offset(self, path: DocumentPath, anchor: str = "value") -> int:
        """As `locate`, as an offset in the source's text."""
        return self.base + (offset_of(self.root, path, anchor) if self.root is not None else 0)

    def written(self, path: DocumentPath) -> str | None:
        """The text of the scalar at `path` as the file has it, or None for anything else."""
        node = self.root
        for part in path:
            found = child(node, part)
            if found is None:
                return None
            node = found[1]
        return node.value if isinstance(node, ScalarEvent) else None

    def located(self, problem: Problem) -> LocatedProblem:
        if not self.source.text.isascii() and problem.code in OF_A_WORD and problem.path:
            word = str(problem.path[-1]) if problem.anchor == "key" else self.written(problem.path)
            problem = problem._replace(message=problem.message + lookalike(word or ""))
        if not problem.message.isprintable():
            # A message may propose a word of the file, which then shows what is hidden in it.
            problem = problem._replace(message=with_hidden_signs(problem.message))
        return LocatedProblem(self.locate(problem.path, problem.anchor), problem)


def parse(source: TextSource, base: int = 0, end: int | None = None) -> Document:
    """Read the one document in `source.text[base:end]`; raises nothing, gathers problems."""
    document = Document(source, base, end)
    if has_conflict(document):
        return document
    text = document.yaml
    if has_unusual_signs(text):
        document.problems = forbidden_characters(source, base, end)
        document.complete = False
        return document
    reading = _Reading(document, text)
    try:
        with events(text) as next_event:
            reading.run(next_event)
    except _Stop:
        document.complete = False
    except ReaderError:
        document.problems.extend(forbidden_characters(source, base, end))
        document.complete = False
    except MarkedYAMLError as error:
        message = mistakes.in_our_words(error, text) + lookalike(mistakes.line_of(error, text))
        _add(document, Code.NOT_YAML, mistakes.place_of(error), message)
        document.complete = False
    if reading.has_repeated_keys:
        _note_repeated_keys(document)
    return document


class _Stop(Exception):
    """The rest of the text cannot be read."""


class _Reading:
    """One walk over a document's events, for its data and for what must not stand in it."""

    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        # Most files hold none of these signs, and then no event need be asked for its anchor and tag.
        self.has_properties = any(sign in text for sign in "&*!")
        self.has_repeated_keys = False

    def run(self, next_event: Callable[[], Any]) -> None:
        """Build the data; flat, without a call for a scalar, as scalars are nearly all there is."""
        stack: list[Any] = []
        data: Any = []
        in_mapping = False
        key: str | None = None
        has_properties = self.has_properties
        # An iterator saves a call for each event; no event is equal to None.
        for event in islice(iter(next_event, None), MAX_EVENTS):
            kind = event.__class__
            if kind is ScalarEvent:
                if has_properties and (event.anchor is not None or event.tag is not None):
                    self.refuse_property(event)
                value = event.value
                if in_mapping and key is None:
                    key = value
                    continue
                if not event.style and (not value or value[0] in SUSPECT_START):
                    value = resolve(value)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                data = stack.pop()
                in_mapping = data.__class__ is dict
                continue
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                value = self.open(event, len(stack))
            elif kind is AliasEvent:
                self.refuse_property(event)
                value = None
            elif kind is StreamEndEvent:
                break
            else:
                if kind is DocumentStartEvent and data:
                    self.stop(Code.SECOND_DOCUMENT, event, "a second document begins here; keep one a file")
                continue
            if not in_mapping:
                data.append(value)
            elif key is None:
                self.stop(Code.KEY_NOT_TEXT, event, "a key is plain text, not a list, a mapping or an alias")
            else:
                if key in data:
                    self.has_repeated_keys = True
                else:
                    data[key] = value
                key = None
            if kind is not ScalarEvent and kind is not AliasEvent:
                stack.append(data)
                data = value
                in_mapping = kind is MappingStartEvent
        else:
            self.stop(Code.TOO_LARGE, event, "the file holds too many keys and values; split it")
        self.document.data = data[0] if data else None

    def open(self, event: Any, depth: int) -> Any:
        """An empty mapping or list, to be filled by the events that follow."""
        if event.anchor is not None or event.tag is not None:
            self.refuse_property(event)
        if depth >= MAX_DEPTH:
            self.stop(Code.TOO_DEEP, event, f"the file is nested deeper than {MAX_DEPTH} levels")
        return {} if event.__class__ is MappingStartEvent else []

    def refuse_property(self, event: Any) -> None:
        """Note an anchor, an alias or a tag; what it stands for is not read."""
        problems = self.document.problems
        self.document.complete = False
        if event.anchor is not None:
            sign = "*" if event.__class__ is AliasEvent else "&"
            message = f"anchors are not allowed: remove {quoted(sign + event.anchor)} and write the value out"
            self.add(Code.ANCHOR_OR_ALIAS, event, message)
        else:
            tag = event.tag.replace(_YAML_TAGS, "!!")
            message = (
                f"tags are not allowed: remove {quoted(tag)}, or put a text that begins so in quotation marks"
            )
            self.add(Code.TAG, event, message)
        if len(problems) >= MAX_ALIKE:
            problems[-1] = with_more(problems[-1])
            raise _Stop

    def add(self, code: Code, event: Any, message: str) -> None:
        _add(self.document, code, event.start_mark.index, message)

    def stop(self, code: Code, event: Any, message: str) -> NoReturn:
        self.add(code, event, message)
        raise _Stop


def has_conflict(document: Document) -> bool:
    """Whether git left two versions in the file for somebody to choose from; then nothing of it is read."""
    offset = mistakes.conflict_in(document.source.text)
    if offset is None:
        return False
    _add(document, Code.MERGE_CONFLICT, offset - document.base, mistakes.CONFLICT)
    document.complete = False
    return True


def _note_repeated_keys(document: Document) -> None:
    repeated = places(document.yaml).repeated
    for first, second in repeated[:MAX_ALIKE]:
        line = document.source.location(document.base + first.start_mark.index).line
        message = f"the key {quoted(second.value)} stands already in line {line}; keep one of them"
        _add(document, Code.KEY_TWICE, second.start_mark.index, message)
    if len(repeated) > MAX_ALIKE:
        document.problems[-1] = with_more(document.problems[-1])


def _add(document: Document, code: Code, index: int, message: str) -> None:
    location = document.source.location(document.base + index)
    document.problems.append(LocatedProblem(location, Problem(code, message)))
