"""The short lists that lead into a report: the strongest and weakest elements, and those below target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

from sustainrubric.base.text import counted
from sustainrubric.pages.parts import Scores
from sustainrubric.report.element_parts import ElementView
from sustainrubric.report.view_parts import Highlight

SHOWN = 6

_PRIORITY = {"High": 0, "Medium": 1, "Low": 2}


def highlights(elements: Sequence[ElementView], overall: Scores) -> Iterator[Highlight]:
    """Up to three lists; none of strongest and weakest where all stand at the same level."""
    rated = [element for element in elements if element.standing.points]
    found = {element.standing.points for element in rated}
    middle = overall.majority.points or 0
    if len(found) > 1:
        top, bottom = max(map(_points, rated)), min(map(_points, rated))
        strongest = [e for e in rated if _points(e) == top or _points(e) > middle]
        weakest = [e for e in rated if _points(e) == bottom or _points(e) < middle]
        yield _highlight("Strongest", "", "level", sorted(strongest, key=lambda e: -_points(e)))
        yield _highlight("Weakest", "", "level", sorted(weakest, key=_points))
    behind = [element for element in elements if element.gap]
    if behind:
        _, with_target = targets(elements)
        verb = "is" if len(behind) == 1 else "are"
        remark = f"{len(behind)} of {counted(with_target, 'element')} with a target {verb} below it"
        title = "Largest gaps to target" if len({element.gap for element in behind}) > 1 else "Below target"
        yield _highlight(title, remark, "gap", sorted(behind, key=_urgency))


def _highlight(
    title: str, remark: str, tells: Literal["level", "gap"], elements: Sequence[ElementView]
) -> Highlight:
    first = [element for element in elements if _rank(element, tells) == _rank(elements[0], tells)]
    return Highlight(
        title=title,
        remark=remark,
        tells=tells,
        elements=tuple(elements[:SHOWN]),
        more=max(0, len(elements) - SHOWN),
        first=first[0] if len(first) == 1 else None,
        figure="" if len(first) == 1 else counted(len(first), "element"),
        words="; ".join(_ranks(elements, tells)),
    )


def _rank(element: ElementView, tells: Literal["level", "gap"]) -> int:
    return _points(element) if tells == "level" else element.gap or 0


def _ranks(elements: Sequence[ElementView], tells: Literal["level", "gap"]) -> Iterator[str]:
    """How those in the first place stand, and how many in each place after it."""
    for place, (_, group) in enumerate(groupby(elements, key=lambda one: _rank(one, tells))):
        alike = list(group)
        said = alike[0].standing.name.lower() if tells == "level" else alike[0].gap_words
        if place:
            yield f"{len(alike)} more {'is' if len(alike) == 1 else 'are'} {said}"
        elif tells == "gap" and len(alike) == 1 and alike[0].target:
            yield f"{alike[0].standing.name}, target {alike[0].target.name}"
        else:
            yield said.capitalize() if tells == "level" or len(alike) == 1 else f"{said} each"


def targets(elements: Sequence[ElementView]) -> tuple[int, int]:
    """How many rated elements have reached their target, and how many have one."""
    gaps = [element.gap for element in elements if element.gap is not None]
    return gaps.count(0), len(gaps)


def _points(element: ElementView) -> int:
    return element.standing.points or 0


def _urgency(element: ElementView) -> tuple[int, int]:
    """The widest gap first, and among equals what the team gave the highest priority."""
    return -(element.gap or 0), _PRIORITY.get(element.priority, 3)
