"""A session at the terminal, from the file it is about to the words it ends with."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable

from sustainrubric.base.errors import WrongUsage
from sustainrubric.disk.writable import check_writable, shown
from sustainrubric.editing.loop import Session
from sustainrubric.editing.user_file import UserFile, open_for_session
from sustainrubric.records.find import check_new_name
from sustainrubric.terminal.interrupts import stops_on_signals, until_stopped
from sustainrubric.terminal.prompts import LineCut, Terminal
from sustainrubric.yaml.why_unreadable import has_others_of_ours, near_file

STOPPED = 130


def hold_session(
    file: str,
    begin: Callable[[Terminal], int | None],
    talk: Callable[[UserFile, Terminal], int],
    *,
    command: str,
    is_written_at_once: bool = False,
    plain: bool = False,
    backup: bool = False,
) -> int:
    """Talk about a file at the terminal; gives the exit code.

    Args:
        file: its path.
        begin: makes the file if it is not there yet; gives an exit code where that was not brought to an end.
        talk: holds the session on it.
        command: the word for the session, as it is typed.
        is_written_at_once: whether `begin` writes the file without asking anything.
        plain: no color, no boxes, no pauses.
        backup: whether the file of before is kept beside it.

    Raises:
        RefusedToWrite: a new file cannot have this name, or cannot be written there.
    """
    terminal = Terminal(plain=plain)
    with stops_on_signals():
        if not os.path.lexists(file):
            check_new_name(str(file))
            check_writable(file)
            code = _confirm_new(file, command, terminal, is_written_at_once=is_written_at_once)
            code = begin(terminal) if code is None else code
            if code is not None:
                return code
        with open_for_session(file, backup=backup) as opened:
            return talk(opened, terminal)


def _confirm_new(file: str, command: str, terminal: Terminal, *, is_written_at_once: bool) -> int | None:
    """Ask before a new file is begun where another may be meant; gives an exit code where it is not to be."""
    near = near_file(file)
    if not near and not (is_written_at_once and has_others_of_ours(file)):
        return None
    there_is_none = (
        f"There is no file {shown(file)}; did you mean {near}?"
        if near
        else f"{shown(file)} is not there yet."
    )
    terminal.say(there_is_none, "! ")
    word = until_stopped(lambda: _word_for_new(file, terminal, is_named=bool(near)))
    if word is None:
        terminal.part("\nStopped; nothing was written.")
        return STOPPED
    if not word:
        return None
    opens = f" `sustain {command} {shlex.quote(near)}` opens {near}." if near else ""
    terminal.say(f"Nothing was written.{opens}")
    return 0


def _word_for_new(file: str, terminal: Terminal, *, is_named: bool) -> str:
    """What somebody typed: nothing to begin the file, else a word to leave it."""
    leaves = ("q", "quit", "exit", *(("y", "yes") if is_named else ()))
    while True:
        terminal.say(f"Enter begins a new file {shown(file)}; q leaves, and nothing is written.")
        try:
            word = terminal.read().strip().casefold()
        except LineCut:
            continue
        if not word or word in leaves:
            return word


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
