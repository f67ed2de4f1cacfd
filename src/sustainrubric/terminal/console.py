"""Where text leaves the program: results to standard output, problems and progress to standard error."""

from __future__ import annotations

import codecs
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence, Sized
from typing import TYPE_CHECKING, TextIO, TypeVar

from sustainrubric.base.text import IN_ASCII, clean, one_line
from sustainrubric.disk import system

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress


_ROOM_TO_FOLD = 100
"""Columns from which a long text in a table is folded, not cut."""

NEAREST_SIGNS = "sustain-nearest-signs"
"""What both streams do with a sign that their encoding does not have, as Python's codecs name it."""

_PATIENCE = 1.0
"""Seconds a person waits before wanting to see that something happens."""


def prepare_streams() -> None:
    """Make both streams able to carry any text, whatever the locale, and end lines with LF."""
    # A program started with a stream closed finds None in its place; what it would say goes nowhere.
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - lives as long as the process
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=NEAREST_SIGNS, newline="\n")


def _nearest_signs(error: UnicodeError) -> tuple[str, int]:
    """A sign that a console does not have as one that it has, or else by its number."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    found = "".join(
        IN_ASCII.get(sign) or sign.encode("ascii", "backslashreplace").decode()
        for sign in error.object[error.start : error.end]
    )
    return found, error.end


codecs.register_error(NEAREST_SIGNS, _nearest_signs)


def write(text: str) -> None:
    """Print a result as it stands, with a line break at its end."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def write_data(text: str) -> None:
    """Print a result that programs read, as `write` does, but in UTF-8 on every system and in every locale."""
    whole = text if text.endswith("\n") else text + "\n"
    if hasattr(sys.stdout, "is_data"):
        # Held back for a terminal; what programs read is never cut there.
        sys.stdout.is_data = True
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(whole)
        return
    sys.stdout.flush()
    stream.write(whole.encode("utf-8", "backslashreplace"))


class Said:
    """Lines that went to standard error, which share the screen with the result."""

    lines = 0


def complain(message: str, prefix: str = "sustain: ") -> None:
    """Print a problem or an error on standard error, safe for a terminal."""
    sys.stdout.flush()
    text = f"{prefix}{clean(message)}\n"
    sys.stderr.write(text)
    Said.lines += text.count("\n")


def note(message: str) -> None:
    """Print progress or advice on standard error."""
    complain(message, prefix="")


def is_terminal(stream: TextIO | None = None) -> bool:
    """Whether a person reads the stream, so that color and layout help."""
    stream = stream or sys.stdout
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def takes_color() -> bool:
    """Whether the terminal that standard output is may be sent colors."""
    return not os.environ.get("NO_COLOR") and system.takes_escapes(sys.stdout)


def speaks_unicode() -> bool:
    """Whether standard output can show signs beyond ASCII."""
    encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "")
    return encoding.startswith("utf")


def terminal_width() -> int | None:
    """The columns of the terminal that results go to; None where they go elsewhere and nothing is folded."""
    return shutil.get_terminal_size().columns if is_terminal() else None


def result_console() -> Console:
    """The rich console on standard output; for terminals only."""
    from rich.console import Console

    return Console(markup=False, highlight=False, emoji=False)


class HeadingLine(str):
    """A line that a terminal shows in bold."""


def write_lines(lines: Sequence[str]) -> None:
    """Print lines, those that are headings in bold on a terminal."""
    if not is_terminal():
        write("\n".join(lines))
        return
    from rich.text import Text

    console = result_console()
    for line in lines:
        console.print(Text(line, style="bold" if isinstance(line, HeadingLine) else ""), soft_wrap=True)


def write_bytes(content: bytes) -> None:
    """Print a file's content as it is, byte by byte."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> None:
    """Print a table: with lines and color on a terminal, as plain aligned columns elsewhere.

    `right` are the positions of the columns that hold numbers.
    """
    cells = [[one_line(cell) for cell in row] for row in rows]
    if not is_terminal():
        write(plain_table([headers, *cells], right))
        return
    from rich import box
    from rich.table import Table
    from rich.text import Text

    console = result_console()
    widths = _widths([headers, *cells], console.width)
    if sum(widths) + 2 * (len(widths) - 1) > console.width:
        write(stacked(headers, cells))
        return
    shown = Table(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold"
    )
    for position, header in enumerate(headers):
        shown.add_column(
            header,
            justify="right" if position in right else "left",
            width=widths[position],
            overflow="fold" if console.width >= _ROOM_TO_FOLD else "ellipsis",
            no_wrap=console.width < _ROOM_TO_FOLD,
        )
    for row in cells:
        shown.add_row(*(Text(cell) for cell in row))
    console.print(shown)


def stacked(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows one below the other, a cell a line, for terminals too narrow for a table."""
    lines = []
    for first, *rest in rows:
        lines.append(first)
        lines += [
            f"  {header}: {cell}" if header else f"  {cell}"
            for header, cell in zip(headers[1:], rest, strict=True)
            if cell
        ]
    return "\n".join(lines)


def _widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """How wide each column is: as its longest cell, but the widest gives way where there is no room."""
    widths = [max(len(row[position]) for row in rows) for position in range(len(rows[0]))]
    widest = widths.index(max(widths))
    excess = sum(widths) + 2 * len(widths) - room
    widths[widest] = max(12, widths[widest] - max(0, excess))
    return widths


def plain_table(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> str:
    """Rows as text, columns aligned and two spaces apart, no trailing space."""
    widths = [max(len(row[position]) for row in rows) for position in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if position in right else cell.ljust(width)
            for position, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


Item = TypeVar("Item")


def with_progress(items: Iterable[Item], label: str, total: int | None = None) -> Iterator[Item]:
    """The items one by one; after a second a bar appears on standard error, where that is a terminal.

    `total` is how many there are, needed where `items` cannot say.
    """
    if not is_terminal(sys.stderr):
        yield from items
        return
    began = time.monotonic()
    bar: Progress | None = None
    try:
        for done, item in enumerate(items):
            if bar is None and time.monotonic() - began > _PATIENCE:
                bar = _bar(label, len(items) if isinstance(items, Sized) else total)
            if bar is not None:
                bar.update(bar.task_ids[0], completed=done)
            yield item
    finally:
        if bar is not None:
            bar.stop()


def _bar(label: str, total: int | None) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, markup=False, highlight=False)
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=console, transient=True)
    bar.add_task(label, total=total)
    bar.start()
    return bar
