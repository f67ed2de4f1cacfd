"""A worksheet session: begin or resume a worksheet, ask, and sum up."""

from __future__ import annotations

import os
import shlex
from datetime import date
from typing import Any

from sustainrubric.base.errors import WrongUsage
from sustainrubric.base.text import did_you_mean
from sustainrubric.editing.files_around import agency_in_files
from sustainrubric.editing.loop import Session
from sustainrubric.editing.new_worksheet import write_worksheet
from sustainrubric.editing.opening import Opening
from sustainrubric.editing.progress_kept import ProgressKept, left_at
from sustainrubric.editing.session_run import check_terminal, conclude, hold_session
from sustainrubric.editing.set_up import Setup, hold_setup
from sustainrubric.editing.set_up_script import WorksheetSetup, is_worksheet_complete
from sustainrubric.editing.user_file import UserFile
from sustainrubric.editing.worksheet_screens import WorksheetScreens, show_summary
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.interview import interview
from sustainrubric.interview.answers import Value
from sustainrubric.interview.data import Plain, get
from sustainrubric.interview.days import parse_day
from sustainrubric.interview.interview import Position
from sustainrubric.records.assessment import Agency
from sustainrubric.records.instrument_choice import catalog_around, definition_named
from sustainrubric.records.settings import agency_around
from sustainrubric.records.worksheet import Worksheet
from sustainrubric.terminal.prompts import Terminal
from sustainrubric.worksheet.evidence_pass import EvidenceScript
from sustainrubric.worksheet.script import WorksheetScript

_FILLED = ("organize", "context", "process", "supports", "supports_gaps", "priorities", "actions", "answers")


def begin(file: str, terminal: Terminal, today: date) -> int | None:
    """Write a new worksheet, after asking whose it is where no settings say so.

    Gives an exit code where that was not brought to an end.

    Raises:
        RefusedToWrite: the file cannot be written; the answers are kept.
    """
    agency = agency_around(file)
    if agency is not None:
        write_worksheet(file, agency.model_dump(exclude_none=True), today)
        terminal.say(f"Wrote {file} for {agency.name}, dated {today}; every answer is saved there.")
        return None
    setup = Setup(
        WorksheetSetup(today, *_names(agency_in_files(file))),
        is_worksheet_complete,
        lambda data: write_worksheet(file, data["agency"], _day(data)),
        command="worksheet",
        kind="worksheet",
        needed="An agency and a day",
    )
    return hold_setup(setup, file, terminal)


def _day(data: Plain) -> date:
    """The day as it was answered now, or as it was kept from before."""
    kept = get(data, ("date",))
    parsed = parse_day(str(kept))
    day: date = parsed.value if isinstance(parsed, Value) else kept
    return day


def run(
    file: str,
    today: date,
    *,
    step: str | None = None,
    evidence: bool = False,
    plain: bool = False,
    backup: bool = False,
) -> int:
    """Hold the session; 0 when it ended or was left with q, 130 when it was stopped.

    Args:
        file: the worksheet, which may not be there yet.
        today: the day that a new worksheet proposes.
        step: the id of the one step to ask about; all of them where there is none.
        evidence: whether this is the second pass, over the evidence of each step of the process.
        plain: no color, no boxes, no pauses.
        backup: whether the file of before is kept beside it.

    Raises:
        WrongUsage: there is no such step, or no first pass that a second could follow.
    """
    check_terminal(
        "worksheet", "--add-..., --set, --edit, --move and --remove change the file without asking"
    )
    if not os.path.lexists(file):
        _check_new(file, step, evidence=evidence)
    return hold_session(
        file,
        lambda terminal: begin(file, terminal, today),
        lambda opened, terminal: _talk(opened, file, terminal, step, evidence=evidence),
        command="worksheet",
        is_written_at_once=agency_around(file) is not None,
        plain=plain,
        backup=backup,
    )


def _names(agency: Agency | None) -> tuple[str | None, str | None]:
    return (agency.name, agency.state) if agency is not None else (None, None)


def _check_new(file: str, step: str | None, *, evidence: bool) -> None:
    """Refuse what cannot be asked of a worksheet that is not there yet, before anything of it is written.

    Raises:
        WrongUsage: there is no such step, or no first pass that a second could follow.
    """
    chosen_script(definition_named(None, catalog_around(file)), step, evidence=evidence)
    if evidence:
        raise WrongUsage(
            f"{file} is not there yet, and --phase evidence is a second pass over the process steps in it; "
            f"`sustain worksheet {shlex.quote(file)}` asks for these first"
        )


def _talk(opened: UserFile, file: str, terminal: Terminal, step: str | None, *, evidence: bool) -> int:
    definition = definition_of(opened)
    script = chosen_script(definition, step, evidence=evidence)
    for warning in opened.saver.warnings:
        terminal.say(warning, "! ")
    place = left_at(file)
    state = interview.start(script, opened.data, _start(script, opened.data, place.position, step))
    standing = ProgressKept(terminal, script, opened, file, state, place.drafts)
    session = Session(standing, WorksheetScreens(script))
    name = shlex.quote(file)
    session.sum_up = lambda: show_summary(terminal, script, session.data, name)
    if step is None and not evidence and _has_answers(opened.data):
        session.opening = Opening()
    terminal.say(
        f"{opened.data['agency']['name']}, LEA-process worksheet. Type ? for help, q to save and quit."
    )
    return conclude(session, _again(name, step, evidence=evidence))


def _has_answers(data: Plain) -> bool:
    """Whether anything was filled in."""
    return any(_says_something(data.get(key)) for key in _FILLED)


def _says_something(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_says_something, value.values()))
    return any(map(_says_something, value)) if isinstance(value, list) else value not in (None, "")


def _again(name: str, step: str | None, *, evidence: bool) -> str:
    only = f" --step {shlex.quote(step)}" if step else ""
    return f"sustain worksheet {name}{only}{' --phase evidence' * evidence}"


def _start(
    script: WorksheetScript | EvidenceScript, data: Plain, place: Position | None, step: str | None
) -> Position | None:
    """Where a session was left, else with --step the beginning of that step, else what is open."""
    first = script.sections[0].id
    left_here = place is not None and place.section in (section.id for section in script.sections)
    if step is None or left_here:
        return place
    return Position(first, script.questions(first, data)[0].id)


def definition_of(opened: UserFile) -> WorksheetDefinition:
    """The definition that a file to be changed names.

    Raises:
        InvalidFile: it is no worksheet.
    """
    model = opened.loaded.model
    if not isinstance(model, Worksheet):
        model = opened.loaded.model_as(Worksheet)
    definition = opened.instruments.worksheet_definition(model.worksheet)
    assert definition is not None, "open_for_session takes no file that names an unknown one"
    return definition


def chosen_script(
    definition: WorksheetDefinition, step: str | None, *, evidence: bool
) -> WorksheetScript | EvidenceScript:
    """The questions of a session: all of them, those of one step, or the second pass on evidence.

    Raises:
        WrongUsage: there is no such step, or it has no second pass.
    """
    whole = EvidenceScript(definition) if evidence else WorksheetScript(definition)
    if step is None:
        return whole
    wanted = step.strip().casefold()
    by_name = {section.title.casefold(): section.id for section in whole.sections}
    numbers = {str(each.number): each.id for each in definition.steps}
    wanted = numbers.get(wanted, by_name.get(wanted, wanted))
    chosen = tuple(s.id for s in whole.sections if wanted in (s.id, whole.step_of(s.id)))
    if chosen:
        return type(whole)(definition, chosen)
    if evidence and wanted in definition.steps_by_id:
        raise WrongUsage(
            "the second pass on evidence is a phase of step 3; leave --step out, or name inform to analyze"
        )
    known = [*definition.steps_by_id, *definition.process_names]
    hint = did_you_mean(wanted, known) or f"; there are 1 to {len(definition.steps)}, {', '.join(known)}"
    raise WrongUsage(f"the worksheet has no step {step!r}{hint}")
