"""Any table of ratings as text, a line a rater and a column a unit, for the figures alone."""

from __future__ import annotations

import csv
import re
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from sustainrubric.base.text import quoted

MOST_CELLS = 200_000
"""Cells of a table whose figures are worked out."""
_NUMBER = re.compile(r"[-+]?[0-9]{1,9}(\.[0-9]{1,6})?")


class RatingsTable(NamedTuple):
    """Units with their points as whole numbers; `step` is what one point became."""

    raters: int
    units: list[list[int]]
    step: int


class WrongTable(Exception):
    """The text is no such table; the message says where and why."""


def read_table(text: str) -> RatingsTable:
    """The ratings of a table; an empty cell, or a point alone, is missing.

    Raises:
        WrongTable: a cell is no number, or the lines differ in length.
    """
    delimiter = ";" if ";" in text and "," not in text else "\t" if "\t" in text else ","
    rows = [row for row in csv.reader(text.splitlines(), delimiter=delimiter) if any(map(str.strip, row))]
    if not rows:
        raise WrongTable("the table is empty; write a line for each rater and a column for each unit")
    widest = max(map(len, rows))
    if widest * len(rows) > MOST_CELLS:
        raise WrongTable(f"the table has more than {MOST_CELLS} cells")
    numbers = [
        [_cell(cell, line, place) for place, cell in enumerate(row, 1)] for line, row in enumerate(rows, 1)
    ]
    step = lcm(*(number.denominator for row in numbers for number in row if number is not None))
    units = [
        [int(row[place] * step) for row in numbers if place < len(row) and row[place] is not None]  # type: ignore[operator]
        for place in range(widest)
    ]
    return RatingsTable(len(rows), units, step)


def _cell(cell: str, line: int, place: int) -> Fraction | None:
    text = cell.strip()
    if text in ("", ".", "NA"):
        return None
    if not _NUMBER.fullmatch(text):
        raise WrongTable(f"line {line}, column {place}: {quoted(text)} is not a number of points")
    return Fraction(text)
