"""How rows of descriptors look: a table where the terminal is wide, numbered lines on others and in plain."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from sustainrubric.base.text import clean
from sustainrubric.interview.answers import Option
from sustainrubric.interview.marks import Choices, Grid, GridRow, MarkList
from sustainrubric.terminal.columns import LEAST_WIDTH
from sustainrubric.terminal.console import speaks_unicode
from sustainrubric.terminal.prompts import BOLD, Terminal

_INDENT = "   "


def show_grid(terminal: Terminal, form: Grid, marks: Mapping[str, Any]) -> None:
    """Every row with what each option means in it, how it is marked now and how it was last time."""
    labels = {option.value: f"{number} {option.label}" for number, option in enumerate(form.options, 1)}
    beside = not terminal.plain and terminal.width >= LEAST_WIDTH
    if beside:
        _show_cells(terminal, list(labels.values()), style=BOLD)
    for row in form.rows:
        if not beside:
            terminal.say()
        terminal.say(f"{row.label}{_said(form, row, labels, marks)}", f"{row.id}  ", style=BOLD)
        if beside:
            _show_cells(terminal, row.cells)
            continue
        for number, (option, cell) in enumerate(zip(form.options, row.cells, strict=True), 1):
            terminal.say(f": {cell}", f"  {number}  ", lead=option.label)


def show_rows(terminal: Terminal, form: Grid, marks: Mapping[str, Any]) -> None:
    """The rows by name alone, with their marks, where what the options mean does not fit below each other."""
    labels = {option.value: f"{number} {option.label}" for number, option in enumerate(form.options, 1)}
    for row in form.rows:
        terminal.say(f"{row.label}{_said(form, row, labels, marks)}", f"  {row.id}  ")
    terminal.flow(list(labels.values()), "     ")


def show_mark_list(terminal: Terminal, form: MarkList, marks: Mapping[str, Any]) -> None:
    """A numbered list with the mark that each of its texts has."""
    for number, option in enumerate(form.options, 1):
        mark = f"[{marks[option.value]}] " if option.value in marks else ""
        terminal.say(f"{mark}{option.label}", f"  {number:>2}  ")


def show_choices(terminal: Terminal, form: Choices, now: Mapping[str, Any]) -> None:
    """Each of several choices with its options."""
    for key, options in form.parts:
        if terminal.plain:
            terminal.say(f"{key}:", "  ")
            terminal.flow(numbered(options, now.get(key)), "    ")
        else:
            terminal.flow(numbered(options, now.get(key)), f"  {key:<9} ")


def numbered(options: Sequence[Option], now: Any) -> list[str]:
    """Options with their numbers, and the one that is there marked."""
    return [
        f"{number}  {option.label}{' (now)' if option.value == now else ''}"
        for number, option in enumerate(options, 1)
    ]


def _said(form: Grid, row: GridRow, labels: Mapping[str, str], marks: Mapping[str, Any]) -> str:
    """What is known of a row: its mark now, and that of the round before."""
    mark = str(marks.get(row.id))
    said = [f"now {labels[mark]}"] if mark in labels else []
    if row.last is not None and row.last in labels:
        said.append(f"{form.last_name or 'last time'}: {labels[row.last]}")
    return f"  ({'; '.join(said)})" if said else ""


def _show_cells(terminal: Terminal, cells: Sequence[str], style: str = "") -> None:
    """Texts next to each other, divided by lines."""
    bar = "│" if speaks_unicode() else "|"
    room = (terminal.width - 1 - len(_INDENT) - 3 * (len(cells) - 1)) // len(cells)
    columns = [list(_folded(cell, room)) for cell in cells]
    for parts in zip_longest(*columns, fillvalue=""):
        line = f" {bar} ".join(part.ljust(room) for part in parts)
        terminal.show([f"{_INDENT}{terminal.styled(line.rstrip(), style)}"])


def _folded(text: str, width: int) -> Iterator[str]:
    for part in clean(text).split("\n"):
        yield from textwrap.wrap(part, width) or [""]
