"""People who wander through an interview, and the same answers given in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from sustainrubric.interview import interview
from sustainrubric.interview.answers import Rejected
from sustainrubric.interview.data import Plain, drop, get
from sustainrubric.interview.forms import Choice, Day, Line, LongText, Question
from sustainrubric.interview.interview import State
from sustainrubric.interview.marks import Choices, Grid, MarkList
from sustainrubric.interview.rows import Table
from sustainrubric.interview.shown import answer_words
from sustainrubric.rating.script import RatingScript

TEXTS = st.text("abc# :-'\"\n|é", min_size=1, max_size=12).filter(lambda text: text.strip())
DAYS = st.integers(0, 3000).map(lambda number: str(date(2024, 1, 1) + timedelta(number)))
WORDS = st.text("abc: #é", min_size=1, max_size=6).filter(lambda text: text.strip())
JUNK = st.sampled_from(["9", "-1", "0", "", " ", "remove 7", "| x", "zzz | zzz | zzz", "1 99", "x" * 9])


@st.composite
def answers(draw: st.DrawFn, question: Question) -> str:
    """A typed line that may answer a question, or may not."""
    form = question.form
    if draw(st.integers(0, 5)) == 0:
        return draw(JUNK)
    if isinstance(form, Choice):
        reason = draw(st.sampled_from(["", " | ab c"])) if form.reason else ""
        return draw(st.integers(1, len(form.options)).map(str) | st.just("-")) + reason
    if isinstance(form, Grid):
        return draw(grid_lines(len(form.rows), len(form.options)))
    if isinstance(form, MarkList):
        numbers = st.lists(st.integers(1, len(form.options)).map(str), max_size=3).map(" ".join)
        marks = st.tuples(st.sampled_from(["", "part ", "not ", "- "]), numbers).map("".join)
        return draw(st.lists(marks, max_size=3).map(", ".join) | st.just("none"))
    if isinstance(form, Choices):
        marks = st.sampled_from([".", "-", "1", "2", "3"])
        return draw(st.lists(marks, min_size=1, max_size=2).map(" ".join))
    if isinstance(form, Line):
        return draw(WORDS)
    if isinstance(form, Day):
        return draw(DAYS)
    if isinstance(form, Table):
        return draw(rows(question))
    return draw(TEXTS)


def rows(question: Question) -> st.SearchStrategy[str]:
    """A row, or a change of one."""
    places = st.integers(1, 3)
    if question.id == "team":
        return st.builds("{} | {}".format, WORDS, WORDS) | st.builds("remove {}".format, places)
    second = st.sampled_from(["", "1", "2", "newcomer"]) if question.id == "actions" else WORDS
    row = st.builds("{} | {} | {}".format, WORDS, second, DAYS)
    return (
        row
        | st.builds("remove {}".format, places)
        | st.builds("move {} to {}".format, places, places)
        | st.builds("edit {}: {}".format, places, row)
        | st.builds("{}\n{}".format, row, row)
    )


def grid_lines(rows: int, options: int) -> st.SearchStrategy[str]:
    """Marks for all rows, or for one."""
    mark = st.integers(1, options).map(str) | st.sampled_from([".", "-"])
    return (
        st.lists(mark, min_size=rows, max_size=rows).map(" ".join)
        | st.builds("{}={}".format, st.integers(1, rows), mark)
        | mark.map("{}*".format)
    )


@st.composite
def following(draw: st.DrawFn, script: RatingScript, state: State, text: str) -> str:
    """What somebody types behind a bar: the answer to the question that comes next."""
    outcome = interview.answer(script, state, text)
    question = interview.current(script, outcome) if isinstance(outcome, State) else None
    return draw(answers(question)) if question is not None else "2"


@st.composite
def step(draw: st.DrawFn, script: RatingScript, state: State) -> State | Rejected:
    """What a person does next."""
    question = interview.current(script, state)
    assert question is not None
    move = draw(
        st.sampled_from(["answer"] * 6 + ["stays", "back", "skip", "skip_all", "jump", "more", "undo"])
    )
    if move == "answer":
        text = draw(answers(question))
        if isinstance(question.form, Grid | MarkList | Choices) and draw(st.booleans()):
            text = f"{text} | {draw(following(script, state, text))}"
        outcome = interview.answer(script, state, text)
        if isinstance(outcome, Rejected) and outcome.offer is not None and draw(st.booleans()):
            return interview.answer(script, interview.with_offer(state, outcome.offer), text)
        return outcome
    if move == "stays":
        return interview.answer(script, state, draw(answers(question)), stays=True)
    moves: dict[str, Callable[[], State | Rejected]] = {
        "back": lambda: interview.back(script, state),
        "skip": lambda: interview.skip(script, state),
        "skip_all": lambda: interview.skip_all(script, state),
        "more": lambda: interview.more(script, state),
        "jump": lambda: interview.jump(
            script,
            state,
            draw(st.sampled_from([*script.elements, "2", "1.a", "?", "setup", "team", "level"])),
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
            between = outcome.before
            if between is not None and between is not state and between.before is state:
                # What was offered is saved before the answer that called for it.
                states.append(between)
            state = outcome
            states.append(state)
    return states


def in_order(script: RatingScript, start: Plain, end: Plain) -> State:
    """The session that gives, in order, the answers that stand in `end`.

    The one exception: an element that is not applicable is called so last, as it is asked no more after.
    """
    # Whoever has left the team may own an action still: owners are typed before there is a team.
    state = interview.start(script, drop(start, ("team",)))
    for element in script.elements:
        final = get(end, ("ratings", element)) or {}
        hidden = final.get("level") == "not-applicable"
        open_end = drop(end, ("ratings", element, "level")) if hidden else end
        for question in script.questions(element, open_end):
            for text in typed(question):
                state = _answered(script, state, element, question.id, text)
        if hidden:
            state = _answered(script, state, element, "level", "not-applicable")
    for question in script.questions("setup", end):
        for text in typed(question):
            state = _answered(script, state, "setup", question.id, text)
    return state


def typed(question: Question) -> Iterator[str]:
    """What a person types for the answer that a question has."""
    now = question.current
    if now is None:
        return
    if isinstance(question.form, Table):
        yield from (typed_row(question.form, row) for row in now)
    elif isinstance(question.form, Grid | MarkList | Choices):
        yield answer_words(question.form, now)
    else:
        assert isinstance(question.form, Choice | LongText | Line | Day)
        yield str(now)


def typed_row(form: Table, row: dict[str, Any]) -> str:
    return " | ".join(str(row.get(column.key, "")).replace("|", "\\|") for column in form.columns)


def _answered(script: RatingScript, state: State, element: str, question: str, text: str) -> State:
    state = State(state.data, interview.Position(element, question), state.trail, state.before)
    outcome = interview.answer(script, state, text)
    assert isinstance(outcome, State), f"{element} {question} {text!r}: {outcome}"
    return outcome
