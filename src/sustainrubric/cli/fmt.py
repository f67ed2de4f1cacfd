"""`sustain fmt`: files laid out alike."""

from __future__ import annotations

from typing import Annotated

import typer


def fmt(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Files or folders (default: this folder); - goes from standard input to output.",
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; name the files that would change, and end with 1.")
    ] = False,
    diff: Annotated[
        bool,
        typer.Option("--diff", help="Write nothing; show what would change, and end with 1 if anything."),
    ] = False,
    skip_others: Annotated[
        bool, typer.Option("--skip-others", help="Pass over named files that are not ours, as in folders.")
    ] = False,
) -> int:
    """Lay files out alike: keys in their order, two blanks a step. What they say and comments stay.

    A file that cannot be read is named with what is wrong in it, and left as it is.
    """
    from sustainrubric.cli.formatting import run_fmt

    return run_fmt(paths or ["."], write_files=not (check or diff), show_diff=diff, skip_others=skip_others)
