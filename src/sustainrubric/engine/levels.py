"""Ordinal arithmetic on levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeVar

LevelName = TypeVar("LevelName", bound=str)


def majority_level(
    weighted: Iterable[tuple[LevelName, Fraction | int]], points: Mapping[LevelName, int]
) -> LevelName | None:
    """The highest level that more than half of the weight reaches; None where nothing is rated.

    The lower median, as in majority judgment (Balinski & Laraki 2007, "A theory of measuring,
    electing, and ranking", PNAS 104). `points` orders the levels.
    """
    weights: dict[LevelName, Fraction | int] = {}
    for level, weight in weighted:
        weights[level] = weights.get(level, 0) + weight
    total = sum(weights.values())
    reached: Fraction | int = 0
    for level in sorted(weights, key=points.__getitem__, reverse=True):
        reached += weights[level]
        if reached * 2 > total:
            return level
    return None
