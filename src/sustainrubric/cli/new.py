"""`sustain new`: a file to start from, without prompts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from sustainrubric.cli.command_names import SETTINGS
from sustainrubric.cli.shared_options import Partial

app = typer.Typer(help="Make a new file to fill in.", no_args_is_help=True, **SETTINGS)


@app.callback()
def _group() -> None:
    """Make a new file to fill in."""


@app.command("assessment")
def assessment(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to make; it must not be there yet.")],
    previous: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="PREVIOUS", help="Carry team, weights, targets, evidence and open actions over."
        ),
    ] = None,
    agency: Annotated[
        str | None, typer.Option(metavar="NAME", help="The agency's name (default: that of sustain.yaml).")
    ] = None,
    state: Annotated[str | None, typer.Option(metavar="STATE", help="The state's abbreviation.")] = None,
    reform: Annotated[str | None, typer.Option(metavar="NAME", help="The reform's name.")] = None,
    reform_id: Annotated[
        str | None,
        typer.Option("--reform-id", metavar="ID", help="Its short id (default: made of the name)."),
    ] = None,
    round_id: Annotated[
        str | None, typer.Option("--round", metavar="ID", help="The round's id, such as 2026-fall.")
    ] = None,
    day: Annotated[
        str | None,
        typer.Option("--date", metavar="YYYY-MM-DD", help="The day of the rating (default: today)."),
    ] = None,
    reference: Annotated[
        str | None,
        typer.Option(
            "--rubric",
            metavar="RUBRIC",
            help="The rubric to rate with, also an own one (default: sustainability).",
        ),
    ] = None,
) -> None:
    """Make a new assessment with a commented place for every rating, to fill in an editor or with assess."""
    from sustainrubric.base.errors import WrongUsage
    from sustainrubric.cli.options import day_given
    from sustainrubric.editing.new_assessment import make, make_next

    near = _near(file)
    given = day_given("--date", day)
    its_day = given or date.today()
    if previous is None:
        make(
            file, its_day,
            agency=agency, state=state, reform=reform, reform_id=reform_id, round_id=round_id, reference=reference,
        )  # fmt: skip
    elif reference is not None:
        raise WrongUsage(
            "--rubric has no effect beside --from; `sustain migrate` takes a file to another rubric"
        )
    else:
        make_next(file, previous, round_id, its_day)
    _tell(file, its_day, "assessment", near, is_given=given is not None)


@app.command("worksheet")
def worksheet(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to make; it must not be there yet.")],
    previous: Annotated[
        str | None,
        typer.Option("--from", metavar="PREVIOUS", help="Carry people, context, process and supports over."),
    ] = None,
    agency: Annotated[
        str | None, typer.Option(metavar="NAME", help="The agency's name (default: that of sustain.yaml).")
    ] = None,
    state: Annotated[str | None, typer.Option(metavar="STATE", help="The state's abbreviation.")] = None,
    day: Annotated[
        str | None,
        typer.Option("--date", metavar="YYYY-MM-DD", help="The day it is about (default: today)."),
    ] = None,
    reference: Annotated[
        str | None,
        typer.Option(
            "--worksheet",
            metavar="DEFINITION",
            help="The definition to fill, also an own one (default: lea-process).",
        ),
    ] = None,
) -> None:
    """Make a new LEA-process worksheet with every place of it, to fill in an editor or with worksheet."""
    from sustainrubric.base.errors import WrongUsage
    from sustainrubric.cli.options import day_given
    from sustainrubric.editing.new_worksheet import make, make_next

    near = _near(file)
    given = day_given("--date", day)
    its_day = given or date.today()
    if previous is None:
        make(file, its_day, agency=agency, state=state, reference=reference)
    elif reference is not None:
        raise WrongUsage("--worksheet has no effect beside --from: the definition of the last one is taken")
    else:
        make_next(file, previous, its_day)
    _tell(file, its_day, "worksheet", near, is_given=given is not None)


def _near(file: str) -> list[str]:
    """What to say where a file or a folder with a near name is there, before the new one is."""
    import os

    from sustainrubric.base.text import one_line
    from sustainrubric.yaml.why_unreadable import near_file

    made, above = file, os.path.dirname(file)
    while above and not os.path.lexists(above):
        made, above = above, os.path.dirname(above)
    near = near_file(made)
    if not near:
        return []
    undo = "delete" if made == file else "move what is in"
    return [f"{near} is there, too; {undo} {one_line(made)} if you meant that one"]


def _tell(file: str, day: date, kind: str, near: Sequence[str], *, is_given: bool) -> None:
    from sustainrubric.cli.next_step import after_new
    from sustainrubric.terminal.console import note

    note(f"wrote {file}, dated {day}" + ("" if is_given else " (--date sets another day)"))
    for line in (*near, after_new(kind, file)):
        note(line)


@app.command("priorities")
def priorities(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to make; it must not be there yet.")],
    agency: Annotated[
        str | None, typer.Option(metavar="NAME", help="The agency's name (default: that of sustain.yaml).")
    ] = None,
    state: Annotated[str | None, typer.Option(metavar="STATE", help="The state's abbreviation.")] = None,
    partial: Partial = False,
) -> None:
    """Make a new file of priorities: goals, reforms, strategies, theory of action, to fill in an editor."""
    from sustainrubric.cli.next_step import after_new
    from sustainrubric.editing.new_priorities import make
    from sustainrubric.terminal.console import note

    near = _near(file)
    for line in (*make(file, agency, state, partial=partial), *near, after_new("priorities", file)):
        note(line)
