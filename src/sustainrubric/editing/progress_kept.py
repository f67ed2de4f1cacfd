"""Where a session stands: its answers, on disk before the next question, and what was typed beside them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from sustainrubric.disk.home_folders import recall, remember
from sustainrubric.editing.user_file import Conflict, NotTaken, Store
from sustainrubric.interview import conflict, interview
from sustainrubric.interview.answers import Rejected
from sustainrubric.interview.data import Plain
from sustainrubric.interview.forms import Question
from sustainrubric.interview.interview import Position, Script, State
from sustainrubric.terminal.interrupts import uninterrupted
from sustainrubric.terminal.prompts import LineCut, Terminal


def wants_theirs(terminal: Terminal, conflict: Conflict, answer: str | None) -> bool:
    """Whether to take over what somebody else wrote; the answer at hand stays on the screen."""
    terminal.say()
    terminal.warn("The file was changed by somebody else; it is as they left it.")
    terminal.say(answer if answer is not None else "(undo)", "  your answer, not saved yet: ")
    terminal.say("What differs in the file now:")
    for line in conflict.words:
        terminal.say(line, "    ")
    terminal.say("Take their changes over, and put your answer on top of them", "  1  ")
    terminal.say("Stop here; your answer is kept for the next start", "  2  ")
    while True:
        try:
            typed = terminal.read().strip()
        except LineCut:
            typed = ""
        if typed in ("1", "2"):
            return typed == "1"
        terminal.warn("type 1 or 2")


class Left(NamedTuple):
    """Where a session was left, and what was typed at any question without being saved."""

    position: Position | None
    drafts: dict[Position, str]


@dataclass
class ProgressKept:
    """An interview and where its answers go; `drafts` are what was typed and could not be saved yet."""

    terminal: Terminal
    script: Script
    store: Store
    file: str
    state: State
    drafts: dict[Position, str] = field(default_factory=dict)
    _remembered: dict[str, object] | None = None

    @property
    def data(self) -> Plain:
        return self.state.data

    def question(self) -> Question | None:
        """The question to ask; None at the end."""
        return interview.current(self.script, self.state)

    def draft(self) -> str | None:
        """What was typed at this question before, and is not saved yet."""
        return self.drafts.get(self.state.position) if self.state.position else None

    def set_aside(self, typed: str) -> None:
        """Keep what was typed for the next start, here and now."""
        if self.state.position is not None:
            self.drafts[self.state.position] = typed
        self.remember()

    def drop_draft(self) -> None:
        """Forget what was typed at this question."""
        if self.state.position is not None:
            self.drafts.pop(self.state.position, None)

    def remember(self) -> None:
        """Keep the place, once a question, and what was typed here or elsewhere."""
        kept: dict[str, object] = {}
        if self.state.position is not None:
            kept["section"], kept["question"] = self.state.position
        if self.drafts:
            kept["drafts"] = [[*position, text] for position, text in self.drafts.items()]
        if kept != self._remembered:
            remember(self.file, kept)
            self._remembered = kept

    def save(self, outcome: State, answer: str | None) -> bool | Rejected:
        """Write an answer to the file, or an undo (None); whether it is there now, or why it cannot be.

        Raises:
            KeyboardInterrupt: somebody else changed the file, and the person stopped at that.
        """
        if outcome.data == self.data:
            self._answered(replace(outcome, data=self.data), answer)
            return True
        try:
            with uninterrupted():
                notes = self.store.save(outcome.data)
        except NotTaken as reason:
            return Rejected(str(reason))
        except Conflict as theirs:
            self._settle(theirs, answer)
            return False
        for note in notes:
            self.terminal.say(note, "! ")
        self._answered(outcome, answer)
        return True

    def _answered(self, outcome: State, answer: str | None) -> None:
        if answer:
            self.drop_draft()
        self.state = outcome

    def _settle(self, theirs: Conflict, answer: str | None) -> None:
        """Take over what somebody else changed, and give the answer again, or keep it for the next start."""
        if answer is not None:
            self.set_aside(answer)
        if not wants_theirs(self.terminal, theirs, answer):
            raise KeyboardInterrupt
        mine, self.state = self.state, conflict.reloaded(self.script, self.state, theirs.data)
        if answer is None:
            return
        outcome = conflict.answer_again(self.script, mine, answer, self.state)
        if not isinstance(outcome, Rejected):
            saved = self.save(outcome, answer)
            if not isinstance(saved, Rejected):
                return
            outcome = saved
        self.terminal.warn(outcome.reason)


def left_at(file: str) -> Left:
    """Where a session on a file was left, as far as that was remembered."""
    kept = recall(file)
    section, question = kept.get("section"), kept.get("question")
    there = isinstance(section, str) and isinstance(question, str)
    drafts = kept.get("drafts")
    return Left(
        Position(str(section), str(question)) if there else None,
        {
            Position(each[0], each[1]): each[2]
            for each in (drafts if isinstance(drafts, list) else ())
            if isinstance(each, list) and len(each) == 3 and all(isinstance(part, str) for part in each)
        },
    )
