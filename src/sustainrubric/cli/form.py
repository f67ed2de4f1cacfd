"""`sustain form`: a file as a form for people who have no terminal."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from sustainrubric.cli.shared_options import Force, Only


class FormFormat(StrEnum):
    XLSX = "xlsx"
    DOCX = "docx"
    XLSFORM = "xlsform"


def form(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An assessment or a worksheet.")],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="OUT", help="Where to write it, such as form.xlsx.")
    ],
    only: Only = None,
    actions: Annotated[bool, typer.Option("--actions", help="With a sheet of actions.")] = False,
    rater: Annotated[
        str | None,
        typer.Option("--rater", metavar="CODE", help="The ballot of this rater, whom the panel names."),
    ] = None,
    form: Annotated[
        FormFormat | None,
        typer.Option(
            "--format", help="Default: as the name of OUT says. xlsform is for KoboToolbox and ODK."
        ),
    ] = None,
    force: Force = False,
) -> None:
    """Write a form to fill in with Excel, LibreOffice or Google Sheets; `sustain import` takes it back.

    With --rater it is a ballot, which `sustain panel collect` takes back. A form in Word is for printing, and
    nothing comes back from it. Needs the add-on: pip install 'sustainrubric[office]'.
    """
    from pathlib import Path

    from sustainrubric.base.errors import RefusedToWrite, WrongUsage
    from sustainrubric.check.file import inspect
    from sustainrubric.disk.save import write_new
    from sustainrubric.exchange.make_form import form_bytes, form_format
    from sustainrubric.terminal.console import note

    if output == "-":
        raise WrongUsage("a form is no text; name a file with -o")
    if Path(output).exists() and Path(file).exists() and Path(output).samefile(file):
        raise RefusedToWrite(f"{output} was not written: the form is made from it; choose another name")
    chosen = form_format(form.value if form else None, output)
    made = form_bytes(inspect(file), chosen, only=only or [], actions=actions, rater=rater)
    write_new(output, made.content, force=force)
    for message in made.notes:
        note(message)
    note(f"wrote {output}")
