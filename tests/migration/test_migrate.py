"""A migration loses nothing, counts nothing that is not equal, and can be taken back."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sustainrubric.migration.alignment import Alignment, Row
from sustainrubric.migration.back import back
from sustainrubric.migration.migrate import Migration, migrate
from sustainrubric.rating.score import score
from sustainrubric.records.assessment import Assessment
from tests.migration.ways import IDS, NEW, NEW_IDS, OLD, THIRD_IDS, alignments, assessments
from tests.rating.build import small_rubric

SHA = "sha256:" + "0" * 64
OPEN = ("planned", "under-way", None)


def moved(data: dict[str, Any], alignment: Alignment) -> Migration:
    return migrate(data, alignment, mapping=SHA, date="2027-01-15")


def small(ratings: dict[str, Any], **more: Any) -> dict[str, Any]:
    head = {
        "kind": "assessment",
        "format": 1,
        "rubric": OLD,
        "agency": {"name": "Example"},
        "reform": {"id": "literacy", "name": "Literacy"},
        "round": {"id": "2026-fall", "date": "2026-10-15"},
    }
    return {**head, "ratings": ratings, **more}


def _sources(row: Row) -> tuple[str, ...]:
    return row.sources


def _targets(row: Row) -> tuple[str, ...]:
    return row.targets


def way(*rows: Row) -> Alignment:
    return Alignment(OLD, NEW, rows)


@pytest.mark.deep
@given(assessments(), alignments())
def test_the_way_back_gives_the_very_same(data: dict[str, Any], alignment: Alignment) -> None:
    before = deepcopy(data)
    there = moved(data, alignment).data
    assert data == before
    assert back(there) == (before, ())


@given(assessments(), alignments(), alignments(NEW, "third@3.0.0", NEW_IDS, THIRD_IDS))
def test_the_way_back_of_two_migrations_goes_through_both(
    data: dict[str, Any], first: Alignment, second: Alignment
) -> None:
    once = moved(data, first).data
    twice = moved(once, second).data
    assert back(twice) == (once, ())


@given(assessments(), alignments())
def test_what_is_not_equal_has_no_level_and_no_criteria(data: dict[str, Any], alignment: Alignment) -> None:
    there = moved(data, alignment).data
    for one, rating in (there.get("ratings") or {}).items():
        row = alignment.of_target(one)
        if row.is_equal:
            assert rating == data["ratings"][row.sources[0]]
        else:
            assert not {"level", "criteria", "look_fors", "rationale"} & set(rating)


@given(assessments(), alignments())
def test_a_score_counts_only_what_is_equal(data: dict[str, Any], alignment: Alignment) -> None:
    rubric = small_rubric([8])
    there = moved(data, alignment).data
    known = {one for one in rubric.elements if alignment.of_target(one).is_equal}
    of_file = {key: value for key, value in there.items() if key not in ("panel", "migrated", "weights")}
    card = score(Assessment.model_validate(of_file), rubric)
    assert {element.id for element in card.elements if element.points is not None} <= known


@pytest.mark.deep
@given(assessments(), alignments())
def test_evidence_and_open_actions_are_in_the_target_once_or_kept(
    data: dict[str, Any], alignment: Alignment
) -> None:
    there = moved(data, alignment).data
    kept = there["migrated"].get("kept", {})
    ratings = there.get("ratings") or {}
    for one, rating in (data.get("ratings") or {}).items():
        row = alignment.from_source(one)
        if not row.is_equal:
            assert kept[one] == rating
        for place, target in enumerate(row.targets):
            for item in (rating or {}).get("evidence") or ():
                assert ratings[target]["evidence"].count(item) == 1 or row.is_equal
            for action in (rating or {}).get("actions") or ():
                found = ratings.get(target, {}).get("actions") or []
                if row.is_equal:
                    assert action in found
                elif action.get("status") in OPEN and place == 0:
                    assert found.count(action) == 1
                elif place:
                    assert not found


@given(assessments(), alignments())
def test_every_rating_is_carried_or_to_be_confirmed_or_dropped(
    data: dict[str, Any], alignment: Alignment
) -> None:
    result = moved(data, alignment)
    told = {old for old, _ in result.carried}
    told |= {one for row in (*result.to_confirm, *result.dropped) for one in row.sources}
    for one, rating in (data.get("ratings") or {}).items():
        assert one in told or not any(value not in (None, {}, []) for value in (rating or {}).values())


@given(assessments(), alignments(), st.sampled_from(IDS))
def test_an_edit_where_nothing_is_equal_is_told(data: dict[str, Any], alignment: Alignment, one: str) -> None:
    # An element that the new rubric lacks is wrong there, whatever the way back.
    gone, come = ({each for row in alignment.rows for each in side(row)} for side in (_sources, _targets))
    assume(one in come or one not in gone)
    there = moved(data, alignment).data
    there["ratings"] = {**(there.get("ratings") or {}), one: {"level": "strong", "rationale": "seen now"}}
    row = alignment.of_target(one)
    outcome = back(there)
    if row.is_equal:
        assert outcome.lost == ()
        assert outcome.data["ratings"][row.sources[0]] == there["ratings"][one]
    else:
        assert f"the rating of {one}" in outcome.lost


def test_a_merge_has_the_lowest_level_the_highest_target_and_all_actions() -> None:
    act = [{"what": "Call", "status": "planned"}, {"what": "Done", "status": "done"}]
    first = {"level": "strong", "rationale": "Well.", "target": "strong", "priority": "low", "actions": act}
    second = {"criteria": {"1": "emerging"}, "target": "exemplary", "evidence": [{"what": "Minutes"}]}
    row = Row(("1.A.1", "1.A.2"), ("1.A.1",), "subset", "Joined.")
    there = moved(small({"1.A.1": first, "1.A.2": second}, weights={"1.A.2": 2}), way(row)).data
    assert there["ratings"] == {
        "1.A.1": {
            "evidence": [{"what": "Minutes"}],
            "target": "exemplary",
            "priority": "low",
            "actions": [{"what": "Call", "status": "planned"}],
        }
    }
    assert there["weights"] == {"1.A.1": 3}
    assert there["previous"] == {
        "round": "2026-fall",
        "levels": {"1.A.1": "emerging"},
        "rationales": {"1.A.1": "1.A.1 (strong): Well.\n1.A.2 (emerging)"},
    }


def test_a_split_gives_each_part_the_evidence_and_the_first_the_actions() -> None:
    rating = {"level": "strong", "evidence": [{"what": "Minutes"}], "actions": [{"what": "Call"}]}
    row = Row(("1.A.1",), ("1.A.1", "n.1"), "superset", "Split.")
    result = moved(small({"1.A.1": rating}, weights={"1.A.1": 2}), way(row))
    assert result.data["ratings"] == {
        "1.A.1": {"evidence": [{"what": "Minutes"}], "actions": [{"what": "Call"}]},
        "n.1": {"evidence": [{"what": "Minutes"}]},
    }
    assert result.data["previous"]["levels"] == {"1.A.1": "strong", "n.1": "strong"}
    assert "weights" not in result.data
    assert result.unweighted == ("1.A.1",)


def test_what_was_to_be_confirmed_before_goes_along_with_equal_elements() -> None:
    previous = {"round": "2025-fall", "levels": {"1.A.1": "strong", "1.A.2": "strong"}}
    renamed = Row(("1.A.1",), ("n.1",), "equal")
    dropped = Row(("1.A.2",), (), "none", "Gone.")
    there = moved(small({}, previous=previous), way(renamed, dropped)).data
    assert there["previous"] == {"round": "2025-fall", "levels": {"n.1": "strong"}}
