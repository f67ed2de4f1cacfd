"""An interview whose data somebody else changed in between: the same place, and an answer given once more."""

from __future__ import annotations

from collections.abc import Iterator

from sustainrubric.interview.answers import Rejected
from sustainrubric.interview.data import Plain
from sustainrubric.interview.forms import Question
from sustainrubric.interview.interview import answer, current, meaning
from sustainrubric.interview.rows import Table, row_command
from sustainrubric.interview.state import Script, State, find, first_of


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
    mine = answer(script, state, meant)
    if isinstance(mine, Rejected):
        return mine
    by_number = row_command(text) is not None
    for was, theirs_now in _answered_by(script, state, mine, theirs):
        as_rows = isinstance(was.form, Table) and not (by_number and was.id == before_it.id)
        if was.current != theirs_now and not as_rows:
            return Rejected("they changed this very answer; look at theirs before you put yours in its place")
    return answer(script, theirs, meant)


def _answered_by(
    script: Script, state: State, mine: State, theirs: State
) -> Iterator[tuple[Question, object]]:
    """The questions that an answer is about, as they were before it, each with what others have there now."""
    assert state.position is not None
    section, here = state.position
    told = {each.id: each.current for each in script.questions(section, mine.data)}
    now = {each.id: each.current for each in script.questions(section, theirs.data)}
    for was in script.questions(section, state.data):
        if was.id == here or told.get(was.id, was.current) != was.current:
            yield was, now.get(was.id)
