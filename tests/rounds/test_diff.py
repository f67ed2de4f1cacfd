"""What moved between two rounds; and what must not be said to have moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from sustainrubric.rounds.diff import diff
from sustainrubric.rounds.model import (
    MOVE_KINDS,
    ActionMove,
    Changed,
    ElementMove,
    MoveKind,
    RatedRound,
    Reason,
    Rollup,
    RoundDiff,
)
from sustainrubric.rounds.subject import why_not_one_subject
from tests.rounds.rounds import IDS, RUBRIC, later, round_of, rounds, second_version

_MIRROR_KIND: dict[MoveKind, MoveKind] = {
    "improved": "declined",
    "declined": "improved",
    "newly_rated": "no_longer_rated",
    "no_longer_rated": "newly_rated",
}
_MIRROR_REASON: dict[Reason, Reason] = {
    "became-not-applicable": "ceased-to-be-not-applicable",
    "ceased-to-be-not-applicable": "became-not-applicable",
    "added-to-the-rubric": "removed-from-the-rubric",
    "removed-from-the-rubric": "added-to-the-rubric",
}


def move_of(old: Any, new: Any) -> ElementMove:
    """How 1.A.1 moves between two ratings, where None is no rating at all."""
    before, after = ({} if rating is None else {"1.A.1": rating} for rating in (old, new))
    return diff(round_of(before), later(after)).elements[0]


DERIVED = {"criteria": {"1": "strong", "2": "strong"}}


@pytest.mark.parametrize(
    ("old", "new", "kind", "change", "reason"),
    [
        ("emerging", "strong", "improved", 1, None),
        ("exemplary", "inadequate", "declined", -3, None),
        ("strong", "strong", "unchanged", 0, None),
        ("emerging", DERIVED, "improved", 1, None),
        (DERIVED, "strong", "unchanged", 0, None),
        (None, "strong", "newly_rated", None, None),
        ("unknown", "strong", "newly_rated", None, None),
        ("strong", "unknown", "no_longer_rated", None, None),
        ("strong", None, "no_longer_rated", None, None),
        ("not-applicable", "strong", "not_comparable", None, "ceased-to-be-not-applicable"),
        ("strong", "not-applicable", "not_comparable", None, "became-not-applicable"),
        (None, "not-applicable", "not_comparable", None, "became-not-applicable"),
        ("not-applicable", "unknown", "not_comparable", None, "ceased-to-be-not-applicable"),
        ("not-applicable", "not-applicable", "not_comparable", None, "not-applicable-in-both"),
        (None, None, "not_comparable", None, "rated-in-neither"),
        ("unknown", None, "not_comparable", None, "rated-in-neither"),
    ],
    ids=str,
)
def test_each_pair_of_ratings_is_one_kind_of_move(
    old: Any, new: Any, kind: MoveKind, change: int | None, reason: Reason | None
) -> None:
    move = move_of(old, new)
    assert (move.kind, move.change, move.reason) == (kind, change, reason)


def test_what_is_not_rated_is_told_apart() -> None:
    words = [move_of(None, rating).new for rating in ("not-applicable", "unknown", None)]
    assert [reading.word if reading else "?" for reading in words] == ["not-applicable", "unknown", None]


def test_a_level_given_that_was_derived_is_a_difference_though_no_move() -> None:
    move = move_of(DERIVED, {"level": "strong", **DERIVED})
    assert move.kind == "unchanged"
    assert move.differs
    assert move.old is not None
    assert move.old.derived


def test_rollups_compare_only_what_both_rounds_rate() -> None:
    found = diff(
        round_of({"1.A.1": "emerging", "1.A.2": "exemplary", "1.B.1": "strong"}),
        later({"1.A.1": "strong", "1.A.2": "unknown", "2.A.1": "inadequate"}),
    )
    assert (found.overall.compared, found.overall.elements) == (1, 5)
    assert (found.overall.old.mean, found.overall.new.mean) == (Fraction(2), Fraction(3))
    first, second = found.categories
    assert (first.rollup.compared, second.rollup.compared) == (1, 0)
    assert second.rollup.new.mean is None
    assert [variable.compared for variable in first.variables] == [1, 0]


def test_each_round_keeps_its_own_weights() -> None:
    ratings = {"1.A.1": "emerging", "1.A.2": "exemplary"}
    found = diff(round_of(ratings), later(ratings, weights={"1.A.2": 3}))
    assert (found.overall.old.mean, found.overall.new.mean) == (Fraction(3), Fraction(7, 2))
    assert found.weights == (Changed("1.A.2", "", 1, 3),)
    assert not found.is_empty


ACTION = {"what": "Convene the council", "owner": "m"}


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (None, {}, "new"),
        (None, {"due": "2027-10-14"}, "overdue"),
        (None, {"status": "done"}, "done"),
        ({}, {"status": "done"}, "done"),
        ({"status": "done"}, {"status": "done"}, "settled"),
        ({}, {"status": "dropped"}, "dropped"),
        ({}, None, "dropped"),
        ({"status": "done"}, None, "settled"),
        ({}, {"status": "under-way"}, "carried"),
        ({"due": "2027-01-01"}, {"due": "2027-01-01"}, "overdue"),
        ({"due": "2027-01-01"}, {"due": "2027-10-15"}, "carried"),
        ({"status": "dropped"}, {}, "reopened"),
        ({}, {"what": " convene  the COUNCIL"}, "carried"),
        ({}, {"what": "Convene a council"}, "dropped"),
    ],
    ids=str,
)
def test_an_action_is_matched_by_what_it_says(old: Any, new: Any, kind: str) -> None:
    before, after = ([{**ACTION, **more}] if more is not None else [] for more in (old, new))
    found = diff(round_of({"1.A.1": {"actions": before}}), later({"1.A.1": {"actions": after}}))
    assert found.actions[0].kind == kind


def test_an_action_with_other_words_is_a_new_one_and_the_old_is_dropped() -> None:
    found = diff(
        round_of({"1.A.1": {"actions": [ACTION]}}),
        later({"1.A.1": {"actions": [{**ACTION, "what": "Convene a council"}]}}),
    )
    assert [action.kind for action in found.actions] == ["dropped", "new"]


def test_an_action_with_an_id_is_the_same_whatever_its_words() -> None:
    found = diff(
        round_of({"1.A.1": {"actions": [{**ACTION, "id": "council"}, {"what": "Publish"}]}}),
        later({"1.A.1": {"actions": [{"what": "Publish", "id": "p"}, {"what": "Meet", "id": "council"}]}}),
    )
    said = [
        (move.kind, move.old and move.old.what, move.new and move.new.what, move.differs)
        for move in found.actions
    ]
    assert said == [
        ("carried", "Convene the council", "Meet", True),
        ("carried", "Publish", "Publish", False),
    ]


def test_evidence_is_added_removed_or_changed() -> None:
    old = [{"what": "Agenda"}, {"what": "Minutes", "where": "here"}, {"what": "Poll"}]
    new = [{"what": "agenda"}, {"what": "Minutes", "where": "there"}, {"what": "Survey"}]
    found = diff(round_of({"1.A.1": {"evidence": old}}), later({"1.A.1": {"evidence": new}})).evidence
    said = [(c.old.what if c.old else None, c.new.what if c.new else None) for c in found]
    assert said == [("Agenda", "agenda"), ("Minutes", "Minutes"), ("Poll", None), (None, "Survey")]


def test_the_same_evidence_in_another_order_is_no_change() -> None:
    old = [{"what": "Agenda", "where": "1"}, {"what": "Agenda", "where": "2"}]
    assert diff(round_of({"1.A.1": {"evidence": old}}), later({"1.A.1": {"evidence": old[::-1]}})).is_empty


def test_targets_priorities_criteria_look_fors_and_team_are_told_apart() -> None:
    old = {"target": "strong", "criteria": {"1": "emerging"}, "look_fors": {"L1": "partly"}}
    new = {"priority": "high", "criteria": {"1": "strong"}, "look_fors": {"L1": "seen", "L2": "seen"}}
    found = diff(
        round_of({"1.A.1": old}, team=[{"id": "m", "name": "M"}]),
        later({"1.A.1": new}, team=[{"id": "m", "name": "M", "role": "Chief"}, {"id": "n", "name": "N"}]),
    )
    assert found.targets == (Changed("1.A.1", "", "strong", None),)
    assert found.priorities == (Changed("1.A.1", "", None, "high"),)
    assert found.criteria == (Changed("1.A.1", "1", "emerging", "strong"),)
    assert found.look_fors == (Changed("1.A.1", "L1", "partly", "seen"), Changed("1.A.1", "L2", None, "seen"))
    assert [(c.id, c.old is None) for c in found.team] == [("m", False), ("n", True)]


def test_of_another_version_of_the_rubric_only_equal_elements_are_compared() -> None:
    rubric = second_version()
    found = diff(
        round_of({"1.A.1": "emerging", "1.A.2": "strong", "1.B.1": "strong"}),
        round_of({"1.A.1": "strong", "1.A.3": "strong", "1.B.1": "strong"}, rubric),
    )
    kinds = {move.id: (move.kind, move.change, move.reason) for move in found.elements}
    assert kinds["1.A.1"] == ("improved", 1, None)
    assert kinds["1.A.2"] == ("not_comparable", None, "removed-from-the-rubric")
    assert kinds["1.A.3"] == ("not_comparable", None, "added-to-the-rubric")
    assert kinds["1.B.1"] == ("not_comparable", None, "reworded")
    wording = {(change.id, change.part): (change.old is None, change.new is None) for change in found.wording}
    assert wording["1.A.2", "element"] == (False, True)
    assert wording["1.A.3", "element"] == (True, False)
    assert wording["1.B.1.2", "criterion"] == (False, False)
    assert ("1.B.1", "element") not in wording
    assert Changed("", "rubric", "small@1.0.0", "small@2.0.0") in found.subject


def test_levels_worth_other_points_are_never_compared() -> None:
    data = RUBRIC.model_dump(mode="json")
    data["version"], data["levels"][3]["points"] = "2.0.0", 9
    other = type(RUBRIC).model_validate(data)
    move = diff(round_of({"1.A.1": "strong"}), round_of({"1.A.1": "exemplary"}, other)).elements[0]
    assert (move.kind, move.change, move.reason) == ("not_comparable", None, "levels-worth-other-points")


def test_an_element_moved_to_another_variable_stays_comparable() -> None:
    data = RUBRIC.model_dump(mode="json")
    data["version"] = "2.0.0"
    first, second = data["categories"][0]["variables"]
    second["elements"].append(first["elements"].pop())
    found = diff(
        round_of({"1.A.2": "emerging"}), round_of({"1.A.2": "strong"}, type(RUBRIC).model_validate(data))
    )
    assert [variable.compared for variable in found.categories[0].variables] == [0, 1]
    assert sum(v.elements for c in found.categories for v in c.variables) == len(found.elements) == 5


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"reform": {"id": "other", "name": "Literacy"}}, "reforms differ: 'literacy' and 'other'"),
        ({"agency": {"name": "Another"}}, "agencies differ"),
        ({"agency": {"name": "Example", "state": "EX"}}, None),
        ({"agency": {"name": " EXAMPLE "}}, None),
        ({"reform": {"id": "literacy", "name": "Renamed"}}, None),
    ],
)
def test_only_rounds_of_one_reform_of_one_agency_are_compared(more: Any, words: str | None) -> None:
    why = why_not_one_subject(round_of({}), later({}, **more))
    assert why is None if words is None else words in (why or "")


def test_agencies_of_two_states_are_two() -> None:
    old, new = (round_of({}, agency={"name": "Example", "state": state}) for state in ("EX", "JF"))
    assert "different states" in (why_not_one_subject(old, new) or "")


def test_another_instrument_is_not_compared() -> None:
    other = RUBRIC.model_copy(update={"id": "other"})
    why = why_not_one_subject(round_of({}), RatedRound(later({}).assessment, other))
    assert why == "the instruments differ: small@1.0.0 and other@1.0.0"


@given(rounds())
def test_a_round_does_not_differ_from_itself(one: RatedRound) -> None:
    found = diff(one, one)
    assert found.is_empty
    assert found.overall.counts["improved"] == found.overall.counts["declined"] == 0


@pytest.mark.deep
@given(rounds(), rounds())
def test_the_counts_add_up(old: RatedRound, new: RatedRound) -> None:
    found = diff(old, new)
    elements = {*old.rubric.elements, *new.rubric.elements}
    assert sum(found.overall.counts.values()) == len(found.elements) == len(elements)
    for kind in MOVE_KINDS:
        assert found.overall.counts[kind] == sum(move.kind == kind for move in found.elements)
        assert found.overall.counts[kind] == sum(c.rollup.counts[kind] for c in found.categories)
        for category in found.categories:
            assert category.rollup.counts[kind] == sum(v.counts[kind] for v in category.variables)


@pytest.mark.deep
@given(rounds(), rounds())
def test_a_difference_read_backwards_is_the_difference_the_other_way(
    old: RatedRound, new: RatedRound
) -> None:
    assert _facts(_mirrored(diff(old, new))) == _facts(diff(new, old))


@given(rounds(), rounds())
def test_empty_means_that_both_say_the_same(old: RatedRound, new: RatedRound) -> None:
    assert diff(old, new).is_empty == diff(new, old).is_empty
    same = old.assessment.model_copy(update={"round": new.assessment.round})
    if same == new.assessment:
        assert diff(old, new).is_empty


def _mirrored(found: RoundDiff) -> RoundDiff:
    turned: dict[str, Any] = {name: _turned_changes(getattr(found, name)) for name in _CHANGES}
    return replace(
        found,
        overall=_turned(found.overall),
        categories=tuple(
            replace(c, rollup=_turned(c.rollup), variables=tuple(map(_turned, c.variables)))
            for c in found.categories
        ),
        elements=tuple(map(_turned_move, found.elements)),
        actions=tuple(replace(a, old=a.new, new=a.old) for a in found.actions),
        **turned,
    )


_CHANGES = (
    "rationales", "targets", "priorities", "criteria", "look_fors",
    "evidence", "team", "weights", "wording", "subject",
)  # fmt: skip


def _turned(rollup: Rollup) -> Rollup:
    counts = {kind: rollup.counts[_MIRROR_KIND.get(kind, kind)] for kind in MOVE_KINDS}
    return replace(rollup, old=rollup.new, new=rollup.old, counts=counts)


def _turned_move(move: ElementMove) -> ElementMove:
    return replace(
        move,
        old=move.new,
        new=move.old,
        kind=_MIRROR_KIND.get(move.kind, move.kind),
        change=None if move.change is None else -move.change,
        reason=_MIRROR_REASON.get(move.reason, move.reason) if move.reason else None,
    )


def _turned_changes(changes: Iterable[Changed[Any]]) -> tuple[Changed[Any], ...]:
    return tuple(replace(change, old=change.new, new=change.old) for change in changes)


def _facts(found: RoundDiff) -> dict[str, Any]:
    """Everything but the order of the parts and the kinds of actions, which lean on the later round's day."""
    rollups = [found.overall, *(c.rollup for c in found.categories)]
    rollups += [variable for c in found.categories for variable in c.variables]
    return {
        "rollups": {
            r.id: (r.counts, r.old.mean, r.new.mean, r.old.majority, r.new.majority) for r in rollups
        },
        "elements": {m.id: (m.old, m.new, m.kind, m.change, m.reason) for m in found.elements},
        "actions": sorted(map(_pair, found.actions), key=repr),
        **{name: sorted(map(_pair, getattr(found, name)), key=repr) for name in _CHANGES},
    }


def _pair(change: Changed[Any] | ActionMove) -> tuple[Any, ...]:
    return change.id, getattr(change, "part", ""), change.old, change.new


def test_the_ids_are_those_of_the_small_rubric() -> None:
    assert IDS == ["1.A.1", "1.A.2", "1.B.1", "2.A.1", "2.A.2"]
