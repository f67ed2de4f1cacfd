"""The one place where PyYAML is asked to parse: text -> its events, without composing a tree.

Composing with libyaml recurses and crashes the interpreter on a few thousand brackets; events come
one by one, with the marks that lines and columns are worked out from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import yaml
from yaml import MarkedYAMLError
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
from yaml.reader import ReaderError

__all__ = [
    "MAX_DEPTH",
    "MAX_EVENTS",
    "AliasEvent",
    "DocumentStartEvent",
    "MappingEndEvent",
    "MappingStartEvent",
    "MarkedYAMLError",
    "ReaderError",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "StreamEndEvent",
    "events",
    "is_too_deep",
]

MAX_DEPTH = 64
"""Levels of mappings and lists to follow; libyaml's time grows with the square of the depth."""

MAX_EVENTS = 500_000
"""Events to ask for in one text."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_SURROGATE = re.compile("[\ud800-\udfff]")

_BAD_ESCAPE = "found invalid Unicode character escape code"  # as libyaml says it


@contextmanager
def events(text: str, *, by_libyaml: bool = True) -> Iterator[Callable[[], Any]]:
    """A function that gives the next event of `text` at each call.

    Each walk over them keeps to MAX_DEPTH and MAX_EVENTS.
    """
    kind = _Loader if by_libyaml else yaml.SafeLoader
    loader = kind(text)
    try:
        yield partial(_next_event, loader) if kind is yaml.SafeLoader else loader.get_event
    finally:
        loader.dispose()


def is_too_deep(error: MarkedYAMLError) -> bool:
    """Whether newer versions of libyaml gave up: they read ahead, and tell nothing of the levels above."""
    return "maximum nesting depth" in (error.problem or "")


def _next_event(loader: Any) -> Any:
    """The next event of PyYAML's own parser, which takes or trips over escapes that name no character."""
    try:
        event = loader.get_event()
    except (ValueError, OverflowError) as error:
        raise MarkedYAMLError(problem=_BAD_ESCAPE, problem_mark=loader.get_mark()) from error
    if _SURROGATE.search(getattr(event, "value", "")):
        raise MarkedYAMLError(problem=_BAD_ESCAPE, problem_mark=event.start_mark)
    return event
