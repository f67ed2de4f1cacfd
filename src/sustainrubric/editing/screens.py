"""What a session shows beside its questions, of whatever instrument."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from sustainrubric.interview.data import Plain
from sustainrubric.interview.forms import Question
from sustainrubric.terminal.prompts import Terminal


class HelpWords(NamedTuple):
    """What the help says of the commands that differ: where `j` goes, and what `l` and `d` show."""

    jumps: str
    lists: str = ""


class Screens(Protocol):
    """What a session shows beside its questions."""

    def section(self, terminal: Terminal, section: str, data: Plain) -> None:
        """What to read and talk about when a section is begun."""

    def whole(self, terminal: Terminal, section: str, data: Plain) -> None:
        """All there is to know of a section, for `??`."""

    def aside(self, terminal: Terminal, question: Question, data: Plain) -> None:
        """What `l` shows."""

    def descriptors(self, terminal: Terminal, question: Question, data: Plain) -> None:
        """What `d` shows."""
        terminal.warn("there are no descriptors here")

    def overview(self, terminal: Terminal, data: Plain) -> None:
        """The sections to jump to, for `j`."""

    def progress(self, data: Plain, section: str, width: int) -> str:
        """One line of at most so many signs: where we are."""

    def help_words(self) -> HelpWords:
        """What the help says of this session's own commands."""
        return HelpWords("where each element stands; or j 2.A", "the look-fors; descriptors")

    def notes(self, question: Question, data: Plain) -> Sequence[str]:
        """What stands beside a text in the editor, for whoever writes it."""
        return (question.title,)
