"""A rating given at once is what a session would have made of the same answers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sustainrubric.interview import interview
from sustainrubric.interview.answers import Rejected
from sustainrubric.interview.data import Plain, get
from sustainrubric.interview.interview import Position
from sustainrubric.rating.edit import RatingAnswers, rate
from tests.rating.scripts import TEAM, answered, script

START: Plain = {"team": TEAM}


def rated(start: Plain = START, **answers: Any) -> Any:
    outcome = rate(script(), start, "1.A.i", RatingAnswers(**answers))
    assert not isinstance(outcome, tuple), outcome
    return get(outcome, ("ratings", "1.A.i"))


def refused(element: str = "1.A.i", start: Plain = START, **answers: Any) -> str:
    outcome = rate(script(), start, element, RatingAnswers(**answers))
    assert isinstance(outcome, tuple)
    (one,) = outcome
    assert isinstance(one, Rejected)
    return one.reason


def test_everything_at_once_is_what_a_session_records() -> None:
    session = interview.start(script(), START, Position("1.A.i", "criteria"))
    session = answered(
        script(), session, "3 2", "3", "They agree.", "1, part 3", "Agenda | here | 2026-08-01", "4 1",
        "Convene | mlopez | 2027-03-01",
    )  # fmt: skip
    assert rated(
        criteria={"1": "strong", "2": "emerging"},
        level="strong",
        look_fors={"L1": "seen", "L3": "partly"},
        rationale="They agree.",
        evidence=["Agenda | here | 2026-08-01"],
        target="exemplary",
        priority="high",
        actions=["Convene | mlopez | 2027-03-01"],
    ) == get(session.data, ("ratings", "1.A.i"))


def test_what_is_not_given_stays() -> None:
    start = {"ratings": {"1.A.i": {"level": "strong", "rationale": "So.", "look_fors": {"L2": "seen"}}}}
    assert rated(start, level="emerging", look_fors={"L1": "partly"}) == {
        "level": "emerging",
        "rationale": "So.",
        "look_fors": {"L1": "partly", "L2": "seen"},
    }


def test_rows_are_added_to_those_there_by_text_or_by_key() -> None:
    start = {"ratings": {"1.A.i": {"evidence": [{"what": "first"}]}}}
    assert rated(start, evidence=["second", {"what": "third | with a bar", "date": "2026-08-01"}]) == {
        "evidence": [
            {"what": "first"},
            {"what": "second"},
            {"what": "third | with a bar", "date": date(2026, 8, 1)},
        ]
    }


def test_a_row_that_reads_as_a_command_is_a_row_here() -> None:
    start = {"ratings": {"1.A.i": {"evidence": [{"what": "first"}]}}}
    assert rated(start, evidence=["remove 1"])["evidence"] == [{"what": "first"}, {"what": "remove 1"}]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        pytest.param({"level": "stron"}, "1.A.i level: 'stron' is not one of inadequate", id="level"),
        pytest.param({"level": "stron"}, "did you mean strong?", id="level, nearest"),
        pytest.param({"level": "5"}, "'5' is not one of", id="a level by number, which nobody sees here"),
        pytest.param({"level": ""}, "'' is not one of", id="empty level"),
        pytest.param({"criteria": {"9": "strong"}}, "no such criterion; there are 1, 2", id="criterion"),
        pytest.param({"criteria": {"1": "unknown"}}, "'unknown' is not one of", id="level of a criterion"),
        pytest.param({"look_fors": {"L9": "seen"}}, "no such look-for; there are L1, L2, L3", id="look-for"),
        pytest.param({"look_fors": {"L1": "sen"}}, "did you mean seen?", id="sighting"),
        pytest.param({"rationale": " "}, "there is no text in this", id="empty rationale"),
        pytest.param({"evidence": ["a | b | soon"]}, "'soon' is not a day", id="date"),
        pytest.param({"evidence": [{"what": "a", "url": "b"}]}, "a row has no 'url'", id="key of a row"),
        pytest.param({"evidence": [{"where": "b"}]}, "'what' is missing", id="needed part of a row"),
        pytest.param({"actions": ["a | nobody"]}, "'nobody' is not in the team", id="owner"),
        pytest.param({"target": "unknown"}, "'unknown' is not one of", id="target"),
        pytest.param({"priority": "urgent"}, "'urgent' is not one of high, medium, low", id="priority"),
        pytest.param(
            {"level": "not-applicable", "rationale": "No.", "target": "strong"},
            "not applicable has no more than a rationale",
            id="more of what does not apply",
        ),
        pytest.param(
            {"level": "not-applicable", "rationale": "No.", "look_fors": {"L1": "seen"}},
            "not applicable has no more than a rationale",
            id="look-fors of what does not apply",
        ),
    ],
)
def test_a_wrong_answer_is_refused_with_what_would_be_right(answers: dict[str, Any], words: str) -> None:
    assert words in refused(**answers)


def test_an_element_the_rubric_does_not_have_is_refused() -> None:
    assert refused("1.A.iv", level="strong") == "small@1.0.0 has no element '1.A.iv'; did you mean 1.A.i?"
