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
from sustainrubric.interview.marks import Choices, Grid, MarkList
from sustainrubric.interview.rows import Table, row_command
from sustainrubric.interview.state import Position, Script, State, after, before, find, first_of, named

__all__ = [
    "Position",
    "Script",
    "State",
    "answer",
    "answer_again",
    "back",
    "current",
    "jump",
    "meaning",
    "more",
    "reloaded",
    "skip",
    "skip_all",
    "start",
    "taken_again",
    "takes_away",
    "undo",
    "with_offer",
]


def start(script: Script, data: Plain, at: Position | None = None) -> State:
    """Begin where a session was left (`at`), else at what is open, else at the beginning."""
    for position in (at, script.first_open(data)):
        if position is not None and find(script, data, position) is not None:
            return State(data, position)
    return State(data, first_of(script, data, script.sections[0].id))


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
    return None if state.position is None else find(script, state.data, state.position)


def answer(script: Script, state: State, text: str, *, stays: bool = False) -> State | Rejected:
    """Take a typed answer; an empty line takes the proposal, keeps what is there, or goes on.

    With `stays` the question is asked once more, as it is after a row that began with a `+`.
    """
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


def reloaded(script: Script, state: State, data: Plain) -> State:
    """The same place in data that somebody else changed; earlier answers cannot be undone any more."""
    position = state.position
    if position is not None and find(script, data, position) is None:
        position = first_of(script, data, position.section)
    return State(data, position, state.trail)


def answer_again(script: Script, state: State, text: str, theirs: State) -> State | Rejected:
    """Give an answer that met somebody else's change once more, on top of it (`theirs` is `reloaded`).

    Refused where they changed the very thing it answers: what was typed may mean another thing now.
    """
    before_it, now = current(script, state), current(script, theirs)
    assert before_it is not None
    if now is None or state.position != theirs.position:
        return Rejected("after their change this question is not asked any more")
    meant = meaning(before_it, text)
    rows_by_number = isinstance(before_it.form, Table) and row_command(text) is not None
    if before_it.current != now.current and (rows_by_number or not isinstance(before_it.form, Table)):
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
