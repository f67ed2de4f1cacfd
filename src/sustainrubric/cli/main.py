"""Where the command `sustain` begins: nothing is imported before it is needed."""

from __future__ import annotations

import gc
import os
import sys
from typing import NamedTuple

from sustainrubric import __version__


def main() -> None:
    """Run `sustain` on the process's arguments, and end the process."""
    arguments = sys.argv[1:]
    # Without typer this takes half the time, and tools ask it of us often.
    if arguments in (["--version"], ["-V"]):
        print(f"sustain {__version__}")
        return
    # Imports make many objects and little garbage; collecting less often is a tenth of a cold start.
    gc.set_threshold(100_000, 50, 50)
    # Plugins of other packages have no business in our checks, and looking for them costs 10 ms.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")

    from sustainrubric.cli.console import prepare_streams

    prepare_streams()
    plain = _plain_validate(arguments)
    if plain is not None:
        from sustainrubric.cli.boundary import boundary
        from sustainrubric.cli.validation import run_validation

        with boundary():
            sys.exit(run_validation(plain.paths, strict=plain.strict, form=plain.form))
    from sustainrubric.cli.app import run

    run(arguments)


class PlainValidate(NamedTuple):
    """The arguments of `sustain validate` in their plain forms."""

    paths: list[str]
    strict: bool
    form: str


def _plain_validate(arguments: list[str]) -> PlainValidate | None:
    """The arguments of a plain `sustain validate`, or None for whatever typer should read.

    Pre-commit and CI start this command for a file or two, and typer would be a fifth of its time.
    """
    if arguments[:1] != ["validate"]:
        return None
    paths: list[str] = []
    strict, form = False, "text"
    rest = iter(arguments[1:])
    for argument in rest:
        if argument == "--strict":
            strict = True
        elif argument == "--format":
            form = next(rest, "")
        elif argument.startswith("-") and argument != "-":
            return None
        else:
            paths.append(argument)
    return PlainValidate(paths, strict, form) if form in ("text", "json") else None
