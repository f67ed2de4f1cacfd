"""`sustain kit`: the sheets of a meeting."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated

import typer


class SheetFormat(StrEnum):
    HTML = "html"
    MARKDOWN = "markdown"


def kit(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="An assessment, with or without a panel, or a worksheet.")
    ],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="DIR", help="The folder to write the sheets to.")
    ],
    day: Annotated[
        str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="The day of the meeting.")
    ] = None,
    start: Annotated[str, typer.Option("--start", metavar="HH:MM", help="When it begins.")] = "09:00",
    minutes: Annotated[
        int, typer.Option("--minutes", metavar="N", min=60, max=720, help="How long it is, in minutes.")
    ] = 180,
    raters: Annotated[
        str | None,
        typer.Option("--raters", metavar="R1,R2", help="Who gets a ballot; else as the panel says."),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--sheets", "--only", metavar="SHEET", help="Only these sheets: agenda,notes."),
    ] = None,
    form: Annotated[
        SheetFormat, typer.Option("--format", help="Pages to print, or Markdown.")
    ] = SheetFormat.HTML,
    force: Annotated[bool, typer.Option("--force", help="Replace sheets that are there.")] = False,
) -> None:
    """Make the sheets of a meeting: invitation, pre-read, ballots, cards, agenda, notes, wall chart, checklist."""
    from sustainrubric.base.errors import WrongUsage
    from sustainrubric.cli.options import day_given
    from sustainrubric.editing.kit_files import chosen_sheets, write_kit
    from sustainrubric.pages.frame import framed
    from sustainrubric.report.style import frame_for
    from sustainrubric.terminal.console import note

    if output == "-":
        raise WrongUsage(
            "a kit is a folder of sheets, so it cannot be standard output; name a folder with -o"
        )
    time = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", start)
    if time is None:
        raise WrongUsage(f"--start: {start!r} is not a time of day; write it as 09:00")
    named = tuple(name.strip() for name in (raters or "").split(",") if name.strip())
    for name in named:
        if not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}", name):
            raise WrongUsage(f"--raters: {name!r} is not a short name; use letters, digits, '-', '_' and '.'")
    lines = write_kit(
        file,
        output,
        day=day_given("--on", day),
        start=int(time[1]) * 60 + int(time[2]),
        minutes=minutes,
        raters=named,
        only=chosen_sheets(only or []),
        form=form.value,
        force=force,
    )
    with framed(frame_for(file, "team")):
        for line in lines:
            note(line)
