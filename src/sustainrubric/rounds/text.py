"""A comparison of two rounds, or a trend, as lines of text for a terminal or a pipe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from sustainrubric.base.text import one_line
from sustainrubric.rounds.trend_view import Cell, TrendRow, TrendView
from sustainrubric.rounds.view_parts import DiffSection, DiffView, MoveGroup

ROLLUP_HEADERS = ("", "Compared", "Majority", "Mean", "Down", "Up")

ROLLUP_NUMBERS = frozenset({1, 4, 5})

_BLOCKS = "▁▂▃▄▅▆▇█"

_GAP = "·"

_BREAK = "|"

MOST = 40

_HEADERS = ("", "Trend", "First", "Last", "Change")

_FIRST, _ROOM_FOR_FIRST = 2, 100

_FEW = 8


class DiffLine(NamedTuple):
    """A paragraph; `hang` is what stands before its first line, and how far the others are set in."""

    text: str = ""
    hang: str = ""

    def wrapped(self, width: int | None) -> str:
        """The paragraph folded to `width` columns, or on one line where there is no width."""
        if width is None:
            return f"{self.hang}{self.text}"
        # Folding takes a while to import, and a pipe needs none.
        from sustainrubric.instruments import show

        return show.TextLine(self.text, self.hang).wrapped(width)


def opening(view: DiffView) -> Iterator[DiffLine]:
    """What is compared, and what moved in a sentence."""
    rounds = " → ".join(f"{one.name} ({one.day})" for one in (view.old, view.new))
    yield DiffLine(f"{view.reform}: {rounds}")
    yield DiffLine(view.agency)
    yield DiffLine()
    yield DiffLine(view.headline)
    yield from (DiffLine(remark) for remark in (*view.remarks, *view.credits))


def rollup_rows(view: DiffView) -> list[list[str]]:
    """The roll-ups; ids say how deep each stands."""
    return [
        [row.name, row.compared, row.majority, row.mean, str(row.declined), str(row.improved)]
        for row in view.rollups
    ]


def news(view: DiffView, width: int | None) -> Iterator[DiffLine]:
    """Element by element what moved, what got worse first."""
    for group in view.groups:
        if not group.quiet:
            yield from _headed(group)
            yield from _moves(group, width)


def details(view: DiffView) -> Iterator[DiffLine]:
    """What did not move, and then what else changed."""
    for group in view.groups:
        if group.quiet:
            yield from _headed(group)
            yield from _quiet(group)
    for section in view.sections:
        yield from _headed(section)
        yield from _section(section)


def _headed(part: MoveGroup | DiffSection) -> Iterator[DiffLine]:
    yield DiffLine()
    yield DiffLine(f"{part.heading} ({len(part.rows)})")


def _moves(group: MoveGroup, width: int | None) -> Iterator[DiffLine]:
    for row in group.rows:
        remark = f" ({row.remark})" if row.remark else ""
        yield DiffLine(f"{row.words}{remark}: {row.title}", f"  {row.id:<8} ")
        if row.why:
            yield DiffLine(_cut(one_line(row.why), width), " " * 11)


def _quiet(group: MoveGroup) -> Iterator[DiffLine]:
    yield DiffLine(", ".join(f"{row.id} {row.words}" for row in group.rows), "  ")


def _section(section: DiffSection) -> Iterator[DiffLine]:
    if not any(row.text for row in section.rows):
        yield DiffLine(", ".join(dict.fromkeys(row.id for row in section.rows)), "  ")
        return
    for row in section.rows:
        yield DiffLine(row.text, f"  {row.id:<8} ")


def _cut(text: str, width: int | None) -> str:
    """One line of a rationale; the whole of it stands in the other formats."""
    room = max(40, width - 11) if width else None
    return text if room is None or len(text) <= room else f"{text[: room - 1].rstrip()}…"


def sparkline(
    numbers: Sequence[Fraction | int | None],
    low: int,
    high: int,
    *,
    unicode: bool = True,
    breaks: Sequence[int] = (),
) -> str:
    """One sign a number, the last `MOST` of them; digits and a dot for the gaps where there are no blocks.

    A bar stands where the line breaks: before the places in `breaks` (from 0).
    """
    first = max(0, len(numbers) - MOST)
    return "".join(
        (_BREAK if place in breaks and place > first else "") + _sign(numbers[place], low, high, unicode)
        for place in range(first, len(numbers))
    )


def _sign(number: Fraction | int | None, low: int, high: int, unicode: bool) -> str:
    if number is None:
        return _GAP if unicode else "."
    if not unicode:
        return str(int(number + Fraction(1, 2)))
    place = (number - low) / Fraction(max(1, high - low)) * (len(_BLOCKS) - 1)
    return _BLOCKS[max(0, min(len(_BLOCKS) - 1, int(place + Fraction(1, 2))))]


def trend_opening(view: TrendView) -> Iterator[DiffLine]:
    """Which rounds these are, and what moved in a sentence."""
    yield DiffLine(f"{view.reform}: {_rounds(view)}")
    yield DiffLine(view.agency)
    yield DiffLine()
    yield DiffLine(view.headline)
    yield from (DiffLine(remark) for remark in (*view.remarks, *view.credits))
    if view.commits:
        yield DiffLine()
    for point in view.commits[-MOST:]:
        yield DiffLine(f"{point.author}: {point.subject}", f"  {point.name}  {point.day.iso}  ")
    if len(view.commits) > MOST:
        yield DiffLine(
            f"These are the last {MOST} of {len(view.commits)} commits; the other formats have all."
        )
    if len(view.points) > MOST:
        yield DiffLine(f"The blocks show the last {MOST}; the other formats have all.")


def table(view: TrendView, *, unicode: bool, width: int | None = None) -> list[list[str]]:
    """Headers and rows; where there is little room without the first level, as the change says it too."""
    rows = [list(_HEADERS), *_rows(view, unicode)]
    if width is not None and width < _ROOM_FOR_FIRST:
        return [[*row[:_FIRST], *row[_FIRST + 1 :]] for row in rows]
    return rows


def _rows(view: TrendView, unicode: bool) -> list[list[str]]:
    low, high = view.steps[0].points, view.steps[-1].points
    return [
        [
            _name(row),
            sparkline(row.numbers, low, high, unicode=unicode, breaks=row.breaks),
            _cell(row, row.cells[0]),
            _cell(row, row.cells[-1]),
            f"{row.change} ({row.compared})" if row.compared else row.change,
        ]
        for row in view.rows
    ]


def _rounds(view: TrendView) -> str:
    if len(view.points) > _FEW:
        first, last = view.points[0], view.points[-1]
        return f"{len(view.points)} rounds, {first.name} ({first.day.iso}) to {last.name} ({last.day.iso})"
    return ", ".join(f"{point.name} ({point.day.iso})" for point in view.points)


def _name(row: TrendRow) -> str:
    return row.name if not row.id else f"{row.id}. {row.name}" if row.depth == 1 else f"{row.id} {row.name}"


def _cell(row: TrendRow, cell: Cell) -> str:
    if row.depth == 3:
        word = cell.standing.name.lower()
        return f"{word} ({cell.remark})" if cell.remark else word
    return cell.standing.name.lower()
