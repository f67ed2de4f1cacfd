"""A rating session: begin or resume an assessment, ask, and sum up."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sustainrubric.base.errors import WrongUsage
from sustainrubric.base.text import did_you_mean
from sustainrubric.disk.writable import check_writable
from sustainrubric.editing.loop import Session
from sustainrubric.editing.new_assessment import write_assessment
from sustainrubric.editing.progress_kept import ProgressKept, left_at
from sustainrubric.editing.rating_screens import RatingScreens
from sustainrubric.editing.session_run import Sitting, check_terminal, conclude
from sustainrubric.editing.set_up import Setup, hold_setup
from sustainrubric.editing.set_up_script import SetupScript, is_complete
from sustainrubric.editing.user_file import UserFile
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.interview import interview
from sustainrubric.interview.data import Plain, get
from sustainrubric.panel.sources import votes_waiting
from sustainrubric.rating.script import RatingScript
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.instrument_choice import catalog_around, rubric_named
from sustainrubric.records.settings import agency_around
from sustainrubric.terminal.prompts import Terminal

if TYPE_CHECKING:
    from sustainrubric.rating.script import LastTime


def begin(file: Path, terminal: Terminal, today: date, reference: str | None = None) -> int | None:
    """Ask what a new assessment is about, and write it; an exit code where that was not brought to an end.

    `reference` is the rubric to rate with, where it is not the newest that we ship.

    Raises:
        WrongUsage: there is no such rubric.
        RefusedToWrite: there cannot be such a file; the answers are kept.
    """
    check_writable(file)
    rubric = rubric_named(reference, catalog_around(file))
    agency = agency_around(file)
    setup = Setup(
        SetupScript(agency.name if agency else None, agency.state if agency else None, today),
        is_complete,
        lambda data: write_assessment(file, data, rubric),
        command="assess",
        kind="assessment",
        needed="An agency, a reform and a round",
    )
    return hold_setup(setup, file, terminal)


@dataclass(frozen=True)
class RatingOptions:
    """What the command line asks of a session."""

    previous: Path | None = None
    only: tuple[str, ...] = ()
    unrated: bool = False
    criteria: bool = True
    plain: bool = False
    backup: bool = False
    rubric: str | None = None


def run(file: Path, options: RatingOptions) -> int:
    """Hold the session; 0 when it ended or was left with q, 130 when it was stopped."""
    check_terminal("assess", "`sustain rate` takes answers as options")
    if options.rubric is not None and file.exists():
        raise WrongUsage("--rubric is for a new file; `sustain migrate` takes one to another rubric")
    sitting = Sitting(file, options.plain, options.backup)
    return sitting.hold(
        lambda new, terminal, today: _begin(new, terminal, today, options.rubric),
        lambda opened, terminal: _talk(opened, file, terminal, options),
    )


def _begin(file: Path, terminal: Terminal, today: date, reference: str | None) -> int | None:
    return begin(file, terminal, today, reference)


def _talk(opened: UserFile, file: Path, terminal: Terminal, options: RatingOptions) -> int:
    assessment, rubric = assessment_in(opened)
    for note in (*_notes(opened, file), votes_waiting(str(file), assessment, rubric)):
        if note:
            terminal.say(note, "! ")
    elements = chosen_elements(rubric, opened.data, options.only, unrated=options.unrated)
    if not elements:
        terminal.say("Nothing is left to ask: every element chosen has a level.")
        return 0
    waiting = to_confirm(assessment)
    if waiting:
        elements.sort(key=lambda element: element not in waiting)
        count = f"{len(waiting)} element{' is' if len(waiting) == 1 else 's are'}"
        terminal.say(f"{count} to be confirmed after the migration; the session begins with them.")
    script = RatingScript(rubric, elements, options.criteria, _last_time(options.previous, assessment))
    place = left_at(file)
    state = interview.start(script, opened.data, place.position)
    session = Session(
        ProgressKept(terminal, script, opened, file, state, place.drafts), RatingScreens(script)
    )
    terminal.say(f"{assessment.reform.name}, {assessment.round.id}. Type ? for help, q to save and quit.")
    return conclude(
        session, f"sustain assess {shlex.quote(str(file))}", lambda: _sum_up(session, rubric, file)
    )


def to_confirm(assessment: Assessment) -> frozenset[str]:
    """The elements whose level a migration left to be confirmed, and that have none yet."""
    if assessment.migrated is None or assessment.previous is None:
        return frozenset()
    rated = {element for element, rating in assessment.ratings.items() if rating.level is not None}
    return frozenset(assessment.previous.levels) - rated


def _sum_up(session: Session, rubric: Rubric, file: Path) -> None:
    from sustainrubric.editing.rating_screens import show_summary

    show_summary(session.terminal, rubric, session.data, file)


def assessment_in(opened: UserFile) -> tuple[Assessment, Rubric]:
    """What a session or a `rate` is about.

    Raises:
        InvalidFile: it is no assessment.
    """
    model = opened.loaded.model
    if not isinstance(model, Assessment):
        model = opened.loaded.model_as(Assessment)
    rubric = opened.instruments.rubric(model.rubric)
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
    from sustainrubric.check.file import needed_assessment
    from sustainrubric.rounds.carry import carried_in, of_round

    if file is None:
        return carried_in(assessment)
    _, previous, rubric = needed_assessment(str(file))
    if previous.reform.id != assessment.reform.id:
        raise WrongUsage(f"{file} is about the reform {previous.reform.id}, not {assessment.reform.id}")
    return of_round(previous, rubric)
