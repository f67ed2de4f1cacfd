"""What the page of an agency's priorities says, as plain values that templates place."""

from __future__ import annotations

from dataclasses import dataclass

from sustainrubric.pages.parts import Block, DayView, Paragraphs, Term
from sustainrubric.pages.timeline import TimeSpan, YearRange
from sustainrubric.priorities.stakeholders import StakeholderView


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A row of a goal's table: a day of the path, a measurement, or both."""

    day: DayView
    what: str
    path: str
    measured: str
    standing: str


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal; `picture` is its path as a drawing in SVG, empty where the target has none yet."""

    anchor: str
    name: str
    metric: str
    aim: str
    key: str
    standing: str
    sentence: str
    rows: tuple[LevelRow, ...]
    working: tuple[str, ...]
    reforms: str
    picture: str


@dataclass(frozen=True, slots=True)
class StrategyView:
    name: str
    time: str
    place: TimeSpan | None
    scale: str


@dataclass(frozen=True, slots=True)
class ReformView:
    name: str
    goals: str
    strategies: tuple[StrategyView, ...]


@dataclass(frozen=True, slots=True)
class PrioritiesView:
    """The page; its frame takes `title`, `agency` and `reform` as those of every report."""

    title: str
    agency: str
    reform: str
    sentence: str
    goals: tuple[GoalView, ...]
    reforms: tuple[ReformView, ...]
    years: YearRange | None
    theory: Paragraphs
    left_out: str
    support: str
    stakeholders: tuple[StakeholderView, ...]
    definitions: tuple[Term, ...]
    source: tuple[Block, ...]
