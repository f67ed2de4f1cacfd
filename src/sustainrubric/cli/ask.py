"""The terminal of a session: shows text, reads lines. No escape codes of our own; input() and readline."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from sustainrubric.cli.console import is_terminal, speaks_unicode
from sustainrubric.model.clean import clean

if TYPE_CHECKING:
    from rich.console import RenderableType

MAX_WIDTH = 160


class Terminal:
    """Where a session talks to people; `plain` means no colour, no boxes, one thing a line."""

    def __init__(self, *, plain: bool) -> None:
        self.plain = plain or not is_terminal() or any(map(os.environ.get, ("NO_COLOR", "ACCESSIBLE")))
        if not self.plain and speaks_unicode():
            _prepare_readline()

    @property
    def width(self) -> int:
        """The columns there are now; a window may have been resized since the last question."""
        return max(20, min(shutil.get_terminal_size().columns, MAX_WIDTH))

    @property
    def height(self) -> int:
        """The lines there are now."""
        return shutil.get_terminal_size().lines

    def say(self, text: str = "", hang: str = "", *, style: str = "") -> None:
        """Show a paragraph, folded; `hang` stands before its first line and sets the others in."""
        for line in clean(text).split("\n") or [""]:
            self._line(self._folded(line, hang), style)
            hang = " " * len(hang)

    def show(self, renderable: RenderableType) -> None:
        """Show something of rich's, for terminals that take it."""
        from rich.console import Console

        Console(markup=False, highlight=False, emoji=False, width=self.width).print(renderable)

    def read(self, prompt: str = "> ") -> str:
        """One typed line.

        Raises:
            EOFError: Ctrl-D. KeyboardInterrupt: Ctrl-C, or the window was closed.
        """
        sys.stdout.flush()
        return input(prompt)

    def read_lines(self, first: str) -> str:
        """More lines after a first one, until one that holds only a dot."""
        lines = [first]
        while (line := self.read("... ")) != ".":
            lines.append(line)
        return "\n".join(lines)

    def _folded(self, line: str, hang: str) -> str:
        if not line and not hang:
            return ""
        return textwrap.fill(
            line, max(self.width - 1, len(hang) + 12), initial_indent=hang,
            subsequent_indent=" " * len(hang), break_on_hyphens=False,
            replace_whitespace=False, drop_whitespace=True,
        ) or hang.rstrip()  # fmt: skip

    def _line(self, text: str, style: str) -> None:
        if self.plain or not style:
            sys.stdout.write(text + "\n")
            return
        from rich.text import Text

        self.show(Text(text, style=style, no_wrap=True, overflow="ignore"))


@contextmanager
def stops_on_signals() -> Iterator[None]:
    """Let a closed window or a `kill` end a session as Ctrl-C does, with what was answered kept."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def columns_side_by_side(cells: Sequence[tuple[str, str]]) -> RenderableType:
    """Short heads with their texts below, next to each other."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.ROUNDED if speaks_unicode() else box.ASCII, expand=True, header_style="bold")
    for head, _ in cells:
        table.add_column(Text(clean(head)), ratio=1, overflow="fold")
    table.add_row(*(Text(clean(text)) for _, text in cells))
    return table


def _prepare_readline() -> None:
    """Let the arrow keys edit the line; nothing is kept as history but within this session."""
    try:
        import readline
    except ImportError:
        return
    readline.parse_and_bind("set enable-bracketed-paste on")
    readline.parse_and_bind("tab: self-insert")
