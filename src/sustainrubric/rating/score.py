"""An assessment and its rubric -> a scorecard, in exact arithmetic on ordinal levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import TypeVar

from sustainrubric.instruments.rubric import Element, LevelId, Rubric
from sustainrubric.rating.scorecard import CategoryScore, ElementScore, Scorecard, Summary, VariableScore
from sustainrubric.records.assessment import Assessment, Rating

_NOT_RATED = Rating()

_fraction = lru_cache(maxsize=10_000)(Fraction)
"""Many files have few different means and shares, and to reduce a fraction takes longer than to look it up."""

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
    return _majority(weights, sum(weights.values()), points)


def _majority(
    weights: Mapping[LevelName, Fraction | int], total: Fraction | int, points: Mapping[LevelName, int]
) -> LevelName | None:
    """As `majority_level`, of the weight of each level, which is `total` together."""
    reached: Fraction | int = 0
    for level in sorted(weights, key=points.__getitem__, reverse=True):
        reached += weights[level]
        if reached * 2 > total:
            return level
    return None


def score(assessment: Assessment, rubric: Rubric) -> Scorecard:
    """Score every element, and roll up by variable, category and the whole.

    Ratings of elements that the rubric does not have are left out; `check` reports them.
    """
    points = rubric.points
    categories = []
    everything: list[ElementScore] = []
    for category in rubric.categories:
        variables = []
        in_category: list[ElementScore] = []
        for variable in category.variables:
            elements = [_element_score(element, assessment, points) for element in variable.elements]
            in_category.extend(elements)
            summary = summarize(elements, points)
            variables.append(VariableScore(variable.id, variable.title, summary, tuple(elements)))
        everything.extend(in_category)
        summary = summarize(in_category, points)
        categories.append(CategoryScore(category.id, category.title, summary, tuple(variables)))
    return Scorecard(
        rubric=rubric.reference,
        agency=assessment.agency,
        reform=assessment.reform,
        round=assessment.round,
        overall=summarize(everything, points),
        categories=tuple(categories),
    )


def summarize(elements: Sequence[ElementScore], points: Mapping[LevelId, int]) -> Summary:
    """Roll up elements as product.md defines it; `points` gives the levels their order and worth."""
    distribution = dict.fromkeys(points, 0)
    weights: dict[LevelId, Fraction | int] = {}
    everything: Fraction | int = 0
    known: Fraction | int = 0
    total: Fraction | int = 0
    applicable = rated = reached = targets = lowest = 0
    lowest_ids: list[str] = []
    # One pass: a report over thousands of files comes here twelve times for each of them.
    for element in elements:
        if element.given == "not-applicable":
            continue
        applicable += 1
        weight = element.weight
        everything += weight
        level, worth = element.level, element.points
        if level is None or worth is None:
            continue
        if not rated or worth < lowest:
            lowest, lowest_ids = worth, [element.id]
        elif worth == lowest:
            lowest_ids.append(element.id)
        rated += 1
        distribution[level] += 1
        weights[level] = weights.get(level, 0) + weight
        known += weight
        total += weight * worth
        target = element.target_points
        if target is not None:
            reached += min(worth, target)
            targets += target
    return Summary(
        distribution=distribution,
        majority=_majority(weights, known, points),
        mean=_fraction(total, known) if rated else None,
        bounds=_bounds(everything, known, total, points) if applicable else None,
        lowest=tuple(lowest_ids),
        rated=rated,
        applicable=applicable,
        coverage=_fraction(rated, applicable) if applicable else None,
        percent_to_target=_fraction(reached, targets) if targets else None,
    )


def effective_level(rating: Rating, points: Mapping[LevelId, int]) -> tuple[LevelId | None, bool]:
    """The level of a rating, and whether it is derived: where none is given, the majority level of its criteria."""
    level = rating.level
    if level is None:
        derived = majority_level(((criterion, 1) for criterion in rating.criteria.values()), points)
        return derived, derived is not None
    if level == "not-applicable" or level == "unknown":
        return None, False
    return level, False


def _element_score(element: Element, assessment: Assessment, points: Mapping[LevelId, int]) -> ElementScore:
    rating = assessment.ratings.get(element.id, _NOT_RATED)
    given, target = rating.level, rating.target
    level, derived = effective_level(rating, points)
    worth = points[level] if level is not None else None
    goal = points[target] if target is not None else None
    gap = max(0, goal - worth) if worth is not None and goal is not None else None
    weight = exact(assessment.weights.get(element.id, 1))
    # By place: names take twice as long, and an export of thousands of files makes 19 of these for each.
    return ElementScore(element.id, element.title, given, level, derived, worth, weight, target, goal, gap)


def exact(number: float) -> Fraction | int:
    """A number as written in decimal: 0.1 is one tenth, not the nearest binary fraction."""
    return Fraction(repr(number)) if isinstance(number, float) else number


def _bounds(
    everything: Fraction | int, weight: Fraction | int, total: Fraction | int, points: Mapping[LevelId, int]
) -> tuple[Fraction, Fraction]:
    """The means if what is not rated were at the lowest level, and at the highest; `weight` is of what is rated."""
    missing = everything - weight
    if not missing:
        return (mean := _fraction(total, everything)), mean
    low, high = min(points.values()), max(points.values())
    return _fraction(total + missing * low, everything), _fraction(total + missing * high, everything)
