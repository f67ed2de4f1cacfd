"""One round, two compared, and a series of several: facts as plain data, None where a round has none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Generic, Literal, TypeVar

from sustainrubric.instruments.rubric import LevelId, Rubric
from sustainrubric.rating.scorecard import Summary
from sustainrubric.records.agency_names import KnownAgency, as_named
from sustainrubric.records.assessment import (
    Action,
    Agency,
    Assessment,
    Evidence,
    RatingLevel,
    ReformReference,
    TeamMember,
)

COMPARABLE: tuple[MoveKind, ...] = ("improved", "declined", "unchanged")

MOVE_KINDS: tuple[MoveKind, ...] = (*COMPARABLE, "newly_rated", "no_longer_rated", "not_comparable")


@dataclass(frozen=True, slots=True)
class RatedRound:
    """An assessment with the rubric it names; `name` is what comparisons call it.

    `day` is set where another day than the round's own puts it in order: that of a commit. `known_agency` is
    set where the folder says what the agency is called now. `author` and `message` are those of a commit.
    """

    assessment: Assessment
    rubric: Rubric
    name: str = ""
    day: date | None = None
    known_agency: KnownAgency | None = None
    author: str = ""
    message: str = ""

    @property
    def agency(self) -> KnownAgency:
        return self.known_agency or as_named(self.assessment.agency)

    @property
    def shown_name(self) -> str:
        """The name given, else the round's own id."""
        return self.name or self.assessment.round.id

    def named(self, name: str) -> RatedRound:
        return replace(self, name=name)


MoveKind = Literal["improved", "declined", "unchanged", "newly_rated", "no_longer_rated", "not_comparable"]
"""How an element moved; the first three are those rated in both rounds, which can be compared."""

Reason = Literal[
    "became-not-applicable",
    "ceased-to-be-not-applicable",
    "not-applicable-in-both",
    "rated-in-neither",
    "added-to-the-rubric",
    "removed-from-the-rubric",
    "levels-worth-other-points",
    "reworded",
    "split",
    "merged",
]
"""Why an element cannot be compared."""

ActionKind = Literal["new", "done", "overdue", "dropped", "carried", "reopened", "settled"]
"""What became of an action; `settled` was done or dropped already, and says nothing new."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Reading:
    """How an element stood in one round: what was given, and the level it counts as."""

    given: RatingLevel | None
    level: LevelId | None
    derived: bool
    points: int | None

    @property
    def word(self) -> RatingLevel | None:
        """The level, given or derived; else not-applicable, unknown, or None where not rated yet."""
        return self.level if self.level is not None else self.given


@dataclass(frozen=True, slots=True)
class ElementMove:
    """One element in both rounds; a reading is None where that round's rubric has no such element."""

    id: str
    title: str
    old: Reading | None
    new: Reading | None
    kind: MoveKind
    change: int | None
    reason: Reason | None

    @property
    def differs(self) -> bool:
        """Whether anything about its level is other than it was."""
        return self.old != self.new


@dataclass(frozen=True, slots=True)
class Rollup:
    """The elements below a variable, a category or the whole; sums are over those rated in both rounds."""

    id: str
    title: str
    counts: dict[MoveKind, int]
    old: Summary
    new: Summary

    @property
    def compared(self) -> int:
        return sum(self.counts[kind] for kind in COMPARABLE)

    @property
    def elements(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class CategoryMove:
    """A category, and the variables in it."""

    rollup: Rollup
    variables: tuple[Rollup, ...]


@dataclass(frozen=True, slots=True)
class Changed(Generic[Item]):
    """Something that is not what it was; `id` says of what, `part` which part of that."""

    id: str
    part: str
    old: Item | None
    new: Item | None


@dataclass(frozen=True, slots=True)
class ActionMove:
    """An action as both rounds have it, and what became of it."""

    id: str
    kind: ActionKind
    old: Action | None
    new: Action | None

    @property
    def differs(self) -> bool:
        """Whether it says something else; an id that was given to it alone is no difference."""
        return _said(self.old) != _said(self.new)


@dataclass(frozen=True, slots=True)
class RoundDiff:
    """Everything that moved between two rounds of one reform."""

    old: RatedRound
    new: RatedRound
    overall: Rollup
    categories: tuple[CategoryMove, ...]
    elements: tuple[ElementMove, ...]
    rationales: tuple[Changed[str], ...]
    targets: tuple[Changed[str], ...]
    priorities: tuple[Changed[str], ...]
    decisions: tuple[Changed[str], ...]
    criteria: tuple[Changed[str], ...]
    look_fors: tuple[Changed[str], ...]
    evidence: tuple[Changed[Evidence], ...]
    actions: tuple[ActionMove, ...]
    team: tuple[Changed[TeamMember], ...]
    weights: tuple[Changed[Fraction | int], ...]
    wording: tuple[Changed[str], ...]
    subject: tuple[Changed[str], ...]

    @property
    def is_empty(self) -> bool:
        """Whether the rounds say the same; their own names and dates do not count."""
        return not any(self._differences())

    def _differences(self) -> Iterator[bool]:
        yield any(element.differs for element in self.elements)
        yield any(action.differs for action in self.actions)
        for changes in (
            self.rationales, self.targets, self.priorities, self.decisions, self.criteria, self.look_fors,
            self.evidence, self.team, self.weights, self.wording, self.subject,
        ):  # fmt: skip
            yield bool(changes)


def _said(action: Action | None) -> Action | None:
    return action.model_copy(update={"id": None}) if action is not None and action.id else action


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One round, or one commit of a file: its name, its day, and the round and rubric it is about.

    `instrument` is what people call that rubric.
    `agreed` counts the levels that a panel of raters agreed on. `author` and `message` are those of a commit.
    """

    name: str
    day: date
    round: str
    rubric: str
    instrument: str
    agreed: int = 0
    author: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class ElementSeries:
    """An element round by round; None where that round's rubric has no such element.

    `breaks` are the rounds (from 0) that cannot be compared with the one before, and why.
    """

    id: str
    title: str
    readings: tuple[Reading | None, ...]
    kind: MoveKind
    change: int | None
    breaks: Mapping[int, Reason] = field(default_factory=dict)

    @property
    def points(self) -> tuple[int | None, ...]:
        return tuple(reading.points if reading else None for reading in self.readings)


@dataclass(frozen=True, slots=True)
class RollupSeries:
    """A roll-up round by round: over what is rated in each, and over the elements rated in all of them.

    None where that round's rubric has no such part. `steady_elements` counts the elements rated in
    every round, on which `steady` rests, of so many `elements`; what stands beside another round or on one
    line with it is `steady` alone. A round that rates nothing of the part does not count; its `steady` has
    no mean. `breaks` are the rounds (from 0) before which elements changed.
    """

    id: str
    title: str
    summaries: tuple[Summary | None, ...]
    steady: tuple[Summary, ...]
    steady_elements: int
    elements: int
    breaks: tuple[int, ...] = ()

    @property
    def is_partial(self) -> bool:
        """Whether fewer elements can be compared than there are."""
        return self.steady_elements < self.elements


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
    `missing` are files that could not be read, whose rounds are not here.
    """

    agency: Agency
    reform: ReformReference
    points: tuple[TrendPoint, ...]
    overall: RollupSeries
    categories: tuple[CategorySeries, ...]
    steps: tuple[dict[MoveKind, int], ...]
    span: RoundDiff
    missing: tuple[str, ...] = ()

    @property
    def elements(self) -> Iterator[ElementSeries]:
        for category in self.categories:
            for variable in category.variables:
                yield from variable.elements
