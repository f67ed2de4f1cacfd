"""How a question looks on the terminal: every choice a numbered line, or side by side where there is room."""

from __future__ import annotations

from datetime import date
from typing import Any

from sustainrubric.cli.ask import Terminal, columns_side_by_side
from sustainrubric.engine.questions import Choice, LongText, Numbers, Question, Table

SIDE_BY_SIDE = 100
"""Columns from which long choices stand next to each other."""


def show_question(terminal: Terminal, question: Question) -> None:
    """The question, its choices, what is there already, and what Enter does."""
    terminal.say()
    terminal.say(question.title, style="bold")
    if question.hint:
        terminal.say(question.hint, "  ")
    form = question.form
    if isinstance(form, Choice):
        _show_choice(terminal, question, form)
    elif isinstance(form, Numbers):
        _show_numbers(terminal, question, form)
    elif isinstance(form, Table):
        _show_table(terminal, question, form)
    else:
        _show_current(terminal, question)
    _show_proposal(terminal, question)


def _show_choice(terminal: Terminal, question: Question, form: Choice) -> None:
    labels = [
        f"{option.label}{' (now)' if option.value == question.current else ''}" for option in form.options
    ]
    described = all(option.description for option in form.options)
    if described and not terminal.plain and terminal.width >= SIDE_BY_SIDE:
        heads = [f"{number}  {label}" for number, label in enumerate(labels, 1)]
        cells = zip(heads, (option.description for option in form.options), strict=True)
        terminal.show(columns_side_by_side(list(cells)))
    else:
        for number, (label, option) in enumerate(zip(labels, form.options, strict=True), 1):
            text = f"{label}: {option.description}" if option.description else label
            terminal.say(text, f"  {number}  ")
    if question.group == "criteria":
        terminal.say("0  Skip the criteria of this element", "  ")


def _show_numbers(terminal: Terminal, question: Question, form: Numbers) -> None:
    if question.current is None or (question.id.endswith("-seen") and not question.id.endswith("not-seen")):
        for number, option in enumerate(form.options, 1):
            terminal.say(option.label, f"  {number:>2}  ")
    terminal.say("Type their numbers, such as 1 3-5; Enter goes on; 0 skips the look-fors.", style="dim")
    if question.current:
        terminal.say(", ".join(question.current), "  now: ")


def _show_table(terminal: Terminal, question: Question, form: Table) -> None:
    rows = list(question.current or [])
    for number, row in enumerate(rows, 1):
        terminal.say(row_words(row, form), f"  {number:>2}  ")
    terminal.say(f"Type one as: {form.pattern}", style="dim")
    more = "; also: remove 1, edit 1: ..., move 2 to 1" if rows else ""
    terminal.say(f"Enter goes on{more}", style="dim")


def _show_current(terminal: Terminal, question: Question) -> None:
    if question.current is not None:
        terminal.say(str(question.current), "  now: ")
    if isinstance(question.form, LongText):
        terminal.say("Type it; a lone . ends a text of several lines; e opens your editor.", style="dim")


def _show_proposal(terminal: Terminal, question: Question) -> None:
    proposed = question.form.enter(question.current)
    if proposed is not None:
        why = getattr(question.form, "why", "")
        reason = f" ({why})" if why else ""
        terminal.say(f"Enter takes: {_words(proposed.value)}{reason}")
    elif question.current is not None and not isinstance(question.form, Table):
        terminal.say("Enter keeps what is there", style="dim")


def row_words(row: Any, form: Table) -> str:
    """A row as it would be typed."""
    if not isinstance(row, dict):
        return str(row)
    parts = [_words(row.get(column.key, "")) for column in form.columns]
    while parts and not parts[-1]:
        parts.pop()
    return " | ".join(parts)


def _words(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
