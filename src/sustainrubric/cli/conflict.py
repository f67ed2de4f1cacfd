"""Somebody else changed the file under a session: show what differs, and ask what to do."""

from __future__ import annotations

from sustainrubric.cli.ask import LineCut, Terminal
from sustainrubric.cli.store import Conflict


def wants_theirs(terminal: Terminal, conflict: Conflict, answer: str | None) -> bool:
    """Whether to take over what somebody else wrote; the answer at hand stays on the screen."""
    terminal.say()
    terminal.warn("The file was changed by somebody else; it is as they left it.")
    terminal.say(answer if answer is not None else "(undo)", "  your answer, not saved yet: ")
    terminal.say("What differs in the file now:")
    for line in conflict.words:
        terminal.say(line, "    ")
    terminal.say("Take their changes over, and put your answer on top of them", "  1  ")
    terminal.say("Stop here; your answer is kept for the next start", "  2  ")
    while True:
        try:
            typed = terminal.read().strip()
        except LineCut:
            typed = ""
        if typed in ("1", "2"):
            return typed == "1"
        terminal.warn("type 1 or 2")
