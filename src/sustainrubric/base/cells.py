"""The one reader of CSV and TSV: cells with their places.

Python's own reader forgets where a cell stands, and its limit on the length of a cell is one for the whole process,
which other libraries change.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_QUOTED = re.compile(r'[ ]*"((?:[^"]|"")*)"')
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"([^\r\n]*)[\r\n]*")


class TableCell(NamedTuple):
    """What a cell says, and where it begins in the text, from 0."""

    text: str
    offset: int


OPEN_QUOTE = "the quotation marks of this cell do not match; close them, and write those inside it twice"


def read_cells(text: str, delimiter: str | None = None) -> tuple[list[list[TableCell]], int | None]:
    """The rows that hold anything; and where a cell begins whose quotation marks do not match, if there is one.

    Without a delimiter it is a comma, a semicolon or a tab, whichever the first line has most of that is not empty.
    """
    if delimiter is None:
        head = _LINE_BREAK.split(text.lstrip("\r\n"), maxsplit=1)[0]
        delimiter = max(",;\t", key=head.count)
    plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    rows: list[list[TableCell]] = []
    row: list[TableCell] | None
    at = 0
    while at < len(text):
        line = _LINE.match(text, at)
        assert line is not None
        if '"' in line[1]:
            row, at = _read_row(text, at, plain, delimiter)
            if row is None:
                return rows, at
        else:
            row, at = _split_line(line[1], at, delimiter), line.end()
        if any(cell.text.strip() for cell in row):
            rows.append(row)
    return rows, None


def _split_line(line: str, at: int, delimiter: str) -> list[TableCell]:
    """The cells of a line without quotation marks, or none where it holds nothing."""
    if not line.replace(delimiter, " ").strip():
        return []
    cells = []
    for part in line.split(delimiter):
        cells.append(TableCell(part, at))
        at += len(part) + len(delimiter)
    return cells


def _read_row(
    text: str, at: int, plain: re.Pattern[str], delimiter: str
) -> tuple[list[TableCell] | None, int]:
    """The cells of a row, and where the next row begins; None, and where a cell begins that cannot be read."""
    row: list[TableCell] = []
    while True:
        cell, end = _read_cell(text, at, plain)
        if cell is None:
            return None, end
        row.append(cell)
        if not text.startswith(delimiter, end):
            line_break = _LINE_BREAK.match(text, end)
            return row, line_break.end() if line_break is not None else end
        at = end + len(delimiter)


def _read_cell(text: str, at: int, plain: re.Pattern[str]) -> tuple[TableCell | None, int]:
    """The cell that begins at an offset, and where it ends; for one that cannot be read None, and where it begins."""
    in_marks = _QUOTED.match(text, at)
    rest = plain.match(text, in_marks.end() if in_marks is not None else at)
    assert rest is not None
    said = in_marks[1].replace('""', '"') if in_marks is not None else rest.group()
    if (in_marks is not None and rest.group().strip()) or (in_marks is None and said.lstrip(" ")[:1] == '"'):
        return None, at
    return TableCell(said, at), rest.end()
