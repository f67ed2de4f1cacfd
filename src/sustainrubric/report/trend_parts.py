"""The parts of a trend: plain text and numbers, decided and ready to place."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sustainrubric.report.parts import Day, Standing, Step


@dataclass(frozen=True, slots=True)
class PointView:
    """A round or a commit: `round` is set where its name is not the round's."""

    name: str
    day: Day
    round: str


@dataclass(frozen=True, slots=True)
class Cell:
    """How a part stood in one round; `remark` is what has to be said beside it."""

    standing: Standing
    remark: str


@dataclass(frozen=True, slots=True)
class TrendRow:
    """A part of the rubric over all rounds; `depth` is 0 for the whole, 3 for an element."""

    depth: int
    id: str
    name: str
    numbers: tuple[Fraction | int | None, ...]
    cells: tuple[Cell, ...]
    change: str


@dataclass(frozen=True, slots=True)
class Column:
    """All elements in one round: how many stand at each level, lowest first, and how many nowhere."""

    name: str
    counts: tuple[int, ...]
    unrated: int


@dataclass(frozen=True, slots=True)
class TrendView:
    title: str
    agency: str
    reform: str
    points: tuple[PointView, ...]
    headline: str
    remarks: tuple[str, ...]
    rows: tuple[TrendRow, ...]
    columns: tuple[Column, ...]
    steps: tuple[Step, ...]
    rubric: str
