"""Where to act first: elements below their targets, in an order that hides nothing.

The order is lexicographic: the next rule counts only where all before it are equal.

1. the wider gap to the target, in levels
2. the higher priority: high, medium, low, none given
3. the greater weight
4. the lower of the lowest levels among the rated criteria; elements without rated criteria come last
5. the greater share of the rated criteria at that lowest level
6. the agency, the reform and the element, in the order of the register
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from sustainrubric.base.numbers import two_places
from sustainrubric.instruments.rubric import LevelId
from sustainrubric.plan.model import Exact, Origin, PlannedAction, RatedFile, ReformLeftOut, ShortlistPlace
from sustainrubric.rating.score import score
from sustainrubric.rating.scorecard import ElementScore
from sustainrubric.records.assessment import Priority, Rating

_PRIORITIES: tuple[Priority | None, ...] = ("high", "medium", "low", None)


class _Candidate(NamedTuple):
    """An element below its target, and what it is ranked by."""

    source: RatedFile
    element: ElementScore
    level: LevelId
    target: LevelId
    gap: int
    priority: Priority | None
    weight: Exact
    worst: LevelId | None
    worst_points: int
    at_worst: int
    criteria: int
    order: int

    @property
    def key(self) -> tuple[Exact, ...]:
        """Smaller comes first; one value a rule, in the order of the rules."""
        return (
            -self.gap,
            _PRIORITIES.index(self.priority),
            -self.weight,
            self.worst_points,
            -Fraction(self.at_worst, self.criteria) if self.criteria else 0,
        )

    @property
    def tie(self) -> tuple[object, ...]:
        assessment = self.source.rated.assessment
        return self.source.rated.agency.key, assessment.reform.id, self.order, self.source.file

    @property
    def values(self) -> tuple[str, ...]:
        """What the element has to show by each rule, in words."""
        return (
            f"{self.gap} {'level' if self.gap == 1 else 'levels'}",
            self.priority or "none given",
            _number(self.weight),
            self.worst or "no criteria rated",
            f"{self.at_worst} of {self.criteria}",
        )

    @property
    def reason(self) -> str:
        gap, priority, weight, worst, share = self.values
        lowest = f"lowest criterion {worst} ({share})" if self.worst else worst
        said = f"{priority} priority" if self.priority else "no priority given"
        return f"{gap} below target, {said}, weight {weight}, {lowest}"


class Shortlist(NamedTuple):
    """The places in order; how many elements have a target and no level; the reforms without a place."""

    places: tuple[ShortlistPlace, ...]
    unplaced: int
    left_out: tuple[ReformLeftOut, ...]


def shortlist(newest: Iterable[RatedFile], actions: Iterable[PlannedAction] = ()) -> Shortlist:
    """The elements below their targets in the newest rounds; `actions` say where something is done already."""
    candidates: list[_Candidate] = []
    left_out: list[ReformLeftOut] = []
    unplaced = 0
    for source in newest:
        scores = list(score(source.rated.assessment, source.rated.rubric).elements)
        found = list(_candidates(source, scores))
        candidates += found
        if not found:
            left_out.append(_left_out(source, scores))
        unplaced += sum(
            element.applicable and element.target is not None and element.gap is None for element in scores
        )
    candidates.sort(key=lambda one: (one.key, one.tie))
    open_ = Counter(_element_of(one.origin) for one in actions if one.is_open)
    return Shortlist(tuple(_places(candidates, open_)), unplaced, tuple(left_out))


def _element_of(origin: Origin) -> tuple[str, str, str]:
    return origin.agency_key, origin.reform_id, origin.part


def _left_out(source: RatedFile, scores: Sequence[ElementScore]) -> ReformLeftOut:
    assessment = source.rated.assessment
    return ReformLeftOut(
        agency=source.rated.agency.name,
        reform_id=assessment.reform.id,
        reform=assessment.reform.name,
        round=assessment.round.id,
        file=source.file,
        reason=_why_left_out(scores),
    )


def _why_left_out(scores: Sequence[ElementScore]) -> str:
    if all(element.level is None for element in scores):
        return "nothing is rated"
    if all(element.target is None for element in scores):
        return "no target is set"
    if all(element.gap is None for element in scores):
        return "no rated element has a target"
    return "every rated element has reached its target"


def _candidates(source: RatedFile, scores: Sequence[ElementScore]) -> Iterator[_Candidate]:
    assessment, points = source.rated.assessment, source.rated.rubric.points
    for order, element in enumerate(scores):
        if not element.gap or element.level is None or element.target is None:
            continue
        rating = assessment.ratings.get(element.id, Rating())
        levels = sorted(rating.criteria.values(), key=points.__getitem__)
        worst = levels[0] if levels else None
        yield _Candidate(
            source=source,
            element=element,
            level=element.level,
            target=element.target,
            gap=element.gap,
            priority=rating.priority,
            weight=element.weight,
            worst=worst,
            worst_points=points[worst] if worst else max(points.values()) + 1,
            at_worst=levels.count(worst) if worst else 0,
            criteria=len(levels),
            order=order,
        )


def _places(
    candidates: Sequence[_Candidate], open_: Mapping[tuple[str, str, str], int]
) -> Iterator[ShortlistPlace]:
    before: _Candidate | None = None
    for number, one in enumerate(candidates, 1):
        assessment = one.source.rated.assessment
        yield ShortlistPlace(
            place=number,
            element=one.element.id,
            title=one.element.title,
            agency=one.source.rated.agency.name,
            reform_id=assessment.reform.id,
            reform=assessment.reform.name,
            round=assessment.round.id,
            file=one.source.file,
            level=one.level,
            target=one.target,
            gap=one.gap,
            priority=one.priority,
            weight=one.weight,
            worst=one.worst,
            at_worst=one.at_worst,
            criteria=one.criteria,
            open_actions=open_.get((one.source.rated.agency.key, assessment.reform.id, one.element.id), 0),
            reason=one.reason,
            behind=_behind(number - 1, before, one) if before else "",
        )
        before = one


def _behind(place: int, before: _Candidate, one: _Candidate) -> str:
    """Which rule put an element after the one before it."""
    for rule, (first, second) in enumerate(zip(before.key, one.key, strict=True)):
        if first != second:
            return f"after place {place} by {_RULES[rule]}: {one.values[rule]} after {before.values[rule]}"
    return f"equal to place {place} by every rule; in the order of reforms and elements"


_RULES = ("gap", "priority", "weight", "lowest criterion", "share of criteria at the lowest level")


def _number(weight: Exact) -> str:
    return str(weight) if weight == int(weight) else two_places(Fraction(weight))
