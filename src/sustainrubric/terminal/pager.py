"""Long results on a terminal: through the pager that people have set, as git shows them, or cut to one screen."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress

from sustainrubric.base.text import counted
from sustainrubric.terminal.console import Said, is_terminal
from sustainrubric.terminal.programs import ctrl_c_is_the_programs, program_words
from sustainrubric.terminal.prompts import terminal_size

_ESCAPES = re.compile(r"\x1b\[[0-9;]*[a-zA-Z]")

_FEWEST = 8
"""Rows that are used however low the terminal is."""

_LESS = "FRX"
"""What less is told where LESS says nothing, as git does: quit if it fits, show colors, leave the screen."""


@contextmanager
def paged(*, one_screen: bool = False) -> Iterator[None]:
    """Show what is printed inside through the pager, where a person reads it and it is longer than the terminal.

    Without a pager it is printed, and with `one_screen` only as much as the terminal shows at once; what
    programs read is whole in any case. It is shown also where an error ends what is done inside, and then the
    error goes on.
    """
    pager = _pager() if is_terminal() else None
    if not is_terminal() or (pager is None and not one_screen):
        yield
        return
    shown = sys.stdout
    held = _HeldOutput(shown.encoding or "utf-8")
    try:
        with redirect_stdout(held):
            yield
    finally:
        held.flush()
        _show(held.content.getvalue(), pager, one_screen=one_screen and not held.is_data)


class _HeldOutput(io.TextIOWrapper):
    """Keeps what is printed for a terminal until all of it is there."""

    def __init__(self, encoding: str) -> None:
        self.content = io.BytesIO()
        self.is_data = False
        super().__init__(self.content, encoding=encoding, errors="backslashreplace", newline="")

    def isatty(self) -> bool:
        return True


def _pager() -> str | None:
    """The command that shows text page by page; none where nobody has set one, or a screen reader reads."""
    chosen = os.environ.get("PAGER", "").strip()
    return chosen if chosen not in ("", "cat") and not os.environ.get("ACCESSIBLE") else None


def _show(content: bytes, pager: str | None, *, one_screen: bool) -> None:
    stream = sys.stdout
    size = terminal_size()
    if _lines(content, size.columns) + Said.lines < size.lines:
        stream.flush()
        stream.buffer.write(content)
        stream.flush()
        return
    if pager is None:
        shown = first_screen(content, size.columns, size.lines - Said.lines) if one_screen else content
        stream.buffer.write(shown)
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


def first_screen(content: bytes, columns: int, rows: int) -> bytes:
    """As many lines of a text as a terminal of this size shows at once, and below them how many are left.

    A text is whole where it has no more lines than are shown on the lowest terminal.
    """
    lines = content.decode("utf-8", "replace").splitlines()
    # A row each for what is left and for the prompt, and two for the next step.
    room, end = max(rows, _FEWEST) - 4, 0
    while end < len(lines) and (height := _height(lines[end], columns)) <= room:
        room -= height
        end += 1
    # A heading without what it stands over says nothing.
    while end and (not lines[end - 1].strip() or (end > 1 and not lines[end - 2].strip())):
        end -= 1
    if end == len(lines):
        return content
    left = counted(len(lines) - end, "more line")
    shown = [*lines[:end], f"... {left}; add --all to see everything"]
    return "".join(f"{line}\n" for line in shown).encode("utf-8")


def _lines(content: bytes, columns: int) -> int:
    """How many lines of a terminal the text takes."""
    return sum(_height(row, columns) for row in content.decode("utf-8", "replace").splitlines())


def _height(line: str, columns: int) -> int:
    return max(1, -(-len(_ESCAPES.sub("", line)) // max(columns, 1)))
