"""Scores are what product.md defines: exact, the same in any order, and undefined where nothing is rated."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.rating.score import exact, majority_level, score
from sustainrubric.rating.scorecard import ElementScore, Scorecard, Summary
from tests.rating.build import LEVELS, POINTS, small_assessment, small_rubric

RUBRIC = small_rubric([3, 2], [4], [1])
ELEMENTS = tuple(RUBRIC.elements)
ONE_VARIABLE = small_rubric([4])
FIRST, SECOND, THIRD, FOURTH = ONE_VARIABLE.elements

RATING = st.fixed_dictionaries(
    {},
    optional={
        "level": st.sampled_from([*LEVELS, "not-applicable", "unknown"]),
        "criteria": st.dictionaries(st.sampled_from("123"), st.sampled_from(LEVELS), max_size=3),
        "target": st.sampled_from(LEVELS),
    },
)
RATINGS = st.dictionaries(st.sampled_from(ELEMENTS), RATING)
WEIGHTS = st.dictionaries(
    st.sampled_from(ELEMENTS),
    st.integers(1, 9)
    | st.floats(0.01, 9, allow_nan=False)
    | st.sampled_from([0.1, 0.2, 0.3, 1_000_000, 1e-9]),
)


def summary(ratings: dict[str, Any], **more: Any) -> Summary:
    """The summary of the one variable of four elements."""
    return score(small_assessment(ratings, **more), ONE_VARIABLE).overall


def element(rating: Any, **more: Any) -> ElementScore:
    """The score of the first element with this rating."""
    return next(score(small_assessment({FIRST: rating}, **more), ONE_VARIABLE).elements)


def scored(ratings: dict[str, Any], weights: dict[str, float]) -> Scorecard:
    return score(small_assessment(ratings, weights=weights), RUBRIC)


def summaries(card: Scorecard) -> list[Summary]:
    below = [variable.summary for category in card.categories for variable in category.variables]
    return [card.overall, *(category.summary for category in card.categories), *below]


# --- One element


def test_a_level_given_counts_whatever_the_criteria_say() -> None:
    found = element({"level": "strong", "criteria": {"1": "inadequate"}})
    assert (found.level, found.derived, found.points) == ("strong", False, 3)


@pytest.mark.parametrize(
    ("criteria", "level"),
    [
        ({"1": "strong"}, "strong"),
        ({"1": "strong", "2": "emerging"}, "emerging"),
        ({"1": "strong", "2": "emerging", "3": "strong"}, "strong"),
        ({}, None),
    ],
)
def test_without_a_level_the_majority_of_the_criteria_counts(
    criteria: dict[str, str], level: str | None
) -> None:
    found = element({"criteria": criteria})
    assert (found.level, found.derived) == (level, level is not None)


@pytest.mark.parametrize("level", ["unknown", "not-applicable"])
def test_nothing_is_derived_where_the_team_said_that_it_cannot_tell(level: str) -> None:
    found = element({"level": level, "criteria": {"1": "strong"}, "target": "strong"})
    assert (found.level, found.points, found.derived, found.gap) == (None, None, False, None)
    assert found.applicable == (level == "unknown")


@pytest.mark.parametrize(
    ("level", "target", "gap"),
    [
        ("inadequate", "exemplary", 3),
        ("emerging", "strong", 1),
        ("strong", "strong", 0),
        ("exemplary", "emerging", 0),
        ("strong", None, None),
    ],
)
def test_the_gap_counts_levels_up_to_the_target(level: str, target: str | None, gap: int | None) -> None:
    assert element({"level": level, "target": target}).gap == gap


# --- Roll-ups


def test_a_roll_up_holds_all_that_product_md_names() -> None:
    found = summary(
        {
            FIRST: {"level": "strong", "target": "exemplary"},
            SECOND: {"level": "inadequate", "target": "inadequate"},
            THIRD: "unknown",
        },
        weights={FIRST: 2},
    )
    assert found == Summary(
        distribution={"inadequate": 1, "emerging": 0, "strong": 1, "exemplary": 0},
        majority="strong",
        mean=Fraction(7, 3),
        bounds=(Fraction(9, 5), Fraction(15, 5)),
        lowest=(SECOND,),
        rated=2,
        applicable=4,
        coverage=Fraction(1, 2),
        percent_to_target=Fraction(4, 5),
    )


def test_a_level_at_a_tie_counts_as_the_lower() -> None:
    assert summary({FIRST: "strong", SECOND: "emerging"}).majority == "emerging"


def test_all_the_lowest_are_named_in_the_order_of_the_rubric() -> None:
    assert summary({FOURTH: "emerging", SECOND: "emerging", FIRST: "strong"}).lowest == (SECOND, FOURTH)


def test_what_is_not_applicable_counts_nowhere() -> None:
    found = summary(
        {FIRST: "strong", SECOND: "not-applicable", THIRD: "not-applicable", FOURTH: "not-applicable"}
    )
    assert (found.rated, found.applicable, found.coverage) == (1, 1, Fraction(1))
    assert found.mean == 3
    assert found.bounds == (Fraction(3), Fraction(3))


def test_what_is_unknown_is_applicable_and_not_rated() -> None:
    found = summary(dict.fromkeys(ONE_VARIABLE.elements, "unknown"))
    assert (found.rated, found.applicable, found.coverage) == (0, 4, Fraction(0))


@pytest.mark.parametrize("ratings", [{}, {FIRST: "unknown"}, {FIRST: {"target": "strong"}}], ids=str)
def test_nothing_rated_is_undefined_and_never_zero(ratings: dict[str, Any]) -> None:
    found = summary(ratings)
    assert (found.mean, found.majority, found.percent_to_target, found.lowest) == (None, None, None, ())
    assert set(found.distribution.values()) == {0}
    assert found.bounds == (Fraction(1), Fraction(4))


def test_nothing_applicable_has_neither_bounds_nor_coverage() -> None:
    found = summary(dict.fromkeys(ONE_VARIABLE.elements, "not-applicable"))
    assert (found.applicable, found.coverage, found.bounds, found.mean) == (0, None, None, None)


def test_being_above_a_target_does_not_make_up_for_another() -> None:
    found = summary(
        {
            FIRST: {"level": "exemplary", "target": "emerging"},
            SECOND: {"level": "inadequate", "target": "strong"},
        }
    )
    assert found.percent_to_target == Fraction(2 + 1, 2 + 3)


def test_a_target_counts_only_where_there_is_a_rating() -> None:
    found = summary(
        {FIRST: {"level": "emerging", "target": "exemplary"}, SECOND: {"target": "strong"}, THIRD: "strong"}
    )
    assert found.percent_to_target == Fraction(2, 4)


@pytest.mark.parametrize("number", [0.1, 0.3, 1e-9, 2.675, 1e6, 3])
def test_a_weight_is_the_decimal_that_was_written(number: float) -> None:
    assert exact(number) == Fraction(str(number))


def test_tenths_add_up_exactly() -> None:
    weights = {FIRST: 0.1, SECOND: 0.2, THIRD: 0.3}
    found = summary({FIRST: "strong", SECOND: "strong", THIRD: "inadequate"}, weights=weights)
    # With binary fractions 0.1 + 0.2 is more than 0.3, and the tie would be none.
    assert (found.majority, found.mean) == ("inadequate", Fraction(2))


def test_ratings_of_elements_that_the_rubric_does_not_have_are_left_out() -> None:
    found = summary({FIRST: "strong", "9.Z": "inadequate"}, weights={"9.Z": 100})
    assert (found.rated, found.mean) == (1, Fraction(3))


def test_a_scorecard_has_the_order_of_the_rubric_and_the_names_of_the_file() -> None:
    card = scored({"2.A.1": "strong"}, {})
    assert [each.id for each in card.elements] == list(ELEMENTS)
    assert [category.id for category in card.categories] == ["1", "2", "3"]
    assert (card.rubric, card.reform.id, card.round.id) == ("small@1.0.0", "literacy", "2026-fall")


# --- For any ratings and weights


@given(RATINGS, WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_in_which_a_file_has_its_ratings_does_not_matter(
    ratings: dict[str, Any], weights: dict[str, float], random: Random
) -> None:
    shuffled = list(ratings.items())
    random.shuffle(shuffled)
    assert scored(dict(shuffled), weights) == scored(ratings, weights)


@given(RATINGS, st.fixed_dictionaries({name: st.integers(1, 9) for name in ELEMENTS}), st.integers(2, 1_000))
def test_only_the_ratio_of_weights_matters(
    ratings: dict[str, Any], weights: dict[str, float], factor: int
) -> None:
    scaled = {name: weight * factor for name, weight in weights.items()}
    assert summaries(scored(ratings, scaled)) == summaries(scored(ratings, weights))


@given(RATINGS, WEIGHTS)
def test_the_mean_lies_between_its_bounds_which_meet_when_all_is_rated(
    ratings: dict[str, Any], weights: dict[str, float]
) -> None:
    for found in summaries(scored(ratings, weights)):
        if found.bounds is None:
            assert found.applicable == 0
            continue
        low, high = found.bounds
        assert 1 <= low <= (low if found.mean is None else found.mean) <= high <= 4
        assert (low == high) == (found.rated == found.applicable)


@given(RATINGS, WEIGHTS)
def test_a_scorecard_is_the_sum_of_its_parts(ratings: dict[str, Any], weights: dict[str, float]) -> None:
    card = scored(ratings, weights)
    for whole, parts in [
        (card.overall, [category.summary for category in card.categories]),
        *((category.summary, [v.summary for v in category.variables]) for category in card.categories),
    ]:
        assert whole.rated == sum(part.rated for part in parts) == sum(whole.distribution.values())
        assert whole.applicable == sum(part.applicable for part in parts)
        assert whole.distribution == {
            level: sum(part.distribution[level] for part in parts) for level in LEVELS
        }
        assert set(whole.lowest) <= {name for part in parts for name in part.lowest}


@given(RATINGS, WEIGHTS)
def test_a_roll_up_says_what_a_plain_reading_of_product_md_says(
    ratings: dict[str, Any], weights: dict[str, float]
) -> None:
    card = scored(ratings, weights)
    rated = [each for each in card.elements if each.points is not None]
    applicable = [name for name in ELEMENTS if ratings.get(name, {}).get("level") != "not-applicable"]
    worth = [(each.points or 0, Fraction(str(weights.get(each.id, 1)))) for each in rated]
    found = card.overall
    assert (found.rated, found.applicable) == (len(rated), len(applicable))
    assert found.coverage == (Fraction(len(rated), len(applicable)) if applicable else None)
    assert found.majority == majority_level(
        [(LEVELS[points - 1], weight) for points, weight in worth], POINTS
    )
    if rated:
        assert found.mean == sum(points * weight for points, weight in worth) / sum(
            weight for _, weight in worth
        )
        assert found.lowest == tuple(
            each.id for each in rated if each.points == min(points for points, _ in worth)
        )


@given(RATINGS, WEIGHTS)
def test_all_targets_are_met_exactly_where_no_gap_is_left(
    ratings: dict[str, Any], weights: dict[str, float]
) -> None:
    card = scored(ratings, weights)
    gaps = [each.gap for each in card.elements if each.gap is not None]
    share = card.overall.percent_to_target
    assert (share is None) == (not gaps)
    if share is not None:
        assert 0 < share <= 1
        assert (share == 1) == (not any(gaps))


@given(RATINGS, WEIGHTS, st.sampled_from(ELEMENTS))
def test_an_element_set_aside_as_not_applicable_is_as_if_it_were_not_there(
    ratings: dict[str, Any], weights: dict[str, float], name: str
) -> None:
    with_it = scored({**ratings, name: {"level": "not-applicable"}}, weights)
    heavier = scored(
        {**ratings, name: {"level": "not-applicable", "target": "strong"}}, {**weights, name: 500}
    )
    assert summaries(with_it) == summaries(heavier)
    assert with_it.overall.applicable == sum(each.applicable for each in with_it.elements if each.id != name)
