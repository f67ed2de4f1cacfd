"""The majority level is the highest level that more than half of the weight reaches."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.instruments.rubric import LevelId
from sustainrubric.rating.score import majority_level
from tests.rating.build import LEVELS, POINTS

WEIGHTS = st.integers(1, 5) | st.fractions(Fraction(1, 100), 5, max_denominator=100)
Rated = list[tuple[LevelId, Fraction | int]]

RATED: st.SearchStrategy[Rated] = st.lists(st.tuples(st.sampled_from(LEVELS), WEIGHTS), max_size=12)


def majority(*rated: tuple[LevelId, Fraction | int]) -> LevelId | None:
    return majority_level(rated, POINTS)


def by_definition(rated: Rated) -> LevelId | None:
    """Look at every level from the top, as product.md puts it."""
    total = sum(weight for _, weight in rated)
    for level in reversed(LEVELS):
        reach = sum(weight for other, weight in rated if POINTS[other] >= POINTS[level])
        if reach > Fraction(total) / 2:
            return level
    return None


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ("", None),
        ("inadequate", "inadequate"),
        ("exemplary", "exemplary"),
        ("strong strong emerging", "strong"),
        ("strong emerging", "emerging"),
        ("exemplary inadequate", "inadequate"),
        ("exemplary strong emerging inadequate", "emerging"),
        ("exemplary strong emerging", "strong"),
        ("exemplary exemplary inadequate inadequate", "inadequate"),
        ("exemplary exemplary exemplary inadequate inadequate", "exemplary"),
    ],
)
def test_the_majority_of_equal_weights_is_the_lower_median(levels: str, expected: str | None) -> None:
    points = {str(level): POINTS[level] for level in LEVELS}
    assert majority_level([(level, 1) for level in levels.split()], points) == expected


def test_weights_count_not_heads() -> None:
    assert majority(("strong", 3), ("inadequate", 1), ("inadequate", 1)) == "strong"
    assert majority(("strong", 2), ("inadequate", 1), ("inadequate", 1)) == "inadequate"


def test_half_of_the_weight_to_the_last_digit_is_not_more_than_half() -> None:
    third = Fraction(1, 3)
    assert majority(("strong", third), ("emerging", third)) == "emerging"
    assert majority(("strong", third + Fraction(1, 10**30)), ("emerging", third)) == "strong"


@given(RATED)
def test_it_is_what_the_definition_says(rated: Rated) -> None:
    assert majority(*rated) == by_definition(rated)


@given(RATED, st.randoms(use_true_random=False), st.integers(1, 9))
def test_neither_order_nor_the_unit_of_weight_matters(rated: Rated, random: Random, factor: int) -> None:
    shuffled = [(level, weight * factor) for level, weight in rated]
    random.shuffle(shuffled)
    assert majority(*shuffled) == majority(*rated)


@given(RATED.filter(bool), st.sampled_from(LEVELS), WEIGHTS)
def test_one_more_rating_moves_the_majority_towards_itself_or_not_at_all(
    rated: Rated, level: LevelId, weight: Fraction | int
) -> None:
    before, after = majority_level(rated, POINTS), majority(*rated, (level, weight))
    assert before is not None
    assert after is not None
    if POINTS[level] >= POINTS[before]:
        assert POINTS[after] >= POINTS[before]
    if POINTS[level] <= POINTS[before]:
        assert POINTS[after] <= POINTS[before]
