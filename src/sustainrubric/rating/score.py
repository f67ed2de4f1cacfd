"""An assessment and its rubric -> a scorecard, in exact arithmetic on ordinal levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from sustainrubric.instruments.rubric import Element, LevelId, Rubric
from sustainrubric.rating.scorecard import CategoryScore, ElementScore, Scorecard, Summary, VariableScore
from sustainrubric.records.assessment import Assessment, Rating

_NOT_RATED = Rating()

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
    total = sum(weights.values())
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
    applicable = [element for element in elements if element.applicable]
    rated = [(e, e.level, e.points) for e in applicable if e.level is not None and e.points is not None]
    distribution = dict.fromkeys(points, 0)
    for _, level, _ in rated:
        distribution[level] += 1
    lowest = min((worth for _, _, worth in rated), default=None)
    weight = sum((element.weight for element, _, _ in rated), start=0)
    total = sum((element.weight * worth for element, _, worth in rated), start=0)
    with_target = [(worth, e.target_points) for e, _, worth in rated if e.target_points is not None]
    target_total = sum(target for _, target in with_target)
    return Summary(
        distribution=distribution,
        majority=majority_level(((level, element.weight) for element, level, _ in rated), points),
        mean=Fraction(total, weight) if rated else None,
        bounds=_bounds(applicable, weight, total, points),
        lowest=tuple(element.id for element, _, worth in rated if worth == lowest),
        rated=len(rated),
        applicable=len(applicable),
        coverage=Fraction(len(rated), len(applicable)) if applicable else None,
        percent_to_target=Fraction(sum(map(min, with_target)), target_total) if with_target else None,
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
    level, derived = effective_level(rating, points)
    worth = points[level] if level is not None else None
    target_points = points[rating.target] if rating.target is not None else None
    gap = None
    if worth is not None and target_points is not None:
        gap = max(0, target_points - worth)
    return ElementScore(
        id=element.id,
        title=element.title,
        given=rating.level,
        level=level,
        derived=derived,
        points=worth,
        weight=exact(assessment.weights.get(element.id, 1)),
        target=rating.target,
        target_points=target_points,
        gap=gap,
    )


def exact(number: float) -> Fraction | int:
    """A number as written in decimal: 0.1 is one tenth, not the nearest binary fraction."""
    return Fraction(repr(number)) if isinstance(number, float) else number


def _bounds(
    applicable: Sequence[ElementScore],
    weight: Fraction | int,
    total: Fraction | int,
    points: Mapping[LevelId, int],
) -> tuple[Fraction, Fraction] | None:
    if not applicable:
        return None
    everything = sum((element.weight for element in applicable), start=0)
    missing = everything - weight
    low, high = min(points.values()), max(points.values())
    return Fraction(total + missing * low, everything), Fraction(total + missing * high, everything)
