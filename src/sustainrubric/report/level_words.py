"""Levels of a metric in words: with the decimals that the file uses, or rounded to two places."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from sustainrubric.engine.rounding import two_places
from sustainrubric.model.target_progress import Exact, TargetProgress

_MOST = 9


class LevelWords:
    """How the levels of one goal are written: all with as many decimals as the longest of them has."""

    def __init__(self, levels: Iterable[Exact]) -> None:
        self._decimals = max((_decimals(level) or 0 for level in levels), default=0)

    def __call__(self, level: Exact) -> str:
        decimals = _decimals(level)
        sign = "-" if level < 0 else ""
        size = -level if level < 0 else level
        if decimals is None:
            return "less than 0.01" if 0 < size < Fraction(1, 200) else f"{sign}{_grouped(two_places(size))}"
        return sign + _grouped(_written(size, max(decimals, self._decimals)))


def words_of(progress: TargetProgress) -> LevelWords:
    """How to write the levels of a goal's path and measurements."""
    knots = (knot.level for knot in progress.path)
    return LevelWords([*knots, *(reading.level for reading in progress.measured)])


def size_of(level: Exact) -> Exact:
    """A difference without its direction."""
    return level if level >= 0 else -level


def _decimals(level: Exact) -> int | None:
    """How many decimals a level needs, None where no few of them say it."""
    for places in range(_MOST + 1):
        if (Fraction(level) * 10**places).denominator == 1:
            return places
    return None


def _written(size: Exact, decimals: int) -> str:
    digits = f"{int(size * 10**decimals):0{decimals + 1}d}"
    return f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits


def _grouped(text: str) -> str:
    whole, point, part = text.partition(".")
    return f"{int(whole):,}{point}{part}"
