"""`sustain textconv`: an assessment in words, for `git diff` to compare."""

from __future__ import annotations

from typing import Annotated

import typer

from sustainrubric.cli.plain_words import run_textconv


def textconv(file: Annotated[str, typer.Argument(metavar="FILE")]) -> int:
    """Print a file as stable words, one rating a line: git's textconv (see docs/git.md).

    A file that cannot be read as an assessment is printed as it is.
    """
    return run_textconv([file])
