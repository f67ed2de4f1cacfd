"""Where the command `sustain` begins: nothing is imported before it is needed."""

from __future__ import annotations

import gc
import os
import sys

from sustainrubric import __version__
from sustainrubric.cli.long_output import is_for_pager, is_one_screen, without_everything


def main() -> None:
    """Run `sustain` on the process's arguments, and end the process."""
    from sustainrubric.cli.boundary import boundary
    from sustainrubric.terminal.console import prepare_streams

    prepare_streams()
    with boundary():
        _run(sys.argv[1:])


def _run(arguments: list[str]) -> None:
    # Without typer this takes half the time, and tools ask it of us often.
    if arguments in (["--version"], ["-V"]):
        print(f"sustain {__version__}")
        return
    # Imports make many objects and little garbage; collecting less often is a tenth of a cold start.
    gc.set_threshold(100_000, 50, 50)
    # Plugins of other packages have no business in our checks, and looking for them costs 10 ms.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")

    words = without_everything(arguments)
    if sys.stdout.isatty() and is_for_pager(arguments):
        from sustainrubric.terminal.pager import paged

        with paged(one_screen=is_one_screen(arguments)):
            _call(words)
    else:
        _call(words)


def _call(arguments: list[str]) -> None:
    from sustainrubric.cli.without_typer import plain_call

    call = plain_call(arguments)
    if call is not None:
        sys.exit(call())
    from sustainrubric.cli.app import run

    run(arguments)
