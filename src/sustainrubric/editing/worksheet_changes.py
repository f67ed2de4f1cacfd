"""What `sustain worksheet` does when nothing is to be asked: change the file, and say what is weak in it."""

from __future__ import annotations

import os
import shlex

from sustainrubric.base.errors import RefusedToWrite, Unreadable, WrongUsage
from sustainrubric.base.text import counted
from sustainrubric.check.text import as_text
from sustainrubric.editing.user_file import UserFile, errors_of, open_for_session, save_once
from sustainrubric.editing.worksheet_session import definition_of
from sustainrubric.interview.answers import Rejected
from sustainrubric.interview.data import Plain
from sustainrubric.records.load import Loaded
from sustainrubric.terminal.console import note
from sustainrubric.worksheet.edit import WorksheetEdits, edited
from sustainrubric.yaml.rewrite import CannotEdit
from sustainrubric.yaml.why_unreadable import what_is_there


def record(file: str, edits: WorksheetEdits, *, backup: bool) -> None:
    """Change a worksheet, all that is asked for or nothing.

    Raises:
        WrongUsage: a change cannot be made; nothing was written.
        RefusedToWrite: the file cannot be saved, or a session is open on it.
    """
    if not os.path.lexists(file):
        raise Unreadable(
            f"{file}: there is no such file; `sustain new worksheet {shlex.quote(file)}` makes one{what_is_there(file)}"
        )
    with open_for_session(file, session=False, backup=backup) as opened:
        outcome = edited(definition_of(opened), opened.data, edits)
        if isinstance(outcome, Rejected):
            raise WrongUsage(f"{outcome.reason}; nothing was written")
        meant = _meant(opened, outcome)
        for text in save_once(opened, outcome):
            note(text)
    note(f"saved {file}{_weak(meant, file)}")


def _meant(opened: UserFile, data: Plain) -> Loaded:
    """The file as it will be. What disagrees already may stay so; a change must not add to it."""
    try:
        meant = opened.meant(data)
    except CannotEdit as error:
        raise RefusedToWrite(f"not saved: {error}") from error
    before = {(found.problem.code, found.problem.message) for found in opened.errors}
    for found in errors_of(meant):
        if (found.problem.code, found.problem.message) not in before:
            raise WrongUsage(f"{as_text(found)}; nothing was written")
    return meant


def _weak(meant: Loaded, file: str) -> str:
    """How much there is to say of the file now."""
    if not meant.problems:
        return ""
    return f"; {counted(len(meant.problems), 'problem')}, see `sustain validate {shlex.quote(file)}`"
