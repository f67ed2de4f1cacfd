"""The path to a target and what was measured, as a picture; the page holds the same numbers in a table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from sustainrubric.base.phrase import Own
from sustainrubric.pages.phrases import day_view
from sustainrubric.pages.svg import number, picture, text
from sustainrubric.priorities.goal_progress import Exact, Knot, TargetProgress
from sustainrubric.priorities.words import FOOTINGS, LevelWords, standing_sentence, words_of

_WIDTH, _HEIGHT = 680.0, 300.0

_LEFT, _RIGHT, _TOP, _FOOT = 56.0, 64.0, 34.0, 30.0

_ROOM_FOR_WORDS = 26.0

_ROOM_BETWEEN_YEARS = 62.0

_ROOM_BETWEEN_LEVELS = 44.0

_MOST_LETTERS = 60

_TICKS = 5


def target_path(progress: TargetProgress, name: str) -> str:
    """Dashed the path from the baseline by the interim levels to the target, solid what was measured."""
    scale = _Scale(progress)
    return picture(
        name,
        "Path to the target",
        _description(progress),
        f'class="target-path" viewBox="0 0 {number(_WIDTH)} {number(_HEIGHT)}"',
        [
            *_axis(progress, scale),
            *_years(scale),
            *_path(progress, scale),
            *_measured(progress, scale),
            *_ends(progress, scale),
            *_interim(progress, scale),
        ],
    )


class _Scale:
    """Days and levels as places in the picture; all that is drawn lies inside it."""

    def __init__(self, progress: TargetProgress) -> None:
        days = [knot.date for knot in progress.path] + [reading.date for reading in progress.measured]
        levels = [knot.level for knot in progress.path] + [reading.level for reading in progress.measured]
        self.first, self.last = min(days), max(days)
        self._low, self._high = min(levels), max(levels)

    def x(self, day: date) -> float:
        whole = max(1, (self.last - self.first).days)
        return _LEFT + (day - self.first).days / whole * (_WIDTH - _LEFT - _RIGHT)

    def y(self, level: Exact) -> float:
        span = self._high - self._low
        share = float((level - self._low) / span) if span else 0.5
        bottom = _HEIGHT - _FOOT - _ROOM_FOR_WORDS
        return bottom - share * (bottom - _TOP)

    def ticks(self) -> Iterator[Exact]:
        """A few round levels between the lowest and the highest."""
        span = self._high - self._low
        if not span:
            yield self._low
            return
        step = _round_step(Fraction(span) / _TICKS)
        level = -(-Fraction(self._low) // step) * step
        while level <= self._high:
            yield level
            level += step

    def at(self, day: date, level: Exact) -> str:
        return f"{number(self.x(day))} {number(self.y(level))}"


def _round_step(least: Fraction) -> Fraction:
    """The smallest of 1, 2, 5, 10, ... and of their tenths that is not below `least`."""
    size = Fraction(1)
    while size > least:
        size /= 10
    while size * 10 < least:
        size *= 10
    return next(size * times for times in (1, 2, 5, 10) if size * times >= least)


def _axis(progress: TargetProgress, scale: _Scale) -> Iterator[str]:
    """The levels at the left, from bottom to top, and above them what they count."""
    say = words_of(progress)
    for level in scale.ticks():
        y = scale.y(level)
        yield f'<path class="grid" d="M{number(_LEFT)} {number(y)}H{number(_WIDTH - _RIGHT)}"/>'
        yield text(_LEFT - 8, y + 4.5, say(level), "axis end")
    unit = progress.target.unit or progress.target.metric
    if unit:
        yield text(0, 14, Own(_shortened(unit)), "axis")


def _shortened(words: str) -> str:
    return words if len(words) <= _MOST_LETTERS else f"{words[: _MOST_LETTERS - 1]}…"


def _interim(progress: TargetProgress, scale: _Scale) -> Iterator[str]:
    """The levels on the way, each beside its corner of the path, where it is not too near to another."""
    say, before = words_of(progress), scale.x(progress.path[0].date)
    end = scale.x(progress.path[-1].date)
    for knot in progress.path[1:-1]:
        x = scale.x(knot.date)
        if x - before >= _ROOM_BETWEEN_LEVELS and end - x >= _ROOM_BETWEEN_LEVELS / 2:
            up = -12.0 if not progress.lower_is_better else 22.0
            yield text(x, _inside(scale.y(knot.level) + up), say(knot.level), "on-path middle")
            before = x


def _years(scale: _Scale) -> Iterator[str]:
    """A line at the beginning of each year, and its number where there is room."""
    bottom, last_words = _HEIGHT - _FOOT, -_ROOM_BETWEEN_YEARS
    # The year after 9999 has no first day.
    for year in range(scale.first.year + 1, min(scale.last.year, date.max.year) + 1):
        x = scale.x(date(year, 1, 1))
        if x - last_words >= _ROOM_BETWEEN_YEARS:
            yield f'<path class="grid" d="M{number(x)} {number(_TOP - 8)}V{number(bottom)}"/>'
            yield text(x, bottom + 18, str(year), "axis middle")
            last_words = x


def _path(progress: TargetProgress, scale: _Scale) -> Iterator[str]:
    corners = "L".join(scale.at(knot.date, knot.level) for knot in progress.path)
    yield f'<path class="aim" d="M{corners}"/>'
    yield from (_dot(scale, knot.date, knot.level, "knot", 4) for knot in progress.path)


def _measured(progress: TargetProgress, scale: _Scale) -> Iterator[str]:
    """The line begins at the baseline, which was a measurement, too."""
    first = progress.path[0]
    points = [(reading.date, reading.level) for reading in progress.measured]
    points = sorted({(first.date, first.level), *points})
    if len(points) > 1:
        yield f'<path class="gone" d="M{"L".join(scale.at(*point) for point in points)}"/>'
    for reading in progress.measured:
        look = f"reading-{reading.footing}"
        if reading.footing == "behind":
            # A shape of its own, for whom colors do not tell apart.
            yield f'<path class="{look}" d="M{scale.at(reading.date, reading.level)}m0 -7l7 7l-7 7l-7 -7z"/>'
        else:
            yield _dot(scale, reading.date, reading.level, look, 5.5)


def _ends(progress: TargetProgress, scale: _Scale) -> Iterator[str]:
    """The baseline, the target and the latest measurement, with their levels."""
    say = words_of(progress)
    first, last = progress.path[0], progress.path[-1]
    down = 20.0 if not progress.lower_is_better else -10.0
    yield text(scale.x(first.date), _inside(scale.y(first.level) + down), say(first.level), "on-path")
    yield text(scale.x(last.date) + 9, scale.y(last.level) + 4, say(last.level), "on-path")
    latest = progress.latest
    if latest is not None and latest.date != first.date:
        below = (latest.footing == "behind") != progress.lower_is_better
        y = scale.y(latest.level) + (20 if below else -12)
        yield text(scale.x(latest.date) + 4, _inside(y), say(latest.level), "measured-words")


def _inside(y: float) -> float:
    """A height at which words stand inside the picture, and above the years."""
    return min(max(y, 12.0), _HEIGHT - _FOOT + 2)


def _dot(scale: _Scale, day: date, level: Exact, look: str, radius: float) -> str:
    x, y = number(scale.x(day)), number(scale.y(level))
    return f'<circle class="{look}" cx="{x}" cy="{y}" r="{number(radius)}"/>'


def _description(progress: TargetProgress) -> str:
    say = words_of(progress)
    path = [_knot_words(knot, say) for knot in progress.path]
    read = [
        f"{say(reading.level)} on {day_view(reading.date).short}, {FOOTINGS[reading.footing]}"
        for reading in progress.measured
    ]
    measured = f" Measured: {'; '.join(read)}." if read else ""
    return f"The path: {', '.join(path)}.{measured} {standing_sentence(progress)}"


def _knot_words(knot: Knot, say: LevelWords) -> str:
    return f"{knot.name} {say(knot.level)} on {day_view(knot.date).short}"
