"""YAML text -> plain data, and the place in the text of every key and value; also at the head of Markdown.

Plain scalars are read by YAML 1.2's rules; a key given twice, anchors, tags and a second document are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, NoReturn

from sustainrubric.base.problem import OF_A_WORD, Code, DocumentPath, LocatedProblem, Location, Problem
from sustainrubric.base.text import lookalike, one_line, quoted
from sustainrubric.yaml import mistakes
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
from sustainrubric.yaml.places import child, places, start
from sustainrubric.yaml.source import (
    MAX_ALIKE,
    TextSource,
    forbidden_characters,
    has_unusual_signs,
    with_more,
)

# Only a plain scalar that begins so can be anything but text.
_SUSPECT_START = frozenset("0123456789+-.~nNtTfF")

_WORDS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")

_OTHER_BASE = re.compile(r"0o[0-7]{1,20}|0x[0-9a-fA-F]{1,16}")

_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")

_YAML_TAGS = "tag:yaml.org,2002:"

_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")

MARKDOWN_SUFFIXES = (".md", ".markdown")

_CONFLICT = "<<<<<<<"

_CONFLICT_BEGINS = re.compile(r"(?:(?<=[\r\n])|\A)<{7}(?=[ \r\n]|\Z)")

_CONFLICT_ENDS = re.compile(r"[\r\n]>{7}(?=[ \r\n]|\Z)")

_OPENING = re.compile(r"\s*(?<![^\r\n])---[ \t]*(?:\r\n|\n|\r)")

_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)


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
        node = self.root
        if node is None:
            return self.base
        offset = start(node)
        for depth, part in enumerate(path, 1):
            found = child(node, part)
            if found is None:
                break
            key, node = found
            wants_key = anchor == "key" and depth == len(path) and key is not None
            offset = start(key if wants_key else node)
        return self.base + offset

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
            problem = problem._replace(message=one_line(problem.message))
        return LocatedProblem(self.locate(problem.path, problem.anchor), problem)


def parse(source: TextSource, base: int = 0, end: int | None = None) -> Document:
    """Read the one document in `source.text[base:end]`; raises nothing, gathers problems."""
    document = Document(source, base, end)
    if _CONFLICT in source.text and _note_conflict(document):
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
                if not event.style and (not value or value[0] in _SUSPECT_START):
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
            self.stop(Code.TOO_DEEP, event, f"the file is nested deeper than {MAX_DEPTH}")
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


def _note_conflict(document: Document) -> bool:
    """Whether git left two versions in the file for somebody to choose from; then nothing of it is read."""
    text = document.source.text
    begins = _CONFLICT_BEGINS.search(text)
    if begins is None or not _CONFLICT_ENDS.search(text, begins.end()):
        return False
    message = (
        "a merge conflict begins here: keep one of the two versions, or parts of both, and remove the lines "
        "that begin with <<<<<<<, ======= and >>>>>>>"
    )
    location = document.source.location(begins.start())
    document.problems.append(LocatedProblem(location, Problem(Code.MERGE_CONFLICT, message)))
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


def is_markdown(file: str) -> bool:
    return file.lower().endswith(MARKDOWN_SUFFIXES)


def parse_front_matter(source: TextSource) -> Document:
    """Read the YAML at the head of a Markdown file; the text below it becomes the document's body."""
    unsettled = Document(source)
    if _CONFLICT in source.text and _note_conflict(unsettled):
        return unsettled
    opening = _OPENING.match(source.text)
    if opening is None:
        return _refused(source, 0, "a Markdown file of ours begins with a line '---' and YAML")
    closing = _CLOSING.search(_with_plain_breaks(source.text), opening.end())
    if closing is None:
        offset = opening.end() - len(opening.group().lstrip())
        return _refused(source, offset, "the line '---' that ends the YAML is missing")
    document = parse(source, opening.end(), closing.start())
    document.body = source.text[closing.end() :].strip()
    return document


def _with_plain_breaks(text: str) -> str:
    """The text with every line break as one that `$` knows, each character keeping its offset."""
    return text.replace("\r\n", " \n").replace("\r", "\n")


def _refused(source: TextSource, offset: int, message: str) -> Document:
    problem = LocatedProblem(source.location(offset), Problem(Code.FRONT_MATTER, message))
    return Document(source, offset, problems=[problem], complete=False)
