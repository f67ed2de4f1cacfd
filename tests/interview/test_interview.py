"""However a team wanders, the same answers end in the same data, and undo is exact."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sustainrubric.interview import conflict, interview
from sustainrubric.interview.answers import Rejected
from sustainrubric.interview.data import get, put
from sustainrubric.interview.interview import Position, State
from sustainrubric.interview.shown import taken_back
from tests.interview.wandering import in_order, step, walk
from tests.profiles import examples
from tests.rating.scripts import TEAM, answered, script

START = {"team": TEAM}
SCRIPT = script()
EACH = script(each=True)


def begin(at: Position | None = None, **ratings: Any) -> State:
    return interview.start(SCRIPT, {**START, **({"ratings": ratings} if ratings else {})}, at)


def at(state: State | Rejected) -> tuple[str, str]:
    assert isinstance(state, State)
    assert state.position is not None
    section, question = state.position
    return section, question


@pytest.mark.deep
@given(st.data(), st.booleans())
@settings(max_examples=examples(100))
def test_item_50_any_walk_ends_in_the_data_of_the_same_answers_in_order(
    data: st.DataObject, each: bool
) -> None:
    rating_script = script(each=each)
    end = data.draw(walk(rating_script, START))[-1]
    assert in_order(script(), START, end.data).data == end.data


@pytest.mark.deep
@given(st.data())
@settings(max_examples=examples(40))
def test_item_50_undo_gives_back_the_very_state_before_the_answer(data: st.DataObject) -> None:
    states = data.draw(walk(SCRIPT, START))
    for before, after in pairwise(states):
        if after.before is before:
            assert interview.undo(after) is before
        elif after.before is before.before:
            assert after.data is before.data


@pytest.mark.deep
@given(st.data())
@settings(max_examples=examples(30))
def test_undoing_everything_ends_where_the_session_began(data: st.DataObject) -> None:
    state: State | Rejected = data.draw(walk(SCRIPT, START))[-1]
    while isinstance(state, State) and state.before is not None:
        state = interview.undo(state)
    assert isinstance(state, State)
    assert state.data == START


@pytest.mark.deep
@given(st.data())
@settings(max_examples=examples(30))
def test_only_answers_and_undo_change_data(data: st.DataObject) -> None:
    state = data.draw(walk(SCRIPT, START))[-1]
    if state.position is None:
        return
    for moved in (
        interview.back(SCRIPT, state),
        interview.skip(SCRIPT, state),
        interview.skip_all(SCRIPT, state),
        interview.more(SCRIPT, state),
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


@pytest.mark.deep
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
    assert at(state) in (("1.A.i", "criteria"), ("setup", "agency-name"))


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
    state = answered(SCRIPT, begin(), "3 2")
    assert at(state) == ("1.A.i", "level")
    assert get(state.data, ("ratings", "1.A.i")) == {"criteria": {"1": "strong", "2": "emerging"}}


def test_a_reason_that_came_with_the_level_is_not_asked_again() -> None:
    state = answered(SCRIPT, begin(Position("1.A.i", "level")), "3 | They all agreed.")
    assert at(state) == ("1.A.i", "look-fors")
    assert at(answered(SCRIPT, begin(Position("1.A.i", "level")), "3")) == ("1.A.i", "rationale")


def test_going_back_over_an_answer_and_changing_it() -> None:
    state = answered(EACH, interview.start(EACH, START), "3", "2")
    earlier = interview.back(EACH, state)
    assert at(earlier) == ("1.A.i", "criterion-2")
    assert isinstance(earlier, State)
    changed = answered(EACH, earlier, "4")
    assert get(changed.data, ("ratings", "1.A.i", "criteria")) == {"1": "strong", "2": "exemplary"}
    assert at(changed) == ("1.A.i", "level")


def test_item_50_back_at_the_first_question_says_so() -> None:
    outcome = interview.back(SCRIPT, begin())
    assert outcome == Rejected("this is the first question; there is nothing before it")


def test_back_after_a_restart_is_the_question_before_in_the_rubric() -> None:
    state = begin(Position("2.A.i", "criteria"))
    assert at(interview.back(SCRIPT, state)) == ("1.A.ii", "actions")
    state = begin(Position("2.A.i", "level"))
    assert at(interview.back(SCRIPT, state)) == ("2.A.i", "criteria")


def test_back_passes_over_questions_that_are_not_asked_any_more() -> None:
    state = answered(SCRIPT, begin(), "3 3", "3", "So.", "1")
    assert at(state) == ("1.A.i", "evidence")
    state = answered(SCRIPT, State(state.data, Position("1.A.i", "level"), state.trail, state.before), "6")
    earlier = interview.back(SCRIPT, state)
    assert at(earlier) == ("1.A.i", "level")


def test_back_leads_in_again_after_the_last_question() -> None:
    state = begin(Position("2.A.i", "actions"))
    end = interview.skip(SCRIPT, state)
    assert end.position is None
    assert at(interview.back(SCRIPT, end)) == ("2.A.i", "actions")
    assert at(interview.jump(SCRIPT, end, "1.A.ii")) == ("1.A.ii", "criteria")


def test_the_criteria_or_the_rest_of_an_element_can_be_skipped_as_a_whole() -> None:
    assert at(interview.skip_all(EACH, interview.start(EACH, START))) == ("1.A.i", "level")
    assert at(interview.skip_all(SCRIPT, begin(Position("1.A.i", "level")))) == ("1.A.ii", "criteria")
    assert interview.skip_all(SCRIPT, begin(Position("2.A.i", "level"))).position is None


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
    assert at(interview.jump(SCRIPT, begin(), wanted)) == (section, "criteria")


@pytest.mark.parametrize("wanted", ["", "3", "1.A.i.1", "2.A.x", "\x1b[31m"])
def test_jump_to_nowhere_says_where_one_can_go(wanted: str) -> None:
    outcome = interview.jump(SCRIPT, begin(), wanted)
    assert isinstance(outcome, Rejected)
    assert "1.A.i" in outcome.reason or "2.A.i" in outcome.reason
    assert "\x1b" not in outcome.reason


def test_back_returns_from_a_jump() -> None:
    jumped = interview.jump(SCRIPT, answered(SCRIPT, begin(), "3 2"), "2")
    assert isinstance(jumped, State)
    assert at(interview.back(SCRIPT, jumped)) == ("1.A.i", "level")


@pytest.mark.parametrize(
    ("wanted", "there"),
    [
        ("setup", ("setup", "agency-name")),
        ("team", ("setup", "team")),
        ("round", ("setup", "round-id")),
        ("agency", ("setup", "agency-name")),
        ("target", ("1.A.i", "target")),
        ("look", ("1.A.i", "look-fors")),
    ],
)
def test_jump_to_a_question_by_its_name(wanted: str, there: tuple[str, str]) -> None:
    assert at(interview.jump(SCRIPT, begin(), wanted)) == there


def test_the_end_of_the_set_up_leads_back_to_where_one_came_from() -> None:
    state = begin(Position("1.A.ii", "evidence"))
    setup = interview.jump(SCRIPT, state, "team")
    assert isinstance(setup, State)
    assert at(answered(SCRIPT, setup, "N. New | Analyst", "")) == ("1.A.ii", "evidence")


def test_nobody_comes_to_the_set_up_by_going_on_or_back() -> None:
    end = interview.skip(SCRIPT, begin(Position("2.A.i", "actions")))
    assert end.position is None
    first = interview.start(SCRIPT, START, Position("setup", "agency-name"))
    assert isinstance(interview.back(SCRIPT, first), Rejected)


def test_a_row_can_be_added_to_the_list_before() -> None:
    state = answered(SCRIPT, begin(Position("1.A.i", "evidence")), "one")
    assert at(state) == ("1.A.i", "target")
    back_there = interview.more(SCRIPT, state)
    assert at(back_there) == ("1.A.i", "evidence")
    assert isinstance(back_there, State)
    assert at(answered(SCRIPT, back_there, "two")) == ("1.A.i", "target")
    assert isinstance(interview.more(SCRIPT, begin()), Rejected)


def test_an_owner_nobody_knows_is_added_and_the_row_taken() -> None:
    state = begin(Position("1.A.i", "actions"))
    refused = interview.answer(SCRIPT, state, "Do it | N. New")
    assert isinstance(refused, Rejected)
    assert refused.offer is not None
    taken = answered(SCRIPT, interview.with_offer(state, refused.offer), "Do it | N. New")
    assert taken.data["team"] == [*TEAM, {"id": "nnew", "name": "N. New"}]
    assert get(taken.data, ("ratings", "1.A.i", "actions"))[0]["owner"] == "nnew"
    undone = interview.undo(taken)
    assert isinstance(undone, State)
    assert interview.undo(undone) == state


@pytest.mark.parametrize("text", ["-"])
def test_a_choice_can_be_taken_back(text: str) -> None:
    state = begin(Position("1.A.i", "level"), **{"1.A.i": {"level": "strong", "target": "strong"}})
    taken = answered(SCRIPT, state, text)
    assert get(taken.data, ("ratings", "1.A.i")) == {"target": "strong"}
    assert at(taken) == ("1.A.i", "level")
    again = interview.answer(SCRIPT, taken, text)
    assert again == Rejected("there is nothing here that could be taken back")


def test_what_is_needed_is_not_taken_back() -> None:
    data = {"agency": {"name": "A"}, "round": {"date": date(2026, 10, 15)}}
    for question in ("agency-name", "round-date"):
        outcome = interview.answer(SCRIPT, interview.start(SCRIPT, data, Position("setup", question)), "-")
        assert isinstance(outcome, Rejected)
        assert "needed" in outcome.reason


def test_a_text_that_is_a_command_to_the_letter_is_typed_behind_a_backslash() -> None:
    state = begin(Position("1.A.i", "rationale"))
    for typed, stored in (("\\s", "s"), ("\\-", "-"), ("\\j team", "j team"), ("\\server", "\\server")):
        taken = answered(SCRIPT, state, typed)
        assert get(taken.data, ("ratings", "1.A.i", "rationale")) == stored


def test_an_undo_names_what_it_took_back() -> None:
    state = begin(Position("1.A.i", "level"), **{"1.A.i": {"level": "emerging"}})
    taken = answered(SCRIPT, state, "3")
    assert taken_back(SCRIPT, taken, state) == "1.A.i Level: Strong, and Emerging again"
    rows = answered(SCRIPT, begin(Position("1.A.i", "evidence")), "one | here")
    assert taken_back(SCRIPT, rows, begin()) == "1.A.i Evidence: one | here"
    marks = answered(SCRIPT, begin(), "3 2")
    assert taken_back(SCRIPT, marks, begin()) == "1.A.i Criteria: 3 2"


def test_nothing_to_undo_is_said() -> None:
    assert isinstance(interview.undo(begin()), Rejected)


def test_undo_is_not_blocked_by_moves_in_between() -> None:
    state = answered(SCRIPT, begin(), "3 2")
    jumped = interview.jump(SCRIPT, interview.skip(SCRIPT, state), "2")
    assert isinstance(jumped, State)
    assert interview.undo(jumped) == begin()


def test_enter_takes_the_proposal_keeps_what_is_there_or_asks_again() -> None:
    state = answered(SCRIPT, begin(), "3 2", "")
    assert get(state.data, ("ratings", "1.A.i", "level")) == "emerging"
    kept = interview.answer(SCRIPT, begin(Position("1.A.i", "level"), **{"1.A.i": {"level": "strong"}}), "")
    assert isinstance(kept, State)
    assert get(kept.data, ("ratings", "1.A.i", "level")) == "strong"
    assert isinstance(interview.answer(SCRIPT, begin(Position("1.A.i", "level")), " "), Rejected)
    assert at(answered(SCRIPT, begin(), "")) == ("1.A.i", "level")


def test_one_row_answers_a_list_and_rows_pasted_together_do() -> None:
    state = answered(SCRIPT, begin(Position("1.A.i", "evidence")), "one\ntwo\there\n")
    assert at(state) == ("1.A.i", "target")
    undone = interview.undo(state)
    assert isinstance(undone, State)
    assert "ratings" not in undone.data
    rows = get(state.data, ("ratings", "1.A.i", "evidence"))
    assert rows == [{"what": "one"}, {"what": "two", "where": "here"}]


def test_a_list_is_asked_again_after_a_plus_or_a_change_of_a_row() -> None:
    state = interview.answer(SCRIPT, begin(Position("1.A.i", "evidence")), "one", stays=True)
    assert at(state) == ("1.A.i", "evidence")
    assert isinstance(state, State)
    assert at(answered(SCRIPT, state, "remove 1")) == ("1.A.i", "evidence")
    assert at(answered(SCRIPT, state, "")) == ("1.A.i", "target")


def test_a_team_is_asked_until_enter() -> None:
    state = answered(SCRIPT, begin(Position("setup", "team")), "one", "two | here")
    assert at(state) == ("setup", "team")


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
        pytest.param({}, ("1.A.i", "criteria"), id="nothing rated"),
        pytest.param({"1.A.i": {"criteria": {"1": "strong"}}}, ("1.A.i", "criteria"), id="criteria begun"),
        pytest.param(
            {"1.A.i": {"criteria": {"1": "strong", "2": "strong"}}}, ("1.A.i", "level"), id="criteria rated"
        ),
        pytest.param({"1.A.i": {"level": "strong"}}, ("1.A.i", "rationale"), id="no rationale"),
        pytest.param(
            {"1.A.i": {"level": "strong", "rationale": "So."}},
            ("1.A.ii", "criteria"),
            id="the next element",
        ),
    ],
)
def test_a_session_nobody_left_off_begins_at_what_is_open(ratings: Any, expected: tuple[str, str]) -> None:
    assert at(begin(**ratings)) == expected


def test_a_session_that_was_left_goes_on_there_where_there_is_still_such_a_place() -> None:
    assert at(begin(Position("2.A.i", "target"))) == ("2.A.i", "target")
    assert at(begin(Position("9.Z", "target"))) == ("1.A.i", "criteria")
    assert at(begin(Position("2.A.i", "no such"))) == ("1.A.i", "criteria")


def test_everything_rated_begins_at_the_beginning() -> None:
    done = {each: {"level": "strong", "rationale": "So."} for each in SCRIPT.elements}
    assert at(interview.start(SCRIPT, {**START, "ratings": done})) == ("1.A.i", "criteria")


class TestBehindABar:
    """What follows a bar answers the next question."""

    def test_marks_level_and_reason_in_one_line(self) -> None:
        state = answered(SCRIPT, begin(), "2* | 3 | Two of five agree.")
        assert at(state) == ("1.A.i", "look-fors")
        assert get(state.data, ("ratings", "1.A.i")) == {
            "criteria": {"1": "emerging", "2": "emerging"},
            "level": "strong",
            "rationale": "Two of five agree.",
        }

    def test_enter_before_a_bar_and_behind_it(self) -> None:
        state = answered(SCRIPT, begin(), "2* | | As the criteria say.")
        assert get(state.data, ("ratings", "1.A.i", "level")) == "emerging"
        assert get(state.data, ("ratings", "1.A.i", "rationale")) == "As the criteria say."
        assert at(answered(SCRIPT, begin(), " | 3")) == ("1.A.i", "rationale")
        assert at(answered(SCRIPT, begin(), "2* |")) == ("1.A.i", "level")

    def test_rows_keep_their_own_bars(self) -> None:
        there = begin(Position("1.A.i", "target"), **{"1.A.i": {"level": "emerging"}})
        state = answered(SCRIPT, there, "strong high | Convene | 1 | 2027-03-01")
        assert get(state.data, ("ratings", "1.A.i", "priority")) == "high"
        (action,) = get(state.data, ("ratings", "1.A.i", "actions"))
        assert (action["what"], action["owner"], str(action["due"])) == ("Convene", "mlopez", "2027-03-01")
        assert at(state) == ("1.A.ii", "criteria")
        assert at(answered(SCRIPT, there, "strong | + Convene")) == ("1.A.i", "actions")

    def test_one_undo_takes_the_whole_line_back_and_names_all_of_it(self) -> None:
        before = begin()
        state = answered(SCRIPT, before, "2* | 3 | So.")
        undone = interview.undo(state)
        assert undone is before
        told = taken_back(SCRIPT, state, before)
        assert told == "1.A.i Criteria: 2 2; Level: Strong; Rationale: So."

    @pytest.mark.parametrize(
        ("where", "line", "why"),
        [
            ("criteria", "2* | 9", "Level: '9' is none of the choices"),
            ("criteria", "9* | 3", "'9' is no level"),
            ("target", "strong | Convene | nobody", "Actions: "),
            ("target", "strong | remove 1", "a row that is there is changed at its own question"),
        ],
    )
    def test_it_is_taken_whole_or_not_at_all(self, where: str, line: str, why: str) -> None:
        rating = {"level": "emerging", "actions": [{"what": "x"}]}
        outcome = interview.answer(SCRIPT, begin(Position("1.A.i", where), **{"1.A.i": rating}), line)
        assert isinstance(outcome, Rejected)
        assert why in outcome.reason

    def test_nothing_is_answered_beyond_the_element(self) -> None:
        last = script(topics=("target",))
        state = interview.start(last, START, Position("1.A.i", "target"))
        outcome = interview.answer(last, state, "strong high | 2")
        assert isinstance(outcome, Rejected)
        assert "nothing more is asked here" in outcome.reason

    def test_what_others_changed_behind_the_bar_is_left_to_the_person(self) -> None:
        mine = begin()
        theirs = conflict.reloaded(SCRIPT, mine, put(mine.data, ("ratings", "1.A.i", "level"), "strong"))
        assert isinstance(conflict.answer_again(SCRIPT, mine, "2* | 2", theirs), Rejected)
        assert isinstance(conflict.answer_again(SCRIPT, mine, "2*", theirs), State)


class TestSomebodyElse:
    """Somebody else changes the file while an answer is typed."""

    def test_changes_elsewhere_leave_the_answer_as_it_was_meant(self) -> None:
        mine = begin(Position("1.A.i", "level"))
        theirs = conflict.reloaded(SCRIPT, mine, put(mine.data, ("ratings", "2.A.i", "level"), "strong"))
        outcome = conflict.answer_again(SCRIPT, mine, "2", theirs)
        assert isinstance(outcome, State)
        assert get(outcome.data, ("ratings",)) == {
            "2.A.i": {"level": "strong"},
            "1.A.i": {"level": "emerging"},
        }

    def test_a_proposal_that_was_taken_is_what_it_was_on_the_screen(self) -> None:
        mine = begin(Position("1.A.i", "level"), **{"1.A.i": {"criteria": {"1": "strong"}}})
        changed = put(mine.data, ("ratings", "1.A.i", "criteria", "1"), "exemplary")
        outcome = conflict.answer_again(SCRIPT, mine, "", conflict.reloaded(SCRIPT, mine, changed))
        assert isinstance(outcome, State)
        assert get(outcome.data, ("ratings", "1.A.i", "level")) == "strong"

    def test_a_change_of_the_same_answer_is_left_to_the_person(self) -> None:
        mine = begin(Position("1.A.i", "level"))
        theirs = conflict.reloaded(SCRIPT, mine, put(mine.data, ("ratings", "1.A.i", "level"), "strong"))
        assert isinstance(conflict.answer_again(SCRIPT, mine, "2", theirs), Rejected)

    def test_an_answer_never_goes_to_another_question(self) -> None:
        mine = begin(Position("1.A.i", "target"), **{"1.A.i": {"level": "strong"}})
        changed = put(mine.data, ("ratings", "1.A.i", "level"), "not-applicable")
        theirs = conflict.reloaded(SCRIPT, mine, changed)
        assert theirs.position == ("1.A.i", "criteria")
        assert isinstance(conflict.answer_again(SCRIPT, mine, "3", theirs), Rejected)

    def test_a_new_row_joins_theirs_but_rows_are_not_changed_by_a_number_that_moved(self) -> None:
        mine = begin(Position("1.A.i", "evidence"), **{"1.A.i": {"evidence": [{"what": "old"}]}})
        changed = put(mine.data, ("ratings", "1.A.i", "evidence"), [{"what": "theirs"}, {"what": "old"}])
        theirs = conflict.reloaded(SCRIPT, mine, changed)
        outcome = conflict.answer_again(SCRIPT, mine, "mine", theirs)
        assert isinstance(outcome, State)
        rows = get(outcome.data, ("ratings", "1.A.i", "evidence"))
        assert [row["what"] for row in rows] == ["theirs", "old", "mine"]
        assert isinstance(conflict.answer_again(SCRIPT, mine, "remove 1", theirs), Rejected)

    def test_what_was_answered_before_cannot_be_undone_into_their_change(self) -> None:
        mine = answered(SCRIPT, begin(), "3 3")
        theirs = conflict.reloaded(SCRIPT, mine, put(mine.data, ("ratings", "2.A.i", "level"), "strong"))
        assert isinstance(interview.undo(theirs), Rejected)
