"""How a reform stood over several rounds: one series for every part of the rubric, gaps left as gaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sustainrubric.model.assessment import Agency, ReformReference
from sustainrubric.model.round_diff import MoveKind, Reading, RoundDiff
from sustainrubric.model.scorecard import Summary


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One round, or one commit of a file: its name, its day, and the round and rubric it is about."""

    name: str
    day: date
    round: str
    rubric: str


@dataclass(frozen=True, slots=True)
class ElementSeries:
    """An element round by round; None where that round's rubric has no such element."""

    id: str
    title: str
    readings: tuple[Reading | None, ...]
    kind: MoveKind
    change: int | None

    @property
    def points(self) -> tuple[int | None, ...]:
        return tuple(reading.points if reading else None for reading in self.readings)


@dataclass(frozen=True, slots=True)
class RollupSeries:
    """A roll-up round by round: over what is rated in each, and over the elements rated in all of them.

    None where that round's rubric has no such part. `steady_elements` counts the elements rated in
    every round, on which `steady` rests.
    """

    id: str
    title: str
    summaries: tuple[Summary | None, ...]
    steady: tuple[Summary, ...]
    steady_elements: int


@dataclass(frozen=True, slots=True)
class VariableSeries:
    rollup: RollupSeries
    elements: tuple[ElementSeries, ...]


@dataclass(frozen=True, slots=True)
class CategorySeries:
    rollup: RollupSeries
    variables: tuple[VariableSeries, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """All rounds of one reform.

    `steps` counts the moves from each round to the next; `span` compares the last with the first.
    """

    agency: Agency
    reform: ReformReference
    points: tuple[TrendPoint, ...]
    overall: RollupSeries
    categories: tuple[CategorySeries, ...]
    steps: tuple[dict[MoveKind, int], ...]
    span: RoundDiff

    @property
    def elements(self) -> Iterator[ElementSeries]:
        for category in self.categories:
            for variable in category.variables:
                yield from variable.elements
