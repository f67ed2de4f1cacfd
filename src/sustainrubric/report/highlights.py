"""The short lists at the head of a report: strongest, weakest, furthest from target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from sustainrubric.report.parts import Element, Highlight, Scores
from sustainrubric.report.phrases import counted

SHOWN = 6

_PRIORITY = {"High": 0, "Medium": 1, "Low": 2}


def highlights(elements: Sequence[Element], overall: Scores) -> Iterator[Highlight]:
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
        with_target = sum(element.gap is not None for element in elements)
        verb = "is" if len(behind) == 1 else "are"
        remark = f"{len(behind)} of {counted(with_target, 'element')} with a target {verb} below it"
        yield _highlight("Largest gaps to target", remark, "gap", sorted(behind, key=_urgency))


def _highlight(
    title: str, remark: str, tells: Literal["level", "gap"], elements: Sequence[Element]
) -> Highlight:
    return Highlight(title, remark, tells, tuple(elements[:SHOWN]), max(0, len(elements) - SHOWN))


def _points(element: Element) -> int:
    return element.standing.points or 0


def _urgency(element: Element) -> tuple[int, int]:
    """The widest gap first, and among equals what the team gave the highest priority."""
    return -(element.gap or 0), _PRIORITY.get(element.priority, 3)
