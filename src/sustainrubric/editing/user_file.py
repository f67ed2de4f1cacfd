"""A user's file held open: its text, its data, and saving that keeps everything else in it."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from sustainrubric.base.errors import InvalidFile, RefusedToWrite
from sustainrubric.base.fields import Layout
from sustainrubric.base.problem import Code, LocatedProblem
from sustainrubric.check.file import checked, inspect_bytes
from sustainrubric.check.text import as_text
from sustainrubric.disk.home_folders import rescue
from sustainrubric.disk.person import person_name
from sustainrubric.disk.save import ChangedOnDisk, Saver, edited
from sustainrubric.interview.data import Plain
from sustainrubric.records.layouts import layout_of
from sustainrubric.records.load import Loaded, load_document
from sustainrubric.yaml.reader import Document
from sustainrubric.yaml.rewrite import CannotEdit, rewrite, to_bytes
from sustainrubric.yaml.writer import in_order

_MOST_LINES = 40
"""Lines of a difference that are shown; who wants more has git."""

_MOST_UNDONE = 50
"""Answers that can be undone to the letter; earlier ones are undone in substance."""

# Without the instrument nobody can say what there is to ask.
_UNKNOWN_INSTRUMENT = (
    Code.UNKNOWN_RUBRIC,
    Code.UNKNOWN_VERSION,
    Code.UNKNOWN_WORKSHEET,
    Code.UNKNOWN_WORKSHEET_VERSION,
)


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


class UserFile:
    """The store of a session."""

    def __init__(self, saver: Saver, loaded: Loaded, layout: Layout) -> None:
        self.saver = saver
        self.loaded = loaded
        self.layout = layout
        # Those of the folder, read once: a file's instrument does not change under a session.
        self.instruments = loaded.instruments
        self._told = set(saver.warnings)
        # What a session gave to save, as the very object that its undo gives again, and what that made.
        self._given = self.data
        self._earlier: deque[tuple[Plain, Loaded]] = deque(maxlen=_MOST_UNDONE)

    @property
    def document(self) -> Document:
        return self.loaded.document

    @property
    def data(self) -> Plain:
        data: Plain = self.document.data
        return data

    @property
    def errors(self) -> tuple[LocatedProblem, ...]:
        """What is wrong with the file as it is."""
        return errors_of(self.loaded)

    def meant(self, data: Plain) -> Loaded:
        """The file as it would be with `data` in it, and what would be said of it.

        Raises:
            CannotEdit: it is written in a way that cannot be changed safely.
        """
        return checked(self._rewritten(data))

    def _rewritten(self, data: Plain) -> Loaded:
        """The file with `data` in it, not checked against its instrument: a session has no time for that.

        What is undone is the text that was there: a splice could not bring back a comment it removed.
        """
        if self._is_undone_by(data):
            return self._earlier[-1][1]
        ordered = in_order(data, self.layout, self.data)
        return replace(
            load_document(rewrite(self.document, ordered, self.layout)), instruments=self.instruments
        )

    def prepare(self) -> None:
        """Work out now what the next save needs, while somebody thinks about an answer."""
        _ = self.document.root

    def save(self, data: Plain) -> Sequence[str]:
        """Save data that the file should say; gives what the person should be told though it is saved.

        Raises:
            Conflict: somebody else changed the file; what they wrote is read.
            NotTaken: the file cannot say it without a person's help.
            RefusedToWrite: it cannot be saved; the content is in a rescue file, which the message names.
        """
        try:
            meant = self._rewritten(data)
        except CannotEdit as error:
            raise NotTaken(str(error)) from error
        if not can_be_edited(meant):
            raise NotTaken(f"the file would not be in order any more: {as_text(meant.problems[0])}")
        content = to_bytes(meant.document)
        try:
            notes = self.saver.save(content)
        except ChangedOnDisk as changed:
            if changed.content is None:
                raise self._rescued(changed, content) from changed
            raise self._conflict(content) from changed
        except RefusedToWrite as error:
            raise self._rescued(error, content) from error
        self._now_is(meant, data)
        return self._news(notes)

    def _is_undone_by(self, data: Plain) -> bool:
        return bool(self._earlier) and self._earlier[-1][0] is data

    def _now_is(self, meant: Loaded, data: Plain) -> None:
        """Go on from what was saved, with what was there before at hand."""
        if self._is_undone_by(data):
            self._earlier.pop()
        elif data is not self._given:
            self._earlier.append((self._given, self.loaded))
        self._given, self.loaded = data, meant

    def _news(self, notes: Sequence[str]) -> Sequence[str]:
        news = [note for note in notes if note not in self._told]
        self._told.update(notes)
        return news

    def _conflict(self, mine: bytes) -> Conflict:
        before = self.document.source.text
        theirs = inspect_bytes(self.saver.reload(), self.loaded.file)
        if not can_be_edited(theirs):
            first = f"; {as_text(theirs.problems[0])}" if theirs.problems else ""
            message = f"not saved: {theirs.file} was changed by somebody else, and is not in order now{first}"
            raise self._rescued(RefusedToWrite(message), mine)
        self.loaded = theirs
        self._given = self.data
        self._earlier.clear()
        return Conflict(self._given, difference(before, theirs.document.source.text))

    def _rescued(self, error: RefusedToWrite, content: bytes) -> RefusedToWrite:
        kept = rescue(content, Path(self.loaded.file).name)
        where = f"; what you answered is kept in {kept}" if kept else ""
        return RefusedToWrite(f"{error}{where}")


@contextmanager
def open_for_session(file: str, *, session: bool = True, backup: bool = False) -> Iterator[UserFile]:
    """Hold a file that is to be edited; see `disk.save.edited`.

    Raises:
        InvalidFile: nobody could say what an edit of it would mean.
        RefusedToWrite: it cannot be saved, or somebody else is at it.
    """
    name = person_name(os.path.dirname(os.path.abspath(file))) if session else ""
    with edited(file, session=session, name=name, backup=backup) as saver:
        loaded = inspect_bytes(saver.content, file)
        if not can_be_edited(loaded):
            raise InvalidFile(file, errors_of(loaded))
        yield UserFile(saver, loaded, layout_of(loaded))


def can_be_edited(loaded: Loaded) -> bool:
    """Whether the file has the right shape and an instrument we know.

    Ratings may disagree with the instrument: a session that was stopped leaves such (not applicable,
    and nobody said why yet), and mending them is what a session is for.
    """
    return loaded.model is not None and not any(
        found.problem.code in _UNKNOWN_INSTRUMENT for found in loaded.problems
    )


def errors_of(loaded: Loaded) -> tuple[LocatedProblem, ...]:
    """The problems of a file that are errors."""
    return tuple(found for found in loaded.problems if found.problem.code.severity == "error")


def difference(before: str, after: str) -> list[str]:
    """The lines that went and came, as `- old` and `+ new`."""
    from difflib import unified_diff

    lines = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))][:_MOST_LINES]


def save_once(opened: UserFile, data: Plain) -> Sequence[str]:
    """Save; gives what the person should be told though it is saved.

    Raises:
        RefusedToWrite: the file cannot say it, was changed meanwhile, or cannot be saved.
    """
    try:
        return [*opened.saver.warnings, *opened.save(data)]
    except NotTaken as reason:
        raise RefusedToWrite(f"not saved: {reason}") from reason
    except Conflict as conflict:
        raise changed_meanwhile(opened.loaded.file) from conflict


def changed_meanwhile(file: str) -> RefusedToWrite:
    """The message for a file that somebody else changed before this save."""
    return RefusedToWrite(f"not saved: {file} was changed by somebody else meanwhile; try again")
