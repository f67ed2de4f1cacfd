"""The beginning of a worksheet that is not there yet."""

from __future__ import annotations

import shlex
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sustainrubric.cli.ask import Terminal
from sustainrubric.cli.interrupts import uninterrupted
from sustainrubric.cli.new_file import agency_around
from sustainrubric.cli.new_worksheet import write_worksheet
from sustainrubric.cli.session import Session, left
from sustainrubric.cli.setup_session import LEFT, STOPPED, Drafts, SetupScreens
from sustainrubric.engine import interview
from sustainrubric.engine.plain import Plain, get
from sustainrubric.engine.typed import Value, parse_day
from sustainrubric.engine.worksheet_setup import WorksheetSetup, is_complete
from sustainrubric.files.state_folder import recall
from sustainrubric.files.writable import check_writable


def begin(file: Path, terminal: Terminal, today: date) -> int | None:
    """Write a new worksheet, after asking whose it is where no settings say so.

    Gives an exit code where that was not brought to an end.

    Raises:
        RefusedToWrite: there cannot be such a file; the answers are kept.
    """
    check_writable(file)
    agency = agency_around(file)
    if agency is not None:
        write_worksheet(file, agency.model_dump(exclude_none=True), today)
        terminal.say(f"Wrote {file} for {agency.name}, dated {today}; every answer is saved there.")
        return None
    drafts = Drafts(f"{file}#setup")
    session = _session(file, terminal, drafts, today)
    terminal.say(f"{file} is not there yet: a new worksheet. Type ? for help, q to quit.")
    again = f"`sustain worksheet {shlex.quote(str(file))}` goes on here."
    try:
        if not _ask(session):
            terminal.say(f"There is no file yet; what you answered is kept. {again}")
            return LEFT
    except (KeyboardInterrupt, EOFError):
        with suppress(OSError):
            terminal.say(f"\nStopped; there is no file yet, and what you answered is kept. {again}")
        return STOPPED
    with uninterrupted():
        write_worksheet(file, session.state.data["agency"], _day(session.state.data))
        drafts.forget()
    terminal.say(f"Wrote {file}; from now on every answer is saved there.")
    return None


def _session(file: Path, terminal: Terminal, drafts: Drafts, today: date) -> Session:
    script = WorksheetSetup(today)
    place = Path(f"{file}#place")
    state = interview.start(script, drafts.kept(), left(recall(str(place))).position)
    return Session(terminal, script, WorksheetSetupScreens(), drafts, place, state)


def _ask(session: Session) -> bool:
    while session.run():
        if is_complete(session.state.data):
            return True
        session.terminal.say("An agency and a day are needed before there can be a file.", "! ")
        session.state = interview.start(session.script, session.state.data)
    return False


def _day(data: Plain) -> date:
    """The day as it was answered now, or as it was kept from before."""
    kept = get(data, ("date",))
    parsed = parse_day(str(kept))
    day: date = parsed.value if isinstance(parsed, Value) else kept
    return day


@dataclass(frozen=True)
class WorksheetSetupScreens(SetupScreens):
    """A setup has nothing to show beside its questions."""

    def progress(self, data: Plain, section: str) -> str:
        return "[a new worksheet; ? help]"
