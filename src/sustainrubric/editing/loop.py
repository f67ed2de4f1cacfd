"""The loop of a session: ask, understand, save, go on. Every answer is on disk before the next question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sustainrubric.editing.progress_kept import ProgressKept
from sustainrubric.editing.screens import Screens
from sustainrubric.editing.several_lines import CUT, SeveralLines
from sustainrubric.interview import interview
from sustainrubric.interview.answers import Rejected
from sustainrubric.interview.commands import SessionCommand, command_in
from sustainrubric.interview.data import Plain
from sustainrubric.interview.forms import Question
from sustainrubric.interview.interview import State
from sustainrubric.interview.shown import taken_back
from sustainrubric.terminal.editor import edit_text
from sustainrubric.terminal.help_screen import show_help
from sustainrubric.terminal.prompts import DIM, Interjection, LineCut, Terminal
from sustainrubric.terminal.question_screen import question_lines

Moved = State | Rejected | None
_AT_THE_END = "Enter ends the session; b goes back, u takes the last answer back."


@dataclass
class Session:
    """One run through a script on one file.

    `opening` comes before the first question, and says no where the person leaves; `sum_up` comes at the end.
    """

    standing: ProgressKept
    screens: Screens
    opening: Callable[[Session], bool] | None = None
    sum_up: Callable[[], None] | None = None
    _section: str | None = None
    _typed: str | None = None
    _seen: bool = False
    _answers_above: bool = False

    @property
    def terminal(self) -> Terminal:
        return self.standing.terminal

    @property
    def _typing(self) -> SeveralLines:
        return SeveralLines(self.terminal, self.standing.set_aside, self._refuse)

    @property
    def data(self) -> Plain:
        """All that has been answered."""
        return self.standing.data

    def run(self) -> bool:
        """Ask until the end (True) or until the person quits (False).

        Raises:
            KeyboardInterrupt, EOFError: the person stopped it; everything answered is saved.
        """
        if self.opening is not None and not self.opening(self):
            return False
        while True:
            question = self.standing.question()
            self.standing.remember()
            if question is None:
                if not self._goes_back():
                    return True
                continue
            try:
                text = self._ask(question)
            except LineCut:
                self._refuse(CUT)
                continue
            if not self._take(question, text):
                return False

    def _ask(self, question: Question) -> str:
        """Show what is new, and read a line, unless one was typed already."""
        if self._typed is not None:
            typed, self._typed = self._typed, None
            return typed
        try:
            self._show(question)
        except Interjection as interjection:
            return interjection.text
        progress = self.screens.progress(self.data, question.section, self.terminal.width - 1)
        self.terminal.say(progress, style=DIM)
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
        lines = question_lines(self.terminal, question, self.standing.draft())
        self._seen = True
        with self.terminal.paged("(Enter shows more or answer here) "):
            self.terminal.show(lines)

    def _goes_back(self) -> bool:
        """Show how the session ends; whether the person goes back into it once more."""
        if self.sum_up is None:
            return False
        self._section = None
        try:
            with self.terminal.paged():
                self.sum_up()
                self.terminal.say()
                self.terminal.say(_AT_THE_END, style=DIM)
            text = self.terminal.read()
        except Interjection as interjection:
            text = interjection.text
        except LineCut:
            return True
        word, _, rest = text.strip().partition(" ")
        if word.lower() in ("", "q", "quit", "exit"):
            return False
        if word.lower() in ("u", "undo"):
            outcome: Moved = self._undo()
        elif word.lower() in ("j", "jump") and rest:
            outcome = self._jump(rest.strip())
        else:
            outcome = interview.back(self.standing.script, self.standing.state)
        self._moved(outcome)
        return True

    def _take(self, question: Question, text: str) -> bool:
        """Do what a line says, a command or an answer; False where it ends the session."""
        command = command_in(question, text, self._is_place)
        if command is not None and command.name == "quit":
            return False
        if command is not None:
            self._do(command, question)
        elif not self._seen:
            self.terminal.warn("the question comes first; type its answer there")
        elif text.strip().lower() == "remove" and self.standing.draft() is not None:
            self.standing.drop_draft()
        elif (whole := self._typing.all_of(question, text)) is not None:
            self._answer(question, whole)
        return True

    def _is_place(self, name: str) -> bool:
        return isinstance(interview.jump(self.standing.script, self.standing.state, name), State)

    def _do(self, command: SessionCommand, question: Question) -> None:
        script, state, rest = self.standing.script, self.standing.state, command.rest
        actions: dict[str, Callable[[], Moved]] = {
            "back": lambda: interview.back(script, state),
            "skip": lambda: interview.skip_all(script, state) if rest else interview.skip(script, state),
            "undo": self._undo,
            "jump": lambda: self._jump(rest),
            "more": lambda: (
                self._answer(question, rest, stays=True) if rest else interview.more(script, state)
            ),
            "help": lambda: show_help(self.terminal, question, *self.screens.help_words()),
            "whole": lambda: self.screens.whole(self.terminal, question.section, self.data),
            "list": lambda: self.screens.aside(self.terminal, question, self.data),
            "descriptors": lambda: self.screens.descriptors(self.terminal, question, self.data),
            "edit": lambda: self._edit(question),
        }
        try:
            with self.terminal.paged():
                outcome = actions[command.name]()
        except Interjection as interjection:
            self._typed = interjection.text
            return
        self._moved(outcome)

    def _moved(self, outcome: Moved) -> None:
        if isinstance(outcome, Rejected):
            self._refuse(outcome.reason)
        elif outcome is not None:
            self.standing.state = outcome

    def _answer(self, question: Question, text: str, *, stays: bool = False) -> None:
        draft = self.standing.draft()
        if draft is not None and not text.strip():
            text = draft
        outcome = interview.answer(self.standing.script, self.standing.state, text, stays=stays)
        if isinstance(outcome, State):
            self._save(outcome, interview.meaning(question, text))
        elif outcome.offer is None:
            self._refuse(outcome.reason)
        elif self._accepts(outcome, text):
            self._answer(question, text, stays=stays)
        else:
            self._answers_above = self._seen

    def _accepts(self, refused: Rejected, text: str) -> bool:
        """Whether what would make an answer right was wanted, and is saved now."""
        assert refused.offer is not None
        self.terminal.warn(refused.reason)
        self.terminal.say(f"{refused.offer.question} y adds; Enter does not, and the row can be typed anew.")
        with self._typing.outliving_a_stop(lambda: text):
            try:
                typed = self.terminal.read()
            except LineCut:
                return False
        if typed.strip().lower() not in ("y", "yes"):
            # Whoever types the row anew need not be asked for it first.
            self._typed = typed if typed.strip().lower() not in ("", "n", "no") else None
            return False
        return self._save(interview.with_offer(self.standing.state, refused.offer), text)

    def _save(self, outcome: State, answer: str | None) -> bool:
        """Save an answer, or an undo (None); whether it is there now."""
        saved = self.standing.save(outcome, answer)
        if isinstance(saved, Rejected):
            self._refuse(saved.reason)
        return saved is True

    def _undo(self) -> Rejected | None:
        undone = self.standing.state
        outcome = interview.undo(undone)
        if isinstance(outcome, Rejected):
            return outcome
        if self._save(outcome, None):
            what = taken_back(self.standing.script, undone, outcome)
            self.terminal.warn(f"taken back: {what or 'the last answer'}")
        return None

    def _jump(self, wanted: str) -> Moved:
        if wanted:
            return interview.jump(self.standing.script, self.standing.state, wanted)
        self.terminal.say()
        self.screens.overview(self.terminal, self.data)
        places = [section.id for section in self.standing.script.sections if not section.aside]
        self.terminal.say(f"j and an id goes there: j {places[-1]}", style=DIM)
        return None

    def _edit(self, question: Question) -> Rejected | None:
        begun = self.standing.draft() or question.current or interview.meaning(question, "")
        written = edit_text(str(begun), self.screens.notes(question, self.data))
        if isinstance(written, Rejected):
            return written
        self._answer(question, str(written.value))
        return None

    def _refuse(self, reason: str) -> None:
        self.terminal.warn(reason)
        # The question stands right above; showing it again would push the reason away.
        self._answers_above = self._seen
