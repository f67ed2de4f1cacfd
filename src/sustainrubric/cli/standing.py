"""Where an interview stands: its answers, on disk before the next question, and what was typed beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from sustainrubric.cli.ask import Terminal
from sustainrubric.cli.conflict import wants_theirs
from sustainrubric.cli.interrupts import uninterrupted
from sustainrubric.cli.store import Conflict, NotTaken, Store
from sustainrubric.engine import interview
from sustainrubric.engine.interview import Position, Script, State
from sustainrubric.engine.plain import Plain
from sustainrubric.engine.questions import Question, Rejected
from sustainrubric.files.state_folder import recall, remember


class Left(NamedTuple):
    """Where a session was left, and what was typed there without being saved."""

    position: Position | None = None
    draft: str | None = None


NOWHERE = Left()


@dataclass
class Standing:
    """An interview and where its answers go; `unsaved` is what was typed and could not be saved yet."""

    terminal: Terminal
    script: Script
    store: Store
    file: Path
    state: State
    unsaved: Left = NOWHERE
    _remembered: dict[str, str] | None = None

    @property
    def data(self) -> Plain:
        return self.state.data

    def question(self) -> Question | None:
        """The question to ask; None at the end."""
        return interview.current(self.script, self.state)

    def draft(self) -> str | None:
        """What was typed at this question before, and is not saved yet."""
        return self.unsaved.draft if self.unsaved.position == self.state.position else None

    def set_aside(self, typed: str) -> None:
        """Keep what was typed for the next start, here and now."""
        self.unsaved = Left(self.state.position, typed)
        self.remember()

    def remember(self) -> None:
        """Keep the place, once a question."""
        if self.state.position is None:
            return
        section, question = self.state.position
        draft = self.draft()
        kept = {"section": section, "question": question} | ({"draft": draft} if draft is not None else {})
        if kept != self._remembered:
            remember(str(self.file), kept)
            self._remembered = kept

    def forget(self) -> None:
        """There is no place to come back to any more."""
        remember(str(self.file), {})

    def save(self, outcome: State, answer: str | None) -> bool | Rejected:
        """Write an answer to the file, or an undo (None); whether it is there now, or why it cannot be.

        Raises:
            KeyboardInterrupt: somebody else changed the file, and the person stopped at that.
        """
        if outcome.data == self.data:
            self.state = replace(outcome, data=self.data)
            return True
        try:
            with uninterrupted():
                notes = self.store.save(outcome.data)
        except NotTaken as reason:
            return Rejected(str(reason))
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
            self.remember()
            raise KeyboardInterrupt
        mine, self.state = self.state, interview.reloaded(self.script, self.state, conflict.data)
        if answer is None:
            return
        outcome = interview.answer_again(self.script, mine, answer, self.state)
        if not isinstance(outcome, Rejected):
            saved = self.save(outcome, answer)
            if not isinstance(saved, Rejected):
                return
            outcome = saved
        self.terminal.warn(outcome.reason)


def left_at(file: Path) -> Left:
    """Where a session on a file was left, as far as that was remembered."""
    kept = recall(str(file))
    section, question, draft = kept.get("section"), kept.get("question"), kept.get("draft")
    if not isinstance(section, str) or not isinstance(question, str):
        return NOWHERE
    return Left(Position(section, question), draft if isinstance(draft, str) else None)
