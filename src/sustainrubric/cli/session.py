"""The loop of a session: ask, understand, save, go on. Every answer is on disk before the next question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, Protocol

from sustainrubric.cli.ask import BOLD, DIM, Interjection, LineCut, Terminal
from sustainrubric.cli.conflict import wants_theirs
from sustainrubric.cli.editor import edit_text
from sustainrubric.cli.interrupts import uninterrupted
from sustainrubric.cli.question_screen import show_question
from sustainrubric.cli.session_help import show_help
from sustainrubric.cli.store import Conflict, NotTaken, Store
from sustainrubric.engine import interview
from sustainrubric.engine.interview import Position, Script, State
from sustainrubric.engine.plain import Plain
from sustainrubric.engine.questions import LongText, Question, Rejected
from sustainrubric.files.state_folder import remember

__all__ = ["Conflict", "Left", "Screens", "Session", "Store", "left"]

Command = Callable[[Question, str], State | Rejected | None]

_CUT = "that line is longer than this terminal takes, and its end is lost: type it as several lines, or use e"


class Screens(Protocol):
    """What a session shows beside its questions."""

    def section(self, terminal: Terminal, section: str, data: Plain) -> None:
        """What to read and talk about when a section is begun."""

    def whole(self, terminal: Terminal, section: str, data: Plain) -> None:
        """All there is to know of a section, for `?`."""

    def aside(self, terminal: Terminal, question: Question) -> None:
        """What `l` shows."""

    def overview(self, terminal: Terminal, data: Plain) -> None:
        """The sections to jump to, for `j`."""

    def progress(self, data: Plain, section: str) -> str:
        """One line: where we are."""


class Left(NamedTuple):
    """Where a session was left, and what was typed there without being saved."""

    position: Position | None = None
    draft: str | None = None


NOWHERE = Left()


@dataclass
class Session:
    """One run through a script on one file."""

    terminal: Terminal
    script: Script
    screens: Screens
    store: Store
    file: Path
    state: State
    unsaved: Left = NOWHERE
    _section: str | None = None
    _typed: str | None = None
    _seen: bool = False
    _answers_above: bool = False
    _remembered: dict[str, str] | None = None

    def run(self) -> bool:
        """Ask until the end (True) or until the person quits (False).

        Raises:
            KeyboardInterrupt, EOFError: the person stopped it; everything answered is saved.
        """
        while (question := interview.current(self.script, self.state)) is not None:
            self._remember()
            try:
                text = self._ask(question)
            except LineCut:
                self._refuse(_CUT)
                continue
            if text.strip().lower() == "q":
                return False
            self._take(question, text)
        remember(str(self.file), {})
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
        self.terminal.say(self.screens.progress(self.state.data, question.section), style=DIM)
        self.terminal.flush()
        self.store.prepare()
        return self.terminal.read()

    def _show(self, question: Question) -> None:
        self._seen, repeated = self._answers_above, self._answers_above
        self._answers_above = False
        if self._section != question.section:
            self._section = question.section
            with self.terminal.paged():
                self.screens.section(self.terminal, question.section, self.state.data)
        if repeated:
            return
        with self.terminal.held() as lines:
            show_question(self.terminal, question, self._draft())
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
            self.terminal.say("the question comes first; type its answer there", "! ", style=BOLD)
        elif isinstance(question.form, LongText) and text.strip():
            self._answer(question, self._more_lines(text))
        else:
            self._answer(question, text)

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
            self.state = outcome

    def _commands(self, question: Question) -> dict[str, Command]:
        commands: dict[str, Command] = {
            "b": lambda *_: interview.back(self.script, self.state),
            "s": lambda *_: interview.skip(self.script, self.state),
            "u": lambda *_: self._undo(),
            "j": lambda _, wanted: self._jump(wanted),
            "?": lambda *_: self._help(question),
            "l": lambda *_: self.screens.aside(self.terminal, question),
        }
        if question.skips:
            commands["0"] = lambda *_: interview.skip_group(self.script, self.state)
        if isinstance(question.form, LongText):
            commands["e"] = lambda *_: self._edit(question)
        return commands

    def _answer(self, question: Question, text: str) -> None:
        draft = self._draft()
        if draft is not None and not text.strip():
            text = draft
        outcome = interview.answer(self.script, self.state, text)
        if isinstance(outcome, Rejected):
            self._refuse(outcome.reason)
        else:
            self._save(outcome, interview.meaning(question, text))

    def _save(self, outcome: State, answer: str | None) -> bool:
        """Write an answer to the file, or an undo (None); whether it is there now."""
        if outcome.data == self.state.data:
            self.state = replace(outcome, data=self.state.data)
            return True
        try:
            with uninterrupted():
                notes = self.store.save(outcome.data)
        except NotTaken as reason:
            self._refuse(str(reason))
            return False
        except Conflict as conflict:
            self._settle(conflict, answer)
            return False
        for note in notes:
            self.terminal.say(note, "! ")
        self.state, self.unsaved = outcome, NOWHERE
        return True

    def _settle(self, conflict: Conflict, answer: str | None) -> None:
        """Take over what somebody else changed, and give the answer again, or keep it for the next start."""
        if answer is not None:
            self.unsaved = Left(self.state.position, answer)
        if not wants_theirs(self.terminal, conflict, answer):
            self._remember()
            raise KeyboardInterrupt
        mine, self.state = self.state, interview.reloaded(self.script, self.state, conflict.data)
        if answer is None:
            return
        outcome = interview.answer_again(self.script, mine, answer, self.state)
        if isinstance(outcome, Rejected):
            self.terminal.say(outcome.reason, "! ", style=BOLD)
        else:
            self._save(outcome, answer)

    def _undo(self) -> Rejected | None:
        outcome = interview.undo(self.state)
        if isinstance(outcome, Rejected):
            return outcome
        if self._save(outcome, None):
            question = interview.current(self.script, self.state)
            self.terminal.say(f"taken back: {question.title if question else ''}", "! ", style=BOLD)
        return None

    def _jump(self, wanted: str) -> State | Rejected | None:
        if wanted:
            return interview.jump(self.script, self.state, wanted)
        self.terminal.say()
        self.screens.overview(self.terminal, self.state.data)
        self.terminal.say(f"j and an id goes there: j {self.script.sections[-1].id}", style=DIM)
        return None

    def _help(self, question: Question) -> None:
        self.screens.whole(self.terminal, question.section, self.state.data)
        show_help(self.terminal, question)

    def _more_lines(self, first: str) -> str:
        """The whole of a text whose first line was typed; what was typed outlives a stop."""
        lines = [first]
        self.terminal.say("(more lines, or a . alone to end)", style=DIM)
        try:
            while (line := self._next_line()) != ".":
                lines.append(line)
        except (KeyboardInterrupt, EOFError):
            self.unsaved = Left(self.state.position, "\n".join(lines))
            self._remember()
            raise
        return "\n".join(lines)

    def _next_line(self) -> str:
        while True:
            try:
                return self.terminal.read("... ")
            except LineCut:
                self.terminal.say(_CUT, "! ", style=BOLD)

    def _edit(self, question: Question) -> Rejected | None:
        begun = self._draft() or question.current or interview.meaning(question, "")
        written = edit_text(str(begun))
        if isinstance(written, Rejected):
            return written
        self._answer(question, str(written.value))
        return None

    def _refuse(self, reason: str) -> None:
        self.terminal.say(reason, "! ", style=BOLD)
        # The question stands right above; showing it again would push the reason away.
        self._answers_above = self._seen

    def _draft(self) -> str | None:
        """What was typed at this question before, and is not saved yet."""
        return self.unsaved.draft if self.unsaved.position == self.state.position else None

    def _remember(self) -> None:
        """Keep the place, once a question."""
        if self.state.position is None:
            return
        section, question = self.state.position
        draft = self._draft()
        kept = {"section": section, "question": question} | ({"draft": draft} if draft is not None else {})
        if kept != self._remembered:
            remember(str(self.file), kept)
            self._remembered = kept


def left(kept: dict[str, object]) -> Left:
    """Where a session was left, out of what was remembered."""
    section, question, draft = kept.get("section"), kept.get("question"), kept.get("draft")
    if not isinstance(section, str) or not isinstance(question, str):
        return NOWHERE
    return Left(Position(section, question), draft if isinstance(draft, str) else None)
