"""Levels of a metric in words, and how a goal stands: on track, behind or not measured yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from sustainrubric.base.numbers import two_places
from sustainrubric.pages.phrases import day_view
from sustainrubric.priorities.goal_progress import Exact, Footing, Knot, Measured, Standing, TargetProgress

_MOST = 9

STANDINGS: dict[Standing, str] = {
    "on-track": "On track",
    "behind": "Behind",
    "not-measured": "No measurement yet",
}

FOOTINGS: dict[Footing, str] = {
    "on-track": "on track",
    "behind": "behind",
    "before-baseline": "before the baseline",
}


class LevelWords:
    """How the levels of one goal are written: all with as many decimals as the longest of them has."""

    def __init__(self, levels: Iterable[Exact]) -> None:
        self._decimals = max((_decimals(level) or 0 for level in levels), default=0)

    def __call__(self, level: Exact) -> str:
        decimals = _decimals(level)
        sign = "-" if level < 0 else ""
        size = -level if level < 0 else level
        if decimals is None:
            return "less than 0.01" if 0 < size < Fraction(1, 200) else f"{sign}{_grouped(two_places(size))}"
        return sign + _grouped(_written(size, max(decimals, self._decimals)))


def words_of(progress: TargetProgress) -> LevelWords:
    """How to write the levels of a goal's path and measurements."""
    knots = (knot.level for knot in progress.path)
    return LevelWords([*knots, *(reading.level for reading in progress.measured)])


def size_of(level: Exact) -> Exact:
    """A difference without its direction."""
    return level if level >= 0 else -level


def _decimals(level: Exact) -> int | None:
    """How many decimals a level needs, None where no few of them say it."""
    for places in range(_MOST + 1):
        if (Fraction(level) * 10**places).denominator == 1:
            return places
    return None


def _written(size: Exact, decimals: int) -> str:
    digits = f"{int(size * 10**decimals):0{decimals + 1}d}"
    return f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits


def _grouped(text: str) -> str:
    whole, point, part = text.partition(".")
    return f"{int(whole):,}{point}{part}"


def standing_sentence(progress: TargetProgress) -> str:
    """`Behind: 51.1 on May 15, 2026, where the path stands at 52.0; 0.9 below the path.`"""
    latest = progress.latest
    if latest is None or latest.expected is None:
        return "No measurement yet."
    say = words_of(progress)
    reached = " The target is reached." if _reached(progress, latest.level) else ""
    place = f"{say(latest.level)} on {day_view(latest.date).short}, where the path stands at {say(latest.expected)}"
    return f"{STANDINGS[progress.standing]}: {place}; {difference_words(latest, progress)}.{reached}"


def difference_words(measured: Measured, progress: TargetProgress) -> str:
    """How far a measurement lies from the path, and on which side."""
    if measured.ahead is None:
        return FOOTINGS[measured.footing]
    if not measured.ahead:
        return "just on the path"
    side = "above" if (measured.ahead > 0) != progress.lower_is_better else "below"
    return f"{words_of(progress)(size_of(measured.ahead))} {side} the path"


def working(progress: TargetProgress) -> Iterator[str]:
    """Each measurement: how the level of the path on its day was worked out, and what follows."""
    say = words_of(progress)
    if progress.lower_is_better:
        yield "Lower is better, as the target lies below the baseline."
    for measured in progress.measured:
        if measured.expected is None or measured.before is None or measured.after is None:
            baseline = day_view(progress.path[0].date).short
            yield f"{_day(measured)}: measured before the baseline of {baseline}, not compared."
            continue
        path = _path_working(measured, measured.expected, measured.before, measured.after, say)
        verdict = f"{difference_words(measured, progress)}: {FOOTINGS[measured.footing]}"
        yield f"{_day(measured)}: the path stands at {path}; measured {say(measured.level)}, {verdict}."


def _day(measured: Measured) -> str:
    return day_view(measured.date).short


def _path_working(measured: Measured, expected: Exact, before: Knot, after: Knot, say: LevelWords) -> str:
    if before == after:
        when = (
            "of that day"
            if before.date == measured.date
            else f"of {day_view(before.date).short}, as that day is past"
        )
        return f"{say(expected)}, the {before.name} {when}"
    gone, whole = (measured.date - before.date).days, (after.date - before.date).days
    rise = after.level - before.level
    sum_ = f"{say(before.level)} {'+' if rise >= 0 else '-'} {say(size_of(rise))} x {gone}/{whole} days"
    ends = f"the {before.name} of {day_view(before.date).short} and the {after.name} of {day_view(after.date).short}"
    return f"{sum_} = {say(expected)}, between {ends}"


def _reached(progress: TargetProgress, level: Exact) -> bool:
    target = progress.path[-1].level
    return level <= target if progress.lower_is_better else level >= target
