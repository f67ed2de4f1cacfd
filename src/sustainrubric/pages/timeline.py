"""Time as pictures: bars from start to end on a common range of years, and columns of what falls due by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sustainrubric.base.text import counted
from sustainrubric.pages.phrases import day_view
from sustainrubric.pages.svg import number, percentage, picture, rect, text

_HIGH, _TOP = 18, 22

_ONE, _LEAST, _MOST_HIGH = 16.0, 4.0, 160.0

_COLUMN, _FOOT = 54.0, 44.0

_MOST_COLUMNS = 24


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time on a range of years, in days from its beginning; an end that is not said is None."""

    start: int | None
    end: int | None
    years: tuple[int, ...]
    whole: int


@dataclass(frozen=True, slots=True)
class YearRange:
    """Whole years, the first and the last of them included."""

    first: int
    last: int

    @property
    def words(self) -> str:
        return f"{self.first} to {self.last}" if self.first != self.last else str(self.first)

    def span(self, start: date | None, end: date | None) -> TimeSpan:
        beginning = date(self.first, 1, 1)
        years = tuple((date(year, 1, 1) - beginning).days for year in range(self.first + 1, self.last + 1))
        return TimeSpan(
            (start - beginning).days if start else None,
            (end - beginning).days + 1 if end else None,
            years,
            (date(self.last, 12, 31) - beginning).days + 1,
        )


def year_range(days: Sequence[date]) -> YearRange | None:
    return YearRange(min(days).year, max(days).year) if days else None


def time_span(place: TimeSpan | None) -> str:
    """A bar from start to end; hidden, as both days stand beside it. An open end reaches the edge, dashed."""
    if place is None or (place.start is None and place.end is None):
        return ""
    start, end = place.start or 0, place.whole if place.end is None else place.end
    lines = [f'<path class="year" d="M0 0V{_HIGH}"/>']
    marks = [
        f'<svg x="{percentage(day, place.whole)}" class="mark">{lines[0]}</svg>' for day in place.years[:20]
    ]
    look = "open" if place.start is None or place.end is None else "run"
    width = percentage(max(end - start, place.whole / 100), place.whole)
    bar = rect(percentage(start, place.whole), 5, width, 8, look, 2)
    return (
        f'<svg class="time-span" aria-hidden="true" width="100%" height="{_HIGH}">{"".join(marks)}{bar}</svg>'
    )


@dataclass(frozen=True, slots=True)
class DueColumn:
    """A month, a quarter or a year, and how many fall due in it: overdue, still to come, over."""

    name: str
    short: str
    overdue: int
    due: int
    over: int

    @property
    def whole(self) -> int:
        return self.overdue + self.due + self.over


def due_columns(found: Sequence[tuple[date, str]]) -> tuple[DueColumn, ...]:
    """What falls due, each with `overdue`, `due` or `over`, by month; by quarter or year where it is long."""
    if not found:
        return ()
    days = [day for day, _ in found]
    for months in (1, 3, 12):
        first, last = _index(min(days), months), _index(max(days), months)
        if last - first < _MOST_COLUMNS:
            break
    first = max(first, last - _MOST_COLUMNS + 1)
    counts: dict[int, dict[str, int]] = {place: {} for place in range(first, last + 1)}
    for day, kind in found:
        inside = counts[max(first, _index(day, months))]
        inside[kind] = inside.get(kind, 0) + 1
    return tuple(_column(place, months, inside, place == first) for place, inside in counts.items())


def _index(day: date, months: int) -> int:
    return (day.year * 12 + day.month - 1) // months


def _column(place: int, months: int, counts: Mapping[str, int], is_first: bool) -> DueColumn:
    year, month = divmod(place * months, 12)
    start = month == 0 or is_first
    words = day_view(date(max(1, year), month + 1, 1)).long.split()
    if months == 12:
        name, short = str(year), str(year)
    elif months == 3:
        name = f"quarter {month // 3 + 1} of {year}"
        short = f"{year}" if start else f"Q{month // 3 + 1}"
    else:
        name, short = f"{words[0]} {year}", f"{words[0][:3]} {year}" if start else words[0][:3]
    return DueColumn(name, short, *(counts.get(kind, 0) for kind in ("overdue", "due", "over")))


def due_picture(columns: Sequence[DueColumn], name: str) -> str:
    """A column for each, the overdue at its foot, with how many fall due in it above."""
    if not columns:
        return ""
    most = max(column.whole for column in columns)
    one = min(_ONE, _MOST_HIGH / max(1, most))
    bottom = _TOP + one * most
    width = _COLUMN * len(columns)
    return picture(
        name,
        "Actions by the month they are due",
        "; ".join(_words(column) for column in columns if column.whole) + ".",
        f'class="months" viewBox="0 0 {number(width)} {number(bottom + _FOOT)}"'
        f' width="{number(width)}" height="{number(bottom + _FOOT)}"',
        [rect(0, bottom, width, 1, "base"), *_shapes(columns, one, bottom)],
    )


def _shapes(columns: Sequence[DueColumn], one: float, bottom: float) -> Iterator[str]:
    for place, column in enumerate(columns):
        x, y = place * _COLUMN, bottom
        for kind, count in (("overdue", column.overdue), ("due", column.due), ("over", column.over)):
            # Blocks too low to be counted by eye are drawn as one.
            blocks = count if one >= _LEAST else min(1, count)
            for _ in range(blocks):
                y -= one * count / blocks
                yield rect(x + 11, y + 1, _COLUMN - 22, max(1.0, one * count / blocks - 2), f"due-{kind}", 1)
        if column.whole:
            yield text(x + _COLUMN / 2, y - 5, str(column.whole), "middle")
        for line, word in enumerate(column.short.split()):
            yield text(x + _COLUMN / 2, bottom + 18 + 19 * line, word, "axis middle")


def _words(column: DueColumn) -> str:
    parts = [(column.overdue, "overdue"), (column.due, "to come"), (column.over, "done or dropped")]
    said = ", ".join(f"{count} {words}" for count, words in parts if count)
    return f"{column.name}: {counted(column.whole, 'action')}, {said}"
