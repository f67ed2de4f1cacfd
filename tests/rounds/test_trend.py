"""Several rounds of a reform as series."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from sustainrubric.rounds.diff import diff
from sustainrubric.rounds.model import ElementSeries, RatedRound, Trend
from sustainrubric.rounds.subject import by_reform
from sustainrubric.rounds.trend import trend
from tests.rounds.rounds import later, round_of, rounds, second_version


def series(found: Trend, element_id: str) -> ElementSeries:
    return next(element for element in found.elements if element.id == element_id)


def in_year(year: int, ratings: dict[str, Any], **more: Any) -> RatedRound:
    return round_of(ratings, round={"id": f"{year}-fall", "date": f"{year}-10-15"}, **more)


THREE = [
    in_year(2024, {"1.A.1": "emerging", "1.A.2": "strong", "1.B.1": "inadequate"}),
    in_year(2025, {"1.A.1": "unknown", "1.A.2": "strong", "1.B.1": "emerging", "2.A.1": "strong"}),
    in_year(2026, {"1.A.1": "strong", "1.A.2": "not-applicable", "1.B.1": "emerging", "2.A.1": "strong"}),
]


def test_a_gap_stays_a_gap() -> None:
    found = trend(THREE)
    assert series(found, "1.A.1").points == (2, None, 3)
    assert series(found, "1.A.2").points == (3, 3, None)
    assert series(found, "2.A.2").points == (None, None, None)
    assert [summary.mean if summary else None for summary in found.categories[1].rollup.summaries] == [
        None, 3, 3,
    ]  # fmt: skip


def test_what_stands_in_a_gap_is_told_apart() -> None:
    words = [reading.word if reading else "?" for reading in series(trend(THREE), "1.A.1").readings]
    assert words == ["emerging", "unknown", "strong"]


def test_the_change_is_from_the_first_round_to_the_last() -> None:
    found = trend(THREE)
    assert [(e.id, e.kind, e.change) for e in found.elements] == [
        ("1.A.1", "improved", 1),
        ("1.A.2", "not_comparable", None),
        ("1.B.1", "improved", 1),
        ("2.A.1", "newly_rated", None),
        ("2.A.2", "not_comparable", None),
    ]


def test_the_steady_mean_is_of_the_elements_rated_in_every_round() -> None:
    overall = trend(THREE).overall
    assert overall.steady_elements == 1
    assert [summary.mean for summary in overall.steady] == [1, 2, 2]


def test_an_element_that_a_rubric_does_not_have_is_a_gap() -> None:
    found = trend([*THREE, round_of({"1.A.1": "strong", "1.A.3": "strong"}, second_version())])
    assert series(found, "1.A.2").readings[-1] is None
    assert [reading is None for reading in series(found, "1.A.3").readings] == [True, True, True, False]
    assert [point.rubric for point in found.points][-2:] == ["small@1.0.0", "small@2.0.0"]


def test_rounds_are_sorted_by_date_and_parted_by_reform_and_agency() -> None:
    other = round_of({}, reform={"id": "evaluation", "name": "Evaluation"})
    elsewhere = round_of({}, agency={"name": "Another"})
    groups = by_reform([later({}), other, elsewhere, round_of({})])
    assert [[(r.assessment.reform.id, r.assessment.round.id) for r in group] for group in groups] == [
        [("literacy", "2026-fall")],
        [("evaluation", "2026-fall")],
        [("literacy", "2026-fall"), ("literacy", "2027-fall")],
    ]


def test_one_round_alone_is_a_trend_of_one_point() -> None:
    found = trend(THREE[:1])
    assert (len(found.points), found.steps) == (1, ())


@pytest.mark.deep
@given(rounds(), rounds())
def test_a_trend_of_two_rounds_agrees_with_their_difference(old: RatedRound, new: RatedRound) -> None:
    found, between = trend([old, new]), diff(old, new)
    assert found.steps == (between.overall.counts,)
    moves = {move.id: move for move in between.elements}
    assert {element.id for element in found.elements} == set(moves)
    for element in found.elements:
        move = moves[element.id]
        assert (element.readings, element.kind, element.change) == (
            (move.old, move.new),
            move.kind,
            move.change,
        )
    pairs = [(found.overall, between.overall)]
    pairs += [
        (one.rollup, other.rollup) for one, other in zip(found.categories, between.categories, strict=True)
    ]
    for one, other in pairs:
        assert one.steady_elements == other.compared
        assert [summary.mean for summary in one.steady] == [other.old.mean, other.new.mean]
        assert [summary.majority for summary in one.steady] == [other.old.majority, other.new.majority]


@pytest.mark.deep
@given(rounds(), rounds(), rounds())
def test_each_step_is_the_difference_of_two_neighbors(a: RatedRound, b: RatedRound, c: RatedRound) -> None:
    found = trend([a, b, c])
    for step, (old, new) in zip(found.steps, ((a, b), (b, c)), strict=True):
        expected = diff(old, new).overall.counts
        assert {kind: step[kind] for kind in step if kind != "not_comparable"} == {
            kind: expected[kind] for kind in expected if kind != "not_comparable"
        }
