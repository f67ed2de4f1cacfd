"""What `sustain worksheet` does: begin or resume a worksheet, ask, and sum up."""

from __future__ import annotations

import shlex
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sustainrubric.cli.ask import Terminal
from sustainrubric.cli.interrupts import stops_on_signals
from sustainrubric.cli.session import Session, left
from sustainrubric.cli.user_file import UserFile, open_for_session
from sustainrubric.cli.worksheet_screens import WorksheetScreens, show_summary
from sustainrubric.engine import interview
from sustainrubric.engine.evidence_script import EvidenceScript
from sustainrubric.engine.interview import Position
from sustainrubric.engine.plain import Plain
from sustainrubric.engine.worksheet_script import WorksheetScript
from sustainrubric.errors import WrongUsage
from sustainrubric.files.packaged import load_worksheet_definition
from sustainrubric.files.state_folder import recall
from sustainrubric.model.nearest import did_you_mean
from sustainrubric.model.worksheet import Worksheet
from sustainrubric.model.worksheet_definition import WorksheetDefinition

STOPPED = 130


@dataclass(frozen=True)
class Options:
    """What the command line asks of a session."""

    step: str | None = None
    evidence: bool = False
    plain: bool = False
    backup: bool = False


def run(file: Path, options: Options) -> int:
    """Hold the session; 0 when it ended or was left with q, 130 when it was stopped."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise WrongUsage(
            "worksheet asks at a terminal, and standard input is none; --add-..., --set, --edit, --move and "
            "--remove change the file without asking"
        )
    terminal = Terminal(plain=options.plain)
    with stops_on_signals():
        if not file.exists() and not file.is_symlink():
            from sustainrubric.cli.worksheet_begin import begin

            code = begin(file, terminal, date.today())
            if code is not None:
                return code
        with open_for_session(str(file), backup=options.backup) as opened:
            return _hold(opened, file, terminal, options)


def _hold(opened: UserFile, file: Path, terminal: Terminal, options: Options) -> int:
    definition = definition_of(opened)
    script = chosen_script(definition, options.step, evidence=options.evidence)
    for warning in opened.saver.warnings:
        terminal.say(warning, "! ")
    place = left(recall(str(file)))
    state = interview.start(script, opened.data, _start(script, opened.data, place.position, options))
    session = Session(terminal, script, WorksheetScreens(script), opened, file, state, place)
    terminal.say(
        f"{opened.data['agency']['name']}, LEA-process worksheet. Type ? for help, q to save and quit."
    )
    return _conclude(session, script, file, options)


def _start(
    script: WorksheetScript | EvidenceScript, data: Plain, place: Position | None, options: Options
) -> Position | None:
    """Where a session was left, else with --step the beginning of that step, else what is open."""
    first = script.sections[0].id
    left_here = place is not None and place.section in (section.id for section in script.sections)
    if options.step is None or left_here:
        return place
    return Position(first, script.questions(first, data)[0].id)


def _conclude(
    session: Session, script: WorksheetScript | EvidenceScript, file: Path, options: Options
) -> int:
    """Run a session to wherever it ends, and say how it was left."""
    terminal = session.terminal
    name = shlex.quote(str(file))
    step = f" --step {shlex.quote(options.step)}" if options.step else ""
    again = f"`sustain worksheet {name}{step}{' --phase evidence' * options.evidence}` goes on here."
    try:
        if session.run():
            show_summary(terminal, script, session.state.data, name)
        else:
            terminal.say(f"Saved. {again}")
    except (KeyboardInterrupt, EOFError):
        # The window may be gone.
        with suppress(OSError):
            kept = "What you typed last is kept for then." if session.unsaved.draft is not None else ""
            terminal.say(f"\nStopped; everything answered is saved. {again} {kept}")
        return STOPPED
    return 0


def definition_of(opened: UserFile) -> WorksheetDefinition:
    """The definition that a file to be changed names.

    Raises:
        InvalidFile: it is no worksheet.
    """
    model = opened.loaded.model
    if not isinstance(model, Worksheet):
        model = opened.loaded.model_as(Worksheet)
    definition = load_worksheet_definition(model.worksheet)
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
