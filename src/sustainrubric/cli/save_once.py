"""Save what a command without prompts changes: there is nobody to ask what to do about somebody else's change."""

from __future__ import annotations

from collections.abc import Sequence

from sustainrubric.cli.store import Conflict, NotTaken
from sustainrubric.cli.user_file import UserFile
from sustainrubric.engine.plain import Plain
from sustainrubric.errors import RefusedToWrite


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
    """What to say where somebody else was faster."""
    return RefusedToWrite(f"not saved: {file} was changed by somebody else meanwhile; try again")
