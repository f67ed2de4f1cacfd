"""A table of answers, .csv or .tsv, with the columns of our own tables and forms -> ratings by element."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from sustainrubric.base.cells import OPEN_QUOTE, TableCell, read_cells
from sustainrubric.base.problem import Code, DocumentPath, Location
from sustainrubric.base.text import did_you_mean, listed, quoted
from sustainrubric.interview.answers import Rejected
from sustainrubric.interview.days import parse_day
from sustainrubric.rating.edit import RatingAnswers
from sustainrubric.yaml.source import TextSource, WrongPart, read_bytes, text_of

Locate = Callable[[str, DocumentPath], Location]

_ELEMENT = ("element_id", "id", "element")
_VALUES = ("level", "rationale", "dissent", "target", "priority")
_EVIDENCE = {
    "evidence": "what", "evidence_what": "what", "evidence_where": "where", "evidence_date": "date",
    "evidence_review_by": "review_by", "location": "where", "where": "where", "sensitive": "sensitive",
    "review_by": "review_by",
}  # fmt: skip
_ACTIONS = {"action": "what", "action_id": "id", "owner": "owner", "due": "due", "status": "status"}
_CRITERION = ("criterion_id", "criterion")
_LOOK_FOR = ("look_for_id", "look_for")
_DAYS = frozenset(["date", "due", "review_by"])

# What our own tables put before a text that a spreadsheet would take for a formula.
_FORMULA = re.compile(r"^'(?=[=+\-@])")

# In our tables and forms, and nothing to record: what a file is about, and what is worked out of it.
_BESIDE = frozenset(
    [
        *("file", "agency", "state", "reform", "reform_id", "round", "round_id", "date", "rubric", "part"),
        *("part_id", "title", "derived", "points", "weight", "gap", "rated", "applicable", "number", "mean"),
        *("inadequate", "emerging", "strong", "exemplary", "majority", "lower_bound", "upper_bound"),
        *("lowest", "coverage", "percent_to_target", "element"),
    ]
)
_OF_ONE_FILE = ("file", "reform_id", "reform", "round_id", "round")
_KNOWN = frozenset([*_ELEMENT, *_VALUES, *_EVIDENCE, *_ACTIONS, *_CRITERION, *_LOOK_FOR, "sighting", "what"])


@dataclass
class _Gathered:
    """The answers about one element as the rows give them, and where each of them stands."""

    values: dict[str, str] = field(default_factory=dict)
    criteria: dict[str, str] = field(default_factory=dict)
    look_fors: dict[str, str] = field(default_factory=dict)
    evidence: list[dict[str, Any]] = field(default_factory=list)
    actions: list[dict[str, Any]] = field(default_factory=list)
    places: dict[DocumentPath, int] = field(default_factory=dict)

    def answers(self) -> RatingAnswers:
        return RatingAnswers(
            criteria=self.criteria,
            look_fors=self.look_fors,
            evidence=self.evidence,
            actions=self.actions,
            **self.values,
        )


def read_table(file: str) -> tuple[dict[str, RatingAnswers], Locate]:
    """The answers in a table by element, as it is typed there, and what finds the place of each.

    Raises:
        Unreadable: the file cannot be opened.
        InvalidFile: it is no such table; carries every problem found, each at its cell.
    """
    source = text_of(read_bytes(file), file)
    table = _Table(source, file.lower().endswith(".tsv"))
    table.read()
    if table.wrong:
        raise source.invalid(table.wrong)

    def locate(element: str, place: DocumentPath) -> Location:
        places = table.found[element.strip().casefold()][1].places
        return source.location(places.get(place, places[()]))

    return {typed: gathered.answers() for typed, gathered in table.found.values()}, locate


class _Table:
    """One table while it is read; `found` has the element as first typed, by its id in small letters."""

    def __init__(self, source: TextSource, has_tabs: bool) -> None:
        self.source = source
        self.wrong: list[WrongPart] = []
        self.found: dict[str, tuple[str, _Gathered]] = {}
        self._rows, open_quote = read_cells(source.text, "\t" if has_tabs else None)
        if open_quote is not None:
            self._note(open_quote, Code.WRONG_TYPE, OPEN_QUOTE)

    def read(self) -> None:
        """Read all rows below the heads of the columns."""
        if self.wrong:
            return
        if len(self._rows) < 2:
            self._note(
                0, Code.WRONG_TYPE, "the table has no rows; its first line is the heads of its columns"
            )
            return
        columns = self._columns(self._rows[0])
        if columns is None:
            return
        rows = [self._by_column(row, columns) for row in self._rows[1:]]
        self._check_one_file(rows)
        for row in rows:
            self._take(row)

    def _columns(self, heads: Sequence[TableCell]) -> list[str] | None:
        """What each column holds; empty where nothing of it is to be recorded."""
        names = [_column_name(head.text) for head in heads]
        element = next((name for name in _ELEMENT if name in names), None)
        if element is None:
            self._note(heads[0].offset, Code.MISSING_KEY, f"there is no column {' or '.join(_ELEMENT[:2])}")
            return None
        # `what` and `date` are of the evidence, or of an action where something else of an action stands there.
        is_action = any(name in _ACTIONS for name in names)
        columns = []
        for head, name in zip(heads, names, strict=True):
            if names.count(name) > 1 and name:
                self._note(head.offset, Code.KEY_TWICE, f"there are two columns {quoted(name)}")
            if name not in _KNOWN | _BESIDE and head.text.strip():
                hint = did_you_mean(name, _KNOWN) or f"; there are {listed(sorted(_KNOWN))}"
                message = f"there is no column {quoted(head.text)}{hint}"
                self._note(head.offset, Code.UNKNOWN_KEY, message)
            columns.append(_meaning(name, element, is_action=is_action, has_what="what" in names))
        return columns

    def _by_column(self, row: Sequence[TableCell], columns: Sequence[str]) -> dict[str, TableCell]:
        found = {
            column: cell._replace(text=_FORMULA.sub("", cell.text))
            for column, cell in zip(columns, row, strict=False)
            if column and cell.text.strip()
        }
        for cell in row[len(columns) :]:
            if cell.text.strip():
                self._note(cell.offset, Code.WRONG_TYPE, "this cell has no column; a separator too many?")
                break
        return found

    def _check_one_file(self, rows: Sequence[Mapping[str, TableCell]]) -> None:
        for name in _OF_ONE_FILE:
            cells = [row[name] for row in rows if name in row]
            other = next((cell for cell in cells if cell.text.strip() != cells[0].text.strip()), None)
            if other is not None:
                message = (
                    f"the rows are of more than one {name.removesuffix('_id')}: {quoted(cells[0].text)} "
                    f"and {quoted(other.text)}; keep those of one"
                )
                self._note(other.offset, Code.WRONG_TYPE, message)
                return

    def _take(self, row: Mapping[str, TableCell]) -> None:
        if _text(row, "part") not in ("", "element") or not row:
            return
        element = row.get("element_id")
        if element is None:
            first = min(cell.offset for cell in row.values())
            self._note(first, Code.MISSING_KEY, "this row names no element")
            return
        typed = element.text.strip()
        gathered = self.found.setdefault(typed.casefold(), (typed, _Gathered()))[1]
        gathered.places.setdefault((), element.offset)
        self._take_marks(row, gathered)
        for key in _VALUES:
            is_mark = key == "level" and ("criterion" in row or _text(row, "derived") in ("true", "yes"))
            if key in row and not is_mark:
                self._take_one(gathered.values, key, row[key], gathered, (key,))
        self._take_items(row, "evidence", gathered.evidence, gathered)
        self._take_items(row, "actions", gathered.actions, gathered)

    def _take_marks(self, row: Mapping[str, TableCell], gathered: _Gathered) -> None:
        for column, value, key in (("criterion", "level", "criteria"), ("look_for", "sighting", "look_fors")):
            if column in row and value in row:
                number = row[column].text.strip()
                self._take_one(getattr(gathered, key), number, row[value], gathered, (key, number))

    def _take_one(
        self, values: dict[str, str], key: str, cell: TableCell, gathered: _Gathered, place: DocumentPath
    ) -> None:
        text = cell.text.strip()
        if values.setdefault(key, text).casefold() != text.casefold():
            self._note(cell.offset, Code.WRONG_TYPE, f"{key} is {quoted(values[key])} in a row above")
        gathered.places.setdefault(place, cell.offset)

    def _take_items(
        self, row: Mapping[str, TableCell], key: str, items: list[dict[str, Any]], gathered: _Gathered
    ) -> None:
        """A piece of evidence or an action; the cells of a form hold several, a line each."""
        cells = {
            name.removeprefix(f"{key}."): cell for name, cell in row.items() if name.startswith(f"{key}.")
        }
        if not cells:
            return
        first = min(cells.values(), key=lambda cell: cell.offset)
        lines = {name: cell.text.replace("\r\n", "\n").split("\n") for name, cell in cells.items()}
        for parts in zip_longest(*lines.values(), fillvalue=""):
            item = {name: part.strip() for name, part in zip(lines, parts, strict=True) if part.strip()}
            if not item:
                continue
            for name in _DAYS & item.keys():
                day = parse_day(item[name])
                if isinstance(day, Rejected):
                    self._note(cells[name].offset, Code.NOT_A_DATE, day.reason)
            gathered.places[(key, len(items))] = cells.get("what", first).offset
            items.append(item)

    def _note(self, offset: int, code: Code, message: str) -> None:
        self.wrong.append(WrongPart(offset, code, message))


def _column_name(head: str) -> str:
    """`Evidence: what` and `evidence_what` are one column."""
    return "_".join(head.replace(":", " ").replace("_", " ").replace("-", " ").casefold().split())


def _meaning(name: str, element: str, *, is_action: bool, has_what: bool) -> str:
    """What a column is called here: `evidence.what`, `actions.due`; empty for what says nothing to record."""
    if name == element:
        return "element_id"
    if name in _CRITERION:
        return "criterion"
    if name in _LOOK_FOR:
        return "look_for"
    if has_what and name in ("what", "date"):
        if is_action:
            return "actions.what" if name == "what" else ""
        return f"evidence.{name}"
    if name in _EVIDENCE:
        return f"evidence.{_EVIDENCE[name]}"
    if name in _ACTIONS:
        return f"actions.{_ACTIONS[name]}"
    known = (*_VALUES, "sighting", "derived", "part", *_OF_ONE_FILE)
    return name if name in known and name != "element" else ""


def _text(row: Mapping[str, TableCell], column: str) -> str:
    return row[column].text.strip().casefold() if column in row else ""
