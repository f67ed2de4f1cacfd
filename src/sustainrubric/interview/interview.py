"""The interview: state and answer in, next question out. Pure; the terminal only carries words.

A script says which questions there are, section by section, given the answers so far. The state is
where we are, what has been answered, and how we came here, so that `back` and `undo` are exact: however
a team wanders, the same answers end in the same data.
"""

from __future__ import annotations

from dataclasses import replace

from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.interview.answers import Offer, Rejected, Value, too_long
from sustainrubric.interview.commands import TAKES_AWAY, is_literal
from sustainrubric.interview.data import Plain, get, put
from sustainrubric.interview.forms import Choice, Line, LongText, Question
from sustainrubric.interview.kept import taken_again
from sustainrubric.interview.marks import Choices, Grid, MarkList
from sustainrubric.interview.rows import Table, row_command
from sustainrubric.interview.state import Position, Script, State, after, before, find, first_of, named

__all__ = [
    "Position",
    "Script",
    "State",
    "answer",
    "back",
    "current",
    "jump",
    "meaning",
    "more",
    "skip",
    "skip_all",
    "start",
    "taken_again",
    "takes_away",
    "undo",
    "with_offer",
]


_WITHOUT_BARS = Grid | MarkList | Choices


def start(script: Script, data: Plain, at: Position | None = None) -> State:
    """Begin where a session was left (`at`), else at what is open, else at the beginning."""
    for position in (at, script.first_open(data)):
        if position is not None and find(script, data, position) is not None:
            return State(data, position)
    return State(data, first_of(script, data, script.sections[0].id))


def current(script: Script, state: State) -> Question | None:
    """The question to ask; None at the end."""
    return None if state.position is None else find(script, state.data, state.position)


def answer(script: Script, state: State, text: str, *, stays: bool = False) -> State | Rejected:
    """Take a typed answer; an empty line takes the proposal, keeps what is there, or goes on.

    What follows a bar answers the next question, where the form has no bar of its own: `strong high | Convene`.
    Such a line is taken whole or not at all. With `stays` the question is asked once more, as it is after a
    row that began with a `+`.
    """
    outcome = _one_answer(script, state, text, stays=stays)
    head, bar, rest = text.partition("|")
    if isinstance(outcome, State) or not bar or not isinstance(_asked(script, state).form, _WITHOUT_BARS):
        return outcome
    first = _one_answer(script, state, head)
    if isinstance(first, Rejected) or not rest.strip():
        return first
    then = _next_answer(script, first, rest)
    return then if isinstance(then, Rejected) else replace(then, before=state)


def _next_answer(script: Script, state: State, text: str) -> State | Rejected:
    """Take what followed a bar as the answer to the question that comes next in the section."""
    question = current(script, state)
    if question is None or not state.trail or question.section != state.trail[-1].section:
        return Rejected("nothing more is asked here that the words behind the | could answer")
    title = question.title.partition(":")[0]
    typed, stays = text.strip(), False
    if isinstance(question.form, Table):
        if row_command(typed) is not None:
            return Rejected(f"{title}: a row that is there is changed at its own question")
        stays = typed.startswith("+ ") and not question.form.stays
    outcome = answer(script, state, typed[2:] if stays else typed, stays=stays)
    if isinstance(outcome, Rejected):
        return replace(outcome, reason=f"{title}: {outcome.reason}; nothing of the line was taken")
    return outcome


def _one_answer(script: Script, state: State, text: str, *, stays: bool = False) -> State | Rejected:
    question = _asked(script, state)
    if not text.strip():
        return _enter(script, state, question)
    if takes_away(question, text):
        return _taken_away(script, state, question)
    typed = text.replace("\\", "", 1) if is_literal(question, text) else text
    outcome = too_long(typed) or question.form.parse(typed, question.current)
    if isinstance(outcome, Rejected):
        return outcome
    stays = stays or (isinstance(question.form, Table) and row_command(typed) is not None)
    return _written(script, state, question, outcome, stays=stays)


def takes_away(question: Question, text: str) -> bool:
    """Whether a typed line takes an answer back; forms of several parts and lists have their own way."""
    if isinstance(question.form, Table | Grid | MarkList | Choices):
        return False
    there = isinstance(question.form, LongText) and question.current is not None
    return text.strip() == TAKES_AWAY[0] or (there and text.strip().lower() in TAKES_AWAY)


def meaning(question: Question, text: str) -> str:
    """A typed line with what Enter alone stands for spelled out; empty where it changes nothing."""
    if text.strip():
        return text
    proposed = question.form.enter(question.current)
    return "" if proposed is None else str(proposed.value)


def skip(script: Script, state: State) -> State:
    """Go on and leave the question as it is."""
    return _moved(script, state, state.data, _asked(script, state))


def skip_all(script: Script, state: State) -> State:
    """Go on to the first question that is not of the same group; without a group, not of the same section."""
    question = _asked(script, state)
    here = list(script.questions(question.section, state.data))
    last = [other for other in here if not question.group or other.group == question.group][-1]
    return _moved(script, state, state.data, last)


def back(script: Script, state: State) -> State | Rejected:
    """Return to the question asked before, with everything as it was answered.

    Where this session asked none before, as after a restart, it is the one before in the script.
    """
    trail = state.trail
    while trail:
        position, trail = trail[-1], trail[:-1]
        if find(script, state.data, position) is not None:
            return replace(state, position=position, trail=trail)
    question = current(script, state)
    earlier = before(script, state.data, question) if question is not None else None
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
    there = first_of(script, state.data, found) if found is not None else named(script, state, name)
    if there is None:
        hint = did_you_mean(wanted.strip(), sections) or f"; there are {', '.join(sections)}"
        return Rejected(f"there is nothing called {quoted(wanted.strip())} to jump to{hint}")
    return _gone(state, there)


def more(script: Script, state: State) -> State | Rejected:
    """Go back to the last list of rows that was passed, to add another one there."""
    for position in reversed(state.trail):
        question = find(script, state.data, position)
        if question is not None and isinstance(question.form, Table) and position != state.position:
            return _gone(state, position)
    return Rejected("no list was asked before this question that a row could be added to")


def undo(state: State) -> State | Rejected:
    """Take the last answer back, and return to its question."""
    if state.before is None:
        return Rejected("nothing has been answered in this session that could be undone")
    return state.before


def with_offer(state: State, offer: Offer) -> State:
    """The state with what was offered added to its list; the answer that called for it is to be given again."""
    rows = [*(get(state.data, offer.path) or []), dict(offer.row)]
    return replace(state, data=put(state.data, offer.path, rows), before=state)


def _enter(script: Script, state: State, question: Question) -> State | Rejected:
    proposed = question.form.enter(question.current)
    if proposed is not None:
        return _written(script, state, question, proposed)
    if question.current is None and isinstance(question.form, Choice):
        return Rejected("type the number of a choice, or s to skip the question")
    if question.current is None and isinstance(question.form, Line) and question.form.required:
        return Rejected("this is needed; type it, or s to skip the question for now")
    return skip(script, state)


def _taken_away(script: Script, state: State, question: Question) -> State | Rejected:
    if question.current is None:
        return Rejected("there is nothing here that could be taken back")
    if question.needed or (isinstance(question.form, Line) and question.form.required):
        return Rejected("this is needed; type what is to stand in its place")
    return _written(script, state, question, Value(None), stays=True)


def _written(script: Script, state: State, question: Question, value: Value, *, stays: bool = False) -> State:
    data = question.answered(state.data, value.value)
    if stays or (isinstance(question.form, Table) and question.form.stays):
        # A table goes on asking for rows until Enter.
        return State(data, state.position, state.trail, state)
    return replace(_moved(script, state, data, question), before=state)


def _moved(script: Script, state: State, data: Plain, question: Question) -> State:
    """The state one question on, in this section or at the beginning of the next."""
    assert state.position is not None
    following = after(script, state, data, question)
    return replace(state, data=data, position=following, trail=(*state.trail, state.position))


def _gone(state: State, there: Position) -> State:
    trail = (*state.trail, state.position) if state.position else state.trail
    return replace(state, position=there, trail=trail)


def _asked(script: Script, state: State) -> Question:
    question = current(script, state)
    assert question is not None, "an interview that has ended takes no answers"
    return question
