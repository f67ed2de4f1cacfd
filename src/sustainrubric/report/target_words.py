"""How a goal stands, in words: on track, behind or not measured yet, and the working behind it."""

from __future__ import annotations

from collections.abc import Iterator

from sustainrubric.model.target_progress import Exact, Footing, Knot, Measured, Standing, TargetProgress
from sustainrubric.report.level_words import LevelWords, size_of, words_of

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


def standing_sentence(progress: TargetProgress) -> str:
    """`Behind: 51.1 on 2026-05-15, where the path stands at 52.0; 0.9 below the path.`"""
    latest = progress.latest
    if latest is None or latest.expected is None:
        return "No measurement yet."
    say = words_of(progress)
    reached = " The target is reached." if _reached(progress, latest.level) else ""
    place = f"{say(latest.level)} on {latest.date}, where the path stands at {say(latest.expected)}"
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
            yield f"{measured.date}: measured before the baseline of {progress.path[0].date}, not compared."
            continue
        path = _path_working(measured, measured.expected, measured.before, measured.after, say)
        verdict = f"{difference_words(measured, progress)}: {FOOTINGS[measured.footing]}"
        yield f"{measured.date}: the path stands at {path}; measured {say(measured.level)}, {verdict}."


def _path_working(measured: Measured, expected: Exact, before: Knot, after: Knot, say: LevelWords) -> str:
    if before == after:
        when = "of that day" if before.date == measured.date else f"of {before.date}, as that day is past"
        return f"{say(expected)}, the {before.name} {when}"
    gone, whole = (measured.date - before.date).days, (after.date - before.date).days
    rise = after.level - before.level
    sum_ = f"{say(before.level)} {'+' if rise >= 0 else '-'} {say(size_of(rise))} x {gone}/{whole} days"
    ends = f"the {before.name} of {before.date} and the {after.name} of {after.date}"
    return f"{sum_} = {say(expected)}, between {ends}"


def _reached(progress: TargetProgress, level: Exact) -> bool:
    target = progress.path[-1].level
    return level <= target if progress.lower_is_better else level >= target
