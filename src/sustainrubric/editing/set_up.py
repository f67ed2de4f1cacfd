"""The questions before a file is there: answers kept aside until it can be written."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sustainrubric.disk.home_folders import recall, remember
from sustainrubric.editing.loop import Session
from sustainrubric.editing.progress_kept import ProgressKept, left_at
from sustainrubric.editing.screens import HelpWords
from sustainrubric.editing.session_run import STOPPED, goes_on
from sustainrubric.interview import interview
from sustainrubric.interview.data import Plain
from sustainrubric.interview.forms import Question
from sustainrubric.interview.interview import Script
from sustainrubric.terminal.interrupts import uninterrupted, until_stopped
from sustainrubric.terminal.prompts import Terminal

LEFT = 0


@dataclass(frozen=True)
class Setup:
    """What is asked before a file can be made, and what it is made for."""

    script: Script
    is_complete: Callable[[Plain], bool]
    write: Callable[[Plain], object]
    command: str
    kind: str
    needed: str
    """What there cannot be a file without."""


def hold_setup(setup: Setup, file: str, terminal: Terminal) -> int | None:
    """Ask, and write the file; an exit code where that was not brought to an end, and the answers are kept."""
    drafts = Drafts(f"{file}#setup")
    place = f"{file}#place"
    left = left_at(place)
    state = interview.start(setup.script, interview.taken_again(setup.script, drafts.kept()), left.position)
    standing = ProgressKept(terminal, setup.script, drafts, place, state, left.drafts)
    session = Session(standing, SetupScreens(setup.kind))
    terminal.say(f"{file} is not there yet: a new {setup.kind}. Type ? for help, q to quit.")
    again = goes_on(f"sustain {setup.command} {shlex.quote(file)}")
    complete = until_stopped(lambda: _ask(session, setup))
    if complete is None:
        terminal.part(f"\nStopped; there is no file yet, and what you answered is kept. {again}")
        return STOPPED
    if not complete:
        terminal.say(f"There is no file yet; what you answered is kept. {again}")
        return LEFT
    with uninterrupted():
        setup.write(session.data)
        drafts.forget()
    terminal.say(f"Wrote {file}; from now on every answer is saved there.")
    return None


def _ask(session: Session, setup: Setup) -> bool:
    """Ask until a file can be made of the answers (True), or the person quits."""
    while session.run():
        if setup.is_complete(session.data):
            return True
        session.terminal.say(f"{setup.needed} are needed before there can be a file.", "! ")
        session.standing.state = interview.start(setup.script, session.data)
    return False


class Drafts:
    """Answers kept in the person's state folder until there is a file for them."""

    def __init__(self, name: str) -> None:
        self.name = name

    def kept(self) -> Plain:
        """What was answered before, if a session was stopped in between."""
        draft = recall(self.name).get("answers")
        return dict(draft) if isinstance(draft, dict) else {}

    def prepare(self) -> None:
        pass

    def save(self, data: Plain) -> Sequence[str]:
        """Keep what was answered so far."""
        remember(self.name, {"answers": _as_text(data)})
        return ()

    def forget(self) -> None:
        """Remove the kept answers, which are in the file now."""
        remember(self.name, {})


@dataclass(frozen=True)
class SetupScreens:
    """The screens of a set-up, which shows its questions only."""

    kind: str

    def section(self, terminal: Terminal, section: str, data: Plain) -> None:
        pass

    def whole(self, terminal: Terminal, section: str, data: Plain) -> None:
        terminal.warn("there is no more to know here; ? says what can be typed")

    def aside(self, terminal: Terminal, question: Question, data: Plain) -> None:
        terminal.warn("there is no list here")

    def descriptors(self, terminal: Terminal, question: Question, data: Plain) -> None:
        terminal.warn("there are no descriptors here")

    def overview(self, terminal: Terminal, data: Plain) -> None:
        terminal.warn("there is nowhere to jump to yet")

    def progress(self, data: Plain, section: str, width: int) -> str:
        return f"[a new {self.kind}; ? help]"

    def help_words(self) -> HelpWords:
        return HelpWords("j round goes to one of these questions")

    def notes(self, question: Question, data: Plain) -> Sequence[str]:
        return (question.title,)


def _as_text(value: object) -> object:
    if isinstance(value, dict):
        return {key: _as_text(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
