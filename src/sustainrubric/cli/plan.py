"""`sustain plan`: one plan of action from all assessments and worksheets."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"
    ICS = "ics"


class Grouping(StrEnum):
    OWNER = "owner"
    ELEMENT = "element"
    REFORM = "reform"
    MONTH = "month"


def plan(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Files or folders (default: this folder)."),
    ] = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="Default: as the name of OUT says, else table.")
    ] = None,
    group_by: Annotated[Grouping | None, typer.Option("--group-by", help="Put actions together.")] = None,
    open_only: Annotated[bool, typer.Option("--open", help="Leave out what is done or dropped.")] = False,
    shortlist: Annotated[
        bool, typer.Option("--shortlist", help="Show where to act first, in place of the actions.")
    ] = False,
    places: Annotated[
        int, typer.Option("--places", metavar="N", min=1, help="Places of the shortlist to show.")
    ] = 10,
    today: Annotated[
        str | None,
        typer.Option("--today", metavar="YYYY-MM-DD", help="The day to judge by (default: today)."),
    ] = None,
    mark: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--mark", metavar="ID STATUS", help="Set planned, under-way, done or dropped in its file."
        ),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="OUT", help="Write it to a file.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT where it exists.")] = False,
) -> int:
    """Put all actions into one register: overdue first, each once however many rounds carry it.

    With --mark the status of one action is changed in the file it stands in, and nothing else of it.
    """
    from sustainrubric.cli.planning import Wanted, mark_action, show_plan

    if mark is not None:
        return mark_action(paths or ["."], *mark)
    wanted = Wanted(
        form=form.value if form else None,
        group_by=group_by.value if group_by else None,
        open_only=open_only,
        shortlist=shortlist,
        places=places,
        today=today,
        output=output,
        force=force,
    )
    return show_plan(paths or ["."], wanted)
