"""`sustain assess`: the rating session."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def assess(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The assessment; a new one is begun if it is not there.")
    ],
    previous: Annotated[
        Path | None,
        typer.Option("--previous", metavar="FILE", help="The round before, to show what was said last time."),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="ID", help="Only this category, variable or element, such as 2.A."),
    ] = None,
    unrated: Annotated[bool, typer.Option("--unrated", help="Only elements that have no level yet.")] = False,
    criteria: Annotated[
        bool, typer.Option("--criteria/--no-criteria", help="Ask for each criterion of an element.")
    ] = True,
    reference: Annotated[
        str | None,
        typer.Option("--rubric", help="For a new file: the rubric to rate with (default: sustainability)."),
    ] = None,
    plain: Annotated[
        bool,
        typer.Option(
            "--plain",
            help="No colour, no boxes, no pauses; so also with NO_COLOR, TERM=dumb or ACCESSIBLE set.",
        ),
    ] = False,
    backup: Annotated[
        bool, typer.Option("--backup", help="Keep what the file was before as FILE.bak.")
    ] = False,
) -> int:
    """Rate a reform element by element; every answer is saved at once, and the next start goes on there.

    At every question: b back, s skip, j jump, l look-fors, u undo, q quit, ? help.
    """
    from sustainrubric.editing.rating_session import RatingOptions, run

    return run(file, RatingOptions(previous, tuple(only or ()), unrated, criteria, plain, backup, reference))
