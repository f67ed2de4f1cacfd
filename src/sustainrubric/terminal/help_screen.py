"""What `?` says: first what can be typed at this question, then the commands there are everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from sustainrubric.interview.forms import Choice, Day, LongText, Question
from sustainrubric.interview.marks import Choices, Grid, MarkList
from sustainrubric.interview.rows import Table
from sustainrubric.terminal.prompts import BOLD, Terminal

MOST_LINES = 12
_Help = tuple[str, str]


def show_help(terminal: Terminal, question: Question, jumps: str, lists: str) -> None:
    """Help on a question in at most twelve lines of an ordinary terminal.

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
        yield form.example, "one level a row; . leaves a row as it is, - takes its mark away"
        yield f"2*  or  {form.example_of_one}", "all rows alike; one row only; - alone takes all away"
    elif isinstance(form, MarkList):
        yield form.example, "seen, in part, not seen; rest is all the others"
        yield "- 2  or  -", "takes the mark of 2 away, or all"
    elif isinstance(form, Choices):
        yield "strong high", "both in one line, or 3 1; . leaves one as it is, - takes it away"
    elif isinstance(form, Table):
        plus = "" if form.stays else "; + a | b asks for another"
        yield "a | b", f"a row; parts can be empty; paste several lines or cells{plus}"
        yield "edit 1", "asks for each part of row 1; or edit 1: a | b"
        yield "remove 1", "takes row 1 away; move 2 to 1 changes the order"
    elif isinstance(form, LongText):
        yield "a text", 'ends with Enter; """ begins and ends a block of several lines'
        yield "e", "your editor; - takes the text away"
    elif isinstance(form, Day):
        yield "2026-10-15", "a date: year, month, day"
    elif isinstance(form, Choice):
        reason = "; a reason can follow: 2 | Two of five agree." if form.reason else ""
        yield "2", f"a number or a word of the list{reason}"
        yield "-", "takes the answer back"
    else:
        yield "a text", "on one line"


def _commands(question: Question, jumps: str, lists: str) -> Iterator[_Help]:
    """What can be typed everywhere."""
    yield "Enter", "takes what is proposed, keeps what is there, or goes on"
    yield "s", f"skip; s all: {'all of these' if question.group else 'the rest of this part'}"
    yield "b  u", "back to the question before; undo the last answer"
    yield "j", jumps
    if lists:
        yield ("l  d" if "; d" in lists else "l"), lists
    yield "??", "everything there is to know at this place"
    yield "q", "quit; all is saved. \\ before a text that looks like a command"
