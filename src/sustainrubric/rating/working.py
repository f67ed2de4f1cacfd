"""The working behind a scorecard, for `sustain score --show-work`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sustainrubric.base.numbers import percent, two_places
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.rating.score_table import level_words
from sustainrubric.rating.scorecard import ElementScore, Scorecard, Summary
from sustainrubric.records.assessment import Assessment, Rating


def working(scorecard: Scorecard, assessment: Assessment, rubric: Rubric) -> list[str]:
    """Line by line how each number came about; exact fractions before they are rounded."""
    points = ", ".join(f"{level} {worth}" for level, worth in rubric.points.items())
    lines = [f"Points: {points}.", ""]
    for category in scorecard.categories:
        for variable in category.variables:
            lines.append(f"{variable.id} {variable.title}")
            lines += (f"  {e.id}  {_element(e, assessment.ratings.get(e.id))}" for e in variable.elements)
            lines += _summary(variable.summary, variable.elements, rubric)
        elements = [element for variable in category.variables for element in variable.elements]
        lines.append(f"{category.id}. {category.title}: all its elements together")
        lines += _summary(category.summary, elements, rubric)
    lines.append("Overall: all elements together")
    lines += _summary(scorecard.overall, list(scorecard.elements), rubric)
    return lines


def _summary(summary: Summary, elements: Sequence[ElementScore], rubric: Rubric) -> Iterator[str]:
    rated = [element for element in elements if element.points is not None]
    counts = f"{summary.rated} rated / {summary.applicable} applicable"
    yield f"  coverage = {counts} = {percent(summary.coverage)}"
    if summary.mean is not None:
        yield _majority(summary, rated, rubric)
        yield _mean(summary, rated)
    if summary.bounds is not None:
        yield _bounds(summary, elements)
    if summary.percent_to_target is not None:
        yield _to_target(summary, rated)
    yield ""


def _element(element: ElementScore, rating: Rating | None) -> str:
    words = level_words(element)
    if element.points is None:
        return words
    if element.derived and rating is not None:
        criteria = ", ".join(f"{number} {level}" for number, level in rating.criteria.items())
        words = f"{element.level}, the highest level that more than half of the criteria reach ({criteria})"
    target = f", target {element.target} ({element.target_points})" if element.target else ""
    return f"{words}: {element.points} x weight {_number(element.weight)}{target}"


def _mean(summary: Summary, rated: Sequence[ElementScore]) -> str:
    total, weight = _totals(rated)
    return (
        f"  mean = weighted points {_number(total)} / weight {_number(weight)} = {two_places(summary.mean)}"
    )


def _bounds(summary: Summary, elements: Sequence[ElementScore]) -> str:
    """What the mean would be if the weight not rated yet lay at the lowest, and at the highest level."""
    assert summary.bounds is not None
    missing = sum((e.weight for e in elements if e.applicable and e.points is None), start=0)
    low, high = (two_places(bound) for bound in summary.bounds)
    if not missing:
        return f"  bounds = {low} to {high}: nothing that applies is unrated"
    return f"  bounds = {low} to {high}: the unrated weight {_number(missing)} at the lowest, at the highest level"


def _totals(rated: Sequence[ElementScore]) -> tuple[Fraction | int, Fraction | int]:
    """The weighted points and the weight of rated elements."""
    total = sum((element.weight * (element.points or 0) for element in rated), start=0)
    return total, sum((element.weight for element in rated), start=0)


def _majority(summary: Summary, rated: Sequence[ElementScore], rubric: Rubric) -> str:
    """The weight that reaches each level, from the highest, until it is more than half."""
    total = sum((element.weight for element in rated), start=0)
    reached: Fraction | int = 0
    steps = []
    for level, worth in sorted(rubric.points.items(), key=lambda pair: -pair[1]):
        reached += sum((element.weight for element in rated if element.points == worth), start=0)
        steps.append(f"{level} {_number(reached)}")
        if level == summary.majority:
            break
    half = _number(Fraction(total) / 2)
    return f"  majority = weight that reaches {', '.join(steps)}, more than half ({half}): {summary.majority}"


def _to_target(summary: Summary, rated: Sequence[ElementScore]) -> str:
    pairs = [(e.points or 0, e.target_points) for e in rated if e.target_points is not None]
    got = sum(min(worth, target) for worth, target in pairs)
    wanted = sum(target for _, target in pairs)
    return f"  to target = {got} points up to the targets / {wanted} = {percent(summary.percent_to_target)}"


def _number(number: Fraction | int) -> str:
    """An exact number: whole, or with its decimals where it has few, else as a fraction."""
    exact = Fraction(number)
    if exact.denominator == 1:
        return str(exact.numerator)
    decimal = f"{float(exact):g}"
    return decimal if Fraction(decimal) == exact else f"{exact.numerator}/{exact.denominator}"
