"""How a question looks on the terminal: what there is to choose, what is there already, how to answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sustainrubric.interview.forms import Choice, Day, Line, LongText, Question
from sustainrubric.interview.marks import Choices, Grid, MarkList
from sustainrubric.interview.rows import Table
from sustainrubric.interview.shown import row_words
from sustainrubric.terminal.columns import LEAST_WIDTH, side_by_side
from sustainrubric.terminal.console import speaks_unicode
from sustainrubric.terminal.grid_screen import numbered, show_choices, show_grid, show_mark_list, show_rows
from sustainrubric.terminal.prompts import BOLD, DIM, Terminal


def show_question(
    terminal: Terminal, question: Question, draft: str | None = None, *, low: bool = False
) -> None:
    """The question, its choices, what is there already, and what Enter does.

    `draft` is what was typed here before and could not be saved. On a `low` terminal the rows of a grid
    come first by name, with how to answer, and below that what their levels mean.
    """
    terminal.say()
    terminal.say(question.title, style=BOLD)
    if question.hint:
        terminal.say(f"({question.hint})", "  ")
    form = question.form
    if isinstance(form, Choice):
        _show_choice(terminal, question, form)
    elif isinstance(form, Grid):
        (show_rows if low else show_grid)(terminal, form, question.current or {})
    elif isinstance(form, MarkList):
        show_mark_list(terminal, form, question.current or {})
    elif isinstance(form, Choices):
        show_choices(terminal, form, question.current or {})
    elif isinstance(form, Table):
        _show_rows(terminal, question, form)
    elif question.current is not None:
        terminal.say(str(question.current), "  now: ")
    if draft is not None:
        terminal.say(draft, "you typed: ")
        terminal.say("Enter takes what you typed, which is not saved yet; remove drops it", style=DIM)
        return
    _show_how(terminal, question)
    _show_enter(terminal, question)
    if low and isinstance(form, Grid):
        terminal.say()
        show_grid(terminal, form, question.current or {})


def question_lines(terminal: Terminal, question: Question, draft: str | None) -> list[str]:
    """The lines of the question, as it is shown on a terminal of this height; room for them is made."""
    with terminal.held() as lines:
        show_question(terminal, question, draft)
    fits = terminal.plain or len(lines) + 2 < terminal.height
    if isinstance(question.form, Grid):
        # Its rows by name can be answered at once; what their levels mean comes behind them.
        fits = terminal.has_room(len(lines) + 2)
    if fits:
        terminal.make_room(len(lines) + 2, "(Enter shows the question) ")
        return lines
    with terminal.held() as lower:
        show_question(terminal, question, draft, low=True)
    return lower


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
    shown = numbered(form.options, question.current)
    if terminal.plain:
        shown = [
            f"{name}{f': {option.description}' if option.description else ''}"
            for name, option in zip(shown, form.options, strict=True)
        ]
    terminal.flow(shown)


def _show_rows(terminal: Terminal, question: Question, form: Table) -> None:
    for number, row in enumerate(question.current or [], 1):
        terminal.say(row_words(row, form), f"  {number:>2}  ")


def _show_how(terminal: Terminal, question: Question) -> None:
    """How an answer is typed, in a line or two."""
    form, now = question.form, question.current
    if isinstance(form, Grid):
        goes_on = "keeps what is there" if now else "goes on"
        terminal.say(
            f"One line for all: {form.example}; 2* all alike; {form.example_of_one} one row. Enter {goes_on}.",
            style=DIM,
        )
    elif isinstance(form, MarkList):
        goes_on = "keeps the marks" if now else "goes on"
        terminal.say(f"One line for all, such as {form.example}. Enter {goes_on}.", style=DIM)
    elif isinstance(form, Choices):
        goes_on = "keeps what is there" if now else "goes on"
        how = "One line for both, such as strong high or 3 1; the next answer can follow a |."
        terminal.say(f"{how} Enter {goes_on}.", style=DIM)
    elif isinstance(form, Table):
        more = "" if form.stays else "; a + before a row asks for another"
        terminal.say(
            f"Type {'another' if now else 'one'} as: {form.pattern}; Enter goes on{more}.", style=DIM
        )
        if now:
            terminal.say("To change those there: edit 1, remove 1, move 2 to 1", style=DIM)
    elif isinstance(form, LongText):
        terminal.say('Enter ends it; """ begins several lines; e opens your editor; s skips.', style=DIM)
    elif isinstance(form, Choice) and form.reason:
        terminal.say("A number; with its reason: 2 | Two of five agree.", style=DIM)


def _show_enter(terminal: Terminal, question: Question) -> None:
    form = question.form
    proposed = form.enter(question.current)
    if proposed is not None:
        why = getattr(form, "why", "")
        terminal.say(f"Enter takes {_named(form, proposed.value)}{f' ({why})' if why else ''}")
    elif question.current is not None and isinstance(form, Choice | Line | LongText | Day):
        needed = question.needed or (isinstance(form, Line) and form.required)
        other = "" if needed else "; - takes it away"
        terminal.say(f"Enter keeps what is there{other}.", style=DIM)


def _named(form: Any, value: Any) -> str:
    """A proposal as it stands on the screen: `2 Emerging`."""
    if isinstance(form, Choice):
        places = {option.value: f"{place} {option.label}" for place, option in enumerate(form.options, 1)}
        return places[value]
    return value.isoformat() if isinstance(value, date) else str(value)
