"""The tables that `sustain export` writes: their columns, with types, keys and what each means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["string", "integer", "number", "boolean", "date"]
Cell = str | int | bool | None
"""A value of a table. A number that may have a fraction is its decimal text, so that it stays exact."""


@dataclass(frozen=True, slots=True)
class ExportColumn:
    name: str
    type: ColumnType
    description: str


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`columns` of this table name a row of `table` by its columns of the same names."""

    columns: tuple[str, ...]
    table: str


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table; `key` are the columns that together name a row."""

    name: str
    description: str
    columns: tuple[ExportColumn, ...]
    key: tuple[str, ...]
    references: tuple[ForeignKey, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(column.name for column in self.columns)


def _text(name: str, description: str) -> ExportColumn:
    return ExportColumn(name, "string", description)


def _integer(name: str, description: str) -> ExportColumn:
    return ExportColumn(name, "integer", description)


def _number(name: str, description: str) -> ExportColumn:
    return ExportColumn(name, "number", description)


def _boolean(name: str, description: str) -> ExportColumn:
    return ExportColumn(name, "boolean", description)


def _day(name: str, description: str) -> ExportColumn:
    return ExportColumn(name, "date", description)


_FILE = _text("file", "The file, as it was named, with / between folders.")
_ELEMENT = _text("element_id", "The element of the rubric, such as 1.A.i.")
_AGENCY = _text("agency", "The agency's name.")
_STATE = _text("state", "The state's abbreviation, where the file has one.")
_REFORM = _text("reform_id", "The reform's id.")
_ROUND = _text("round_id", "The round's id, such as 2026-fall.")
_DATE = _day("date", "The last day of rating.")
_RUBRIC = _text("rubric", "The rubric and its version, such as sustainability@1.0.0.")
_OF_ASSESSMENT = ForeignKey(("file",), "assessments")
_OF_ELEMENT = ForeignKey(("file", "element_id"), "elements")

ASSESSMENTS = TableSchema(
    "assessments",
    "One row for each assessment: one reform in one round.",
    (
        _FILE,
        _AGENCY,
        _STATE,
        _REFORM,
        _text("reform", "The reform's name."),
        _ROUND,
        _DATE,
        _RUBRIC,
    ),
    ("file",),
)
ELEMENTS = TableSchema(
    "elements",
    "One row for each element of each assessment, rated or not.",
    (
        _FILE,
        _AGENCY,
        _STATE,
        _REFORM,
        _ROUND,
        _DATE,
        _RUBRIC,
        _ELEMENT,
        _text("level", "A level's id, not-applicable or unknown; empty where not rated."),
        _boolean("derived", "Whether the level comes from the criteria, as none was given."),
        _integer("points", "The level's points, 1 to 4."),
        _number("weight", "How much the element counts; 1 where the file says nothing."),
        _text("target", "The level to reach."),
        _integer("gap", "Levels from the rating up to the target, never below 0."),
        _boolean("rated", "Whether there is a level, given or derived."),
        _boolean("applicable", "Whether the element applies to this reform."),
    ),
    ("file", "element_id"),
    (_OF_ASSESSMENT,),
)
CRITERIA = TableSchema(
    "criteria",
    "One row for each rated criterion.",
    (
        _FILE,
        _ELEMENT,
        _text("criterion_id", "The criterion, such as 1.A.i.3."),
        _text("level", "The level given to it."),
        _integer("points", "The level's points, 1 to 4."),
    ),
    ("file", "criterion_id"),
    (_OF_ELEMENT,),
)
LOOK_FORS = TableSchema(
    "look_fors",
    "One row for each look-for that was marked.",
    (
        _FILE,
        _ELEMENT,
        _text("look_for_id", "The look-for, such as 1.A.i.L2."),
        _text("sighting", "seen, partly or not-seen."),
    ),
    ("file", "look_for_id"),
    (_OF_ELEMENT,),
)
EVIDENCE = TableSchema(
    "evidence",
    "One row for each piece of evidence.",
    (
        _FILE,
        _ELEMENT,
        _integer("number", "Its place in the list, from 1."),
        _text("what", "What was looked at."),
        _text("location", "Where others can find it."),
        _day("date", "The day it is from."),
        _boolean("sensitive", "Whether it is not for the public."),
        _day("review_by", "The day by which to look whether it still holds."),
    ),
    ("file", "element_id", "number"),
    (_OF_ELEMENT,),
)
ACTIONS = TableSchema(
    "actions",
    "One row for each action about an element.",
    (
        _FILE,
        _ELEMENT,
        _integer("number", "Its place in the list, from 1."),
        _text("action_id", "Its id, where the file gives one."),
        _text("what", "What will be done."),
        _text("owner", "Who will do it: the id of a team member."),
        _day("due", "The day by which it is to be done."),
        _text("status", "planned, under-way, done or dropped."),
        _text("priority", "The element's priority: high, medium or low."),
    ),
    ("file", "element_id", "number"),
    (_OF_ELEMENT,),
)
SCORES = TableSchema(
    "scores",
    "One row for each total: the whole, a category or a variable. Numbers are those of sustain score.",
    (
        _FILE,
        _text("part", "overall, category or variable."),
        _text("part_id", "The category or variable, such as 1.A; overall for the whole."),
        _integer("inadequate", "Elements at this level."),
        _integer("emerging", "Elements at this level."),
        _integer("strong", "Elements at this level."),
        _integer("exemplary", "Elements at this level."),
        _text("majority", "The highest level that more than half of the weight rated in this file reaches."),
        _number(
            "mean",
            "The weighted mean of points, to two places, over what this file rates. Between rounds it can be "
            "compared only over elements rated in both; sustain trend --format csv gives that.",
        ),
        _number("lower_bound", "The mean if all that is not rated were at the lowest level."),
        _number("upper_bound", "The mean if all that is not rated were at the highest level."),
        _integer("rated", "Elements rated."),
        _integer("applicable", "Elements that apply."),
        _number("coverage", "Rated over applicable, a share of one."),
        _number("percent_to_target", "How far the rated elements are on their way, a share of one."),
    ),
    ("file", "part_id"),
    (_OF_ASSESSMENT,),
)
PROBLEMS = TableSchema(
    "problems",
    "One row for each problem, as sustain validate tells them. A file may have problems and no other rows.",
    (
        _FILE,
        _integer("line", "The line, from 1."),
        _integer("column", "The column, from 1."),
        _text("code", "The problem's code, such as SR301."),
        _text("severity", "error or warning."),
        _text("path", "The place in the document, as a JSON Pointer."),
        _text("message", "What is wrong, and what would be right."),
    ),
    ("file", "line", "column", "code", "message"),
)
TABLES: Mapping[str, TableSchema] = {
    table.name: table
    for table in (ASSESSMENTS, ELEMENTS, CRITERIA, LOOK_FORS, EVIDENCE, ACTIONS, SCORES, PROBLEMS)
}
