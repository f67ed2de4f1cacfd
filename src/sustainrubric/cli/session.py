"""The loop of a session: ask, understand, save, go on. Every answer is on disk before the next question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sustainrubric.cli.ask import Terminal
from sustainrubric.cli.editor import edit_text
from sustainrubric.cli.question_screen import show_question
from sustainrubric.engine import interview
from sustainrubric.engine.interview import Position, Script, State
from sustainrubric.engine.plain import Plain
from sustainrubric.engine.questions import LongText, Question, Rejected
from sustainrubric.files.state_folder import remember

HELP = (
    ("Enter", "takes what is proposed, keeps what is there, or goes on"),
    ("b", "back to the question before"),
    ("s", "skip this question; it stays as it is"),
    ("j ID", "jump to another part, for example: j 2.A.i"),
    ("l", "show the look-fors, or the list that belongs to this question"),
    ("u", "undo the last answer"),
    ("q", "quit; everything answered is saved, and the next start goes on here"),
    ("?", "this help, and the part we are at in full"),
)
TEXT_HELP = (
    ("e", "write the text in your editor (EDITOR)"),
    (".", "alone on a line ends a text of several lines"),
)


class Screens(Protocol):
    """What a session shows beside its questions."""

    def section(self, terminal: Terminal, section: str, data: Plain) -> None:
        """The beginning of a section, and the whole of it for `?`."""

    def aside(self, terminal: Terminal, question: Question) -> None:
        """What `l` shows."""

    def progress(self, data: Plain, section: str) -> str:
        """One line: where we are."""


class Store(Protocol):
    """Where answers go."""

    def save(self, data: Plain) -> Plain:
        """Save, and give the data as it is saved.

        Raises:
            Conflict: somebody else changed the file.
        """


class Conflict(Exception):  # noqa: N818 - not an error of the program: a question to the person
    """Somebody else changed the file; `data` is what it says now."""

    def __init__(self, data: Plain, words: list[str]) -> None:
        super().__init__("the file was changed by somebody else")
        self.data = data
        self.words = words


@dataclass
class Session:
    """One run through a script on one file."""

    terminal: Terminal
    script: Script
    screens: Screens
    store: Store
    file: Path
    state: State
    _refused: bool = False

    def run(self) -> bool:
        """Ask until the end (True) or until the person quits (False).

        Raises:
            KeyboardInterrupt, EOFError: the person stopped it; everything answered is saved.
        """
        shown = None
        while (question := interview.current(self.script, self.state)) is not None:
            if shown != question.section:
                shown = question.section
                self.screens.section(self.terminal, shown, self.state.data)
            self._remember()
            if not self._refused:
                show_question(self.terminal, question)
            self._refused = False
            if self._ask(question) == "quit":
                return False
        remember(str(self.file), {})
        return True

    def _ask(self, question: Question) -> str | None:
        """One typed line, and what comes of it."""
        self.terminal.say(self.screens.progress(self.state.data, question.section), style="dim")
        text = self.terminal.read()
        command, _, rest = text.strip().partition(" ")
        if command.lower() == "q" and not rest:
            return "quit"
        action = self._commands(question).get(command.lower())
        if action is not None and (not rest or command.lower() == "j"):
            self._take(action(rest))
            return None
        if isinstance(question.form, LongText) and text.strip():
            self._long_text(question, text)
            return None
        self._answer(text)
        return None

    def _commands(self, question: Question) -> dict[str, Callable[[str], State | Rejected | None]]:
        commands: dict[str, Callable[[str], State | Rejected | None]] = {
            "b": lambda _: interview.back(self.script, self.state),
            "s": lambda _: interview.skip(self.script, self.state),
            "u": lambda _: self._undo(),
            "j": self._jump,
            "?": lambda _: self._help(question),
            "l": lambda _: self.screens.aside(self.terminal, question),
        }
        if question.group in ("criteria", "look-fors"):
            commands["0"] = lambda _: interview.skip_group(self.script, self.state)
        if isinstance(question.form, LongText):
            commands["e"] = lambda _: self._editor(question)
        return commands

    def _take(self, outcome: State | Rejected | None) -> None:
        if isinstance(outcome, Rejected):
            self.terminal.say(outcome.reason, "! ", style="bold")
            self._refused = (
                True  # the question stands right above; showing it again would push the reason away
            )
        elif outcome is not None:
            self.state = outcome

    def _answer(self, text: str) -> None:
        outcome = interview.answer(self.script, self.state, text)
        if isinstance(outcome, Rejected):
            self._take(outcome)
            return
        self._save(outcome, text)

    def _save(self, outcome: State, text: str | None) -> None:
        """Write an answer to the file; where somebody else changed it, ask what to do."""
        if outcome.data == self.state.data:
            self.state = outcome
            return
        try:
            self.store.save(outcome.data)
        except Conflict as conflict:
            self._settle(conflict, text)
            return
        self.state = outcome

    def _settle(self, conflict: Conflict, text: str | None) -> None:
        """Show what somebody else changed, take it over on request, and give the answer again."""
        terminal = self.terminal
        terminal.say(
            "The file was changed by somebody else. Your answer is not saved yet:", "! ", style="bold"
        )
        terminal.say(text or "(undo)", "    ")
        terminal.say("What differs in the file now:")
        for line in conflict.words:
            terminal.say(line, "    ")
        terminal.say("1  Take their changes over, and put your answer on top of them")
        terminal.say("2  Stop here; their file stays as it is")
        while (choice := terminal.read().strip()) not in ("1", "2"):
            terminal.say("type 1 or 2", "! ")
        if choice == "2":
            raise KeyboardInterrupt
        self.state = interview.reloaded(self.script, self.state, conflict.data)
        if text is not None:
            self._answer(text)

    def _undo(self) -> Rejected | None:
        outcome = interview.undo(self.state)
        if isinstance(outcome, Rejected):
            return outcome
        self._save(outcome, None)
        return None

    def _jump(self, wanted: str) -> State | Rejected:
        if not wanted.strip():
            self.terminal.say("Jump where? " + ", ".join(section.id for section in self.script.sections))
            wanted = self.terminal.read()
        return interview.jump(self.script, self.state, wanted)

    def _long_text(self, question: Question, first: str) -> None:
        self.terminal.say("(more lines, or a lone . to end)", style="dim")
        self._answer(self.terminal.read_lines(first))

    def _editor(self, question: Question) -> Rejected | None:
        written = edit_text(str(question.current or getattr(question.form, "proposal", None) or ""))
        if isinstance(written, Rejected):
            return written
        self._answer(str(written.value))
        return None

    def _help(self, question: Question) -> None:
        self.screens.section(self.terminal, question.section, self.state.data)
        extra = TEXT_HELP if isinstance(question.form, LongText) else ()
        for key, meaning in (*HELP, *extra):
            self.terminal.say(meaning, f"  {key:<6} ")

    def _remember(self) -> None:
        position = self.state.position
        if position is not None:
            remember(str(self.file), {"section": position.section, "question": position.question})


def remembered_position(kept: dict[str, object]) -> Position | None:
    """The place a session was left at, out of what was remembered."""
    section, question = kept.get("section"), kept.get("question")
    return Position(section, question) if isinstance(section, str) and isinstance(question, str) else None
