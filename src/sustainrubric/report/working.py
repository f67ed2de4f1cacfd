"""The working behind a scorecard, for `sustain score --explain`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sustainrubric.engine.rounding import percent, two_places
from sustainrubric.model.rubric import Rubric
from sustainrubric.model.scorecard import ElementScore, Scorecard, Summary
from sustainrubric.report.score_table import level_words


def working(scorecard: Scorecard, rubric: Rubric) -> list[str]:
    """Line by line how each number came about; exact fractions before they are rounded."""
    points = ", ".join(f"{level} {worth}" for level, worth in rubric.points.items())
    lines = [f"Points: {points}.", ""]
    for category in scorecard.categories:
        for variable in category.variables:
            lines += _part(f"{variable.id} {variable.title}", variable.summary, variable.elements, rubric)
        elements = [element for variable in category.variables for element in variable.elements]
        lines += _part(f"{category.id}. {category.title}", category.summary, elements, rubric)
    lines += _part("Overall", scorecard.overall, list(scorecard.elements), rubric)
    return lines


def _part(name: str, summary: Summary, elements: Sequence[ElementScore], rubric: Rubric) -> Iterator[str]:
    rated = [element for element in elements if element.points is not None]
    yield name
    for element in elements:
        yield f"  {element.id}  {_element(element)}"
    yield f"  coverage = {summary.rated} rated / {summary.applicable} applicable = {percent(summary.coverage)}"
    if summary.mean is not None:
        yield from _mean(summary, rated)
        yield _majority(summary, rated, rubric)
    if summary.bounds is not None:
        low, high = summary.bounds
        yield (
            f"  bounds = {two_places(low)} with every unrated element at the lowest level, "
            f"{two_places(high)} at the highest"
        )
    if summary.percent_to_target is not None:
        yield _to_target(summary, rated)
    yield ""


def _element(element: ElementScore) -> str:
    words = level_words(element)
    if element.points is None:
        return words
    target = f", target {element.target} ({element.target_points})" if element.target else ""
    return f"{words}: {element.points} x weight {_number(element.weight)}{target}"


def _mean(summary: Summary, rated: Sequence[ElementScore]) -> Iterator[str]:
    total = sum((element.weight * (element.points or 0) for element in rated), start=0)
    weight = sum((element.weight for element in rated), start=0)
    yield (
        f"  mean = weighted points {_number(total)} / weight {_number(weight)} = {two_places(summary.mean)}"
    )


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
