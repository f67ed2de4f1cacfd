"""Exact numbers -> the numbers shown: half up, two places."""

from __future__ import annotations

from fractions import Fraction

_HUNDREDTH = 100


def hundredths(number: Fraction | int) -> int:
    """`number` in hundredths, rounded half up."""
    # With whole numbers: sums of fractions take five times as long.
    whole, part = number.numerator, number.denominator
    return (whole * 2 * _HUNDREDTH + part) // (2 * part)


def rounded(number: Fraction | int | None) -> float | None:
    """`number` to two places as JSON carries it; None stays None."""
    return None if number is None else hundredths(number) / _HUNDREDTH


def two_places(number: Fraction | int | None, absent: str = "–") -> str:
    """`number` with exactly two places, for people."""
    if number is None:
        return absent
    shown = hundredths(number)
    whole, part = divmod(abs(shown), _HUNDREDTH)
    return f"{'-' if shown < 0 else ''}{whole}.{part:02d}"


def percent(share: Fraction | int | None, absent: str = "–") -> str:
    """A share of one as whole percent, from the same two places that JSON shows."""
    return absent if share is None else f"{hundredths(share)}%"
