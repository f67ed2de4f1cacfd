"""A trend as rows of text, for the terminal's table."""

from __future__ import annotations

from collections.abc import Iterator

from sustainrubric.report.diff_text import Line
from sustainrubric.report.sparkline import MOST, sparkline
from sustainrubric.report.trend_parts import Cell, TrendRow, TrendView

_HEADERS = ("", "Trend", "First", "Last", "Change")
_FIRST, _ROOM_FOR_FIRST = 2, 100

_FEW = 8


def opening(view: TrendView) -> Iterator[Line]:
    """Which rounds these are, and what moved in a sentence."""
    yield Line(f"{view.reform}: {_rounds(view)}")
    yield Line(view.agency)
    yield Line()
    yield Line(view.headline)
    yield from (Line(remark) for remark in view.remarks)
    if len(view.points) > MOST:
        yield Line(f"The blocks show the last {MOST}; the other formats have all.")


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
            sparkline(row.numbers, low, high, unicode=unicode),
            _cell(row, row.cells[0]),
            _cell(row, row.cells[-1]),
            row.change,
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
