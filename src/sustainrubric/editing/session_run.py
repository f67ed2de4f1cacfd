"""A session at the terminal, from the file it is about to the words it ends with."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable

from sustainrubric.base.errors import WrongUsage
from sustainrubric.editing.loop import Session
from sustainrubric.editing.user_file import UserFile, open_for_session
from sustainrubric.terminal.interrupts import stops_on_signals, until_stopped
from sustainrubric.terminal.prompts import Terminal
from sustainrubric.yaml.why_unreadable import what_is_there

STOPPED = 130


def hold_session(
    file: str,
    begin: Callable[[Terminal], int | None],
    talk: Callable[[UserFile, Terminal], int],
    *,
    plain: bool = False,
    backup: bool = False,
) -> int:
    """Talk about a file at the terminal; gives the exit code.

    Args:
        file: its path.
        begin: makes the file if it is not there yet; gives an exit code where that was not brought to an end.
        talk: holds the session on it.
        plain: no color, no boxes, no pauses.
        backup: whether the file of before is kept beside it.
    """
    terminal = Terminal(plain=plain)
    with stops_on_signals():
        if not os.path.lexists(file):
            if meant := _meant(file):
                terminal.say(f"There is no file {file}{meant} Type q to leave it.", "! ")
            code = begin(terminal)
            if code is not None:
                return code
        with open_for_session(file, backup=backup) as opened:
            return talk(opened, terminal)


def _meant(file: str) -> str:
    """The near name of a file that is there; none where only figures differ, as from round to round."""
    meant = what_is_there(file)
    name = meant.removeprefix("; did you mean ").removesuffix("?")
    is_near = name != meant and re.sub(r"\d", "", name) != re.sub(r"\d", "", file)
    return meant if is_near else ""


def check_terminal(command: str, instead: str) -> None:
    """Refuse to ask where nobody can answer.

    Raises:
        WrongUsage: standard input is no terminal; `instead` says what does without.
    """
    if sys.stdin is None or not sys.stdin.isatty():
        raise WrongUsage(f"{command} asks at a terminal, and standard input is none; {instead}")


def conclude(session: Session, again: str) -> int:
    """Run a session to wherever it ends, say how it was left, and give the exit code."""
    terminal = session.terminal
    ended = until_stopped(session.run)
    if ended is None:
        kept = " What you typed last is kept for then." if session.standing.drafts else ""
        terminal.part(f"\nStopped; everything answered is saved. {goes_on(again)}{kept}")
        return STOPPED
    if not ended:
        terminal.say(f"Saved. {goes_on(again)}")
    return 0


def goes_on(again: str) -> str:
    """Say which command goes on with the session."""
    return f"`{again}` goes on here."
