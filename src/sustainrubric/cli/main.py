"""Where the command `sustain` begins: nothing is imported before it is needed."""

from __future__ import annotations

import gc
import os
import sys

from sustainrubric import __version__

NO_PAGER = "--no-pager"
"""May stand anywhere: no command has an option of that name, and who types it means the whole run."""

READ = frozenset({
    "demo", "diff", "explain", "help", "history", "panel spread", "plan", "rubric diff", "rubric list",
    "rubric resolve", "rubric show", "schema", "score", "status", "trend", "validate",
})  # fmt: skip
"""Commands whose output people read."""


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

    if _is_for_pager(arguments):
        from sustainrubric.terminal.pager import paged

        with paged():
            _call(arguments)
    else:
        _call([argument for argument in arguments if argument != NO_PAGER])


def _call(arguments: list[str]) -> None:
    from sustainrubric.cli.without_typer import plain_call

    call = plain_call(arguments)
    if call is not None:
        sys.exit(call())
    from sustainrubric.cli.app import run

    run(arguments)


def _is_for_pager(arguments: list[str]) -> bool:
    """Whether the command only prints, so that a person may want to read it page by page."""
    if NO_PAGER in arguments or "--plain" in arguments or not sys.stdout.isatty():
        return False
    return (
        " ".join(arguments[:1]) in READ
        or " ".join(arguments[:2]) in READ
        or {"-h", "--help"} & {*arguments} != set()
    )
