"""What `?` says of the commands of a session."""

from __future__ import annotations

from collections.abc import Iterator

from sustainrubric.cli.ask import BOLD, Terminal
from sustainrubric.engine.questions import LongText, Question, Table

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
