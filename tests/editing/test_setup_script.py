"""The questions before there is a file."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sustainrubric.editing.set_up_script import SetupScript, is_complete, slug
from sustainrubric.interview import interview
from sustainrubric.interview.answers import Rejected
from sustainrubric.interview.interview import State

SCRIPT = SetupScript("Jefferson", "JF", date(2026, 10, 15))


def answered(*typed: str, script: SetupScript = SCRIPT, start: Any = None) -> State:
    state = interview.start(script, start or {})
    for text in typed:
        outcome = interview.answer(script, state, text)
        assert isinstance(outcome, State), outcome
        state = outcome
    return state


def test_enter_takes_what_the_settings_and_the_calendar_say() -> None:
    state = answered("", "", "Early literacy", "", "", "", "M. Lopez | Chief", "R. Patel", "")
    assert state.position is None
    assert state.data == {
        "agency": {"name": "Jefferson", "state": "JF"},
        "reform": {"name": "Early literacy", "id": "early-literacy"},
        "round": {"id": "2026-fall", "date": date(2026, 10, 15)},
        "team": [
            {"id": "mlopez", "name": "M. Lopez", "role": "Chief"},
            {"id": "rpatel", "name": "R. Patel"},
        ],
    }
    assert is_complete(state.data)


def test_the_state_of_the_settings_goes_with_its_agency_only() -> None:
    state = answered("Madison")
    question = interview.current(SCRIPT, state)
    assert question is not None
    assert question.form.enter(None) is None


def test_a_round_in_spring_is_called_so() -> None:
    questions = SetupScript(None, None, date(2027, 5, 1)).questions("setup", {})
    proposed = {question.id: question.form.enter(None) for question in questions}["round-id"]
    assert proposed is not None
    assert proposed.value == "2027-spring"


def test_what_is_needed_is_asked_again_though_it_can_be_skipped() -> None:
    script = SetupScript(None, None, date(2026, 10, 15))
    outcome = interview.answer(script, interview.start(script, {}), "")
    assert outcome == Rejected("this is needed; type it, or s to skip the question for now")


def test_two_members_of_one_name_get_ids_of_their_own() -> None:
    state = answered("", "", "R", "", "", "", "M. Lopez", "M. Lopez", "张伟", "A | B | mlopez")
    assert [member["id"] for member in state.data["team"]] == ["mlopez", "mlopez2", "member", "mlopez3"]


def test_a_setup_that_was_stopped_goes_on_at_the_first_gap() -> None:
    state = interview.start(
        SCRIPT, {"agency": {"name": "A", "state": "B"}, "reform": {"name": "R", "id": "r"}}
    )
    assert state.position == ("setup", "round-id")


@pytest.mark.parametrize("gap", ["agency", "reform", "round"])
def test_without_agency_reform_and_round_there_can_be_no_file(gap: str) -> None:
    data = answered("", "", "R", "", "", "").data
    assert is_complete(data)
    assert not is_complete({key: value for key, value in data.items() if key != gap})


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Early literacy standards", "early-literacy-standards"),
        ("K–12: “Read!”", "k-12-read"),
        ("张伟", None),
        ("", None),
        ("x" * 50, "x" * 40),
        ("a" * 39 + " b", "a" * 39),
    ],
)
def test_a_short_id_is_made_of_a_name(name: str, expected: str | None) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("José Núñez", "jose-nunez"),
        ("Nu\u0301n\u0303ez", "nunez"),
        ("Straße Łódź", "strasse-lodz"),
        ("Ærø", "aero"),
    ],
)
def test_an_id_made_of_a_name_keeps_its_letters(name: str, id_: str) -> None:
    assert slug(name) == id_
