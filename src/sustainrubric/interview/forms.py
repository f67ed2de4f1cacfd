"""A question: its place, what is there already, and the form its answer has; no terminal."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sustainrubric.base.problem import DocumentPath
from sustainrubric.base.text import quoted
from sustainrubric.interview.answers import Option, Rejected, Value, option_meant, stored_text
from sustainrubric.interview.data import Plain, drop, put
from sustainrubric.interview.days import parse_day
from sustainrubric.interview.marks import Choices, Grid, MarkList
from sustainrubric.interview.rows import Table


class Reasoned(NamedTuple):
    """A choice that came with its reason: `2 | Two of five agree.`"""

    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few options, by its number or its word; `proposal` is taken with Enter.

    Where `reason`, it may follow on the same line behind a bar, and the answer is a `Reasoned`.
    """

    options: tuple[Option, ...]
    proposal: str | None = None
    why: str = ""
    reason: bool = False

    def parse(self, text: str, current: Any) -> Value | Rejected:
        typed, bar, reason = text.partition("|") if self.reason else (text, "", "")
        option = option_meant(self.options, typed)
        value = option.value if option else None
        if bar and not typed.strip():
            value = self.proposal if current is None else current
        if value is None:
            hint = "; a reason goes behind a |" if self.reason and len(text.split()) > 1 and not bar else ""
            return Rejected(
                f"{quoted(typed)} is none of the choices; type a number from 1 to {len(self.options)}{hint}"
            )
        if not reason.strip():
            return Value(value)
        stored = stored_text(reason.strip())
        return stored if isinstance(stored, Rejected) else Value(Reasoned(value, stored))

    def enter(self, current: Any) -> Value | None:
        """What Enter alone means, if anything."""
        return _proposed(self.proposal, current)


@dataclass(frozen=True, slots=True)
class Line:
    """A short text on one line."""

    required: bool = False
    proposal: str | None = None

    def parse(self, text: str, current: Any) -> Value | Rejected:
        stored = stored_text(text)
        if isinstance(stored, Rejected):
            return stored
        # Not `\s*[\n\t]\s*` as one pattern: that would try every blank of a long line as a beginning.
        return Value(" ".join(filter(None, map(str.strip, re.split(r"[\n\t]", stored)))))

    def enter(self, current: Any) -> Value | None:
        return _proposed(self.proposal, current)


@dataclass(frozen=True, slots=True)
class Day:
    """A date, YYYY-MM-DD."""

    proposal: date | None = None

    def parse(self, text: str, current: Any) -> Value | Rejected:
        return parse_day(text)

    def enter(self, current: Any) -> Value | None:
        return _proposed(self.proposal, current)


@dataclass(frozen=True, slots=True)
class LongText:
    """A text; Enter ends it, and more lines come from a paste, a block between two rows of quotes or the editor."""

    proposal: str | None = None
    why: str = ""

    def parse(self, text: str, current: Any) -> Value | Rejected:
        stored = stored_text(text)
        return stored if isinstance(stored, Rejected) else Value(stored)

    def enter(self, current: Any) -> Value | None:
        return _proposed(self.proposal, current)


def _proposed(proposal: Any, current: Any) -> Value | None:
    return Value(proposal) if current is None and proposal is not None else None


Form = Choice | Choices | Grid | MarkList | Line | Day | LongText | Table


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask: what, where its answer goes, in what form, and what is there already.

    Questions of one `group` can be skipped together; an answer that is `needed` cannot be taken back.
    `apply` writes an answer that is more than the value at `path`.
    """

    id: str
    section: str
    title: str
    path: DocumentPath
    form: Form
    current: Any = None
    hint: str = ""
    group: str = ""
    needed: bool = False
    apply: Callable[[Plain, Any], Plain] | None = None

    def answered(self, data: Plain, value: Any) -> Plain:
        """The data with an answer written into it; nothing, an empty list or mapping takes it away."""
        if self.apply is not None:
            return self.apply(data, value)
        written: Plain = put(data, self.path, value) if value not in (None, [], {}) else drop(data, self.path)
        return written


@dataclass(frozen=True, slots=True)
class QuestionSection:
    """A run of questions about one thing: an element, a step; `aliases` are other words to jump to it by.

    A section `aside` is come to by a jump only, and its end leads back to where one came from.
    """

    id: str
    title: str
    place: str = ""
    aliases: tuple[str, ...] = ()
    aside: bool = False
