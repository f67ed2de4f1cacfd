"""Where the answers of a session go, and what may keep one from getting there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sustainrubric.engine.plain import Plain


class Store(Protocol):
    """A file, or what stands for one until there is one."""

    def prepare(self) -> None:
        """Do what the next save needs and can be done before: somebody is thinking about an answer."""

    def save(self, data: Plain) -> Sequence[str]:
        """Save; gives what the person should be told though it is saved.

        Raises:
            Conflict: somebody else changed the file.
            NotTaken: this one answer cannot be written into it.
        """


class Conflict(Exception):
    """Somebody else changed the file; `data` is what it says now, `words` how it differs."""

    def __init__(self, data: Plain, words: list[str]) -> None:
        super().__init__("the file was changed by somebody else")
        self.data = data
        self.words = words


class NotTaken(Exception):
    """The answer cannot be written into the file; the message says what to do by hand."""
