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
    if not sys.stdout.isatty():
        _call(words)
        return
    from sustainrubric.terminal.pager import paged

    try:
        if is_for_pager(arguments):
            with paged(one_screen=is_one_screen(arguments)):
                _call(words)
        else:
            _call(words)
    except SystemExit as stop:
        if not stop.code:
            _say_next(words)
        raise


def _say_next(words: list[str]) -> None:
    """Say what people usually do next, where a person sees it below the result."""
    from sustainrubric.cli.next_step import next_step
    from sustainrubric.terminal.console import is_terminal, note

    step = next_step(words) if is_terminal(sys.stderr) else ""
    if step:
        note(step)


def _call(arguments: list[str]) -> None:
    from sustainrubric.cli.without_typer import plain_call

    call = plain_call(arguments)
    if call is not None:
        sys.exit(call())
    from sustainrubric.cli.app import run

    run(arguments)
