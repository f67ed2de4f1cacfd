"""YAML text -> plain data, and the place in the text of every key and value; also at the head of Markdown.

Plain scalars are read by YAML 1.2's rules; a key given twice, anchors, tags and a second document are refused.
"""

from __future__ import annotations

from sustainrubric.base.problem import Code
from sustainrubric.base.text import lookalike, quoted
from sustainrubric.yaml import mistakes
from sustainrubric.yaml.document import Document, add_problem
from sustainrubric.yaml.event_reader import EventReader, Stop
from sustainrubric.yaml.events import MarkedYAMLError, ReaderError, events, is_too_deep
from sustainrubric.yaml.places import places
from sustainrubric.yaml.source import (
    MAX_ALIKE,
    TextSource,
    forbidden_characters,
    has_unusual_signs,
    with_more,
)

__all__ = ["Document", "has_conflict", "parse"]


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
    _read(document, text)
    return document


def _read(document: Document, text: str, *, by_libyaml: bool = True) -> None:
    source, base, end = document.source, document.base, document.end
    reading = EventReader(document, text)
    try:
        with events(text, by_libyaml=by_libyaml) as next_event:
            reading.run(next_event)
    except Stop:
        document.complete = False
    except ReaderError:
        document.problems.extend(forbidden_characters(source, base, end))
        document.complete = False
    except MarkedYAMLError as error:
        if by_libyaml and is_too_deep(error):
            document.problems, document.complete = [], True
            _read(document, text, by_libyaml=False)
            return
        message = mistakes.in_our_words(error, text) + lookalike(mistakes.line_of(error, text))
        add_problem(document, Code.NOT_YAML, mistakes.place_of(error), message)
        document.complete = False
    if reading.has_repeated_keys:
        _note_repeated_keys(document)


def has_conflict(document: Document) -> bool:
    """Whether git left two versions in the file for somebody to choose from; then nothing of it is read."""
    offset = mistakes.conflict_in(document.source.text)
    if offset is None:
        return False
    add_problem(document, Code.MERGE_CONFLICT, offset - document.base, mistakes.CONFLICT)
    document.complete = False
    return True


def _note_repeated_keys(document: Document) -> None:
    repeated = places(document.yaml).repeated
    for first, second in repeated[:MAX_ALIKE]:
        line = document.source.location(document.base + first.start_mark.index).line
        message = f"the key {quoted(second.value)} stands already in line {line}; keep one of them"
        add_problem(document, Code.KEY_TWICE, second.start_mark.index, message)
    if len(repeated) > MAX_ALIKE:
        document.problems[-1] = with_more(document.problems[-1])
