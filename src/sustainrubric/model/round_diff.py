"""What moved between two rounds; facts stand as pairs of old and new, None where a round has none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, Literal, TypeVar

from sustainrubric.model.assessment import Action, Evidence, RatingLevel, TeamMember
from sustainrubric.model.rated_round import RatedRound
from sustainrubric.model.rubric import LevelId
from sustainrubric.model.scorecard import Summary

MoveKind = Literal["improved", "declined", "unchanged", "newly_rated", "no_longer_rated", "not_comparable"]
"""How an element moved; the first three are those rated in both rounds, which can be compared."""

COMPARABLE: tuple[MoveKind, ...] = ("improved", "declined", "unchanged")
MOVE_KINDS: tuple[MoveKind, ...] = (*COMPARABLE, "newly_rated", "no_longer_rated", "not_comparable")

Reason = Literal[
    "became-not-applicable",
    "ceased-to-be-not-applicable",
    "not-applicable-in-both",
    "rated-in-neither",
    "added-to-the-rubric",
    "removed-from-the-rubric",
    "levels-worth-other-points",
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
            self.rationales, self.targets, self.priorities, self.criteria, self.look_fors,
            self.evidence, self.team, self.weights, self.wording, self.subject,
        ):  # fmt: skip
            yield bool(changes)


def _said(action: Action | None) -> Action | None:
    return action.model_copy(update={"id": None}) if action is not None and action.id else action
