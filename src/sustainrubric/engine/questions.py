"""What a question is: a value with its place, its form and what is there already; no terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sustainrubric.engine.forms import Choice, Day, Line, LongText, Numbers, Option
from sustainrubric.engine.plain import Plain, drop, put
from sustainrubric.engine.table import Column, Table
from sustainrubric.engine.typed import Rejected, Value, normalised, one_of, parse_day
from sustainrubric.model.problem import DocumentPath

__all__ = [
    "Choice",
    "Column",
    "Day",
    "Form",
    "Line",
    "LongText",
    "Numbers",
    "Option",
    "Question",
    "Rejected",
    "Section",
    "Table",
    "Value",
    "normalised",
    "one_of",
    "parse_day",
]

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
class Section:
    """A run of questions about one thing: an element, a step; `aliases` are other words to jump to it by."""

    id: str
    title: str
    place: str = ""
    aliases: tuple[str, ...] = ()
