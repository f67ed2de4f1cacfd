"""A question: its place, what is there already, and the form its answer has; no terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sustainrubric.base.problem import DocumentPath
from sustainrubric.base.text import quoted
from sustainrubric.interview.answers import (
    Rejected,
    Value,
    normalised,
    parse_day,
    stored_text,
    whole_number,
)
from sustainrubric.interview.data import Plain, drop, put
from sustainrubric.interview.rows import Table


@dataclass(frozen=True, slots=True)
class Option:
    """One of the numbered choices of a question."""

    value: str
    label: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few options, by its number or its word; `proposal` is taken with Enter."""

    options: tuple[Option, ...]
    proposal: str | None = None
    why: str = ""

    def parse(self, text: str, current: Any) -> Value | Rejected:
        number = whole_number(text)
        if number is not None and 1 <= number <= len(self.options):
            return Value(self.options[number - 1].value)
        word = text.strip().lower()
        for option in self.options:
            if word in (option.value.lower(), option.label.lower()):
                return Value(option.value)
        return Rejected(f"{quoted(text)} is none of the choices; type a number from 1 to {len(self.options)}")

    def enter(self, current: Any) -> Value | None:
        """What Enter alone means, if anything."""
        return _proposed(self.proposal, current)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Several of a numbered list at once: `1 3-5`, or `none`; gives the values of those chosen.

    `settled` says of options what an earlier question made of them; they need not be shown again.
    """

    options: tuple[Option, ...]
    settled: tuple[tuple[str, str], ...] = ()

    def parse(self, text: str, current: Any) -> Value | Rejected:
        if text.strip().lower() == "none":
            return Value([])
        chosen: list[str] = []
        for part in filter(None, re.split(r"[\s,;]+", normalised(text))):
            places = self._places(part)
            if isinstance(places, Rejected):
                return places
            chosen += [self.options[place - 1].value for place in places]
        if not chosen:
            return Rejected(f"{quoted(text)} holds no number of the list; type for example 1 3-5, or none")
        return Value(list(dict.fromkeys(chosen)))

    def enter(self, current: Any) -> Value | None:
        return None

    def open(self) -> Iterator[tuple[int, Option]]:
        """The options with their numbers that no earlier question has settled."""
        settled = dict(self.settled)
        return (
            (number, option) for number, option in enumerate(self.options, 1) if option.value not in settled
        )

    def _places(self, part: str) -> range | Rejected:
        match = re.fullmatch(r"[Ll]?([0-9]{1,4})(?:-[Ll]?([0-9]{1,4}))?", part)
        if match is None:
            return Rejected(f"{quoted(part)} is no number of the list; type for example 1 3-5, or none")
        first, last = int(match[1]), int(match[2] or match[1])
        if first > last:
            return Rejected(f"{quoted(part)} runs backwards; type the smaller number first")
        if first < 1 or last > len(self.options):
            return Rejected(f"{quoted(part)} is not between 1 and {len(self.options)}")
        return range(first, last + 1)


@dataclass(frozen=True, slots=True)
class Line:
    """A short text on one line."""

    required: bool = False
    proposal: str | None = None

    def parse(self, text: str, current: Any) -> Value | Rejected:
        stored = stored_text(text)
        if isinstance(stored, Rejected):
            return stored
        return Value(re.sub(r"\s*\n\s*", " ", stored))

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
    """A text of many lines; the terminal gathers it until a lone `.` or from the editor."""

    proposal: str | None = None
    why: str = ""

    def parse(self, text: str, current: Any) -> Value | Rejected:
        stored = stored_text(text)
        return stored if isinstance(stored, Rejected) else Value(stored)

    def enter(self, current: Any) -> Value | None:
        return _proposed(self.proposal, current)


def _proposed(proposal: Any, current: Any) -> Value | None:
    return Value(proposal) if current is None and proposal is not None else None


Form = Choice | Numbers | Line | Day | LongText | Table


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask: what, where its answer goes, in what form, and what is there already.

    Questions of one `group` can be skipped together, where `skips` says what that is called;
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
    skips: str = ""
    apply: Callable[[Plain, Any], Plain] | None = None

    def answered(self, data: Plain, value: Any) -> Plain:
        """The data with an answer written into it; nothing, an empty list or mapping takes it away."""
        if self.apply is not None:
            return self.apply(data, value)
        written: Plain = put(data, self.path, value) if value not in (None, [], {}) else drop(data, self.path)
        return written


@dataclass(frozen=True, slots=True)
class QuestionSection:
    """A run of questions about one thing: an element, a step; `aliases` are other words to jump to it by."""

    id: str
    title: str
    place: str = ""
    aliases: tuple[str, ...] = ()
