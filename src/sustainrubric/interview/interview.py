"""The interview: state and answer in, next question out. Pure; the terminal only carries words.

A script says which questions there are, section by section, given the answers so far. The state is
where we are, what has been answered, and how we came here, so that `back` and `undo` are exact: however
a team wanders, the same answers end in the same data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.interview.answers import Rejected, Value, too_long
from sustainrubric.interview.data import Plain, get
from sustainrubric.interview.forms import Choice, Line, LongText, Question, QuestionSection
from sustainrubric.interview.rows import Table, row_command


class Position(NamedTuple):
    """A question, by its section and its id."""

    section: str
    question: str


class Script(Protocol):
    """The questions of one instrument."""

    @property
    def sections(self) -> Sequence[QuestionSection]:
        """The sections of this session, in order; at least one."""

    def questions(self, section: str, data: Plain) -> Sequence[Question]:
        """The questions of a section, given what has been answered; at least one."""

    def first_open(self, data: Plain) -> Position | None:
        """Where a session should begin that nobody left off."""


@dataclass(frozen=True)
class State:
    """Where an interview stands; `position` is None when its last question has been passed."""

    data: Plain
    position: Position | None
    trail: tuple[Position, ...] = ()
    before: State | None = None


def start(script: Script, data: Plain, at: Position | None = None) -> State:
    """Begin where a session was left (`at`), else at what is open, else at the beginning."""
    for position in (at, script.first_open(data)):
        if position is not None and _find(script, data, position) is not None:
            return State(data, position)
    return State(data, _first(script, data, script.sections[0].id))


def taken_again(script: Script, kept: Plain) -> Plain:
    """Of answers kept outside of a file, those that their questions would take if they were typed now."""
    data: Plain = {}
    for section in script.sections:
        for question in script.questions(section.id, data):
            value = get(kept, question.path)
            outcome: Value | Rejected | None = None
            if isinstance(question.form, Table):
                outcome = _rows_again(question.form, value)
            elif isinstance(value, str) and value.strip():
                outcome = question.form.parse(value, None)
            if isinstance(outcome, Value):
                data = question.answered(data, outcome.value)
    return data


def _rows_again(table: Table, kept: object) -> Value:
    rows = [table.row_of(row) for row in (kept if isinstance(kept, list) else ()) if isinstance(row, dict)]
    return Value([row.value for row in rows if isinstance(row, Value)])


def current(script: Script, state: State) -> Question | None:
    """The question to ask; None at the end."""
    return None if state.position is None else _find(script, state.data, state.position)


def answer(script: Script, state: State, text: str) -> State | Rejected:
    """Take a typed answer; an empty line takes the proposal, keeps what is there, or goes on."""
    question = _asked(script, state)
    if not text.strip():
        return _enter(script, state, question)
    if takes_away(question, text):
        return _written(script, state, question, Value(None))
    outcome = too_long(text) or question.form.parse(text, question.current)
    if isinstance(outcome, Rejected):
        return outcome
    return _written(script, state, question, outcome)


def takes_away(question: Question, text: str) -> bool:
    """Whether a typed line takes a long text away, as `remove 1` does with a row."""
    there = isinstance(question.form, LongText) and question.current is not None
    return there and text.strip().lower() == "remove"


def meaning(question: Question, text: str) -> str:
    """A typed line with what Enter alone stands for spelled out; empty where it changes nothing."""
    if text.strip():
        return text
    proposed = question.form.enter(question.current)
    return "" if proposed is None else str(proposed.value)


def skip(script: Script, state: State) -> State:
    """Go on and leave the question as it is."""
    question = _asked(script, state)
    return _moved(script, state, state.data, question)


def skip_group(script: Script, state: State) -> State:
    """Go on to the first question that is not of the same group."""
    question = _asked(script, state)
    here = list(script.questions(question.section, state.data))
    places = [index for index, other in enumerate(here) if other.group == question.group]
    last = here[places[-1]] if question.group and places else question
    return _moved(script, state, state.data, last)


def back(script: Script, state: State) -> State | Rejected:
    """Return to the question asked before, with everything as it was answered.

    Where this session asked none before, as after a restart, it is the one before in the script.
    """
    trail = state.trail
    while trail:
        position, trail = trail[-1], trail[:-1]
        if _find(script, state.data, position) is not None:
            return replace(state, position=position, trail=trail)
    earlier = _before(script, state.data, _asked(script, state))
    if earlier is None:
        return Rejected("this is the first question; there is nothing before it")
    return replace(state, position=earlier, trail=())


def jump(script: Script, state: State, wanted: str) -> State | Rejected:
    """Go to the first question of a section, of the first section below a part such as `2.A`, or to a question.

    A section goes before a question of the same name, and a question near by before one further on.
    """
    name = wanted.strip().rstrip(".").lower()
    sections = [section.id for section in script.sections]
    aliases = {alias: section.id for section in script.sections for alias in section.aliases}
    found = next((each for each in sections if each.lower() == name), aliases.get(name)) or next(
        (each for each in sections if name and each.lower().startswith(f"{name}.")), None
    )
    there = _first(script, state.data, found) if found is not None else _named(script, state, name)
    if there is None:
        hint = did_you_mean(wanted.strip(), sections) or f"; there are {', '.join(sections)}"
        return Rejected(f"there is nothing called {quoted(wanted.strip())} to jump to{hint}")
    trail = (*state.trail, state.position) if state.position else state.trail
    return replace(state, position=there, trail=trail)


def undo(state: State) -> State | Rejected:
    """Take the last answer back, and return to its question."""
    if state.before is None:
        return Rejected("nothing has been answered in this session that could be undone")
    return state.before


def reloaded(script: Script, state: State, data: Plain) -> State:
    """The same place in data that somebody else changed; earlier answers cannot be undone any more."""
    position = state.position
    if position is not None and _find(script, data, position) is None:
        position = _first(script, data, position.section)
    return State(data, position, state.trail)


def answer_again(script: Script, state: State, text: str, theirs: State) -> State | Rejected:
    """Give an answer that met somebody else's change once more, on top of it (`theirs` is `reloaded`).

    Refused where they changed the very thing it answers: what was typed may mean another thing now.
    """
    before, now = current(script, state), current(script, theirs)
    assert before is not None
    if now is None or state.position != theirs.position:
        return Rejected("after their change this question is not asked any more")
    meant = meaning(before, text)
    rows_by_number = isinstance(before.form, Table) and row_command(text) is not None
    if before.current != now.current and (rows_by_number or not isinstance(before.form, Table)):
        return Rejected("they changed this very answer; look at theirs before you put yours in its place")
    return answer(script, theirs, meant)


def _enter(script: Script, state: State, question: Question) -> State | Rejected:
    proposed = question.form.enter(question.current)
    if proposed is not None:
        return _written(script, state, question, proposed)
    if question.current is None and isinstance(question.form, Choice):
        return Rejected("type the number of a choice, or s to skip the question")
    if question.current is None and isinstance(question.form, Line) and question.form.required:
        return Rejected("this is needed; type it, or s to skip the question for now")
    return skip(script, state)


def _written(script: Script, state: State, question: Question, value: Value) -> State:
    data = question.answered(state.data, value.value)
    if isinstance(question.form, Table):
        # A table goes on asking for rows until Enter.
        return State(data, state.position, state.trail, state)
    return replace(_moved(script, state, data, question), before=state)


def _moved(script: Script, state: State, data: Plain, question: Question) -> State:
    """The state one question on, in this section or at the beginning of the next."""
    assert state.position is not None
    trail = (*state.trail, state.position)
    following = _after(script, data, question)
    return replace(state, data=data, position=following, trail=trail)


def _after(script: Script, data: Plain, question: Question) -> Position | None:
    here = [other.id for other in script.questions(question.section, data)]
    rest = here[here.index(question.id) + 1 :] if question.id in here else []
    if rest:
        return Position(question.section, rest[0])
    sections = [section.id for section in script.sections]
    rest = sections[sections.index(question.section) + 1 :]
    return _first(script, data, rest[0]) if rest else None


def _before(script: Script, data: Plain, question: Question) -> Position | None:
    here = [other.id for other in script.questions(question.section, data)]
    if question.id in here[1:]:
        return Position(question.section, here[here.index(question.id) - 1])
    sections = [section.id for section in script.sections]
    earlier = sections[: sections.index(question.section)]
    return Position(earlier[-1], script.questions(earlier[-1], data)[-1].id) if earlier else None


def _first(script: Script, data: Plain, section: str) -> Position:
    return Position(section, script.questions(section, data)[0].id)


def _named(script: Script, state: State, name: str) -> Position | None:
    """A question by its id: of this section, else the first there is."""
    here = state.position.section if state.position else ""
    sections = sorted((section.id for section in script.sections), key=lambda section: section != here)
    asked = (question for section in sections for question in script.questions(section, state.data))
    return next((Position(each.section, each.id) for each in asked if each.id.lower() == name), None)


def _find(script: Script, data: Plain, position: Position) -> Question | None:
    if position.section not in (section.id for section in script.sections):
        return None
    questions = script.questions(position.section, data)
    return next((question for question in questions if question.id == position.question), None)


def _asked(script: Script, state: State) -> Question:
    question = current(script, state)
    assert question is not None, "an interview that has ended takes no answers"
    return question
