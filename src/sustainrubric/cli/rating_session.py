"""What `sustain assess` does: begin or resume a file, ask, and sum up."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sustainrubric.cli.ask import Terminal
from sustainrubric.cli.rating_screens import RatingScreens
from sustainrubric.cli.session import Session
from sustainrubric.cli.sitting import Sitting, check_terminal, conclude
from sustainrubric.cli.standing import Standing, left_at
from sustainrubric.cli.user_file import UserFile
from sustainrubric.engine import interview
from sustainrubric.engine.plain import Plain, get
from sustainrubric.engine.rating_script import RatingScript
from sustainrubric.errors import WrongUsage
from sustainrubric.files.packaged import load_rubric
from sustainrubric.model.assessment import Assessment
from sustainrubric.model.nearest import did_you_mean
from sustainrubric.model.rubric import Rubric

if TYPE_CHECKING:
    from sustainrubric.engine.last_time import LastTime


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
    check_terminal("assess", "`sustain rate` takes answers as options")
    sitting = Sitting(file, options.plain, options.backup)
    return sitting.hold(_begin, lambda opened, terminal: _talk(opened, file, terminal, options))


def _begin(file: Path, terminal: Terminal, today: date) -> int | None:
    # Imported late: most sessions go on with a file that is there.
    from sustainrubric.cli.assessment_begin import begin

    return begin(file, terminal, today)


def _talk(opened: UserFile, file: Path, terminal: Terminal, options: Options) -> int:
    assessment, rubric = assessment_in(opened)
    for note in _notes(opened, file):
        terminal.say(note, "! ")
    elements = chosen_elements(rubric, opened.data, options.only, unrated=options.unrated)
    if not elements:
        terminal.say("Nothing is left to ask: every element chosen has a level.")
        return 0
    script = RatingScript(rubric, elements, options.criteria, _last_time(options.previous, assessment))
    place = left_at(file)
    state = interview.start(script, opened.data, place.position)
    session = Session(Standing(terminal, script, opened, file, state, place.drafts), RatingScreens(script))
    terminal.say(f"{assessment.reform.name}, {assessment.round.id}. Type ? for help, q to save and quit.")
    return conclude(
        session, f"sustain assess {shlex.quote(str(file))}", lambda: _sum_up(session, rubric, file)
    )


def _sum_up(session: Session, rubric: Rubric, file: Path) -> None:
    from sustainrubric.cli.rating_summary import show_summary

    show_summary(session.terminal, rubric, session.data, file)


def assessment_in(opened: UserFile) -> tuple[Assessment, Rubric]:
    """What a session or a `rate` is about.

    Raises:
        InvalidFile: it is no assessment.
    """
    model = opened.loaded.model
    if not isinstance(model, Assessment):
        model = opened.loaded.model_as(Assessment)
    rubric = load_rubric(model.rubric)
    assert rubric is not None
    return model, rubric


def chosen_elements(rubric: Rubric, data: Plain, only: Sequence[str], *, unrated: bool) -> list[str]:
    """The elements a session is about: below the ids named, and without a level if only those are wanted.

    Raises:
        WrongUsage: an id is none of the rubric's.
    """
    elements = list(rubric.elements)
    for wanted in only:
        if not any(_is_below(element, wanted) for element in elements):
            hint = did_you_mean(wanted, [*elements, *_parts(rubric)])
            raise WrongUsage(f"{rubric.reference} has nothing called {wanted!r}{hint}")
    if only:
        elements = [element for element in elements if any(_is_below(element, wanted) for wanted in only)]
    if unrated:
        elements = [element for element in elements if not get(data, ("ratings", element, "level"))]
    return elements


def _is_below(element: str, wanted: str) -> bool:
    wanted = wanted.lower().rstrip(".")
    return element.lower() == wanted or element.lower().startswith(f"{wanted}.")


def _parts(rubric: Rubric) -> list[str]:
    variables = [variable.id for category in rubric.categories for variable in category.variables]
    return [*(category.id for category in rubric.categories), *variables]


def _notes(opened: UserFile, file: Path) -> list[str]:
    """What the person should know before the first question."""
    notes = list(opened.saver.warnings)
    if opened.errors:
        count = len(opened.errors)
        problems = "1 error" if count == 1 else f"{count} errors"
        notes.append(f"{file} has {problems}; `sustain validate {shlex.quote(str(file))}` shows what to mend")
    return notes


def _last_time(file: Path | None, assessment: Assessment) -> LastTime | None:
    """The round before: the one named, else what the file itself carries of it."""
    if file is None and assessment.previous is None:
        return None
    from sustainrubric.cli.inspect import needed_assessment
    from sustainrubric.engine.last_time import carried_in, of_round

    if file is None:
        return carried_in(assessment)
    _, previous, rubric = needed_assessment(str(file))
    if previous.reform.id != assessment.reform.id:
        raise WrongUsage(f"{file} is about the reform {previous.reform.id}, not {assessment.reform.id}")
    return of_round(previous, rubric)
