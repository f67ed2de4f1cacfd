"""The supports of a worksheet as a calendar: the recommended steps by the months of a year, and their gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sustainrubric.base.text import counted
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.records.worksheet import Support, Worksheet
from sustainrubric.worksheet.model import Coverage, shade_of
from sustainrubric.worksheet.timing import MONTHS_A_YEAR, months_of

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class CalendarCell:
    """How many supports a step has in a month; `shade` is the name of a color, by their share of all."""

    count: int
    shade: str


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """A recommended step: month by month, the supports that name no month, and the gaps."""

    name: str
    cells: tuple[CalendarCell, ...]
    undated: int
    gaps: int


@dataclass(frozen=True, slots=True)
class SupportCalendar:
    """The year begins with the first month that the list of supports names; `words` say which months are empty."""

    months: tuple[str, ...]
    rows: tuple[CalendarRow, ...]
    has_undated: bool
    words: str


def support_calendar(
    worksheet: Worksheet, definition: WorksheetDefinition, coverage: Sequence[Coverage]
) -> SupportCalendar | None:
    """The calendar, or None where no support says a month."""
    dated = [(support, months_of(support.when or "")) for support in worksheet.supports]
    named = [months for _, months in dated if months]
    if not named:
        return None
    first = next((months[0] for months in named if len(months) < MONTHS_A_YEAR), named[0][0])
    order = tuple((first - 1 + after) % MONTHS_A_YEAR + 1 for after in range(MONTHS_A_YEAR))
    gaps = {row.id: row.gaps for row in coverage}
    rows = tuple(_row(step.name, step.id, dated, order, gaps.get(step.id, 0)) for step in definition.process)
    return SupportCalendar(
        months=tuple(_MONTHS[month - 1] for month in order),
        rows=rows,
        has_undated=any(row.undated for row in rows),
        words=_words(rows, order),
    )


def _row(
    name: str,
    step: str,
    dated: Sequence[tuple[Support, tuple[int, ...]]],
    order: Sequence[int],
    gaps: int,
) -> CalendarRow:
    counts = [sum(month in months and step in one.steps for one, months in dated) for month in order]
    cells = tuple(CalendarCell(count, shade_of(count, len(dated))) for count in counts)
    return CalendarRow(name, cells, sum(not months and step in one.steps for one, months in dated), gaps)


def _words(rows: Sequence[CalendarRow], order: Sequence[int]) -> str:
    empty = [
        f"{row.name} in {counted(bare, 'month')}"
        for row in rows
        if (bare := sum(not cell.count for cell in row.cells))
    ]
    return (
        f"Without any support: {'; '.join(empty)}." if empty else "Every step has a support in every month."
    )
