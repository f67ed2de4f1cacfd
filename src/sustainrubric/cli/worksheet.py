"""`sustain worksheet`: the worksheet session, and the same without prompts."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Phase(StrEnum):
    MODEL = "model"
    EVIDENCE = "evidence"


def _rows(pattern: str, what: str) -> typer.models.OptionInfo:
    return typer.Option(metavar="ROW", help=f"Add {what}: '{pattern}'; again for more.")  # type: ignore[no-any-return]


def worksheet(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The worksheet; a new one is begun if it is not there.")
    ],
    step: Annotated[
        str | None,
        typer.Option(
            "--step", metavar="STEP", help="Only this step: 1 to 5, its name, or inform to analyze."
        ),
    ] = None,
    phase: Annotated[
        Phase | None,
        typer.Option("--phase", help="evidence: the second pass through step 3, on evidence and data."),
    ] = None,
    plain: Annotated[
        bool,
        typer.Option(
            "--plain",
            help="No colour, no boxes, one thing a line; so also with NO_COLOR, TERM=dumb, ACCESSIBLE.",
        ),
    ] = False,
    add_participant: Annotated[
        list[str] | None, _rows("department | name | contact | role", "somebody who takes part")
    ] = None,
    add_document: Annotated[list[str] | None, _rows("title | why it is important", "a document")] = None,
    add_process: Annotated[
        list[str] | None, _rows("inform | your process step | use of evidence", "a step of your process")
    ] = None,
    add_gap: Annotated[
        list[str] | None,
        _rows("select | what is missing", "a gap (of context, inform ... analyze, supports)"),
    ] = None,
    add_support: Annotated[
        list[str] | None, _rows("Fall | Regional forum | inform,plan | evidence | how", "a support")
    ] = None,
    add_priority: Annotated[
        list[str] | None, _rows("area | why | gaps it takes up, as select 1", "a priority area")
    ] = None,
    add_action: Annotated[
        list[str] | None, _rows("what | owner | YYYY-MM-DD | resources", "a next step")
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="KEY=TEXT", help="Set a text: context.description=..., framework=..., date=..."
        ),
    ] = None,
    edit: Annotated[
        list[str] | None,
        typer.Option(metavar="ROW", help="Change a row: 'supports 2: Spring | Regional forum'."),
    ] = None,
    move: Annotated[
        list[str] | None, typer.Option(metavar="ROW", help="Move a row: 'supports 2 to 1'.")
    ] = None,
    remove: Annotated[
        list[str] | None,
        typer.Option(metavar="ROW", help="Remove a row ('supports 2') or a text ('logistics')."),
    ] = None,
    backup: Annotated[
        bool, typer.Option("--backup", help="Keep what the file was before as FILE.bak.")
    ] = False,
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
    from sustainrubric.engine.worksheet_edit import WorksheetEdits

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
        from sustainrubric.cli.worksheet_changes import record

        record(file, edits, backup=backup)
        return 0
    from sustainrubric.cli.worksheet_session import Options, run

    return run(file, Options(step, phase is Phase.EVIDENCE, plain, backup))
