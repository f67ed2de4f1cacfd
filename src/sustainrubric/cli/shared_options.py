"""Options that several commands have, each written once: one spelling, one value, one meaning."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from sustainrubric.cli.options import AUDIENCE_HELP, STRICT_HELP, Readers


class TextFormat(StrEnum):
    """How what people read is printed, where programs read it, too."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="OUT", help="Where to write it; - is standard output.")
]

Force = Annotated[bool, typer.Option("--force", help="Replace OUT where it exists.")]

Partial = Annotated[
    bool, typer.Option("--partial", help="Make it without the files that cannot be read, and say which.")
]

Today = Annotated[
    str | None,
    typer.Option("--today", metavar="YYYY-MM-DD", help="The day to judge by (default: today)."),
]

ForReaders = Annotated[Readers, typer.Option("--audience", help=AUDIENCE_HELP)]

Strict = Annotated[bool, typer.Option("--strict", help=STRICT_HELP)]

Plain = Annotated[
    bool,
    typer.Option(
        "--plain",
        help="No color, no boxes, no pauses, one thing a line; so also with NO_COLOR, TERM=dumb or ACCESSIBLE set.",
    ),
]

Only = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="ID", help="Only this category, variable or element, such as 2.A."),
]

Backup = Annotated[bool, typer.Option("--backup", help="Keep what the file was before as FILE.bak.")]

Mappings = Annotated[
    list[str] | None,
    typer.Option(
        "--mapping", metavar="FILE", help="Between two rubrics: the mapping that says what is equal."
    ),
]
