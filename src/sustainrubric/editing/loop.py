"""The loop of a session: ask, understand, save, go on. Every answer is on disk before the next question."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from sustainrubric.editing.progress_kept import ProgressKept
from sustainrubric.interview import interview
from sustainrubric.interview.answers import Rejected
from sustainrubric.interview.data import Plain
from sustainrubric.interview.forms import LongText, Question
from sustainrubric.interview.interview import State
from sustainrubric.interview.rows import Column, Row, Table, bare_edit
from sustainrubric.terminal.editor import edit_text
from sustainrubric.terminal.prompts import DIM, Interjection, LineCut, Terminal
from sustainrubric.terminal.question_screen import show_help, show_question

CUT = "that line is longer than this terminal takes, and its end is lost: type it as several lines, or use e"

_END = "."


def read_more(terminal: Terminal, lines: list[str]) -> None:
    """The lines of a text after its first one."""
    terminal.say("(more lines, or a . alone to end)", style=DIM)
    while (line := _next_line(terminal)) != _END:
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


Command = Callable[[Question, str], State | Rejected | None]


class Screens(Protocol):
    """What a session shows beside its questions."""

    def section(self, terminal: Terminal, section: str, data: Plain) -> None:
        """What to read and talk about when a section is begun."""

    def whole(self, terminal: Terminal, section: str, data: Plain) -> None:
        """All there is to know of a section, for `?`."""

    def aside(self, terminal: Terminal, question: Question, data: Plain) -> None:
        """What `l` shows."""

    def overview(self, terminal: Terminal, data: Plain) -> None:
        """The sections to jump to, for `j`."""

    def progress(self, data: Plain, section: str) -> str:
        """One line: where we are."""


@dataclass
class Session:
    """One run through a script on one file."""

    standing: ProgressKept
    screens: Screens
    _section: str | None = None
    _typed: str | None = None
    _seen: bool = False
    _answers_above: bool = False

    @property
    def terminal(self) -> Terminal:
        return self.standing.terminal

    @property
    def data(self) -> Plain:
        """All that has been answered."""
        return self.standing.data

    def run(self) -> bool:
        """Ask until the end (True) or until the person quits (False).

        Raises:
            KeyboardInterrupt, EOFError: the person stopped it; everything answered is saved.
        """
        while (question := self.standing.question()) is not None:
            self.standing.remember()
            try:
                text = self._ask(question)
            except LineCut:
                self._refuse(CUT)
                continue
            if text.strip().lower() == "q":
                return False
            self._take(question, text)
        self.standing.remember()
        return True

    def _ask(self, question: Question) -> str:
        """Show what is new, and read a line, unless one was typed already."""
        typed, self._typed = self._typed, None
        if typed is not None:
            return typed
        try:
            self._show(question)
        except Interjection as interjection:
            return interjection.text
        self.terminal.say(self.screens.progress(self.data, question.section), style=DIM)
        self.terminal.flush()
        self.standing.store.prepare()
        return self.terminal.read()

    def _show(self, question: Question) -> None:
        self._seen, repeated = self._answers_above, self._answers_above
        self._answers_above = False
        if self._section != question.section:
            self._section = question.section
            with self.terminal.paged():
                self.screens.section(self.terminal, question.section, self.data)
        if repeated:
            return
        with self.terminal.held() as lines:
            show_question(self.terminal, question, self.standing.draft())
        self.terminal.make_room(len(lines) + 2, "(Enter shows the question) ")
        self._seen = True
        with self.terminal.paged():
            self.terminal.show(lines)

    def _take(self, question: Question, text: str) -> None:
        """Do what a line says: a command, or an answer."""
        word, _, rest = text.strip().partition(" ")
        command = self._commands(question).get(word.lower())
        if command is not None and (not rest or word.lower() == "j"):
            self._done(command, question, rest.strip())
        elif not self._seen:
            self.terminal.warn("the question comes first; type its answer there")
        elif text.strip().lower() == "remove" and self.standing.draft() is not None:
            self.standing.drop_draft()
        elif (whole := self._all_of(question, text)) is not None:
            self._answer(question, whole)

    def _done(self, command: Command, question: Question, rest: str) -> None:
        try:
            with self.terminal.paged():
                outcome = command(question, rest)
        except Interjection as interjection:
            self._typed = interjection.text
            return
        if isinstance(outcome, Rejected):
            self._refuse(outcome.reason)
        elif outcome is not None:
            self.standing.state = outcome

    def _commands(self, question: Question) -> dict[str, Command]:
        commands: dict[str, Command] = {
            "b": lambda *_: interview.back(self.standing.script, self.standing.state),
            "s": lambda *_: interview.skip(self.standing.script, self.standing.state),
            "u": lambda *_: self._undo(),
            "j": lambda _, wanted: self._jump(wanted),
            "?": lambda *_: self._help(question),
            "l": lambda *_: self.screens.aside(self.terminal, question, self.data),
        }
        if question.skips:
            commands["0"] = lambda *_: interview.skip_group(self.standing.script, self.standing.state)
        if isinstance(question.form, LongText):
            commands["e"] = lambda *_: self._edit(question)
        return commands

    def _answer(self, question: Question, text: str) -> None:
        draft = self.standing.draft()
        if draft is not None and not text.strip():
            text = draft
        outcome = interview.answer(self.standing.script, self.standing.state, text)
        if isinstance(outcome, Rejected):
            self._refuse(outcome.reason)
        else:
            self._save(outcome, interview.meaning(question, text))

    def _save(self, outcome: State, answer: str | None) -> bool:
        """Save an answer, or an undo (None); whether it is there now."""
        saved = self.standing.save(outcome, answer)
        if isinstance(saved, Rejected):
            self._refuse(saved.reason)
        return saved is True

    def _undo(self) -> Rejected | None:
        outcome = interview.undo(self.standing.state)
        if isinstance(outcome, Rejected):
            return outcome
        if self._save(outcome, None):
            question = self.standing.question()
            self.terminal.warn(f"taken back: {question.title if question else ''}")
        return None

    def _jump(self, wanted: str) -> State | Rejected | None:
        if wanted:
            return interview.jump(self.standing.script, self.standing.state, wanted)
        self.terminal.say()
        self.screens.overview(self.terminal, self.data)
        self.terminal.say(f"j and an id goes there: j {self.standing.script.sections[-1].id}", style=DIM)
        return None

    def _help(self, question: Question) -> None:
        self.screens.whole(self.terminal, question.section, self.data)
        show_help(self.terminal, question)

    def _all_of(self, question: Question, text: str) -> str | None:
        """An answer whose first line was typed, with all that belongs to it; None where it answers nothing."""
        form = question.form
        if isinstance(form, LongText) and text.strip() and not interview.takes_away(question, text):
            return self._more_lines(text)
        if isinstance(form, Table):
            return self._row_anew(form, question.current or [], text)
        return text

    def _more_lines(self, first: str) -> str:
        lines = [first]
        with self._outliving_a_stop(lambda: "\n".join(lines)):
            read_more(self.terminal, lines)
        return "\n".join(lines)

    def _row_anew(self, form: Table, rows: Sequence[Row], text: str) -> str | None:
        """`edit 2` and no more asks for each part of the row."""
        place = bare_edit(text)
        if place is None or not 1 <= place <= len(rows):
            return text
        parts: list[str] = []
        with self._outliving_a_stop(lambda: edit_line(place, parts)):
            read_parts(self.terminal, form, rows[place - 1], parts)
        return edit_line(place, parts)

    @contextmanager
    def _outliving_a_stop(self, typed: Callable[[], str | None]) -> Iterator[None]:
        try:
            yield
        except (KeyboardInterrupt, EOFError):
            text = typed()
            if text is not None:
                self.standing.set_aside(text)
            raise

    def _edit(self, question: Question) -> Rejected | None:
        begun = self.standing.draft() or question.current or interview.meaning(question, "")
        written = edit_text(str(begun))
        if isinstance(written, Rejected):
            return written
        self._answer(question, str(written.value))
        return None

    def _refuse(self, reason: str) -> None:
        self.terminal.warn(reason)
        # The question stands right above; showing it again would push the reason away.
        self._answers_above = self._seen
