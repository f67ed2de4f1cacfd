"""What takes more than one line to type: a long text, and a row whose parts are typed anew one by one.

What was typed so far is in the list that is handed in, so that it outlives a stop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from sustainrubric.interview.answers import Rejected
from sustainrubric.interview.forms import LongText, Question
from sustainrubric.interview.rows import Column, Row, Table, bare_edit
from sustainrubric.terminal.prompts import DIM, LineCut, Terminal

CUT = "that line is longer than this terminal takes, and its end is lost: type it as several lines, or use e"

QUOTES = '"""'
"""What begins a block of lines and ends it."""

_END = "."


def begins_block(text: str) -> bool:
    """Whether a line is the first of a block that ends with quotes."""
    return text.lstrip().startswith(QUOTES)


def read_block(terminal: Terminal, first: str, lines: list[str]) -> None:
    """The lines between two rows of quotes; `first` holds the first row, and may hold the second."""
    line, found, _ = first.lstrip().removeprefix(QUOTES).partition(QUOTES)
    if line:
        lines.append(line)
    if not found:
        terminal.say(f"(more lines; {QUOTES} ends them)", style=DIM)
    while not found:
        line, found, _ = _next_line(terminal).partition(QUOTES)
        if line or not found:
            lines.append(line)


def read_parts(terminal: Terminal, form: Table, row: Row, parts: list[str]) -> None:
    """What is to stand in each column of a row: empty where what is there stays."""
    terminal.say("Enter keeps what is there, - takes it away, a . alone keeps all the rest.", style=DIM)
    for column in form.columns:
        terminal.say(column.shown(row), f"  {column.title}: ")
        part = _part(terminal, column, row)
        if part == _END:
            return
        parts.append(part)


def edit_line(place: int, parts: Sequence[str]) -> str | None:
    """The same as it would be typed on one line; None where nothing is to change."""
    return f"edit {place}: {' | '.join(parts)}" if any(parts) else None


def _part(terminal: Terminal, column: Column, row: Row) -> str:
    while True:
        typed = _next_line(terminal).strip().replace("\\|", "|")
        outcome = column.changed(row, typed)
        if typed == _END or not isinstance(outcome, Rejected):
            return typed.replace("|", "\\|")
        terminal.warn(outcome.reason)


def _next_line(terminal: Terminal) -> str:
    while True:
        try:
            return terminal.read("... ")
        except LineCut:
            terminal.warn(CUT)


class SeveralLines:
    """Reads all that belongs to an answer; `keep` is given what was typed so far where a stop cuts it off."""

    def __init__(
        self, terminal: Terminal, keep: Callable[[str], None], refuse: Callable[[str], None]
    ) -> None:
        self.terminal = terminal
        self.keep = keep
        self.refuse = refuse

    def all_of(self, question: Question, text: str) -> str | None:
        """An answer whose first line was typed, with all that belongs to it; None where it answers nothing."""
        form = question.form
        if isinstance(form, LongText) and begins_block(text):
            return self._block(text)
        if isinstance(form, Table) and bare_edit(text) is not None:
            return self._row_anew(form, question.current or [], text)
        if isinstance(form, LongText | Table) and text.strip():
            return "\n".join([text, *self.terminal.pasted_with_it()])
        return text

    def _block(self, first: str) -> str | None:
        lines: list[str] = []
        with self.outliving_a_stop(lambda: "\n".join(lines)):
            read_block(self.terminal, first, lines)
        if any(line.strip() for line in lines):
            return "\n".join(lines)
        self.refuse("there is no text in this")
        return None

    def _row_anew(self, form: Table, rows: Sequence[Row], text: str) -> str | None:
        """`edit 2` and no more asks for each part of the row."""
        place = bare_edit(text)
        if place is None or not 1 <= place <= len(rows):
            return text
        parts: list[str] = []
        with self.outliving_a_stop(lambda: edit_line(place, parts)):
            read_parts(self.terminal, form, rows[place - 1], parts)
        return edit_line(place, parts)

    @contextmanager
    def outliving_a_stop(self, typed: Callable[[], str | None]) -> Iterator[None]:
        try:
            yield
        except (KeyboardInterrupt, EOFError):
            text = typed()
            if text:
                self.keep(text)
            raise
