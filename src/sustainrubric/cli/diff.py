"""`sustain diff`: what moved between two rounds."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from sustainrubric.cli.comparison import run_diff


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


def diff(
    paths: Annotated[
        list[str], typer.Argument(metavar="OLD NEW", help="Two assessments: files, or REV:PATH from git.")
    ],
    revisions: Annotated[
        str | None,
        typer.Option(
            "--git", metavar="A..B", help="Compare one file at two revisions, or at one and as it is now."
        ),
    ] = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="Default: as the name of OUT says, else table.")
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 where something differs.")
    ] = False,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="OUT", help="Write it to a file.")
    ] = None,
    force: Annotated[
        bool,
        typer.Option("--force", help="Compare different reforms or agencies; replace OUT where it exists."),
    ] = False,
) -> int:
    """Compare two rounds: which ratings, targets, evidence and actions moved, and what that adds up to.

    `sustain diff 2025.yaml 2026.yaml`, `sustain diff v2025:a.yaml a.yaml`, or
    `sustain diff --git v2025..HEAD a.yaml`. Levels are compared where both rounds have one.
    """
    chosen = form.value if form else None
    return run_diff(paths, revisions=revisions, form=chosen, exit_code=exit_code, force=force, output=output)
