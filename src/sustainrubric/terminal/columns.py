"""Short heads with long texts below them, next to each other in a box."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import zip_longest

from sustainrubric.base.text import clean

LEAST_WIDTH = 100
"""Columns from which four texts can stand next to each other."""

_Edge = tuple[str, str, str, str]
_BOX: dict[bool, tuple[_Edge, str, _Edge, _Edge]] = {
    True: (("╭", "─", "┬", "╮"), "│", ("├", "─", "┼", "┤"), ("╰", "─", "┴", "╯")),
    False: (("+", "-", "+", "+"), "|", ("+", "-", "+", "+"), ("+", "-", "+", "+")),
}


def side_by_side(
    cells: Sequence[tuple[str, str]], width: int, *, unicode: bool, bold: tuple[str, str] = ("", "")
) -> list[str]:
    """The lines of a box of heads and texts; `bold` goes around the heads."""
    top, bar, middle, bottom = _BOX[unicode]
    room = [(width - 1) // len(cells) - 3] * len(cells)
    room[-1] += (width - 1) % len(cells)
    heads = [textwrap.wrap(clean(head), size) for (head, _), size in zip(cells, room, strict=True)]
    texts = [_folded(clean(text), size) for (_, text), size in zip(cells, room, strict=True)]
    return [
        _edge(top, room),
        *_rows(heads, room, bar, bold),
        _edge(middle, room),
        *_rows(texts, room, bar, ("", "")),
        _edge(bottom, room),
    ]


def _folded(text: str, width: int) -> list[str]:
    return [line for part in text.split("\n") for line in textwrap.wrap(part, width) or [""]]


def _rows(columns: Sequence[list[str]], room: list[int], bar: str, bold: tuple[str, str]) -> list[str]:
    rows = zip_longest(*columns, fillvalue="")
    return [
        bar
        + bar.join(
            f" {bold[0]}{cell}{bold[1]}{' ' * (size - len(cell))} "
            for cell, size in zip(row, room, strict=True)
        )
        + bar
        for row in rows
    ]


def _edge(signs: _Edge, room: list[int]) -> str:
    left, line, cross, right = signs
    return left + cross.join(line * (size + 2) for size in room) + right
