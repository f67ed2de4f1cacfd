"""What `?` says: first what can be typed at this question, then the commands there are everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from sustainrubric.interview.forms import Choice, Day, LongText, Question
from sustainrubric.interview.marks import Choices, Grid, MarkList
from sustainrubric.interview.rows import Table
from sustainrubric.terminal.prompts import BOLD, Terminal

_Help = tuple[str, str]
_LONGEST_KEY = 12
"""With it, and texts of at most 43 characters, each line fits into 60 columns."""


def show_help(terminal: Terminal, question: Question, jumps: str, lists: str) -> None:
    """Help on a question, in at most twelve lines from 60 columns on.

    `jumps` is an example of what `j` goes to; `lists` says what `l` shows, and behind a semicolon what `d` does.
    """
    terminal.say()
    terminal.say("What you can type here", style=BOLD)
    said = [*_answers(question), *_commands(question, jumps, lists)]
    wide = max(len(key) for key, _ in said)
    for key, meaning in said:
        terminal.say(meaning, f"  {key:<{wide}}  ")


def _answers(question: Question) -> Iterator[_Help]:
    """How this question can be answered."""
    form = question.form
    if isinstance(form, Grid):
        example = form.example if len(form.example) <= _LONGEST_KEY else "2 2 3 ..."
        yield example, "a level a row; . leaves a row as it is"
        yield f"2*  {form.example_of_one}  -", "all rows alike; one row; takes all away"
        yield "2* | 2", "behind a | the answer that comes next"
    elif isinstance(form, MarkList):
        yield "1 3-5", "seen; in words: part 2 8, not 6, not rest"
        yield "- 2  -", "takes the mark of 2 away, or all"
        yield "1 3 | a", "behind a | the answer that comes next"
    elif isinstance(form, Choices):
        yield "strong high", "or 3 1; . leaves one, - takes it away"
        yield "3 1 | a | b", "behind a | the answer that comes next"
    elif isinstance(form, Table):
        yield (
            "a | b",
            "a row; paste several lines or cells" if form.stays else "a row; + a | b: one, and another",
        )
        yield "edit 1", "asks for each part; or edit 1: a | b"
        yield "remove 1", "takes row 1 away; move 2 to 1"
    elif isinstance(form, LongText):
        yield "a text", 'ends with Enter; several lines in """'
        yield "e", "your editor; - takes the text away"
    elif isinstance(form, Day):
        yield "2026-10-15", "a date: year, month, day"
    elif isinstance(form, Choice):
        yield "2", "a number or a word of the list"
        if form.reason:
            yield "2 | So.", "the level with its reason"
        yield "-", "takes the answer back"
    else:
        yield "a text", "on one line"


def _commands(question: Question, jumps: str, lists: str) -> Iterator[_Help]:
    """What can be typed everywhere."""
    yield "Enter", "takes what is proposed, or goes on"
    yield "s", f"skip; s all: {'all of these' if question.group else 'the rest of this part'}"
    yield "b  u", "the question before; undo an answer"
    yield "j", jumps
    if lists:
        yield ("l  d" if "; d" in lists else "l"), lists
    yield "??", "everything there is to know here"
    yield "q", "quit, saved; \\ before a text like a command"
