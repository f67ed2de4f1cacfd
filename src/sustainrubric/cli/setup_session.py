"""The questions before a new assessment's file is there: kept aside until it can be written."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sustainrubric.cli.ask import BOLD, Terminal
from sustainrubric.cli.interrupts import uninterrupted, until_stopped
from sustainrubric.cli.new_file import agency_around, newest_rubric, write_assessment
from sustainrubric.cli.session import Session, left
from sustainrubric.engine import interview
from sustainrubric.engine.plain import Plain
from sustainrubric.engine.questions import Question
from sustainrubric.engine.setup_script import SetupScript, is_complete
from sustainrubric.files.state_folder import recall, remember
from sustainrubric.files.writable import check_writable

LEFT = 0
STOPPED = 130


def begin(file: Path, terminal: Terminal, today: date) -> int | None:
    """Ask what a new assessment is about, and write it; an exit code where that was not brought to an end.

    Raises:
        RefusedToWrite: there cannot be such a file; the answers are kept.
    """
    check_writable(file)
    drafts = Drafts(f"{file}#setup")
    session = _session(file, terminal, drafts, today)
    terminal.say(f"{file} is not there yet: a new assessment. Type ? for help, q to quit.")
    again = f"`sustain assess {shlex.quote(str(file))}` goes on here."
    complete = until_stopped(lambda: _ask(session))
    if complete is None:
        terminal.part(f"\nStopped; there is no file yet, and what you answered is kept. {again}")
        return STOPPED
    if not complete:
        terminal.say(f"There is no file yet; what you answered is kept. {again}")
        return LEFT
    with uninterrupted():
        write_assessment(file, session.state.data, newest_rubric())
        drafts.forget()
    terminal.say(f"Wrote {file}; from now on every answer is saved there.")
    return None


def _session(file: Path, terminal: Terminal, drafts: Drafts, today: date) -> Session:
    agency = agency_around(file)
    script = SetupScript(agency.name if agency else None, agency.state if agency else None, today)
    place = Path(f"{file}#place")
    state = interview.start(script, drafts.kept(), left(recall(str(place))).position)
    return Session(terminal, script, SetupScreens(), drafts, place, state)


def _ask(session: Session) -> bool:
    """Ask until a file can be made of the answers (True), or the person quits."""
    while session.run():
        if is_complete(session.state.data):
            return True
        session.terminal.say("An agency, a reform and a round are needed before there can be a file.", "! ")
        session.state = interview.start(session.script, session.state.data)
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
        """Keep nothing any more: it is in a file."""
        remember(self.name, {})


@dataclass(frozen=True)
class SetupScreens:
    """A setup has nothing to show beside its questions."""

    def section(self, terminal: Terminal, section: str, data: Plain) -> None:
        pass

    def whole(self, terminal: Terminal, section: str, data: Plain) -> None:
        pass

    def aside(self, terminal: Terminal, question: Question) -> None:
        terminal.say("there is no list here", "! ", style=BOLD)

    def overview(self, terminal: Terminal, data: Plain) -> None:
        terminal.say("there is nowhere to jump to yet", "! ", style=BOLD)

    def progress(self, data: Plain, section: str) -> str:
        return "[a new assessment; ? help]"


def _as_text(value: object) -> object:
    if isinstance(value, dict):
        return {key: _as_text(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
