"""What `sustain worksheet` does when nothing is to be asked: change the file, and say what is weak in it."""

from __future__ import annotations

from pathlib import Path

from sustainrubric.cli.console import note
from sustainrubric.cli.problems import as_text, counted
from sustainrubric.cli.store import Conflict, NotTaken
from sustainrubric.cli.user_file import UserFile, errors_of, open_for_session
from sustainrubric.cli.worksheet_session import definition_of
from sustainrubric.engine.plain import Plain
from sustainrubric.engine.questions import Rejected
from sustainrubric.engine.worksheet_edit import WorksheetEdits, edited
from sustainrubric.errors import RefusedToWrite, WrongUsage
from sustainrubric.files.rewrite import CannotEdit


def record(file: Path, edits: WorksheetEdits, *, backup: bool) -> None:
    """Change a worksheet, all that is asked for or nothing.

    Raises:
        WrongUsage: a change cannot be made; nothing was written.
        RefusedToWrite: the file cannot be saved, or a session is open on it.
    """
    with open_for_session(str(file), session=False, backup=backup) as opened:
        outcome = edited(definition_of(opened), opened.data, edits)
        if isinstance(outcome, Rejected):
            raise WrongUsage(f"{outcome.reason}; nothing was written")
        _refuse_new_errors(opened, outcome)
        for warning in opened.saver.warnings:
            note(warning)
        try:
            notes = opened.save(outcome)
        except NotTaken as reason:
            raise RefusedToWrite(f"not saved: {reason}") from reason
        except Conflict as conflict:
            message = f"not saved: {file} was changed by somebody else meanwhile; try again"
            raise RefusedToWrite(message) from conflict
        for text in notes:
            note(text)
        weak = len(opened.loaded.problems)
        note(
            f"saved {file}" + (f"; {counted(weak, 'problem')}, see `sustain validate {file}`" if weak else "")
        )


def _refuse_new_errors(opened: UserFile, data: Plain) -> None:
    """What disagrees already may stay so; a change must not add to it."""
    try:
        meant = opened.meant(data)
    except CannotEdit as error:
        raise RefusedToWrite(f"not saved: {error}") from error
    before = {(found.problem.code, found.problem.message) for found in opened.errors}
    for found in errors_of(meant):
        if (found.problem.code, found.problem.message) not in before:
            raise WrongUsage(f"{as_text(found)}; nothing was written")
