"""How a goal stands against its target; levels are exact, rounding happens where they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from sustainrubric.model.priorities import Goal, Target

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
