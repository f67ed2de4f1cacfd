"""What we work out from an assessment's ratings; numbers are exact, rounding happens where they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from sustainrubric.instruments.rubric import LevelId
from sustainrubric.records.assessment import Agency, RatingLevel, ReformReference, Round


class Summary(NamedTuple):
    """A roll-up over the rated elements below a variable, a category or the whole.

    `mean` and `bounds` are in points, `coverage` and `percent_to_target` are shares of one. What
    nothing rated leaves undefined is None, never 0. `bounds` is the mean if every applicable
    element that is not rated were at the lowest level, and if it were at the highest.
    """

    distribution: dict[LevelId, int]
    majority: LevelId | None
    mean: Fraction | None
    bounds: tuple[Fraction, Fraction] | None
    lowest: tuple[str, ...]
    rated: int
    applicable: int
    coverage: Fraction | None
    percent_to_target: Fraction | None


class ElementScore(NamedTuple):
    """One element: the level given, or derived from its criteria; `gap` counts levels up to the target.

    `given` is what the team wrote, which may be not-applicable or unknown; `level` is None for these.
    """

    id: str
    title: str
    given: RatingLevel | None
    level: LevelId | None
    derived: bool
    points: int | None
    weight: Fraction | int
    target: LevelId | None
    target_points: int | None
    gap: int | None

    @property
    def applicable(self) -> bool:
        return self.given != "not-applicable"


@dataclass(frozen=True, slots=True)
class VariableScore:
    id: str
    title: str
    summary: Summary
    elements: tuple[ElementScore, ...]


@dataclass(frozen=True, slots=True)
class CategoryScore:
    id: str
    title: str
    summary: Summary
    variables: tuple[VariableScore, ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Every score of one assessment; the one source of numbers for every format."""

    rubric: str
    agency: Agency
    reform: ReformReference
    round: Round
    overall: Summary
    categories: tuple[CategoryScore, ...]

    @property
    def elements(self) -> Iterator[ElementScore]:
        """All elements, in the rubric's order."""
        for category in self.categories:
            for variable in category.variables:
                yield from variable.elements
