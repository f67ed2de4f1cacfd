"""The terminal of a session: it shows text and reads lines; what edits a line is readline."""

from __future__ import annotations

import os
import select
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sustainrubric.base.text import clean
from sustainrubric.terminal.console import is_terminal, speaks_unicode, takes_color

MAX_WIDTH = 160

BOLD = "1"

DIM = "2"

_COOKED_LINE = 4095
"""Bytes of a line that a terminal keeps where nothing but itself edits the line; it drops what follows."""

_PIECES_APART = 0.03

"""Seconds between two pieces of one paste."""


class Interjection(Exception):
    """A line typed at a pause; nothing more is to be shown before it is dealt with."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class LineCut(Exception):
    """The line was longer than the terminal takes, and its end is lost."""


class Terminal:
    """Where a session talks to people; `plain` means no color, no boxes, no pauses, one thing a line."""

    def __init__(self, *, plain: bool) -> None:
        self.plain = plain or not (is_terminal() and takes_color()) or bool(os.environ.get("ACCESSIBLE"))
        self._edits_lines = not self.plain and speaks_unicode() and _prepare_readline()
        self._pastes_whole = self._edits_lines and _pastes_whole()
        self._shown = 0
        self._paging = ""
        self._held: list[str] | None = None
        if hasattr(sys.stdin, "reconfigure"):
            # Bytes that are no text are refused by the question they answer, not by Python.
            sys.stdin.reconfigure(errors="surrogateescape")

    @property
    def width(self) -> int:
        """The columns there are now; a window may have been resized since the last question."""
        return max(20, min(terminal_size().columns, MAX_WIDTH))

    @property
    def height(self) -> int:
        """The lines there are now."""
        return max(5, terminal_size().lines)

    def say(self, text: str = "", hang: str = "", *, style: str = "", lead: str = "") -> None:
        """Show a paragraph, folded; `hang` stands before its first line and sets the others in.

        `lead` stands between them, in bold.
        """
        for number, line in enumerate(clean(f"{lead}{text}").split("\n")):
            first = hang if number == 0 else " " * len(hang)
            folded = self._folded(line, first)
            if number == 0 and lead:
                head = f"{hang}{lead}"
                folded[0] = folded[0].replace(head, f"{hang}{self.styled(lead, BOLD)}", 1)
            for part in folded:
                self._line(self.styled(part, style))

    def warn(self, text: str) -> None:
        """Why something typed was not taken, or what happened beside it."""
        self.say(text, "! ", style=BOLD)

    def flow(self, parts: Sequence[str], hang: str = "  ", *, style: str = "") -> None:
        """Short texts one after the other, as many on a line as fit; in plain, each on a line of its own."""
        if self.plain:
            for part in parts:
                self.say(part, hang, style=style)
            return
        line = ""
        for part in parts:
            if line and len(hang) + len(line) + 3 + len(part) >= self.width:
                self.say(line, hang, style=style)
                line, hang = "", " " * len(hang)
            line = f"{line}   {part}" if line else part
        self.say(line, hang, style=style)

    def rule(self) -> None:
        """Part one thing from the next: a line across, or an empty one."""
        line = ("─" if speaks_unicode() else "-") * (self.width - 1)
        self._line("" if self.plain else self.styled(line, DIM))

    def show(self, lines: Sequence[str]) -> None:
        """Lines that are laid out already."""
        for line in lines:
            self._line(line)

    @contextmanager
    def held(self) -> Iterator[list[str]]:
        """Keep lines back instead of showing them."""
        outer, self._held = self._held, []
        try:
            yield self._held
        finally:
            self._held = outer

    @contextmanager
    def paged(self, prompt: str = "(Enter shows more) ") -> Iterator[None]:
        """Stop wherever the screen is full, with a prompt; what is typed there ends it.

        Raises:
            Interjection: something was typed.
        """
        self._paging = "" if self.plain else prompt
        try:
            yield
        finally:
            self._paging = ""

    def has_room(self, lines: int) -> bool:
        """Whether so many lines leave what was shown since the last answer on the screen."""
        return self.plain or self._shown + lines < self.height

    def make_room(self, lines: int, prompt: str) -> None:
        """Wait before lines that would push what was just shown off the screen.

        Raises:
            Interjection: something was typed.
        """
        if self._shown > 0 and not self.has_room(lines):
            self._pause(prompt)

    def flush(self) -> None:
        """Have everything said so far on the screen."""
        sys.stdout.flush()

    def read(self, prompt: str = "> ") -> str:
        """One typed line.

        Raises:
            EOFError: Ctrl-D. KeyboardInterrupt: Ctrl-C, or the window was closed.
            LineCut: it was longer than the terminal takes.
        """
        self.flush()
        self._shown = 0
        line = input(prompt)
        if not self._edits_lines and len(line.encode("utf-8", "surrogateescape")) >= _COOKED_LINE:
            raise LineCut
        return line

    def pasted_with_it(self) -> list[str]:
        """The lines that came with the one just read, where the terminal hands a paste over line by line."""
        lines: list[str] = []
        while not self._pastes_whole and _is_waiting():
            lines.append(self.read(""))
        return lines

    def part(self, text: str) -> None:
        """The last words of a session, if there is still anybody to read them."""
        try:
            self.say(text)
            sys.stdout.flush()
        except OSError:
            # The window is gone; what is left in the buffer would be a second error at exit.
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stdout.fileno())
            os.close(nowhere)

    def _pause(self, prompt: str) -> None:
        typed = self.read(prompt)
        if typed.strip():
            raise Interjection(typed)

    def _folded(self, line: str, hang: str) -> list[str]:
        if not line.strip():
            return [hang.rstrip()]
        return textwrap.wrap(
            line, max(self.width - 1, len(hang) + 12), initial_indent=hang,
            subsequent_indent=" " * len(hang), break_on_hyphens=False, replace_whitespace=False,
        )  # fmt: skip

    def styled(self, text: str, style: str) -> str:
        """A text in a style, where the terminal has any."""
        return f"\x1b[{style}m{text}\x1b[0m" if style and text and not self.plain else text

    def _line(self, line: str) -> None:
        if self._held is not None:
            self._held.append(line)
            return
        if self._paging and self._shown >= self.height - 1:
            self._pause(self._paging)
        sys.stdout.write(line + "\n")
        self._shown += 1


def terminal_size() -> os.terminal_size:
    """What the terminal says; variables that a shell exported know nothing of a window resized since."""
    try:
        size = os.get_terminal_size(sys.__stdout__.fileno()) if sys.__stdout__ else None
    except (OSError, ValueError):
        size = None
    return size if size and size.columns and size.lines else shutil.get_terminal_size()


def _is_waiting() -> bool:
    """Whether more was typed or pasted than the line just read; a paste comes in pieces."""
    if sys.platform == "win32":
        import msvcrt

        return msvcrt.kbhit()
    try:
        return bool(select.select([sys.stdin], [], [], _PIECES_APART)[0])
    except (OSError, ValueError):
        return False


def _pastes_whole() -> bool:
    """Whether readline hands over a paste of several lines as one; the libedit of macOS does not."""
    import readline

    return "libedit" not in (readline.__doc__ or "")


def _prepare_readline() -> bool:
    """Let the arrow keys edit the line; nothing is kept as history but within this session."""
    try:
        import readline
    except ImportError:
        return False
    readline.parse_and_bind("set enable-bracketed-paste on")
    readline.parse_and_bind("tab: self-insert")
    return True
