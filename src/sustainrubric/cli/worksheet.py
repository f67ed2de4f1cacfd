"""`sustain worksheet`: the worksheet session, and the same without prompts."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from sustainrubric.cli.shared_options import Backup, Plain


class Phase(StrEnum):
    MODEL = "model"
    EVIDENCE = "evidence"


def _rows(pattern: str, what: str) -> typer.models.OptionInfo:
    return typer.Option(metavar="ROW", help=f"Add {what}: '{pattern}'; may be repeated.")  # type: ignore[no-any-return]


_File = Annotated[
    str, typer.Argument(metavar="FILE", help="The worksheet; a new one is begun if it is not there.")
]

_Step = Annotated[
    str | None,
    typer.Option("--step", metavar="STEP", help="Only this step: 1 to 5, its name, or inform to analyze."),
]

_Phase = Annotated[
    Phase | None,
    typer.Option("--phase", help="evidence: the second pass through step 3, on evidence and data."),
]

_Participants = Annotated[
    list[str] | None, _rows("department | name | contact | role", "somebody who takes part")
]

_Documents = Annotated[list[str] | None, _rows("title | why it is important", "a document")]

_Process = Annotated[
    list[str] | None, _rows("inform | your process step | use of evidence", "a step of your process")
]

_Gaps = Annotated[
    list[str] | None, _rows("select | what is missing", "a gap (of context, inform ... analyze, supports)")
]

_Supports = Annotated[
    list[str] | None, _rows("Fall | Regional forum | inform,plan | evidence | how", "a support")
]

_Priorities = Annotated[
    list[str] | None, _rows("area | why | gaps it takes up, as select 1", "a priority area")
]

_Actions = Annotated[
    list[str] | None, _rows("what | owner | YYYY-MM-DD | resources | status | step", "a next step")
]

_Sets = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="KEY=TEXT", help="Set a text: context.description=..., framework=..., date=..."
    ),
]

_Edits = Annotated[
    list[str] | None,
    typer.Option(metavar="ROW", help="Change a row: 'supports 2: Spring | Regional forum'."),
]

_Moves = Annotated[list[str] | None, typer.Option(metavar="ROW", help="Move a row: 'supports 2 to 1'.")]

_Removals = Annotated[
    list[str] | None,
    typer.Option(metavar="ROW", help="Remove a row ('supports 2') or a text ('logistics')."),
]


def worksheet(
    file: _File,
    step: _Step = None,
    phase: _Phase = None,
    plain: Plain = False,
    add_participant: _Participants = None,
    add_document: _Documents = None,
    add_process: _Process = None,
    add_gap: _Gaps = None,
    add_support: _Supports = None,
    add_priority: _Priorities = None,
    add_action: _Actions = None,
    set_: _Sets = None,
    edit: _Edits = None,
    move: _Moves = None,
    remove: _Removals = None,
    backup: Backup = False,
) -> int:
    """Walk a team through the LEA-process worksheet, step by step, over as many meetings as it takes.

    Every answer is saved at once, and the next start goes on there. At every question: b back, s skip,
    j what is filled so far (j 3 or j supports jumps there), l the recommended steps and the gaps, u undo,
    q quit, ? help.

    With any of --add-..., --set, --edit, --move and --remove nothing is asked: the file is changed, all of
    it or nothing, and everything else in it stays; sustain new worksheet FILE makes it. Lists are
    participants, documents, inform to analyze, inform-gaps to analyze-gaps, context-gaps, supports,
    supports-gaps, priorities and actions. In an edit an empty part stays, and - takes one away. The second
    pass on evidence sets inform.1.explicit, .decisions, .available and .supports.
    """
    from sustainrubric.worksheet.edit import WorksheetEdits

    added = {
        "participant": add_participant,
        "document": add_document,
        "process": add_process,
        "gap": add_gap,
        "support": add_support,
        "priority": add_priority,
        "action": add_action,
    }
    edits = WorksheetEdits(
        sets=set_ or (),
        edits=edit or (),
        moves=move or (),
        removals=remove or (),
        added=tuple((what, row) for what, rows in added.items() for row in rows or ()),
    )
    if not edits.is_empty:
        from sustainrubric.editing.worksheet_changes import record

        record(file, edits, backup=backup)
        return 0
    from datetime import date

    from sustainrubric.editing.worksheet_session import run

    return run(file, date.today(), step=step, evidence=phase is Phase.EVIDENCE, plain=plain, backup=backup)
