"""One sheet of a workbook that came back: its rows found by their ids, its columns by their titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sustainrubric.base.problem import Code, LocatedProblem, Location, Problem
from sustainrubric.base.text import did_you_mean, one_line, quoted
from sustainrubric.exchange.form_model import (
    CellKey,
    FormColumn,
    FormSheet,
    ReadCell,
)
from sustainrubric.exchange.office import MAX_CELL

_HEADER_ROWS = 20
"""Rows in which the titles of the columns may stand: people put lines of their own above them."""


_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


_DATE_COLUMNS = frozenset({"date", "due"})


_TEXT_TYPES = ("s", "inlineStr", "str")


_TYPE_WORDS = {"b": "true or false", "e": "an error", "d": "a date"}


_MOST_HINTS = 50

_LONG = 200
"""Characters of an id or a title that are looked at; ours are far shorter."""


Line = Mapping[int, Any]
"""The cells of one row of a sheet, by the number of their column from 1; empty ones may be missing."""


@dataclass
class SheetReading:
    """One sheet being read; rows are found by their ids, columns by their titles."""

    file: str
    sheet: FormSheet
    worksheet: Any
    known: set[CellKey]
    problems: list[LocatedProblem] = field(default_factory=list)

    def cells(self) -> dict[CellKey, ReadCell]:
        found: dict[CellKey, ReadCell] = {}
        lines = sheet_lines(self.worksheet)
        head = self._head(lines)
        if head is None:
            return found
        first, columns = head
        row_ids = {key.row for key in self.known}
        seen: dict[str, int] = {}
        for number, line in lines.items():
            if number > first:
                row_id = self._row_id(number, line, columns, row_ids, seen)
                if row_id is not None:
                    found.update(self._answers(number, line, row_id, columns))
        return found

    def _head(self, lines: Mapping[int, Line]) -> tuple[int, dict[str, int]] | None:
        """The line of the titles, and the number of each column of ours in it."""
        by_title = {column.title.lower(): column.key for column in self.sheet.columns}
        id_title = self.sheet.columns[0].title.lower()
        for number, line in lines.items():
            if number > _HEADER_ROWS:
                break
            titles = {column: short_text(cell.value).lower() for column, cell in line.items()}
            if id_title in titles.values():
                columns: dict[str, int] = {}
                for column, title in titles.items():
                    key = by_title.get(title)
                    if key in columns:
                        self._complain(
                            number, column, Code.KEY_TWICE, f"the column {quoted(title)} is there twice"
                        )
                    elif key is not None:
                        columns[key] = column
                self._tell_missing(number, columns)
                return number, columns
        message = (
            f"no row has the title {quoted(self.sheet.columns[0].title)} of the first column; give it back"
        )
        self._complain(1, 1, Code.MISSING_KEY, message)
        return None

    def _tell_missing(self, number: int, columns: Mapping[str, int]) -> None:
        answers = {key.column for key in self.known}
        for column in self.sheet.columns:
            if column.key in answers and column.key not in columns:
                message = f"the column {quoted(column.title)} is missing; give it its title back"
                self._complain(number, 1, Code.MISSING_KEY, message)

    def _row_id(
        self, number: int, line: Line, columns: Mapping[str, int], known: set[str], seen: dict[str, int]
    ) -> str | None:
        """The id of a row, where it is one to read; rows without an id are somebody's own."""
        place = columns[self.sheet.columns[0].key]
        value = line[place].value if place in line else None
        row_id = short_text(value)
        if not row_id:
            return None
        if row_id not in known:
            ours = (column for key, column in columns.items() if column != place and column in line)
            if any(line[column].value is not None for column in ours):
                # Where there are this many problems, the rows are somebody's own: looking for near ids takes long.
                hint = did_you_mean(row_id, known) if len(self.problems) < _MOST_HINTS else ""
                message = f"the form has no row {quoted(row_id)}{hint}"
                self._complain(number, place, Code.UNKNOWN_ELEMENT, message)
            return None
        if row_id in seen:
            message = (
                f"the row {quoted(row_id)} is there twice, first in line {seen[row_id]}; keep one of them"
            )
            self._complain(number, place, Code.KEY_TWICE, message)
            return None
        seen[row_id] = number
        return row_id

    def _answers(
        self, number: int, line: Line, row_id: str, columns: Mapping[str, int]
    ) -> Iterator[tuple[CellKey, ReadCell]]:
        for column in self.sheet.columns:
            key = CellKey(self.sheet.title, row_id, column.key)
            if key in self.known and column.key in columns:
                place = columns[column.key]
                text = self._answer(number, place, line.get(place), column)
                if text is not None:
                    yield key, ReadCell(text, number, place, self._name(number, place))

    def _answer(self, number: int, place: int, cell: Any, column: FormColumn) -> str | None:
        """The text of a cell; None where it holds something else, which is a problem."""
        wrong = ""
        value = cell.value if cell is not None else None
        if self._is_merged(number, place):
            wrong = "this cell is merged with others; separate them"
        elif value is None:
            return ""
        elif cell.data_type == "f":
            wrong = "this is a formula; write its value as text"
        elif isinstance(value, str) and cell.data_type in _TEXT_TYPES:
            if len(value) <= MAX_CELL:
                return cell_text(value)
            wrong = f"this text has more than {MAX_CELL:,} characters; shorten it"
        elif column.key in _DATE_COLUMNS and isinstance(value, datetime | date):
            return (value.date() if isinstance(value, datetime) else value).isoformat()
        else:
            what = _TYPE_WORDS.get(cell.data_type, "a number")
            shown = "this" if self.sheet.is_secret else quoted(cell_text(value))
            wrong = f"{shown} is {what}; format the cell as text and write the {column.title.lower()}"
        self._complain(number, place, Code.WRONG_TYPE, wrong)
        return None

    def _is_merged(self, number: int, place: int) -> bool:
        return any(
            area.min_row <= number <= area.max_row and area.min_col <= place <= area.max_col
            for area in self.worksheet.merged_cells.ranges
        )

    def _complain(self, number: int, place: int, code: Code, message: str) -> None:
        problem = Problem(code, f"({self._name(number, place)}) {message}")
        self.problems.append(LocatedProblem(Location(self.file, number, place), problem))

    def _name(self, number: int, place: int) -> str:
        return f"{one_line(self.sheet.title)}!{column_letters(place)}{number}"


def column_letters(number: int) -> str:
    """The letters of a column by its number from 1: 7 is G, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def sheet_lines(worksheet: Any) -> dict[int, dict[int, Any]]:
    """The rows that hold something, by number; iter_rows would make all cells up to the last row there is."""
    lines: dict[int, dict[int, Any]] = {}
    for (number, column), cell in sorted(worksheet._cells.items()):
        lines.setdefault(number, {})[column] = cell
    return lines


def short_text(value: Any) -> str:
    """An id or a title; of a text that is far too long for one, its beginning."""
    return cell_text(value[: _LONG * 7] if isinstance(value, str) else value)[:_LONG].strip()


def cell_text(value: Any) -> str:
    """A value as text, with the escapes of the file format undone."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else str(value)
    return _unescaped(text) if "_x" in text else text


@lru_cache(maxsize=64)
def _unescaped(text: str) -> str:
    """One text may stand in very many cells, so what was made of it is kept."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
