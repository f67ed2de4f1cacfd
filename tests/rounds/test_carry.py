"""What goes from one round into the next, and what does not."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from sustainrubric.records.assessment import Round
from sustainrubric.rounds.carry import carry, last_time
from sustainrubric.rounds.diff import diff
from sustainrubric.rounds.model import RatedRound
from tests.rating.build import POINTS, small_assessment
from tests.rounds.rounds import rounds

NEXT = Round(id="2027-fall", date=date(2027, 10, 15))
FULL = {
    "level": "strong",
    "rationale": "Because.",
    "criteria": {"1": "strong"},
    "look_fors": {"L1": "seen"},
    "evidence": [{"what": "Agenda", "date": "2026-08-01"}],
    "target": "exemplary",
    "priority": "high",
    "actions": [
        {"what": "a", "status": "planned"},
        {"what": "b", "status": "under-way"},
        {"what": "c", "status": "done"},
        {"what": "d", "status": "dropped"},
    ],
}


def test_team_weights_targets_evidence_and_open_actions_are_carried() -> None:
    previous = small_assessment({"1.A.1": FULL}, team=[{"id": "m", "name": "M"}], weights={"1.A.1": 2})
    new = carry(previous, NEXT)
    rating = new.ratings["1.A.1"]
    assert (new.team, new.weights, new.round) == (previous.team, previous.weights, NEXT)
    assert (new.agency, new.reform, new.rubric) == (previous.agency, previous.reform, previous.rubric)
    assert (rating.target, rating.priority) == ("exemplary", "high")
    assert rating.evidence == previous.ratings["1.A.1"].evidence
    assert [action.what for action in rating.actions] == ["a", "b"]


def test_ratings_are_not_carried_as_if_confirmed() -> None:
    rating = carry(small_assessment({"1.A.1": FULL}), NEXT).ratings["1.A.1"]
    assert (rating.level, rating.rationale, rating.criteria, rating.look_fors) == (None, None, {}, {})


def test_an_element_with_nothing_to_carry_is_left_out() -> None:
    previous = small_assessment({"1.A.1": {"level": "strong", "rationale": "Because."}, "1.A.2": FULL})
    assert list(carry(previous, NEXT).ratings) == ["1.A.2"]


def test_what_was_last_time_is_not_carried_twice() -> None:
    previous = small_assessment({}, previous={"round": "2025-fall", "levels": {"1.A.1": "strong"}})
    assert carry(previous, NEXT).previous is None


def test_last_time_tells_levels_given_derived_and_others() -> None:
    previous = small_assessment(
        {
            "1.A.1": "strong",
            "1.A.2": {"criteria": {"1": "emerging"}},
            "1.B.1": "not-applicable",
            "2.A.1": "unknown",
            "2.A.2": {"target": "strong"},
        }
    )
    found = last_time(previous, POINTS)
    assert {key: (one.level, one.derived) for key, one in found.items()} == {
        "1.A.1": ("strong", False),
        "1.A.2": ("emerging", True),
        "1.B.1": ("not-applicable", False),
        "2.A.1": ("unknown", False),
    }
    assert found["1.A.1"].rating is previous.ratings["1.A.1"]


@given(rounds())
def test_no_element_is_rated_in_what_is_carried_and_no_open_action_is_lost(one: RatedRound) -> None:
    found = diff(one, RatedRound(carry(one.assessment, NEXT), one.rubric))
    assert found.overall.compared == 0
    assert not found.targets
    assert not found.evidence
    assert not found.team
    assert not found.weights
    assert {move.kind for move in found.actions} <= {"carried", "overdue", "settled"}
