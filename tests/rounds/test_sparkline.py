"""Numbers as blocks: lowest and highest, gaps, ASCII; and the same as small lines."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sustainrubric.rounds.picture import line
from sustainrubric.rounds.text import MOST, sparkline


def test_levels_are_blocks_from_the_lowest_to_the_highest() -> None:
    assert sparkline([1, 2, 3, 4], 1, 4) == "▁▃▆█"


def test_a_gap_is_a_dot_and_not_a_number() -> None:
    assert sparkline([1, None, 4], 1, 4) == "▁·█"
    assert sparkline([1, None, 4], 1, 4, unicode=False) == "1.4"


def test_means_lie_between_and_round_half_up_in_ascii() -> None:
    assert sparkline([Fraction(5, 2), Fraction(7, 3)], 1, 4) == "▅▄"
    assert sparkline([Fraction(5, 2), Fraction(7, 3)], 1, 4, unicode=False) == "32"


def test_only_the_last_ones_are_shown_where_there_are_many() -> None:
    assert sparkline([1] * 50 + [4], 1, 4) == "▁" * (MOST - 1) + "█"


@pytest.mark.parametrize(
    ("numbers", "paths", "circles"),
    [
        ([1, 2, 3], 1, 3),
        ([1, None, 3], 2, 2),
        ([None, None], 0, 0),
        ([2] * 30, 1, 0),
        ([2] * 30 + [None, 2], 2, 1),
    ],
)
def test_a_line_breaks_at_gaps_and_marks_what_stands_alone(
    numbers: list[int | None], paths: int, circles: int
) -> None:
    drawn = line(numbers, 1, 4)
    assert (drawn.count("<path"), drawn.count("<circle")) == (paths, circles)
    assert 'aria-hidden="true"' in drawn
