"""Answers that mark many things in one line: a level for every row, or which of a list were seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sustainrubric.base.text import quoted
from sustainrubric.interview.answers import Option, Rejected, Value, normalized, option_meant, whole_number

LEFT_OPEN = "."
TAKEN_AWAY = "-"
_DIVIDERS = re.compile(r"[\s,;]+")
_MARK_PARTS = re.compile(r"l?[0-9]+ +- +l?[0-9]+|[^\s,;]+")
_REST = ("rest", "others", "all")
_FILLING = ("the", "and", "in")


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row to mark; `cells` are what each option means in it, `last` is how it was marked last time."""

    id: str
    label: str
    cells: tuple[str, ...]
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A mark for each row, in one line: `2 2 3 . 1`; `2*` for all alike, `3=2` for one of them.

    A `.` leaves a row as it is, a `-` takes its mark away. Gives a mapping of row ids to option values.
    """

    rows: tuple[GridRow, ...]
    options: tuple[Option, ...]
    last_name: str = ""

    def parse(self, text: str, current: Any) -> Value | Rejected:
        """The marks after a typed line, in the order of the rows; marks of unknown rows stay, last."""
        marks = self._marks(normalized(text).strip())
        if isinstance(marks, Rejected):
            return marks
        before: Mapping[str, Any] = current or {}
        merged = {**before, **marks}
        ids = [row.id for row in self.rows]
        order = [*(each for each in ids if each in merged), *(each for each in merged if each not in ids)]
        return Value({each: merged[each] for each in order if merged[each] is not None})

    def enter(self, current: Any) -> Value | None:
        return None

    @property
    def example(self) -> str:
        """A line with a mark for every row."""
        return " ".join(("2", "2", "3", LEFT_OPEN, "1")[: len(self.rows)] + ("2",) * (len(self.rows) - 5))

    @property
    def example_of_one(self) -> str:
        """A line that marks one row only."""
        return f"{self.rows[min(3, len(self.rows)) - 1].id}=2"

    def _marks(self, text: str) -> dict[str, str | None] | Rejected:
        """What each row named gets; None takes its mark away."""
        if text == TAKEN_AWAY:
            return {row.id: None for row in self.rows}
        if found := re.fullmatch(r"(\S+?)\s*\*", text):
            return self._of([(row, found[1]) for row in self.rows])
        if "=" in text:
            return self._single(text)
        parts = [part for part in _DIVIDERS.split(text) if part]
        if len(parts) == 1 and len(text) == len(self.rows) and re.fullmatch(r"[0-9.-]+", text):
            parts = list(text)
        if len(parts) != len(self.rows):
            return Rejected(self._count(len(parts)))
        return self._of(zip(self.rows, parts, strict=True))

    def _single(self, text: str) -> dict[str, str | None] | Rejected:
        pairs: list[tuple[GridRow, str]] = []
        rows = {row.id: row for row in self.rows}
        for part in filter(None, _DIVIDERS.split("=".join(map(str.strip, text.split("="))))):
            row, _, mark = part.partition("=")
            if row not in rows or not mark:
                return Rejected(
                    f"{quoted(part)} marks no row; there are {', '.join(rows)}: type for example {self.example_of_one}"
                )
            pairs.append((rows[row], mark))
        return self._of(pairs)

    def _of(self, pairs: Iterable[tuple[GridRow, str]]) -> dict[str, str | None] | Rejected:
        marks: dict[str, str | None] = {}
        for row, typed in pairs:
            option = option_meant(self.options, typed)
            if typed == LEFT_OPEN:
                continue
            if option is None and typed != TAKEN_AWAY:
                reason = (
                    f"{quoted(typed)} is no level; type a number from 1 to {len(self.options)} for each row"
                )
                return Rejected(f"{reason}, or . to leave one as it is")
            marks[row.id] = option.value if option else None
        return marks

    def _count(self, typed: int) -> str:
        number = "that is 1 mark" if typed == 1 else f"those are {typed} marks"
        rows = "1 row" if len(self.rows) == 1 else f"{len(self.rows)} rows"
        how = f"type one for each, such as {self.example}, 2* for all alike, or {self.example_of_one} for one"
        return f"{number} for {rows}; {how}"


@dataclass(frozen=True, slots=True)
class MarkList:
    """Marks of a numbered list in one line: `1 3-5, part 2 8, not 6`; what is not named stays as it is.

    `words` are the words that stand for each mark; the first mark needs none. A `-` before numbers takes
    their marks away, alone it takes all away; `rest` is every one not named. Gives option values -> marks.
    """

    options: tuple[Option, ...]
    words: tuple[tuple[str, tuple[str, ...]], ...]

    def parse(self, text: str, current: Any) -> Value | Rejected:
        """The marks after a typed line, in the order of the list; marks of what is not in it stay, last."""
        typed = normalized(text).strip().lower()
        known = [option.value for option in self.options]
        before: dict[str, Any] = dict(current or {})
        if typed in (TAKEN_AWAY, "none"):
            return Value({each: mark for each, mark in before.items() if each not in known})
        marks = self._named(typed)
        if isinstance(marks, Rejected):
            return marks
        if not marks:
            return Rejected(f"{quoted(text)} names nothing of the list; type for example {self.example}")
        merged = {**before, **marks}
        order = [*(each for each in known if each in merged), *(each for each in merged if each not in known)]
        return Value({each: merged[each] for each in order if merged[each] is not None})

    def enter(self, current: Any) -> Value | None:
        return None

    @property
    def example(self) -> str:
        """A line with every kind of mark."""
        return "1 3-5, part 2 8, not 6"

    def _named(self, typed: str) -> dict[str, str | None] | Rejected:
        """What each option named gets; None takes its mark away."""
        marks: dict[str, str | None] = {}
        mark: str | None = self.words[0][0]
        for found in _MARK_PARTS.finditer(typed):
            part = found.group().replace(" ", "")
            meant = self._mark(part)
            if meant is not None:
                mark = meant or None
            elif part in _REST:
                left = [option.value for option in self.options if option.value not in marks]
                marks.update(dict.fromkeys(left, mark))
            elif part not in _FILLING:
                away = part.startswith(TAKEN_AWAY)
                places = places_in(part.removeprefix(TAKEN_AWAY), len(self.options), self.example)
                if isinstance(places, Rejected):
                    return places
                named = (self.options[place - 1].value for place in places)
                marks.update(dict.fromkeys(named, None if away else mark))
        return marks

    def _mark(self, word: str) -> str | None:
        """The mark that a word stands for, empty where it takes marks away; None for no such word."""
        if word == TAKEN_AWAY:
            return ""
        return next((mark for mark, words in self.words if word == mark or word in words), None)


def places_in(part: str, count: int, example: str) -> range | Rejected:
    """The places that `3`, `L3` or `3-5` names in a list of `count`."""
    match = re.fullmatch(r"[Ll]?([0-9]{1,4})(?:-[Ll]?([0-9]{1,4}))?", part)
    if match is None:
        return Rejected(f"{quoted(part)} is no number of the list; type for example {example}")
    first, last = int(match[1]), int(match[2] or match[1])
    if first > last:
        return Rejected(f"{quoted(part)} runs backwards; type the smaller number first")
    if first < 1 or last > count:
        return Rejected(f"{quoted(part)} is not between 1 and {count}")
    return range(first, last + 1)


@dataclass(frozen=True, slots=True)
class Choices:
    """Several small choices in one line, in order or by their words: `strong high`, `3 1`, `. high`.

    Gives a mapping of keys to option values; a `.` leaves one as it is, a `-` takes it away.
    """

    parts: tuple[tuple[str, tuple[Option, ...]], ...]

    def parse(self, text: str, current: Any) -> Value | Rejected:
        typed = [part for part in _DIVIDERS.split(normalized(text).strip()) if part]
        result: dict[str, Any] = dict(current or {})
        if typed == [TAKEN_AWAY]:
            return Value({})
        left = list(self.parts)
        for word in typed:
            taken = self._taken(word, left)
            if isinstance(taken, Rejected):
                return taken
            key, value = taken
            left = [part for part in left if part[0] != key]
            if word != LEFT_OPEN:
                result[key] = value
        return Value({key: result[key] for key, _ in self.parts if result.get(key) is not None})

    def enter(self, current: Any) -> Value | None:
        return None

    def _taken(
        self, word: str, left: Sequence[tuple[str, tuple[Option, ...]]]
    ) -> tuple[str, str | None] | Rejected:
        """Which of the choices left a word answers, and with what; None takes it away."""
        if not left:
            return Rejected(
                f"{quoted(word)} is too much; type at most {len(self.parts)} words, such as strong high"
            )
        if word in (TAKEN_AWAY, LEFT_OPEN):
            return left[0][0], None
        candidates = left[:1] if whole_number(word) is not None else left
        for key, options in candidates:
            option = option_meant(options, word)
            if option is not None:
                return key, option.value
        known = "; ".join(f"{key}: {', '.join(option.value for option in options)}" for key, options in left)
        return Rejected(f"{quoted(word)} is none of these: {known}")
