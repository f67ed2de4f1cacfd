"""`sustain validate`: everything that is wrong or weak in files and folders."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from sustainrubric.cli.validation import run_validation


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"


def validate(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...", help="Files or folders (default: this folder); - is standard input."
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail the check, too.")] = False,
    form: Annotated[Format, typer.Option("--format", help="How to print the problems.")] = Format.TEXT,
) -> int:
    """Check files: can they be read, do they fit their rubric, where are they weak.

    Ends with 0 when all is well, 1 when problems were found, 3 when a path could not be opened.
    Warnings (SR3xx) count only with --strict. `sustain explain CODE` says how to mend a problem.
    """
    return run_validation(paths or [], strict=strict, form=form.value)
