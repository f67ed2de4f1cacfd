"""A rating session: begin or resume an assessment, ask, and sum up."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sustainrubric.base.errors import WrongUsage
from sustainrubric.base.text import did_you_mean
from sustainrubric.editing.files_around import agency_in_files, criteria_of_round
from sustainrubric.editing.loop import Session
from sustainrubric.editing.new_assessment import write_assessment
from sustainrubric.editing.opening import RatingOpening, only_missing
from sustainrubric.editing.progress_kept import ProgressKept, left_at
from sustainrubric.editing.rating_screens import RatingScreens
from sustainrubric.editing.session_run import check_terminal, conclude, hold_session
from sustainrubric.editing.set_up import Setup, hold_setup
from sustainrubric.editing.set_up_script import SetupScript, is_complete
from sustainrubric.editing.user_file import UserFile
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.instruments.rubric_parts import is_below
from sustainrubric.interview import interview
from sustainrubric.interview.data import Plain, get
from sustainrubric.panel.sources import votes_waiting
from sustainrubric.rating.element_status import Pace, has_answers
from sustainrubric.rating.script import RatingScript
from sustainrubric.rating.topics import CRITERIA, TOPICS, missing
from sustainrubric.records.assessment import Assessment
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
        RefusedToWrite: the file cannot be written; the answers are kept.
    """
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


def run(
    file: str,
    script_of: Callable[[UserFile], RatingScript],
    today: date,
    *,
    overview: bool = True,
    pace: Pace | None = None,
    plain: bool = False,
    backup: bool = False,
    rubric: str | None = None,
) -> int:
    """Hold the session; 0 when it ended or was left with q, 130 when it was stopped.

    Args:
        file: the assessment, which may not be there yet.
        script_of: the questions of a file as it is, as `rating_script` gives them.
        today: the day that a new assessment proposes.
        overview: whether a file that has answers opens with where each element stands.
        pace: how the length of the meeting goes by.
        plain: no color, no boxes, no pauses.
        backup: whether the file of before is kept beside it.
        rubric: the reference of the rubric to rate with, in a new file.

    Raises:
        WrongUsage: an option names what there is not.
    """
    check_terminal("assess", "`sustain rate` takes answers as options")
    if rubric is not None and os.path.exists(file):
        raise WrongUsage("--rubric is for a new file; `sustain migrate` takes one to another rubric")

    def talk(opened: UserFile, terminal: Terminal) -> int:
        assessment, its_rubric = assessment_in(opened)
        for note in (*_notes(opened, file), votes_waiting(file, assessment, its_rubric)):
            if note:
                terminal.say(note, "! ")
        script = script_of(opened)
        if not script.elements:
            terminal.say("Nothing is left to ask: everything chosen has been answered.")
            return 0
        _say_waiting(assessment, terminal)
        place = left_at(file)
        state = interview.start(script, opened.data, place.position)
        screens = RatingScreens(script, pace)
        session = Session(ProgressKept(terminal, script, opened, file, state, place.drafts), screens)
        session.sum_up = lambda: _sum_up(session, its_rubric, file)
        if overview and has_answers(opened.data):
            session.opening = RatingOpening(script, screens)
        terminal.say(f"{assessment.reform.name}, {assessment.round.id}. Type ? for help, q to save and quit.")
        return conclude(session, f"sustain assess {shlex.quote(file)}")

    return hold_session(
        file,
        lambda terminal: begin(file, terminal, today, rubric),
        talk,
        command="assess",
        plain=plain,
        backup=backup,
    )


def _say_waiting(assessment: Assessment, terminal: Terminal) -> None:
    waiting = to_confirm(assessment)
    if waiting:
        count = f"{len(waiting)} element{' is' if len(waiting) == 1 else 's are'}"
        terminal.say(f"{count} to be confirmed after the migration; the session begins with them.")


def rating_script(
    opened: UserFile,
    file: str,
    *,
    only: Sequence[str] = (),
    unrated: bool = False,
    topics: Sequence[str] = TOPICS,
    unanswered: bool = False,
    criteria: str = "together",
    previous: str | None = None,
) -> RatingScript:
    """The questions to ask of a file as it is; those left by a migration come first.

    Args:
        opened: the assessment.
        file: its path.
        only: ids of categories, variables or elements; all elements where there is none.
        unrated: only elements without a level.
        topics: what to ask of each element, in this order.
        unanswered: only what nobody has answered yet.
        criteria: "together" in one line, "each" by itself, or "none".
        previous: the file of the round before, to show what was said last time.

    Raises:
        WrongUsage: an id is none of the rubric's, or `previous` is about another reform.
    """
    assessment, rubric = assessment_in(opened)
    elements = chosen_elements(rubric, opened.data, only, unrated=unrated)
    waiting = to_confirm(assessment)
    elements.sort(key=lambda element: element not in waiting)
    script = RatingScript(
        rubric,
        tuple(elements),
        criteria != "none",
        _last_time(previous, assessment, file),
        topics,
        each=criteria == "each",
    )
    if not unanswered:
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
