"""Numbers are rounded where they are shown: half up, two places, from the exact value."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.base.numbers import hundredths, percent, rounded, two_places

NUMBERS = st.fractions(0, 1_000, max_denominator=10_000)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Fraction(1, 8), "0.13"),
        (Fraction(2675, 1000), "2.68"),
        (Fraction(2665, 1000), "2.67"),
        (Fraction(2674999, 1000000), "2.67"),
        (Fraction(1, 200), "0.01"),
        (Fraction(4999, 1000000), "0.00"),
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.67"),
        (Fraction(999, 1000), "1.00"),
        (Fraction(1999, 2000), "1.00"),
        (0, "0.00"),
        (3, "3.00"),
        (Fraction(5, 2), "2.50"),
    ],
)
def test_a_number_is_rounded_half_up_to_two_places(number: Fraction | int, shown: str) -> None:
    assert two_places(number) == shown
    assert rounded(number) == float(shown)
    assert json.dumps(rounded(number)) == str(float(shown))


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Fraction(-1, 8), "-0.12"),
        (Fraction(-1, 100), "-0.01"),
        (Fraction(-1, 200), "0.00"),
        (Fraction(-1, 1000), "0.00"),
        (Fraction(-3, 2), "-1.50"),
        (-2, "-2.00"),
    ],
)
def test_a_negative_number_keeps_its_sign_unless_nothing_is_left_of_it(
    number: Fraction | int, shown: str
) -> None:
    assert two_places(number) == shown
    assert rounded(number) == float(shown)


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0, "0%"),
        (1, "100%"),
        (Fraction(1, 3), "33%"),
        (Fraction(2, 3), "67%"),
        (Fraction(125, 1000), "13%"),
    ],
)
def test_a_share_is_shown_as_whole_percent(share: Fraction | int, shown: str) -> None:
    assert percent(share) == shown


def test_what_is_not_defined_is_not_shown_as_zero() -> None:
    assert (rounded(None), two_places(None), percent(None)) == (None, "–", "–")
    assert (two_places(None, "-"), percent(None, "")) == ("-", "")


@given(NUMBERS)
def test_it_is_what_decimal_gives_half_up(number: Fraction) -> None:
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    # Four digits of a denominator cannot make 28 digits look like a half that is none.
    assert Decimal(hundredths(number)) / 100 == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(NUMBERS)
def test_what_is_shown_is_never_more_than_half_a_hundredth_away(number: Fraction) -> None:
    assert Fraction(-1, 200) < Fraction(two_places(number)) - number <= Fraction(1, 200)


@given(NUMBERS)
def test_people_and_programs_are_shown_the_same_number(number: Fraction) -> None:
    assert rounded(number) == float(two_places(number))
    assert percent(number) == f"{round(float(two_places(number)) * 100)}%"
