"""The questions before a new assessment's file is there: kept aside until it can be written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sustainrubric.cli.ask import Terminal
from sustainrubric.cli.session import Session
from sustainrubric.engine import interview
from sustainrubric.engine.plain import Plain
from sustainrubric.engine.questions import Question
from sustainrubric.engine.setup_script import SetupScript, is_complete
from sustainrubric.files.state_folder import recall, remember
from sustainrubric.model.assessment import Agency


def ask_setup(file: Path, terminal: Terminal, agency: Agency | None, today: date) -> Plain:
    """The answers a new assessment begins with; asked again from the start of what is missing.

    Raises:
        KeyboardInterrupt: the person quit or stopped before a file could be written.
    """
    script = SetupScript(agency.name if agency else None, agency.state if agency else None, today)
    drafts = Drafts(f"{file}#setup")
    kept = drafts.kept()
    session = Session(
        terminal, script, SetupScreens(), drafts, Path(f"{file}#place"), interview.start(script, kept)
    )
    terminal.say(f"{file} is not there yet: a new assessment. Type ? for help, q to quit.")
    while not session.run() or not is_complete(session.state.data):
        if not is_complete(session.state.data) and interview.current(script, session.state) is None:
            terminal.say("A reform, a round and an agency are needed before there can be a file.", "! ")
            session.state = interview.start(script, session.state.data)
            continue
        raise KeyboardInterrupt
    remember(drafts.name, {})
    return session.state.data


class Drafts:
    """Answers kept in the person's state folder until there is a file for them."""

    def __init__(self, name: str) -> None:
        self.name = name

    def kept(self) -> Plain:
        """What was answered before, if a session was stopped in between."""
        draft = recall(self.name).get("draft")
        return dict(draft) if isinstance(draft, dict) else {}

    def save(self, data: Plain) -> Plain:
        remember(self.name, {"draft": _as_text(data)})
        return data


@dataclass(frozen=True)
class SetupScreens:
    """A setup has nothing to show beside its questions."""

    def section(self, terminal: Terminal, section: str, data: Plain) -> None:
        terminal.say()
        terminal.say("A new assessment", style="bold")

    def aside(self, terminal: Terminal, question: Question) -> None:
        terminal.say("there is no list here", "! ")

    def progress(self, data: Plain, section: str) -> str:
        return "[setup; ? help]"


def _as_text(value: object) -> object:
    if isinstance(value, dict):
        return {key: _as_text(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
