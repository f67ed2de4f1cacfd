"""The one place where PyYAML is asked to parse: text -> its events, without composing a tree.

Composing with libyaml recurses and crashes the interpreter on a few thousand brackets; events come
one by one, with the marks that lines and columns are worked out from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@contextmanager
def events(text: str) -> Iterator[Callable[[], Any]]:
    """A function that gives the next event of `text` at each call.

    PyYAML's own parser, used where libyaml is missing, raises ValueError or OverflowError for an
    escape that names no character.
    """
    loader = _Loader(text)
    try:
        yield loader.get_event
    finally:
        loader.dispose()
