"""`sustain report`: what leaders and the public read."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Format(StrEnum):
    HTML = "html"
    MARKDOWN = "markdown"
    PDF = "pdf"


class Readers(StrEnum):
    PUBLIC = "public"
    CABINET = "cabinet"
    TEAM = "team"


def report(
    path: Annotated[
        str,
        typer.Argument(
            metavar="FILE | FOLDER",
            help="An assessment, a worksheet or priorities; - is standard input. A folder becomes a site.",
        ),
    ],
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="OUT", help="Where to write it; - is standard output."),
    ],
    form: Annotated[
        Format | None, typer.Option("--format", help="Default: as the name of OUT says, else html.")
    ] = None,
    previous: Annotated[
        str | None, typer.Option("--previous", metavar="FILE", help="An earlier round, to say what moved.")
    ] = None,
    audience: Annotated[
        Readers,
        typer.Option("--audience", help="Whom it is for. For the public names, notes and more are left out."),
    ] = Readers.TEAM,
    template: Annotated[
        str | None,
        typer.Option("--template", metavar="DIR", help="Templates of your own, in the place of ours."),
    ] = None,
    contacts: Annotated[
        bool, typer.Option("--contacts", help="Of a worksheet: with the participants' contact information.")
    ] = False,
    today: Annotated[
        str | None,
        typer.Option(
            "--today",
            metavar="YYYY-MM-DD",
            help="Of a folder: the day to judge actions by (default: that of the newest round).",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace what exists.")] = False,
) -> None:
    """Write the report of one file as one HTML page, as Markdown or as PDF; or the site of a whole folder.

    Name, logo and colours are those of the agency's sustain.yaml.
    """
    from sustainrubric.cli.reporting import Wanted, write_report

    wanted = Wanted(
        path=path,
        output=output,
        form=form.value if form else None,
        previous=previous,
        audience=audience.value,
        template=template,
        contacts=contacts,
        today=today,
        force=force,
    )
    write_report(wanted)
