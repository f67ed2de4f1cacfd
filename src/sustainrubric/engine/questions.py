"""What a question can be, and how a typed line answers it: values with parse and check, no terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sustainrubric.engine.plain import Plain, drop, put
from sustainrubric.model.clean import quoted
from sustainrubric.model.problem import DocumentPath

MAX_TEXT = 100_000
"""Characters of one answer; more than that was pasted by mistake."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """An answer that cannot be taken, and what would be right."""

    reason: str


@dataclass(frozen=True, slots=True)
class Value:
    """An answer that was understood; `value` None takes away what is there."""

    value: Any


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
        words = {option.value: option for option in self.options}
        if number is not None and 1 <= number <= len(self.options):
            return Value(self.options[number - 1].value)
        if text.strip().lower() in words:
            return Value(text.strip().lower())
        return Rejected(f"{quoted(text)} is none of the choices; type a number from 1 to {len(self.options)}")

    def enter(self, current: Any) -> Value | None:
        """What Enter alone means, if anything."""
        return Value(self.proposal) if current is None and self.proposal is not None else None


@dataclass(frozen=True, slots=True)
class Numbers:
    """Several of a numbered list at once: `1 3-5`, or `none`; gives the values of those chosen."""

    options: tuple[Option, ...]

    def parse(self, text: str, current: Any) -> Value | Rejected:
        if text.strip().lower() in ("none", "0"):
            return Value([])
        chosen: list[str] = []
        for part in re.split(r"[\s,;]+", normalised(text).strip()):
            match = re.fullmatch(r"[Ll]?(\d{1,4})(?:-[Ll]?(\d{1,4}))?", part)
            if match is None:
                return Rejected(f"{quoted(part)} is no number of the list; type for example 1 3-5, or none")
            first, last = int(match[1]), int(match[2] or match[1])
            if not 1 <= first <= last <= len(self.options):
                return Rejected(f"{quoted(part)} is not between 1 and {len(self.options)}")
            chosen += [option.value for option in self.options[first - 1 : last]]
        return Value(list(dict.fromkeys(chosen)))

    def enter(self, current: Any) -> Value | None:
        return None


@dataclass(frozen=True, slots=True)
class Line:
    """A short text on one line; `check` gives a reason to refuse it, or None."""

    required: bool = False
    proposal: str | None = None
    check: Callable[[str], str | None] = lambda text: None

    def parse(self, text: str, current: Any) -> Value | Rejected:
        shown = stored_text(text)
        if isinstance(shown, Rejected):
            return shown
        reason = self.check(shown)
        return Rejected(reason) if reason else Value(shown)

    def enter(self, current: Any) -> Value | None:
        return Value(self.proposal) if current is None and self.proposal is not None else None


@dataclass(frozen=True, slots=True)
class Day:
    """A date, YYYY-MM-DD."""

    proposal: date | None = None

    def parse(self, text: str, current: Any) -> Value | Rejected:
        return parse_day(text)

    def enter(self, current: Any) -> Value | None:
        return Value(self.proposal) if current is None and self.proposal is not None else None


@dataclass(frozen=True, slots=True)
class LongText:
    """A text of many lines; the terminal gathers it until a lone `.` or from the editor."""

    proposal: str | None = None
    why: str = ""

    def parse(self, text: str, current: Any) -> Value | Rejected:
        shown = stored_text(text)
        return shown if isinstance(shown, Rejected) else Value(shown)

    def enter(self, current: Any) -> Value | None:
        return Value(self.proposal) if current is None and self.proposal is not None else None


@dataclass(frozen=True, slots=True)
class Column:
    """One part of a row typed as `what | where | date`; `read` turns it into its value."""

    key: str
    title: str
    required: bool = False
    read: Callable[[str], Value | Rejected] = lambda text: Value(text)


@dataclass(frozen=True, slots=True)
class Table:
    """A list of rows, added one by one; `remove 2`, `edit 2: ...` and `move 2 to 1` change those there."""

    columns: tuple[Column, ...]
    defaults: Mapping[str, Any] = field(default_factory=dict)

    def parse(self, text: str, current: Any) -> Value | Rejected:
        rows = list(current or [])
        command = _ROW_COMMAND.fullmatch(text.strip())
        if command is not None:
            return self._command(command, rows)
        row = self.row(text)
        return row if isinstance(row, Rejected) else Value([*rows, row.value])

    def row(self, text: str) -> Value | Rejected:
        """One row out of `a | b | c`; a part left empty is left out."""
        parts = [part.strip() for part in split_row(text)]
        if len(parts) > len(self.columns):
            return Rejected(
                f"{len(parts)} parts, but a row has {len(self.columns)}: {self.pattern}; write \\| for a bar in a text"
            )
        row: dict[str, Any] = {}
        for column, part in zip(self.columns, [*parts, *[""] * len(self.columns)], strict=False):
            if not part:
                if column.required:
                    return Rejected(f"{column.title!r} is missing; a row is {self.pattern}")
                continue
            stored = stored_text(part)
            value = stored if isinstance(stored, Rejected) else column.read(stored)
            if isinstance(value, Rejected):
                return value
            row[column.key] = value.value
        return Value({**row, **{key: value for key, value in self.defaults.items() if key not in row}})

    @property
    def pattern(self) -> str:
        """How a row is typed."""
        return " | ".join(column.title for column in self.columns)

    def enter(self, current: Any) -> Value | None:
        return None

    def _command(self, command: re.Match[str], rows: list[Any]) -> Value | Rejected:
        place = int(command["place"])
        if not 1 <= place <= len(rows):
            return Rejected(f"there is no row {place}; there are {len(rows)}")
        verb = command["verb"].lower()
        if verb == "remove":
            return Value(rows[: place - 1] + rows[place:])
        if verb == "move":
            target = int(command["to"] or 0)
            if not 1 <= target <= len(rows):
                return Rejected(
                    f"row {place} cannot go to {command['to'] or 'nowhere'}; write: move {place} to 1"
                )
            row = rows.pop(place - 1)
            return Value([*rows[: target - 1], row, *rows[target - 1 :]])
        row_typed = self.row(command["row"] or "")
        if isinstance(row_typed, Rejected):
            return row_typed
        kept = {key: value for key, value in rows[place - 1].items() if key not in self._keys}
        return Value([*rows[: place - 1], {**row_typed.value, **kept}, *rows[place:]])

    @property
    def _keys(self) -> frozenset[str]:
        return frozenset(column.key for column in self.columns)


Form = Choice | Numbers | Line | Day | LongText | Table


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask: what, where its answer goes, in what form, and what is there already.

    Questions of one `group` can be skipped together; `apply` writes an answer that is more than
    the value at `path`.
    """

    id: str
    section: str
    title: str
    path: DocumentPath
    form: Form
    current: Any = None
    hint: str = ""
    group: str = ""
    apply: Callable[[Plain, Any], Plain] | None = None

    def answered(self, data: Plain, value: Any) -> Plain:
        """The data with an answer written into it; nothing, an empty list or mapping takes it away."""
        if self.apply is not None:
            return self.apply(data, value)
        written: Plain = put(data, self.path, value) if value not in (None, [], {}) else drop(data, self.path)
        return written


@dataclass(frozen=True, slots=True)
class Section:
    """A run of questions about one thing: an element, a step."""

    id: str
    title: str
    place: str = ""


def whole_number(text: str) -> int | None:
    """A number typed as digits of any script, with spaces around it or not; None for anything else."""
    typed = normalised(text).strip()
    return int(typed) if re.fullmatch(r"[0-9]{1,6}", typed) else None


def normalised(text: str) -> str:
    """Full-width digits and the like as the plain ones."""
    return unicodedata.normalize("NFKC", text)


def stored_text(text: str) -> str | Rejected:
    """A typed text as it is stored: Word's soft breaks are line breaks, lone surrogates are refused."""
    if len(text) > MAX_TEXT:
        return Rejected(f"that is {len(text)} characters; at most {MAX_TEXT} are taken at once")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub("[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    if not text.strip():
        return Rejected("there is no text in this; type some, or s to skip")
    if re.search("[\ud800-\udfff]", text):
        return Rejected("this holds bytes that are not text in the terminal's encoding")
    return text


def parse_day(text: str) -> Value | Rejected:
    """A date typed as YYYY-MM-DD."""
    typed = normalised(text).strip()
    if re.fullmatch(r"\d{4}-\d\d-\d\d", typed):
        try:
            return Value(date.fromisoformat(typed))
        except ValueError:
            pass
    return Rejected(f"{quoted(text)} is not a day; write the date as YYYY-MM-DD")


def one_of(options: Sequence[str], what: str) -> Callable[[str], Value | Rejected]:
    """A reader of a column that takes one of a few words, or its number."""

    def read(text: str) -> Value | Rejected:
        number = whole_number(text)
        if number is not None and 1 <= number <= len(options):
            return Value(options[number - 1])
        if text.strip() in options:
            return Value(text.strip())
        return Rejected(f"{quoted(text)} is not {what}: {', '.join(options)}")

    return read


def split_row(text: str) -> list[str]:
    """`a | b \\| c` -> `a`, `b | c`."""
    return [part.replace("\\|", "|") for part in re.split(r"(?<!\\)\|", text)]


_ROW_COMMAND = re.compile(
    r"(?P<verb>remove|edit|move)\s+(?P<place>\d{1,6})(?:\s+to\s+(?P<to>\d{1,6})|\s*:\s*(?P<row>.+))?",
    re.IGNORECASE | re.DOTALL,
)
