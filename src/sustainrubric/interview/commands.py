"""Whether a typed line is a command or an answer. A command never takes an answer's place: what else
begins with its word is an answer, and a line that is a command to the letter is an answer behind a `\\`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from sustainrubric.interview.forms import Line, LongText, Question
from sustainrubric.interview.rows import Table

TAKES_AWAY = ("-", "remove")
"""What is typed to take an answer back."""

_WORDS = {
    "b": "back", "back": "back",
    "s": "skip", "skip": "skip",
    "u": "undo", "undo": "undo",
    "j": "jump", "jump": "jump",
    "l": "list", "list": "list",
    "d": "descriptors",
    "e": "edit", "edit": "edit",
    "+": "more",
    "?": "help", "help": "help",
    "??": "whole",
    "q": "quit", "quit": "quit", "exit": "quit",
}  # fmt: skip


class SessionCommand(NamedTuple):
    """What a session is told to do; `rest` is the place of a jump, the row of a `+`, or `all` to skip."""

    name: str
    rest: str = ""


def command_in(question: Question, text: str, is_place: Callable[[str], bool]) -> SessionCommand | None:
    """The command that a line is at a question; None where it is an answer.

    `is_place` says whether one can jump to a word. Where the answer is a text, `j` is a command only
    before a place or what looks like one: `J Smith | Chief of staff` is a row.
    """
    word, _, rest = text.strip().partition(" ")
    name, rest = _WORDS.get(word.lower()), rest.strip()
    if name == "edit" and not isinstance(question.form, LongText):
        return None
    if name is None or not rest:
        return SessionCommand(name) if name is not None else None
    if name == "skip" and rest.lower() == "all":
        return SessionCommand("skip", "all")
    if name == "jump" and (not _takes_text(question) or _looks_like_place(rest) or is_place(rest)):
        return SessionCommand("jump", rest)
    if name == "more" and _takes_rows_one_by_one(question):
        return SessionCommand("more", rest)
    return None


def is_literal(question: Question, text: str) -> bool:
    """Whether a `\\` in front says that what looks like a command is meant as it stands."""
    typed = text.strip()
    if not typed.startswith("\\"):
        return False
    meant = typed[1:]
    return meant in TAKES_AWAY or command_in(question, meant, lambda place: " " not in place) is not None


def _takes_text(question: Question) -> bool:
    return isinstance(question.form, Line | LongText | Table)


def _takes_rows_one_by_one(question: Question) -> bool:
    """Whether a `+` before a row says something: tables that ask on anyway and texts take it as it stands."""
    form = question.form
    return not form.stays if isinstance(form, Table) else not isinstance(form, Line | LongText)


def _looks_like_place(rest: str) -> bool:
    """`2`, `3.C.iiii`: an id mistyped is told, not stored."""
    return re.fullmatch(r"[0-9]+(\.\w+)*\.?", rest) is not None
