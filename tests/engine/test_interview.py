"""However a team wanders, the same answers end in the same data, and undo is exact."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sustainrubric.interview import interview
from sustainrubric.interview.answers import Rejected
from sustainrubric.interview.data import get, put
from sustainrubric.interview.interview import Position, State
from tests.engine.scripts import TEAM, answered, script
from tests.engine.wandering import in_order, step, walk
from tests.profiles import examples

START = {"team": TEAM}
SCRIPT = script()


def begin(at: Position | None = None, **ratings: Any) -> State:
    return interview.start(SCRIPT, {**START, **({"ratings": ratings} if ratings else {})}, at)


def at(state: State | Rejected) -> tuple[str, str]:
    assert isinstance(state, State)
    assert state.position is not None
    section, question = state.position
    return section, question


@given(st.data(), st.booleans())
@settings(max_examples=examples(100))
def test_item_50_any_walk_ends_in_the_data_of_the_same_answers_in_order(
    data: st.DataObject, criteria: bool
) -> None:
    rating_script = script(criteria=criteria)
    end = data.draw(walk(rating_script, START))[-1]
    assert in_order(script(), START, end.data).data == end.data


@given(st.data())
@settings(max_examples=examples(40))
def test_item_50_undo_gives_back_the_very_state_before_the_answer(data: st.DataObject) -> None:
    states = data.draw(walk(SCRIPT, START))
    for before, after in pairwise(states):
        if after.before is before:
            assert interview.undo(after) is before
        elif after.before is before.before:
            assert after.data is before.data


@given(st.data())
@settings(max_examples=examples(30))
def test_undoing_everything_ends_where_the_session_began(data: st.DataObject) -> None:
    state: State | Rejected = data.draw(walk(SCRIPT, START))[-1]
    while isinstance(state, State) and state.before is not None:
        state = interview.undo(state)
    assert isinstance(state, State)
    assert state.data == START


@given(st.data())
@settings(max_examples=examples(30))
def test_only_answers_and_undo_change_data(data: st.DataObject) -> None:
    state = data.draw(walk(SCRIPT, START))[-1]
    if state.position is None:
        return
    for moved in (
        interview.back(SCRIPT, state),
        interview.skip(SCRIPT, state),
        interview.skip_group(SCRIPT, state),
        interview.jump(SCRIPT, state, "2.A.i"),
    ):
        if isinstance(moved, State):
            assert moved.data is state.data


@given(st.data())
@settings(max_examples=examples(30))
def test_a_stop_and_a_restart_go_on_at_the_same_question(data: st.DataObject) -> None:
    state = data.draw(walk(SCRIPT, START))[-1]
    again = interview.start(SCRIPT, state.data, state.position)
    if state.position is not None:
        asked, before = interview.current(SCRIPT, again), interview.current(SCRIPT, state)
        assert asked is not None
        assert before is not None
        shown = (asked.id, asked.title, asked.current, asked.hint)
        assert shown == (before.id, before.title, before.current, before.hint)
        outcome = data.draw(step(SCRIPT, again))
        assert isinstance(outcome, State | Rejected)


@given(st.data())
@settings(max_examples=examples(30))
def test_back_and_the_answer_that_is_there_lead_on_again(data: st.DataObject) -> None:
    state = data.draw(walk(SCRIPT, START))[-1]
    if state.position is None:
        return
    earlier = interview.back(SCRIPT, state)
    if isinstance(earlier, State):
        assert interview.current(SCRIPT, earlier) is not None
        assert earlier.data == state.data


@given(st.data())
@settings(max_examples=examples(30))
def test_going_back_always_ends_at_the_first_question(data: st.DataObject) -> None:
    state: State | Rejected = data.draw(walk(SCRIPT, START))[-1]
    if isinstance(state, State) and state.position is None:
        return
    for _ in range(500):
        assert isinstance(state, State)
        earlier = interview.back(SCRIPT, state)
        if isinstance(earlier, Rejected):
            break
        state = earlier
    assert at(state) == ("1.A.i", "criterion-1")


def test_skipping_everything_asks_every_question_once_and_changes_nothing() -> None:
    state, seen = begin(), []
    while state.position is not None:
        seen.append(state.position)
        state = interview.skip(SCRIPT, state)
    assert state.data == START
    assert len(seen) == len(set(seen))
    assert [section for section, _ in seen] == sorted(section for section, _ in seen)
    assert {section for section, _ in seen} == {"1.A.i", "1.A.ii", "2.A.i"}


def test_an_answer_goes_on_to_the_next_question() -> None:
    state = answered(SCRIPT, begin(), "3", "2")
    assert at(state) == ("1.A.i", "level")
    assert get(state.data, ("ratings", "1.A.i")) == {"criteria": {"1": "strong", "2": "emerging"}}


def test_going_back_over_an_answer_and_changing_it() -> None:
    state = answered(SCRIPT, begin(), "3", "2")
    earlier = interview.back(SCRIPT, state)
    assert at(earlier) == ("1.A.i", "criterion-2")
    assert isinstance(earlier, State)
    changed = answered(SCRIPT, earlier, "4")
    assert get(changed.data, ("ratings", "1.A.i", "criteria")) == {"1": "strong", "2": "exemplary"}
    assert at(changed) == ("1.A.i", "level")


def test_item_50_back_at_the_first_question_says_so() -> None:
    outcome = interview.back(SCRIPT, begin())
    assert outcome == Rejected("this is the first question; there is nothing before it")


def test_back_after_a_restart_is_the_question_before_in_the_rubric() -> None:
    state = begin(Position("2.A.i", "criterion-1"))
    assert at(interview.back(SCRIPT, state)) == ("1.A.ii", "actions")
    state = begin(Position("2.A.i", "level"))
    assert at(interview.back(SCRIPT, state)) == ("2.A.i", "criterion-3")


def test_back_passes_over_questions_that_are_not_asked_any_more() -> None:
    state = answered(SCRIPT, begin(), "3", "3", "3", "1", "2")
    assert at(state) == ("1.A.i", "look-fors-not-seen")
    state = answered(SCRIPT, State(state.data, Position("1.A.i", "level"), state.trail, state.before), "6")
    earlier = interview.back(SCRIPT, state)
    assert at(earlier) == ("1.A.i", "level")


def test_the_criteria_can_be_skipped_as_a_whole() -> None:
    state = interview.skip_group(SCRIPT, begin())
    assert at(state) == ("1.A.i", "level")
    assert at(interview.skip_group(SCRIPT, answered(SCRIPT, state, "2"))) == ("1.A.i", "rationale")


@pytest.mark.parametrize(
    ("wanted", "section"),
    [
        ("2.A.i", "2.A.i"),
        ("2.a.I", "2.A.i"),
        (" 1.A.ii ", "1.A.ii"),
        ("2", "2.A.i"),
        ("2.A.", "2.A.i"),
        ("1.A", "1.A.i"),
    ],
)
def test_jump_to_an_element_or_to_the_first_below_a_part(wanted: str, section: str) -> None:
    assert at(interview.jump(SCRIPT, begin(), wanted)) == (section, "criterion-1")


@pytest.mark.parametrize("wanted", ["", "3", "1.A.i.1", "2.A.x", "\x1b[31m"])
def test_jump_to_nowhere_says_where_one_can_go(wanted: str) -> None:
    outcome = interview.jump(SCRIPT, begin(), wanted)
    assert isinstance(outcome, Rejected)
    assert "1.A.i" in outcome.reason or "2.A.i" in outcome.reason
    assert "\x1b" not in outcome.reason


def test_back_returns_from_a_jump() -> None:
    jumped = interview.jump(SCRIPT, answered(SCRIPT, begin(), "3"), "2")
    assert isinstance(jumped, State)
    assert at(interview.back(SCRIPT, jumped)) == ("1.A.i", "criterion-2")


def test_nothing_to_undo_is_said() -> None:
    assert isinstance(interview.undo(begin()), Rejected)


def test_undo_is_not_blocked_by_moves_in_between() -> None:
    state = answered(SCRIPT, begin(), "3")
    jumped = interview.jump(SCRIPT, interview.skip(SCRIPT, state), "2")
    assert isinstance(jumped, State)
    assert interview.undo(jumped) == begin()


def test_enter_takes_the_proposal_keeps_what_is_there_or_asks_again() -> None:
    state = answered(SCRIPT, begin(), "3", "2", "")
    assert get(state.data, ("ratings", "1.A.i", "level")) == "emerging"
    kept = interview.answer(SCRIPT, begin(Position("1.A.i", "level"), **{"1.A.i": {"level": "strong"}}), "")
    assert isinstance(kept, State)
    assert get(kept.data, ("ratings", "1.A.i", "level")) == "strong"
    assert isinstance(interview.answer(SCRIPT, begin(), " "), Rejected)


def test_a_table_is_asked_until_enter() -> None:
    state = answered(SCRIPT, begin(Position("1.A.i", "evidence")), "one", "two | here")
    assert at(state) == ("1.A.i", "evidence")
    assert at(answered(SCRIPT, state, "")) == ("1.A.i", "target")
    undone = interview.undo(state)
    assert isinstance(undone, State)
    assert get(undone.data, ("ratings", "1.A.i", "evidence")) == [{"what": "one"}]


@pytest.mark.deep
def test_item_49_a_line_of_ten_megabytes_is_refused_at_every_question() -> None:
    state = begin()
    while state.position is not None:
        outcome = interview.answer(SCRIPT, state, "1 " * 5_000_000)
        assert isinstance(outcome, Rejected)
        assert "10,000,000 characters" in outcome.reason
        state = interview.skip(SCRIPT, state)


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        pytest.param({}, ("1.A.i", "criterion-1"), id="nothing rated"),
        pytest.param({"1.A.i": {"criteria": {"1": "strong"}}}, ("1.A.i", "criterion-2"), id="criteria begun"),
        pytest.param(
            {"1.A.i": {"criteria": {"1": "strong", "2": "strong"}}}, ("1.A.i", "level"), id="criteria rated"
        ),
        pytest.param({"1.A.i": {"level": "strong"}}, ("1.A.i", "rationale"), id="no rationale"),
        pytest.param(
            {"1.A.i": {"level": "strong", "rationale": "So."}},
            ("1.A.ii", "criterion-1"),
            id="the next element",
        ),
    ],
)
def test_a_session_nobody_left_off_begins_at_what_is_open(ratings: Any, expected: tuple[str, str]) -> None:
    assert at(begin(**ratings)) == expected


def test_a_session_that_was_left_goes_on_there_where_there_is_still_such_a_place() -> None:
    assert at(begin(Position("2.A.i", "target"))) == ("2.A.i", "target")
    assert at(begin(Position("9.Z", "target"))) == ("1.A.i", "criterion-1")
    assert at(begin(Position("2.A.i", "no such"))) == ("1.A.i", "criterion-1")


def test_everything_rated_begins_at_the_beginning() -> None:
    done = {each: {"level": "strong", "rationale": "So."} for each in SCRIPT.elements}
    assert at(interview.start(SCRIPT, {**START, "ratings": done})) == ("1.A.i", "criterion-1")


class TestSomebodyElse:
    """Somebody else changes the file while an answer is typed."""

    def test_changes_elsewhere_leave_the_answer_as_it_was_meant(self) -> None:
        mine = begin(Position("1.A.i", "level"))
        theirs = interview.reloaded(SCRIPT, mine, put(mine.data, ("ratings", "2.A.i", "level"), "strong"))
        outcome = interview.answer_again(SCRIPT, mine, "2", theirs)
        assert isinstance(outcome, State)
        assert get(outcome.data, ("ratings",)) == {
            "2.A.i": {"level": "strong"},
            "1.A.i": {"level": "emerging"},
        }

    def test_a_proposal_that_was_taken_is_what_it_was_on_the_screen(self) -> None:
        mine = begin(Position("1.A.i", "level"), **{"1.A.i": {"criteria": {"1": "strong"}}})
        changed = put(mine.data, ("ratings", "1.A.i", "criteria", "1"), "exemplary")
        outcome = interview.answer_again(SCRIPT, mine, "", interview.reloaded(SCRIPT, mine, changed))
        assert isinstance(outcome, State)
        assert get(outcome.data, ("ratings", "1.A.i", "level")) == "strong"

    def test_a_change_of_the_same_answer_is_left_to_the_person(self) -> None:
        mine = begin(Position("1.A.i", "level"))
        theirs = interview.reloaded(SCRIPT, mine, put(mine.data, ("ratings", "1.A.i", "level"), "strong"))
        assert isinstance(interview.answer_again(SCRIPT, mine, "2", theirs), Rejected)

    def test_an_answer_never_goes_to_another_question(self) -> None:
        mine = begin(Position("1.A.i", "target"), **{"1.A.i": {"level": "strong"}})
        changed = put(mine.data, ("ratings", "1.A.i", "level"), "not-applicable")
        theirs = interview.reloaded(SCRIPT, mine, changed)
        assert theirs.position == ("1.A.i", "criterion-1")
        assert isinstance(interview.answer_again(SCRIPT, mine, "3", theirs), Rejected)

    def test_a_new_row_joins_theirs_but_rows_are_not_changed_by_a_number_that_moved(self) -> None:
        mine = begin(Position("1.A.i", "evidence"), **{"1.A.i": {"evidence": [{"what": "old"}]}})
        changed = put(mine.data, ("ratings", "1.A.i", "evidence"), [{"what": "theirs"}, {"what": "old"}])
        theirs = interview.reloaded(SCRIPT, mine, changed)
        outcome = interview.answer_again(SCRIPT, mine, "mine", theirs)
        assert isinstance(outcome, State)
        rows = get(outcome.data, ("ratings", "1.A.i", "evidence"))
        assert [row["what"] for row in rows] == ["theirs", "old", "mine"]
        assert isinstance(interview.answer_again(SCRIPT, mine, "remove 1", theirs), Rejected)

    def test_what_was_answered_before_cannot_be_undone_into_their_change(self) -> None:
        mine = answered(SCRIPT, begin(), "3")
        theirs = interview.reloaded(SCRIPT, mine, put(mine.data, ("ratings", "2.A.i", "level"), "strong"))
        assert isinstance(interview.undo(theirs), Rejected)
