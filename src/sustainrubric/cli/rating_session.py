"""What `sustain assess` does: begin or resume a file, ask, and sum up."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sustainrubric.cli.ask import Terminal, stops_on_signals
from sustainrubric.cli.new_file import agency_around, newest_rubric, write_assessment
from sustainrubric.cli.rating_screens import RatingScreens, show_summary
from sustainrubric.cli.session import Session, remembered_position
from sustainrubric.cli.setup_session import ask_setup
from sustainrubric.cli.user_file import UserFile, open_for_session
from sustainrubric.engine import interview
from sustainrubric.engine.plain import Plain, get
from sustainrubric.engine.rating_script import LastTime, RatingScript, last_time
from sustainrubric.errors import WrongUsage
from sustainrubric.files.packaged import load_rubric
from sustainrubric.files.state_folder import recall
from sustainrubric.files.writable import check_writable
from sustainrubric.model.assessment import Assessment
from sustainrubric.model.nearest import did_you_mean
from sustainrubric.model.rubric import Rubric

STOPPED = 130


@dataclass(frozen=True)
class Options:
    """What the command line asks of a session."""

    previous: Path | None = None
    only: tuple[str, ...] = ()
    unrated: bool = False
    criteria: bool = True
    plain: bool = False
    backup: bool = False


def run(file: Path, options: Options) -> int:
    """Hold the session; 0 when it ended or was left with q, 130 when it was stopped."""
    if not sys.stdin.isatty():
        raise WrongUsage(
            "assess asks its questions at a terminal, and this is none; `sustain rate` takes answers as options"
        )
    terminal = Terminal(plain=options.plain)
    before = _previous(options.previous)
    with stops_on_signals():
        try:
            if not file.exists() and not file.is_symlink():
                _begin(file, terminal)
            with open_for_session(str(file), backup=options.backup) as opened:
                return _hold(opened, file, terminal, before, options)
        except (KeyboardInterrupt, EOFError):
            terminal.say()
            terminal.say(f"Stopped. Everything answered is saved; `sustain assess {file}` goes on here.")
            return STOPPED


def _hold(opened: UserFile, file: Path, terminal: Terminal, before: LastTime | None, options: Options) -> int:
    assessment = opened.loaded.model_as(Assessment)
    rubric = load_rubric(assessment.rubric)
    assert rubric is not None
    for warning in opened.saver.warnings:
        terminal.say(warning, "! ")
    elements = chosen_elements(rubric, opened.data, options.only, unrated=options.unrated)
    if not elements:
        terminal.say("Nothing is left to ask: every element chosen has a level.")
        return 0
    script = RatingScript(rubric, elements, options.criteria, before or _carried(assessment))
    state = interview.start(script, opened.data, remembered_position(recall(str(file))))
    session = Session(terminal, script, RatingScreens(script), opened, file, state)
    terminal.say(f"{assessment.reform.name}, {assessment.round.id}. Type ? for help, q to save and quit.")
    if session.run():
        show_summary(terminal, script, session.state.data, str(file))
    else:
        terminal.say(f"Saved. `sustain assess {file}` goes on here.")
    return 0


def chosen_elements(rubric: Rubric, data: Plain, only: Sequence[str], *, unrated: bool) -> list[str]:
    """The elements a session is about: below the ids named, and without a level if only those are wanted.

    Raises:
        WrongUsage: an id is none of the rubric's.
    """
    elements = list(rubric.elements)
    for wanted in only:
        if not any(_is_below(element, wanted) for element in elements):
            raise WrongUsage(
                f"{rubric.reference} has nothing called {wanted!r}{did_you_mean(wanted, elements)}"
            )
    if only:
        elements = [element for element in elements if any(_is_below(element, wanted) for wanted in only)]
    if unrated:
        elements = [element for element in elements if not get(data, ("ratings", element, "level"))]
    return elements


def _is_below(element: str, wanted: str) -> bool:
    wanted = wanted.lower().rstrip(".")
    return element.lower() == wanted or element.lower().startswith(f"{wanted}.")


def _begin(file: Path, terminal: Terminal) -> None:
    """Ask what a new assessment is about, and write it."""
    check_writable(file)
    answers = ask_setup(file, terminal, agency_around(file), date.today())
    write_assessment(file, answers, newest_rubric())
    terminal.say(f"Began {file}.")


def _previous(file: Path | None) -> LastTime | None:
    if file is None:
        return None
    from sustainrubric.cli.inspect import needed_assessment

    return last_time(needed_assessment(str(file))[1])


def _carried(assessment: Assessment) -> LastTime | None:
    """Last time's ratings as the file itself carries them, when it was made from a previous one."""
    before = assessment.previous
    return None if before is None else LastTime(before.round, dict(before.levels), dict(before.rationales))
