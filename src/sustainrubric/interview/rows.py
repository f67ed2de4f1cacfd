"""Lists of rows: a row is typed as `what | where | date`, and rows are changed by their number."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.interview.answers import Reader, Rejected, Value, stored_text
from sustainrubric.interview.days import day_meant, parse_day
from sustainrubric.interview.pasted import is_heading, is_several, split_row, split_rows

Row = dict[str, Any]

TAKEN_AWAY = "-"
"""What is typed in a part of a row that is to have nothing there any more."""

_BARE_VERB = re.compile(r"(remove|move|edit)(?:(?:\s+row)?[\s\d,;:.-]*(?:\bto\b[\s\d.]*)?)", re.IGNORECASE)
_NO_COLON = re.compile(r"(edit)\s+[0-9]{1,6}\s+\S.*", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Column:
    """One part of a row; `read` turns what was typed into its value, `show` the value back.

    A `flag` is true or false where it comes from a file of answers.
    """

    key: str
    title: str
    required: bool = False
    read: Reader = Value
    show: Callable[[Any], str] = str
    flag: bool = False

    def shown(self, row: Mapping[str, Any]) -> str:
        """This part of a row as it would be typed; empty where it has none."""
        return self.show(row[self.key]).replace("|", "\\|") if self.key in row else ""

    def changed(self, row: Row, part: str) -> Row | Rejected:
        """The row with this part typed anew: an empty one keeps what is there, `-` takes it away."""
        if not part:
            return row
        value = _read(self, None if part == TAKEN_AWAY else part)
        if isinstance(value, Rejected):
            return value
        return _without(row, (self.key,)) | ({} if value.value is None else {self.key: value.value})


@dataclass(frozen=True, slots=True)
class Table:
    """A list of rows, added one by one; `remove 2`, `edit 2: ...` and `move 2 to 1` change those there.

    `defaults` fill in what a new row leaves out; `complete` does so where it depends on the other rows.
    Where `stays`, rows are asked for until Enter; else one row answers the question, and so do several pasted.
    What is in `by_key` comes from files of answers only, never from a typed row.
    """

    columns: tuple[Column, ...]
    defaults: Mapping[str, Any] = field(default_factory=dict)
    complete: Callable[[Row, Sequence[Row]], Row] = lambda row, others: row
    stays: bool = True
    by_key: tuple[Column, ...] = ()

    def parse(self, text: str, current: Any) -> Value | Rejected:
        """The rows after a change of one, a new one, or several that were pasted."""
        rows = list(current or [])
        command = row_command(text)
        if command is not None:
            return self.changed(command, rows)
        if is_several(text):
            return self._pasted(text, rows)
        meant = _mistyped(text)
        if meant is not None:
            return Rejected(f"that changes no row; write it as {self.example(meant)}")
        row = self.row(text)
        return row if isinstance(row, Rejected) else self.added(rows, row.value)

    def _pasted(self, text: str, rows: list[Row]) -> Value | Rejected:
        """Several rows at once: all of them, or the reason why one cannot be taken."""
        titles, keys = [column.title for column in self.columns], [column.key for column in self.columns]
        for number, parts in enumerate(split_rows(text), 1):
            if number == 1 and (is_heading(parts, titles) or is_heading(parts, keys)):
                continue
            sorted_out = self._sorted_out(parts)
            row = sorted_out if isinstance(sorted_out, Rejected) else self.row_of(sorted_out)
            if isinstance(row, Rejected):
                return Rejected(f"row {number}: {row.reason}; none of the rows was taken", row.offer)
            rows = self.added(rows, row.value).value
        return Value(rows) if rows else Rejected("there is no row in this")

    def enter(self, current: Any) -> Value | None:
        return None

    @property
    def pattern(self) -> str:
        """How a row is typed."""
        return " | ".join(column.title for column in self.columns)

    def example(self, verb: str, place: int = 1) -> str:
        """How a row is changed."""
        return {"remove": "remove 1", "move": "move 2 to 1"}.get(verb, f"edit {place}: {self.pattern}")

    def row(self, text: str) -> Value | Rejected:
        """One row out of `a | b | c`; a part left empty is left out."""
        parts = self._parts(text)
        return parts if isinstance(parts, Rejected) else self.row_of(parts)

    def _parts(self, text: str) -> dict[str, str] | Rejected:
        """What was typed for each column, as far as anything was."""
        return self._sorted_out(split_row(text))

    def _sorted_out(self, parts: list[str]) -> dict[str, str] | Rejected:
        """Parts by the key of their column; a date that stands where another part goes is still the date."""
        while len(parts) > len(self.columns) and not parts[-1]:
            parts = parts[:-1]
        if len(parts) > len(self.columns):
            count = f"{len(parts)} parts, but a row has {len(self.columns)}"
            return Rejected(f"{count}: {self.pattern}; write \\| for a bar in a text")
        parts = self._with_date_in_place(parts)
        return {column.key: part for column, part in zip(self.columns, parts, strict=False)}

    def _with_date_in_place(self, parts: list[str]) -> list[str]:
        place = next((at for at, column in enumerate(self.columns) if column.read is parse_day), 0)
        there = parts[place] if place < len(parts) else ""
        found = next((at for at in range(1, min(place, len(parts))) if day_meant(parts[at])), None)
        if found is None or (there and day_meant(there)):
            return parts
        filled = [*parts, *[""] * (place + 1 - len(parts))]
        filled[found], filled[place] = there, parts[found]
        return filled

    def row_of(self, parts: Mapping[str, Any]) -> Value | Rejected:
        """One row out of its parts by key, as a file of answers has them."""
        row: Row = {}
        columns = (*self.columns, *self.by_key)
        keys = [column.key for column in columns]
        for key in parts:
            if key not in keys:
                hint = did_you_mean(str(key), keys) or f"; it has {', '.join(keys)}"
                return Rejected(f"a row has no {quoted(str(key))}{hint}")
        offered: Rejected | None = None
        for column in columns:
            value = _read(column, parts.get(column.key))
            if isinstance(value, Rejected) and value.offer is None:
                return Rejected(f"{value.reason}; a row is {self.pattern}") if column.required else value
            if isinstance(value, Rejected):
                offered = value
            elif value.value is not None:
                row[column.key] = value.value
        # What can be put right by a yes comes after what has to be typed anew.
        return offered or Value(row)

    def added(self, rows: Sequence[Row], row: Row) -> Value:
        """The rows with a new one at the end."""
        return Value([*rows, self.complete({**row, **_without(self.defaults, row)}, rows)])

    def changed(self, command: RowCommand, rows: Sequence[Row]) -> Value | Rejected:
        """The rows after one of them was edited, moved or removed."""
        rows = list(rows)
        index = command.place - 1
        if not 0 <= index < len(rows):
            return Rejected(f"there is no row {command.place}; there {_are(len(rows))}")
        if command.verb == "remove":
            return Value(rows[:index] + rows[index + 1 :])
        if command.verb == "move":
            return _moved(rows, index, command.to - 1)
        edited = self._edited(command, rows[index])
        return edited if isinstance(edited, Rejected) else Value([*rows[:index], edited, *rows[index + 1 :]])

    def _edited(self, command: RowCommand, row: Row) -> Row | Rejected:
        """A row typed anew: what was not typed stays."""
        if not command.row:
            example = self.example("edit", command.place)
            return Rejected(f"say what row {command.place} is to be: {example}; a part left empty stays")
        parts = self._parts(command.row)
        if isinstance(parts, Rejected):
            return parts
        for column in self.columns:
            changed = column.changed(row, parts.get(column.key, ""))
            if isinstance(changed, Rejected):
                return changed
            row = changed
        order = [*(column.key for column in self.columns), *row]
        return dict(sorted(row.items(), key=lambda entry: order.index(entry[0])))


@dataclass(frozen=True, slots=True)
class RowCommand:
    """`remove 2`, `move 2 to 1` or `edit 2: ...`; `row` is empty where `edit 2` says no more."""

    verb: str
    place: int
    to: int = 0
    row: str = ""


def row_command(text: str) -> RowCommand | None:
    """What a typed line does to a row that is there; None where it is a new row."""
    text = text.strip()
    if match := re.fullmatch(r"remove\s+([0-9]{1,6})", text, re.IGNORECASE):
        return RowCommand("remove", int(match[1]))
    if match := re.fullmatch(r"move\s+([0-9]{1,6})\s+to\s+([0-9]{1,6})", text, re.IGNORECASE):
        return RowCommand("move", int(match[1]), to=int(match[2]))
    if match := re.fullmatch(r"edit\s+([0-9]{1,6})\s*(?::\s*(.*))?", text, re.IGNORECASE | re.DOTALL):
        return RowCommand("edit", int(match[1]), row=match[2] or "")
    return None


def bare_edit(text: str) -> int | None:
    """The row that `edit 2` names without saying what it is to be."""
    command = row_command(text)
    return command.place if command is not None and command.verb == "edit" and not command.row else None


def _mistyped(text: str) -> str | None:
    """The verb of a line that can only have been meant to change a row; `remove the barrier` is a row."""
    match = _BARE_VERB.fullmatch(text.strip()) or _NO_COLON.fullmatch(text.strip())
    return match[1].lower() if match else None


def _read(column: Column, part: Any) -> Value | Rejected:
    """The value of one part; None where it is left out."""
    if part is None or part == "":
        return Rejected(f"{column.title!r} is missing") if column.required else Value(None)
    if column.flag and isinstance(part, bool):
        return Value(part or None)
    if not isinstance(part, str):
        return Rejected(f"{column.title!r} is not text")
    stored = stored_text(part)
    if isinstance(stored, Rejected):
        return Rejected(f"{column.title!r}: {stored.reason}")
    return column.read(stored)


def _moved(rows: list[Row], index: int, target: int) -> Value | Rejected:
    if not 0 <= target < len(rows):
        return Rejected(f"row {index + 1} cannot go to {target + 1}; there {_are(len(rows))}")
    rest = rows[:index] + rows[index + 1 :]
    return Value([*rest[:target], rows[index], *rest[target:]])


def _without(entries: Mapping[str, Any], keys: Any) -> Row:
    return {key: value for key, value in entries.items() if key not in keys}


def _are(count: int) -> str:
    return {0: "are none", 1: "is one"}.get(count, f"are {count}")
