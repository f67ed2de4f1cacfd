"""People who wander through an interview, and the same answers given in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from sustainrubric.interview import interview
from sustainrubric.interview.answers import Rejected
from sustainrubric.interview.data import Plain, drop, get
from sustainrubric.interview.forms import Choice, LongText, Numbers, Question
from sustainrubric.interview.interview import State
from sustainrubric.interview.rows import Table
from sustainrubric.rating.script import RatingScript

TEXTS = st.text("abc# :-'\"\n|é", min_size=1, max_size=12).filter(lambda text: text.strip())
WORDS = st.text("abc: #é", min_size=1, max_size=6).filter(lambda text: text.strip())
JUNK = st.sampled_from(["9", "-1", "0", "", " ", "remove 7", "| x", "zzz | zzz | zzz", "1 99", "x" * 9])


@st.composite
def answers(draw: st.DrawFn, question: Question) -> str:
    """A typed line that may answer a question, or may not."""
    form = question.form
    if draw(st.integers(0, 5)) == 0:
        return draw(JUNK)
    if isinstance(form, Choice):
        return str(draw(st.integers(1, len(form.options))))
    if isinstance(form, Numbers):
        numbers = draw(st.lists(st.integers(1, len(form.options)), max_size=3))
        return " ".join(map(str, numbers)) or "none"
    if isinstance(form, Table):
        return draw(rows(question))
    return draw(TEXTS)


def rows(question: Question) -> st.SearchStrategy[str]:
    """A row, or a change of one."""
    days = st.integers(0, 3000).map(lambda number: str(date(2024, 1, 1) + timedelta(number)))
    places = st.integers(1, 3)
    second = st.sampled_from(["", "1", "2"]) if question.id == "actions" else WORDS
    row = st.builds("{} | {} | {}".format, WORDS, second, days)
    return (
        row
        | st.builds("remove {}".format, places)
        | st.builds("move {} to {}".format, places, places)
        | st.builds("edit {}: {}".format, places, row)
    )


@st.composite
def step(draw: st.DrawFn, script: RatingScript, state: State) -> State | Rejected:
    """What a person does next."""
    question = interview.current(script, state)
    assert question is not None
    move = draw(st.sampled_from(["answer"] * 6 + ["back", "skip", "skip_group", "jump", "undo"]))
    if move == "answer":
        return interview.answer(script, state, draw(answers(question)))
    moves: dict[str, Callable[[], State | Rejected]] = {
        "back": lambda: interview.back(script, state),
        "skip": lambda: interview.skip(script, state),
        "skip_group": lambda: interview.skip_group(script, state),
        "jump": lambda: interview.jump(
            script, state, draw(st.sampled_from([*script.elements, "2", "1.a", "?"]))
        ),
        "undo": lambda: interview.undo(state),
    }
    return moves[move]()


@st.composite
def walk(draw: st.DrawFn, script: RatingScript, start: Plain) -> list[State]:
    """The states of a session that wanders for a while."""
    state = interview.start(script, start)
    states = [state]
    for _ in range(draw(st.integers(0, 40))):
        if state.position is None:
            break
        outcome = draw(step(script, state))
        if not isinstance(outcome, Rejected):
            state = outcome
            states.append(state)
    return states


def in_order(script: RatingScript, start: Plain, end: Plain) -> State:
    """The session that gives, in order, the answers that stand in `end`.

    The one exception: an element that is not applicable is called so last, as it is asked no more after.
    """
    state = interview.start(script, start)
    for element in script.elements:
        final = get(end, ("ratings", element)) or {}
        hidden = final.get("level") == "not-applicable"
        open_end = drop(end, ("ratings", element, "level")) if hidden else end
        for question in script.questions(element, open_end):
            for text in typed(question):
                state = _answered(script, state, element, question.id, text)
        if hidden:
            state = _answered(script, state, element, "level", "not-applicable")
    return state


def typed(question: Question) -> Iterator[str]:
    """What a person types for the answer that a question has."""
    now = question.current
    if now is None:
        return
    if isinstance(question.form, Table):
        yield from (typed_row(question.form, row) for row in now)
    elif isinstance(question.form, Numbers):
        yield " ".join(now)
    else:
        assert isinstance(question.form, Choice | LongText)
        yield now


def typed_row(form: Table, row: dict[str, Any]) -> str:
    return " | ".join(str(row.get(column.key, "")).replace("|", "\\|") for column in form.columns)


def _answered(script: RatingScript, state: State, element: str, question: str, text: str) -> State:
    state = State(state.data, interview.Position(element, question), state.trail, state.before)
    outcome = interview.answer(script, state, text)
    assert isinstance(outcome, State), f"{element} {question} {text!r}: {outcome}"
    return outcome
