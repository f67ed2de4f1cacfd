"""How a question looks on the terminal: every choice a numbered line, or side by side where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sustainrubric.cli.ask import BOLD, DIM, Terminal
from sustainrubric.cli.console import speaks_unicode
from sustainrubric.cli.side_by_side import LEAST_WIDTH, side_by_side
from sustainrubric.engine.questions import Choice, LongText, Numbers, Question, Table


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
