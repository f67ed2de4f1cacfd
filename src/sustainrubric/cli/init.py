"""`sustain init`: an agency's folder, ready to work in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="The folder (default: this one); made if need be.")
    ] = Path(),
    agency: Annotated[str | None, typer.Option(help="The agency's name.")] = None,
    state: Annotated[str | None, typer.Option(help="The state's abbreviation.")] = None,
) -> None:
    """Start an agency's folder: settings, checks for git and CI, what editors need, a page for colleagues.

    A file that is there already is never changed.
    """
    from sustainrubric.cli.beginning import begin

    begin(folder, agency, state)
