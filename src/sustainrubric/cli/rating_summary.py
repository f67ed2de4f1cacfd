"""What a rating session ends with: what is missing, where it is weakest, and what to do next."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from sustainrubric.cli.ask import BOLD, Terminal
from sustainrubric.engine.plain import Plain
from sustainrubric.engine.progress import progress
from sustainrubric.model.rubric import Rubric

_AT_MOST = 8
"""Elements listed one by one; more of them are a matter for `sustain score`."""


def show_summary(terminal: Terminal, rubric: Rubric, data: Plain, file: Path) -> None:
    """The end of a session on the screen."""
    now = progress(data, rubric)
    terminal.rule()
    terminal.say(f"{file} is saved: {now.words}.", style=BOLD)
    _ids(terminal, "Not rated yet", now.open)
    _ids(terminal, "Unknown", now.unknown)
    _ids(terminal, "Without a rationale", now.without_rationale)
    if now.weakest:
        elements = [f"{element}  {rubric.elements[element].title}" for element in now.weakest]
        _list(terminal, f"Weakest ({now.levels[now.weakest[0]]}):", elements)
    _list(terminal, "Next:", next_commands(file))


def next_commands(file: Path) -> list[str]:
    """What to run after a session."""
    name = shlex.quote(str(file))
    report = shlex.quote(str(file.with_suffix(".html")))
    return [f"sustain validate {name}", f"sustain score {name}", f"sustain report {name} -o {report}"]


def _ids(terminal: Terminal, title: str, elements: Sequence[str]) -> None:
    if elements:
        terminal.say(", ".join(elements), f"{title}: ")


def _list(terminal: Terminal, title: str, items: Sequence[str]) -> None:
    terminal.say()
    terminal.say(title, style=BOLD)
    for item in items[:_AT_MOST]:
        terminal.say(item, "  ")
    if len(items) > _AT_MOST:
        terminal.say(f"and {len(items) - _AT_MOST} more", "  ")
