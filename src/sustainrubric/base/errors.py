"""The errors that stop a command; each knows the exit code it ends with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sustainrubric.base.problem import LocatedProblem


class SustainError(Exception):
    """The base of all; its message is shown to the user as it stands."""

    exit_code = 70


class WrongUsage(SustainError):
    """The command was called in a way that cannot be carried out."""

    exit_code = 2


class Unreadable(SustainError):
    """A file the command needs cannot be opened."""

    exit_code = 3


class InvalidFile(SustainError):
    """A file the command needs was read, and is not valid; carries every problem found in it."""

    exit_code = 3

    def __init__(self, file: str, problems: Sequence[LocatedProblem]) -> None:
        count = len(problems)
        super().__init__(f"{file} is not valid: {count} problem{'s' if count != 1 else ''}")
        self.problems = tuple(problems)


class InvalidTemplate(SustainError):
    """A template that the user gave cannot be filled in; the message begins with its place."""

    exit_code = 3


class RefusedToWrite(SustainError):
    """The file was changed, locked or already there: nothing was written."""

    exit_code = 4
