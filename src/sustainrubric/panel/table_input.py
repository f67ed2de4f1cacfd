"""Any table of ratings as text, a line a rater and a column a unit, for the figures alone."""

from __future__ import annotations

import re
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from sustainrubric.base.cells import OPEN_QUOTE, TableCell, read_cells
from sustainrubric.base.problem import Code
from sustainrubric.base.text import quoted
from sustainrubric.yaml.source import TextSource, WrongPart

MOST_CELLS = 200_000
"""Cells of a table whose figures are worked out."""
_NUMBER = re.compile(r"[-+]?[0-9]{1,9}(\.[0-9]{1,6})?")


class RatingsTable(NamedTuple):
    """Units with their points as whole numbers; `step` is what one point became."""

    raters: int
    units: list[list[int]]
    step: int


def read_table(source: TextSource) -> RatingsTable:
    """The ratings of a table; an empty cell, or a point alone, is missing.

    Raises:
        InvalidFile: it is no such table; carries every problem found, each at its cell.
    """
    rows, open_quote = read_cells(source.text)
    if open_quote is not None:
        raise source.invalid([WrongPart(open_quote, Code.WRONG_TYPE, OPEN_QUOTE)])
    if not rows:
        message = "the table is empty; write a line for each rater and a column for each unit"
        raise source.invalid([WrongPart(0, Code.WRONG_TYPE, message)])
    widest = max(map(len, rows))
    if widest * len(rows) > MOST_CELLS:
        message = f"the table has more than {MOST_CELLS} cells; take fewer units at once"
        raise source.invalid([WrongPart(0, Code.TOO_LARGE, message)])
    wrong = [
        WrongPart(cell.offset, Code.WRONG_TYPE, f"{quoted(cell.text.strip())} is not a number of points")
        for row in rows
        for cell in row
        if not _is_missing(cell) and not _NUMBER.fullmatch(cell.text.strip())
    ]
    if wrong:
        raise source.invalid(wrong)
    numbers = [[None if _is_missing(cell) else Fraction(cell.text.strip()) for cell in row] for row in rows]
    step = lcm(*(number.denominator for row in numbers for number in row if number is not None))
    units = [
        [int(number * step) for row in numbers if place < len(row) and (number := row[place]) is not None]
        for place in range(widest)
    ]
    return RatingsTable(len(rows), units, step)


def _is_missing(cell: TableCell) -> bool:
    return cell.text.strip() in ("", ".", "NA")
