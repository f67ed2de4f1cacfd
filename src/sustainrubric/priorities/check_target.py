"""The target of a goal: a metric, a baseline with its day, an end, a desired level, a way between them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sustainrubric.base.problem import Code, DocumentPath, Problem
from sustainrubric.records.priorities import Goal, Target, TargetPoint

_NOWHERE = TargetPoint()


def check_target(goal: Goal, place: DocumentPath) -> Iterator[Problem]:
    """Everything to be said of the target of the goal at `place`."""
    target = goal.target
    if target is None:
        message = "the goal has no target; without one nobody can tell whether it is reached"
        yield Problem(Code.GOAL_WITHOUT_TARGET, message, place)
        return
    path: DocumentPath = (*place, "target")
    baseline, end = target.baseline or _NOWHERE, target.end or _NOWHERE
    yield from _check_definition(target, baseline, end, path)
    if baseline.date is not None and end.date is not None and end.date <= baseline.date:
        message = f"the target ends before it begins ({baseline.date}); set a later end"
        yield Problem(Code.END_NOT_AFTER_BEGINNING, message, (*path, "end", "date"))
    else:
        yield from _check_interim(target, baseline.date, end.date, (*path, "interim"))
    yield from _check_measurements(target, (*path, "measurements"))


def _check_definition(
    target: Target, baseline: TargetPoint, end: TargetPoint, path: DocumentPath
) -> Iterator[Problem]:
    """The four things that the glossary asks of a target."""
    at_start: DocumentPath = (*path, "baseline") if target.baseline is not None else path
    at_end: DocumentPath = (*path, "end") if target.end is not None else path
    if target.metric is None:
        message = "the target has no metric; say what is counted, and how, under 'metric'"
        yield Problem(Code.TARGET_WITHOUT_METRIC, message, path)
    missing = [key for key, value in (("date", baseline.date), ("level", baseline.level)) if value is None]
    if missing:
        write = "write baseline: {date: YYYY-MM-DD, level: ...}"
        what = {"date": "start date", "level": "baseline level"}
        message = f"the target has no {' and no '.join(what[key] for key in missing)}; {write}"
        yield Problem(Code.TARGET_WITHOUT_BASELINE, message, at_start)
    if end.date is None:
        message = "the target has no end date; write end: {date: YYYY-MM-DD, level: ...}"
        yield Problem(Code.TARGET_WITHOUT_END, message, at_end)
    if end.level is None:
        message = "the target has no desired level; write end: {date: YYYY-MM-DD, level: ...}"
        yield Problem(Code.TARGET_WITHOUT_LEVEL, message, at_end)
    elif end.level == baseline.level:
        message = "the desired level is that of the baseline: nothing would improve; set another level"
        yield Problem(Code.TARGET_WITHOUT_LEVEL, message, (*path, "end", "level"))


def _check_interim(
    target: Target, first: date | None, last: date | None, path: DocumentPath
) -> Iterator[Problem]:
    before: date | None = None
    for index, point in enumerate(target.interim):
        place: DocumentPath = (*path, index, "date")
        if before is not None and point.date <= before:
            message = (
                f"the interim level stands after that of {before}; write them in the order of their dates"
            )
            yield Problem(Code.INTERIM_OUT_OF_ORDER, message, place)
        if first is not None and point.date <= first:
            message = (
                f"the interim level is not after the baseline ({first}); set it between baseline and end"
            )
            yield Problem(Code.INTERIM_OUTSIDE, message, place)
        elif last is not None and point.date >= last:
            message = f"the interim level is not before the end ({last}); set it between baseline and end"
            yield Problem(Code.INTERIM_OUTSIDE, message, place)
        before = point.date


def _check_measurements(target: Target, path: DocumentPath) -> Iterator[Problem]:
    seen: set[date] = set()
    for index, measured in enumerate(target.measurements):
        if measured.date in seen:
            message = f"there are two measurements of {measured.date}; keep the one that is right"
            yield Problem(Code.MEASURED_TWICE, message, (*path, index, "date"))
        seen.add(measured.date)
