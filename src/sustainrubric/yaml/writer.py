"""Plain data -> YAML as our examples have it: keys in their order, blocks, short rows in flow style."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from sustainrubric.base.fields import Layout
from sustainrubric.base.problem import DocumentPath
from sustainrubric.yaml.scalar import key, needs_block, scalar

WIDTH = 110

# A list of such short words is written in one line, where no layout says how.
_SHORT = 24


def in_order(data: Any, layout: Layout, old: Any = None, path: DocumentPath = ()) -> Any:
    """The same data, its keys where the layout has them; keys it does not know stay, at the end.

    What is the same in `old` is left as it is.
    """
    if data == old:
        return data
    if isinstance(data, list):
        before = old if isinstance(old, list) else []
        rows = zip_longest(data, before[: len(data)])
        return [in_order(row, layout, other, (*path, index)) for index, (row, other) in enumerate(rows)]
    if not isinstance(data, dict):
        return data
    known = old if isinstance(old, dict) else {}
    return {
        key: in_order(data[key], layout, known.get(key), (*path, key)) for key in _keys(data, layout, path)
    }


def _keys(data: dict[str, Any], layout: Layout, path: DocumentPath) -> list[str]:
    ranks = {key: layout.rank(path, key) for key in data}
    known = sorted((rank, key) for key, rank in ranks.items() if rank is not None)
    return [*(key for _, key in known), *(key for key, rank in ranks.items() if rank is None)]


def dump(data: Any, layout: Layout | None = None) -> str:
    """The text of a new file; a `date` is written bare, text that looks like one is quoted."""
    writer = Writer(layout or Layout())
    data = with_lists(data)
    if isinstance(data, dict) and data:
        return "".join(writer.entry(name, value, 0, (name,)) + "\n" for name, value in data.items())
    if isinstance(data, list) and data:
        return "".join(f"-{writer.item(value, 0, (index,))}\n" for index, value in enumerate(data))
    return flow(data) + "\n"


def flow(value: Any, quote: str = "") -> str:
    """Any data in one line; `quote` is for all its texts and keys."""
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{key(name, quote)}: {flow(entry, quote)}" for name, entry in value.items())
            + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(flow(entry, quote) for entry in value) + "]"
    return scalar(value, in_flow=True, quote=quote)


@dataclass(frozen=True)
class Writer:
    """How the parts of one file are written.

    `step` is how far a mapping or a text stands in from its key, `dash` how far a list does, `gap`
    what follows the dash. A `cautious` one does without what only looks better: no text takes more
    than one line, and nobody minds the empty lines.
    """

    layout: Layout
    step: int = 2
    dash: int = 2
    gap: int = 1
    cautious: bool = False

    def entry(
        self, name: str, value: Any, column: int, path: DocumentPath, *, in_one_line: bool | None = None
    ) -> str:
        """`name: value`, beginning at `column`; the lines after the first have their indentation."""
        return f"{key(name)}:{self.value(value, column, path, in_one_line=in_one_line)}"

    def value(
        self, value: Any, column: int, path: DocumentPath, *, quote: str = "", in_one_line: bool | None = None
    ) -> str:
        """What follows the colon of a key at `column`, from the blank or the line break on."""
        line = self._line(value, column, path, quote, in_one_line)
        if line is not None:
            return " " + line
        if isinstance(value, dict):
            return "".join("\n" + part for part in self._entries(value, column + self.step, path))
        return "".join("\n" + part for part in self._items(value, column + self.dash, path))

    def item(
        self, value: Any, column: int, path: DocumentPath, *, quote: str = "", in_one_line: bool | None = None
    ) -> str:
        """What follows the dash of a list item, the dash being at `column`."""
        line = self._line(value, column, path, quote, in_one_line)
        if line is not None:
            return " " * self.gap + line
        if isinstance(value, dict):
            inside = column + 1 + self.gap
            return " " * self.gap + "\n".join(self._entries(value, inside, path))[inside:]
        return "".join("\n" + part for part in self._items(value, column + self.step, path))

    def _entries(self, data: dict[str, Any], column: int, path: DocumentPath) -> Iterable[str]:
        return (" " * column + self.entry(name, value, column, (*path, name)) for name, value in data.items())

    def _items(self, data: list[Any], column: int, path: DocumentPath) -> Iterable[str]:
        for index, value in enumerate(data):
            yield " " * column + "-" + self.item(value, column, (*path, index))

    def _line(
        self, value: Any, column: int, path: DocumentPath, quote: str, in_one_line: bool | None
    ) -> str | None:
        """`value` where it goes on the line of its key, else None."""
        if not isinstance(value, dict | list):
            return scalar(value, indent=column, step=self.step, quote=quote, one_line=self.cautious)
        if in_one_line is None:
            in_one_line = self.layout.in_one_line(path)
        if value and (
            in_one_line is False or (in_one_line is None and not _is_short(value)) or has_lines(value)
        ):
            return None
        line = flow(value, quote)
        room = WIDTH - column - (len(key(path[-1])) + 2 if path and isinstance(path[-1], str) else 2)
        return line if not value or len(line) <= room else None


def _is_short(value: Any) -> bool:
    """Whether people would write this in one line: plain values, and no sentences in a list."""
    if isinstance(value, dict):
        return not any(isinstance(entry, dict | list) for entry in value.values())
    return all(not isinstance(entry, dict | list) and len(str(entry)) <= _SHORT for entry in value)


def has_lines(value: Any) -> bool:
    """Whether a text in it needs a block."""
    if isinstance(value, dict | list):
        return any(map(has_lines, value.values() if isinstance(value, dict) else value))
    return isinstance(value, str) and needs_block(value)


def plain(value: Any) -> Any:
    """Data as our reader gives it back: a day is the text YYYY-MM-DD."""
    if isinstance(value, dict):
        return {name: plain(entry) for name, entry in value.items()}
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, date) else value


def with_lists(value: Any) -> Any:
    """Data with a list for every tuple, as models have them."""
    if isinstance(value, dict):
        return {name: with_lists(entry) for name, entry in value.items()}
    return [with_lists(entry) for entry in value] if isinstance(value, list | tuple) else value
