"""How a goal stands against its target; levels are exact, rounding happens where they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Literal, NamedTuple

from sustainrubric.rating.score import exact
from sustainrubric.records.priorities import DatedLevel, Goal, Target

Exact = Fraction | int

Footing = Literal["on-track", "behind", "before-baseline"]
"""Where a measurement lies: on the path or its better side, on its worse side, or before the path begins."""

Standing = Literal["on-track", "behind", "not-measured"]
"""How a goal stands: as its latest measurement does, where there is one on the path."""


class Knot(NamedTuple):
    """A corner of the path to a target."""

    date: date
    level: Exact
    name: Literal["baseline", "interim level", "target"]


@dataclass(frozen=True, slots=True)
class Measured:
    """A measurement beside the level that the path has on its day.

    `ahead` is how far it lies on the better side of the path, negative on the worse one. `before`
    and `after` are the corners that the day lies between, the same where it is the day of one.
    """

    date: date
    level: Exact
    footing: Footing
    expected: Exact | None = None
    ahead: Exact | None = None
    before: Knot | None = None
    after: Knot | None = None


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """A goal, the path to its target, and what was measured, oldest first."""

    goal: Goal
    target: Target
    path: tuple[Knot, ...]
    lower_is_better: bool
    measured: tuple[Measured, ...]

    @property
    def latest(self) -> Measured | None:
        """The newest measurement that can be held against the path."""
        on_path = [reading for reading in self.measured if reading.footing != "before-baseline"]
        return on_path[-1] if on_path else None

    @property
    def standing(self) -> Standing:
        latest = self.latest
        if latest is None:
            return "not-measured"
        return "on-track" if latest.footing == "on-track" else "behind"


def progress_to_target(goal: Goal) -> TargetProgress | None:
    """How the goal stands; None where its target has no path yet: both ends need a day and a level."""
    target = goal.target
    if target is None:
        return None
    path = path_to(target)
    if path is None:
        return None
    lower = path[-1].level < path[0].level
    readings = sorted(target.measurements, key=lambda reading: reading.date)
    return TargetProgress(goal, target, path, lower, tuple(_measured(one, path, lower) for one in readings))


def path_to(target: Target) -> tuple[Knot, ...] | None:
    """The corners of the path, or None where it has no beginning or no end."""
    first, last = target.baseline, target.end
    if first is None or first.date is None or first.level is None:
        return None
    if last is None or last.date is None or last.level is None or last.date <= first.date:
        return None
    between = (Knot(point.date, exact(point.level), "interim level") for point in target.interim)
    beginning = Knot(first.date, exact(first.level), "baseline")
    return (beginning, *between, Knot(last.date, exact(last.level), "target"))


def _measured(reading: DatedLevel, path: Sequence[Knot], lower_is_better: bool) -> Measured:
    level = exact(reading.level)
    if reading.date < path[0].date:
        return Measured(reading.date, level, "before-baseline")
    before, after = _around(reading, path)
    expected = _between(reading, before, after)
    ahead = expected - level if lower_is_better else level - expected
    footing = "on-track" if ahead >= 0 else "behind"
    return Measured(reading.date, level, footing, expected, ahead, before, after)  # type: ignore[arg-type]


def _around(reading: DatedLevel, path: Sequence[Knot]) -> tuple[Knot, Knot]:
    """The corners on both sides of a day; after the end the target stands."""
    for before, after in pairwise(path):
        if reading.date == before.date:
            return before, before
        if before.date < reading.date < after.date:
            return before, after
    return path[-1], path[-1]


def _between(reading: DatedLevel, before: Knot, after: Knot) -> Exact:
    whole = (after.date - before.date).days
    if not whole:
        return before.level
    return before.level + (after.level - before.level) * Fraction((reading.date - before.date).days, whole)


def goal_anchor(index: int) -> str:
    """Where a goal (from 0) stands on the page of the priorities."""
    return f"goal-{index + 1}"
