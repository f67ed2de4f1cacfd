"""`sustain demo`: the example agency, checked, scored and reported on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def demo(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to put it.")] = Path("sustain-demo"),
) -> None:
    """Copy the example agency to a folder, check it, score it, and write its reports."""
    from sustainrubric.cli import demonstration

    demonstration.run(folder)
