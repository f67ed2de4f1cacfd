"""`sustain new`: a file to start from, without prompts."""

from __future__ import annotations

import shlex
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
    _tell(file, its_day, "assess", is_given=given is not None)


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

    given = day_given("--date", day)
    its_day = given or date.today()
    if previous is None:
        make(file, its_day, agency=agency, state=state, reference=reference)
    elif reference is not None:
        raise WrongUsage("--worksheet has no effect beside --from: the definition of the last one is taken")
    else:
        make_next(file, previous, its_day)
    _tell(file, its_day, "worksheet", is_given=given is not None)


def _tell(file: str, day: date, command: str, *, is_given: bool) -> None:
    from sustainrubric.terminal.console import note

    note(f"wrote {file}, dated {day}" + ("" if is_given else " (--date sets another day)"))
    note(f"fill it in with an editor, or with: sustain {command} {shlex.quote(file)}")


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
    from sustainrubric.editing.new_priorities import make
    from sustainrubric.terminal.console import note

    for line in make(file, agency, state, partial=partial):
        note(line)
