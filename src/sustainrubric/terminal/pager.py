"""Long results on a terminal through the pager that people have set, as git shows them."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress

from sustainrubric.terminal.console import is_terminal
from sustainrubric.terminal.programs import ctrl_c_is_the_programs, program_words

_ESCAPES = re.compile(rb"\x1b\[[0-9;]*[a-zA-Z]")

_LESS = "FRX"
"""What less is told where LESS says nothing, as git does: quit if it fits, show colours, leave the screen."""


@contextmanager
def paged() -> Iterator[None]:
    """Show what is printed inside through the pager, where a person reads it and it is longer than the terminal.

    It is shown also where an error ends what is done inside, and then the error goes on.
    """
    pager = _pager() if is_terminal() else None
    if pager is None:
        yield
        return
    shown = sys.stdout
    held = _HeldOutput(shown.encoding or "utf-8")
    try:
        with redirect_stdout(held):
            yield
    finally:
        held.flush()
        _show(held.content.getvalue(), pager)


class _HeldOutput(io.TextIOWrapper):
    """Keeps what is printed for a terminal until all of it is there."""

    def __init__(self, encoding: str) -> None:
        self.content = io.BytesIO()
        super().__init__(self.content, encoding=encoding, errors="backslashreplace", newline="")

    def isatty(self) -> bool:
        return True


def _pager() -> str | None:
    """The command that shows text page by page; none where nobody has set one, or a screen reader reads."""
    chosen = os.environ.get("PAGER", "").strip()
    return chosen if chosen not in ("", "cat") and not os.environ.get("ACCESSIBLE") else None


def _show(content: bytes, pager: str) -> None:
    stream = sys.stdout
    try:
        size = os.get_terminal_size(stream.fileno())
    except OSError:
        size = shutil.get_terminal_size()
    if _lines(content, size.columns) < size.lines:
        stream.flush()
        stream.buffer.write(content)
        stream.flush()
        return
    stream.flush()
    try:
        with ctrl_c_is_the_programs():
            _run(program_words(pager, on_windows=os.name == "nt"), content)
    # It is not there, or not written as a command: the text is what was asked for.
    except (OSError, ValueError):
        stream.buffer.write(content)
        stream.flush()


def _run(command: list[str], content: bytes) -> None:
    environment = {"LESS": _LESS, **os.environ}
    process = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603 - the person's own
    # Somebody who has seen enough leaves before the end.
    with suppress(BrokenPipeError):
        process.communicate(content)
    process.wait()


def _lines(content: bytes, columns: int) -> int:
    """How many lines of a terminal the text takes."""
    rows = _ESCAPES.sub(b"", content).decode("utf-8", "replace").splitlines()
    return sum(max(1, -(-len(row) // max(columns, 1))) for row in rows)
