"""A rating session: begin or resume an assessment, ask, and sum up."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sustainrubric.base.errors import WrongUsage
from sustainrubric.base.text import did_you_mean
from sustainrubric.disk.writable import check_writable
from sustainrubric.editing.files_around import agency_in_files, criteria_of_round
from sustainrubric.editing.loop import Session
from sustainrubric.editing.new_assessment import write_assessment
from sustainrubric.editing.opening import RatingOpening, only_missing
from sustainrubric.editing.progress_kept import ProgressKept, left_at
from sustainrubric.editing.rating_screens import RatingScreens
from sustainrubric.editing.session_run import Sitting, check_terminal, conclude
from sustainrubric.editing.set_up import Setup, hold_setup
from sustainrubric.editing.set_up_script import SetupScript, is_complete
from sustainrubric.editing.user_file import UserFile
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.instruments.rubric_parts import is_below
from sustainrubric.interview import interview
from sustainrubric.interview.answers import Rejected
from sustainrubric.interview.data import Plain, get
from sustainrubric.panel.sources import votes_waiting
from sustainrubric.rating.element_status import Pace, has_answers
from sustainrubric.rating.script import RatingScript
from sustainrubric.rating.topics import CRITERIA, TOPICS, missing, topics_named
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.find import check_new_name
from sustainrubric.records.instrument_choice import catalog_around, rubric_named
from sustainrubric.records.settings import agency_around
from sustainrubric.terminal.prompts import Terminal

if TYPE_CHECKING:
    from sustainrubric.rating.script import LastTime


def begin(file: str, terminal: Terminal, today: date, reference: str | None = None) -> int | None:
    """Ask what a new assessment is about, and write it; an exit code where that was not brought to an end.

    `reference` is the rubric to rate with, where it is not the newest that we ship.

    Raises:
        WrongUsage: there is no such rubric.
        RefusedToWrite: there cannot be such a file; the answers are kept.
    """
    check_new_name(str(file))
    check_writable(file)
    rubric = rubric_named(reference, catalog_around(file))
    agency = agency_around(file) or agency_in_files(file)
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
    """What the command line asks of a session; `elapsed` gives the seconds since its start for a `clock` in minutes."""

    previous: str | None = None
    only: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    unrated: bool = False
    missing: bool = False
    criteria: str = "together"
    clock: int | None = None
    elapsed: Callable[[], float] = float
    plain: bool = False
    backup: bool = False
    rubric: str | None = None

    @property
    def chosen(self) -> bool:
        """Whether the command line says what to ask, so that nobody need be asked that."""
        return bool(self.only or self.ask or self.unrated or self.missing)


def run(file: str, options: RatingOptions) -> int:
    """Hold the session; 0 when it ended or was left with q, 130 when it was stopped.

    Raises:
        WrongUsage: an option names what there is not.
    """
    topics = topics_named(options.ask) if options.ask else TOPICS
    if isinstance(topics, Rejected):
        raise WrongUsage(f"--ask: {topics.reason}")
    if options.ask and (
        options.criteria == "none" or (options.criteria == "each" and CRITERIA not in topics)
    ):
        raise WrongUsage(
            "--ask says already whether criteria are asked; leave --criteria or --no-criteria out"
        )
    check_terminal("assess", "`sustain rate` takes answers as options")
    if options.rubric is not None and os.path.exists(file):
        raise WrongUsage("--rubric is for a new file; `sustain migrate` takes one to another rubric")
    sitting = Sitting(file, options.plain, options.backup)
    return sitting.hold(
        lambda new, terminal, today: _begin(new, terminal, today, options.rubric),
        lambda opened, terminal: _talk(opened, file, terminal, options, topics),
    )


def _begin(file: str, terminal: Terminal, today: date, reference: str | None) -> int | None:
    return begin(file, terminal, today, reference)


def _talk(
    opened: UserFile, file: str, terminal: Terminal, options: RatingOptions, topics: Sequence[str]
) -> int:
    assessment, rubric = assessment_in(opened)
    for note in (*_notes(opened, file), votes_waiting(file, assessment, rubric)):
        if note:
            terminal.say(note, "! ")
    script = _script(opened, file, options, topics)
    if not script.elements:
        terminal.say("Nothing is left to ask: everything chosen has been answered.")
        return 0
    waiting = to_confirm(assessment)
    if waiting:
        count = f"{len(waiting)} element{' is' if len(waiting) == 1 else 's are'}"
        terminal.say(f"{count} to be confirmed after the migration; the session begins with them.")
    place = left_at(file)
    state = interview.start(script, opened.data, place.position)
    pace = Pace(options.clock, options.elapsed) if options.clock else None
    screens = RatingScreens(script, pace)
    session = Session(ProgressKept(terminal, script, opened, file, state, place.drafts), screens)
    session.sum_up = lambda: _sum_up(session, rubric, file)
    if not options.chosen and has_answers(opened.data):
        session.opening = RatingOpening(script, screens)
    terminal.say(f"{assessment.reform.name}, {assessment.round.id}. Type ? for help, q to save and quit.")
    return conclude(session, f"sustain assess {shlex.quote(file)}")


def _script(opened: UserFile, file: str, options: RatingOptions, topics: Sequence[str]) -> RatingScript:
    """The questions that the options ask for, of a file as it is."""
    assessment, rubric = assessment_in(opened)
    elements = chosen_elements(rubric, opened.data, options.only, unrated=options.unrated)
    waiting = to_confirm(assessment)
    elements.sort(key=lambda element: element not in waiting)
    script = RatingScript(
        rubric,
        tuple(elements),
        options.criteria != "none",
        _last_time(options.previous, assessment, file),
        topics,
        each=options.criteria == "each",
    )
    if not options.missing:
        return script
    asked = [topic for topic in topics if topic != CRITERIA or script.criteria]
    return only_missing(script, missing(rubric, opened.data, elements, asked))


def to_confirm(assessment: Assessment) -> frozenset[str]:
    """The elements whose level a migration left to be confirmed, and that have none yet."""
    if assessment.migrated is None or assessment.previous is None:
        return frozenset()
    rated = {element for element, rating in assessment.ratings.items() if rating.level is not None}
    return frozenset(assessment.previous.levels) - rated


def _sum_up(session: Session, rubric: Rubric, file: str) -> None:
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
        if not any(is_below(element, wanted) for element in elements):
            hint = did_you_mean(wanted, [*elements, *_parts(rubric)])
            raise WrongUsage(f"{rubric.reference} has nothing called {wanted!r}{hint}")
    if only:
        elements = [element for element in elements if any(is_below(element, wanted) for wanted in only)]
    if unrated:
        elements = [element for element in elements if not get(data, ("ratings", element, "level"))]
    return elements


def _parts(rubric: Rubric) -> list[str]:
    variables = [variable.id for category in rubric.categories for variable in category.variables]
    return [*(category.id for category in rubric.categories), *variables]


def _notes(opened: UserFile, file: str) -> list[str]:
    """What the person should know before the first question."""
    notes = list(opened.saver.warnings)
    if opened.errors:
        count = len(opened.errors)
        problems = "1 error" if count == 1 else f"{count} errors"
        notes.append(f"{file} has {problems}; `sustain validate {shlex.quote(file)}` shows what to mend")
    return notes


def _last_time(previous: str | None, assessment: Assessment, file: str) -> LastTime | None:
    """The round before: the one named, else what the file itself carries of it."""
    if previous is None and assessment.previous is None:
        return None
    from sustainrubric.check.file import needed_assessment
    from sustainrubric.rounds.carry import carried_in, of_round

    if previous is None:
        assert assessment.previous is not None
        return carried_in(
            assessment, criteria_of_round(file, assessment.reform.id, assessment.previous.round)
        )
    _, before, rubric = needed_assessment(previous)
    if before.reform.id != assessment.reform.id:
        raise WrongUsage(f"{previous} is about the reform {before.reform.id}, not {assessment.reform.id}")
    return of_round(before, rubric)
