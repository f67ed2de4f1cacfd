"""How a question looks on the terminal: numbered choices, side by side where there is room, and its help."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any

from sustainrubric.base.text import clean
from sustainrubric.interview.forms import Choice, LongText, Numbers, Question
from sustainrubric.interview.rows import Table
from sustainrubric.terminal.console import speaks_unicode
from sustainrubric.terminal.prompts import BOLD, DIM, Terminal

LEAST_WIDTH = 100
"""Columns from which four texts can stand next to each other."""

_BOX: dict[bool, tuple[_Edge, str, _Edge, _Edge]] = {
    True: (("╭", "─", "┬", "╮"), "│", ("├", "─", "┼", "┤"), ("╰", "─", "┴", "╯")),
    False: (("+", "-", "+", "+"), "|", ("+", "-", "+", "+"), ("+", "-", "+", "+")),
}

_ALWAYS = (
    ("Enter", "takes what is proposed, keeps what is there, or goes on"),
    ("b", "back to the question before"),
    ("s", "skip this question; it stays as it is"),
    ("j", "an overview to jump from; j and an id goes there"),
    ("l", "the list that belongs to this question: look-fors, recommended steps"),
    ("u", "undo the last answer"),
    ("q", "save and quit; the next start goes on here"),
    ("?", "all there is to know at this place, and this help"),
)

_TEXT = (
    ("e", "write the text in your editor (VISUAL or EDITOR)"),
    (".", "alone on a line, ends a text of several lines"),
    ("remove", "takes away the text that is there"),
)

_TABLE = (
    ("a | b", "adds a row; a part can be left empty, \\| is a bar in a text"),
    ("edit 1", "asks for each part of row 1; Enter keeps what is there"),
    ("edit 1: a | b", "types row 1 anew; an empty part stays, - takes one away"),
    ("remove 1", "takes row 1 away"),
    ("move 2 to 1", "puts row 2 in the first place"),
)

_Edge = tuple[str, str, str, str]


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


def show_question(terminal: Terminal, question: Question, draft: str | None = None) -> None:
    """The question, its choices, what is there already, and what Enter does.

    `draft` is what was typed here before and could not be saved.
    """
    terminal.say()
    terminal.say(question.title, style=BOLD)
    if question.hint:
        terminal.say(f"({question.hint})", "  ")
    form = question.form
    if isinstance(form, Choice):
        _show_choice(terminal, question, form)
    elif isinstance(form, Numbers):
        _show_numbers(terminal, question, form)
    elif isinstance(form, Table):
        _show_table(terminal, question, form)
    else:
        _show_text(terminal, question)
    if question.skips:
        terminal.say(question.skips, "  0  ")
    if draft is not None:
        terminal.say(draft, "you typed: ")
        terminal.say("Enter takes what you typed, which is not saved yet; remove drops it", style=DIM)
    else:
        _show_enter(terminal, question)


def show_levels(terminal: Terminal, cells: Sequence[tuple[str, str]], *, numbered: bool) -> None:
    """Names with their descriptions: next to each other on a wide terminal, below each other on others."""
    heads = [f"{number}  {name}" if numbered else name for number, (name, _) in enumerate(cells, 1)]
    if not terminal.plain and terminal.width >= LEAST_WIDTH:
        beside = [(head, text) for head, (_, text) in zip(heads, cells, strict=True)]
        bold = (f"\x1b[{BOLD}m", "\x1b[0m")
        terminal.show(side_by_side(beside, terminal.width - 1, unicode=speaks_unicode(), bold=bold))
        return
    for number, (name, text) in enumerate(cells, 1):
        terminal.say(f": {text}", f"  {number}  " if numbered else "  - ", lead=name)


def _show_choice(terminal: Terminal, question: Question, form: Choice) -> None:
    names = [f"{o.label}{' (now)' if o.value == question.current else ''}" for o in form.options]
    if all(option.description for option in form.options):
        texts = [option.description for option in form.options]
        show_levels(terminal, list(zip(names, texts, strict=True)), numbered=True)
        return
    for number, (name, option) in enumerate(zip(names, form.options, strict=True), 1):
        description = f": {option.description}" if option.description else ""
        terminal.say(f"{name}{description}", f"  {number}  ")
    if question.current is None and form.proposal is None:
        terminal.say("Type a number, or s to skip.", style=DIM)


def _show_numbers(terminal: Terminal, question: Question, form: Numbers) -> None:
    chosen = question.current or []
    numbers = {option.value: str(number) for number, option in enumerate(form.options, 1)}
    for value in dict.fromkeys(said for _, said in form.settled):
        settled = [numbers[option] for option, said in form.settled if said == value]
        terminal.say(", ".join(settled), f"  already {value}: ")
    for number, option in form.open():
        mark = "(now) " if option.value in chosen else ""
        terminal.say(f"{mark}{option.label}", f"  {number:>2}  ")
    enter = "keeps the marks" if chosen else "goes on without any"
    terminal.say(f"Type their numbers, such as 1 3-5, or none; Enter {enter}.", style=DIM)


def _show_table(terminal: Terminal, question: Question, form: Table) -> None:
    rows = list(question.current or [])
    for number, row in enumerate(rows, 1):
        terminal.say(row_words(row, form), f"  {number:>2}  ")
    terminal.say(f"Type {'another' if rows else 'one'} as: {form.pattern}; Enter goes on.", style=DIM)
    if rows:
        terminal.say("To change those there: edit 1, remove 1, move 2 to 1", style=DIM)


def _show_text(terminal: Terminal, question: Question) -> None:
    if question.current is not None:
        terminal.say(str(question.current), "  now: ")
    if isinstance(question.form, LongText):
        terminal.say("Type it, and a . alone on the last line; or e for your editor, s to skip.", style=DIM)


def _show_enter(terminal: Terminal, question: Question) -> None:
    form = question.form
    proposed = form.enter(question.current)
    if proposed is not None:
        why = getattr(form, "why", "")
        terminal.say(f"Enter takes {_named(form, proposed.value)}{f' ({why})' if why else ''}")
    elif question.current is not None and not isinstance(form, Numbers | Table):
        other = "; remove takes it away" if isinstance(form, LongText) else ""
        terminal.say(f"Enter keeps what is there{other}.", style=DIM)


def row_words(row: Any, form: Table) -> str:
    """A row as it would be typed."""
    if not isinstance(row, dict):
        return str(row)
    parts = [column.shown(row) for column in form.columns]
    while parts and not parts[-1]:
        parts.pop()
    return " | ".join(parts)


def _named(form: Any, value: Any) -> str:
    """A proposal as it stands on the screen: `2 Emerging`."""
    if isinstance(form, Choice):
        places = {option.value: f"{place} {option.label}" for place, option in enumerate(form.options, 1)}
        return places[value]
    return value.isoformat() if isinstance(value, date) else str(value)


def show_help(terminal: Terminal, question: Question) -> None:
    """The commands that there are at a question."""
    terminal.say()
    terminal.say("What you can type", style=BOLD)
    for key, meaning in _commands(question):
        terminal.say(meaning, f"  {key:<13} ")


def _commands(question: Question) -> Iterator[tuple[str, str]]:
    yield from _ALWAYS
    if question.skips:
        yield "0", question.skips
    if isinstance(question.form, LongText):
        yield from _TEXT
    if isinstance(question.form, Table):
        yield from _TABLE
