"""One walk over a document's events, for its data and for what must not stand in it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any, NoReturn

from sustainrubric.base.problem import Code
from sustainrubric.base.text import quoted
from sustainrubric.yaml.core_schema import SUSPECT_START, resolve
from sustainrubric.yaml.document import Document, add_problem
from sustainrubric.yaml.events import (
    MAX_DEPTH,
    MAX_EVENTS,
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from sustainrubric.yaml.source import MAX_ALIKE, with_more

_YAML_TAGS = "tag:yaml.org,2002:"


class Stop(Exception):
    """The rest of the text cannot be read."""


class EventReader:
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
            raise Stop

    def add(self, code: Code, event: Any, message: str) -> None:
        add_problem(self.document, code, event.start_mark.index, message)

    def stop(self, code: Code, event: Any, message: str) -> NoReturn:
        self.add(code, event, message)
        raise Stop
