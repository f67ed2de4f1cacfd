"""What was typed or pasted into a table: one row a line, its parts divided by bars or by a spreadsheet's tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sustainrubric.base.cells import read_cells

BAR = re.compile(r"(?<!\\)\|")


def split_row(text: str) -> list[str]:
    """The parts of one row: `a | b \\| c` -> `a`, `b | c`; where it holds tabs, these divide it instead."""
    if "\t" in text.strip():
        return [part.strip() for part in text.strip("\n").split("\t")]
    return [part.replace("\\|", "|").strip() for part in BAR.split(text)]


def is_several(text: str) -> bool:
    """Whether a text is more than one line: what a terminal hands over as one is one paste."""
    return len(_lines(text.strip())) > 1


def split_rows(text: str) -> list[list[str]]:
    """The rows of a text of several lines, without empty ones.

    A spreadsheet puts quotes around a cell that holds a line break; such a cell stays one part.
    """
    lines = _lines(text)
    rows = [split_row(line) for line in lines]
    if "\t" in text and '"' in text:
        quoted_rows, open_quote = read_cells(text, "\t")
        if open_quote is None:
            rows = [[" ".join(cell.text.split()) for cell in row] for row in quoted_rows]
    return [row for row in rows if any(row)]


def _lines(text: str) -> list[str]:
    return re.split(r"\r\n|\r|\n", text)


def is_heading(parts: Sequence[str], titles: Sequence[str]) -> bool:
    """Whether a pasted row only repeats what the columns are called."""
    said = [part.casefold() for part in parts if part]
    return len(said) > 1 and said == [title.casefold() for title in titles[: len(said)]]
