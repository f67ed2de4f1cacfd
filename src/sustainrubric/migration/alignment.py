"""Which elements of two rubrics stand for each other: the rows of a mapping, and what goes without saying."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sustainrubric.instruments.rubric import Rubric
from sustainrubric.instruments.rubric_parts import element_words
from sustainrubric.records.mapping import MappingRow, Relation

OTHER_WORDS = "Its words changed."


@dataclass(frozen=True, slots=True)
class Row:
    """Elements of the old rubric, those of the new one that they became, and how the two relate."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    relation: Relation
    why: str = ""

    @property
    def is_equal(self) -> bool:
        """Whether a rating of the one is a rating of the other."""
        return self.relation == "equal"

    @property
    def is_split(self) -> bool:
        return len(self.targets) > 1

    @property
    def is_merge(self) -> bool:
        return len(self.sources) > 1


@dataclass(frozen=True)
class Alignment:
    """The way from one rubric to another; an element that no row names is equal to the one of its id."""

    old: str
    new: str
    rows: tuple[Row, ...]

    @cached_property
    def _by_source(self) -> dict[str, Row]:
        return {one: row for row in self.rows for one in row.sources}

    @cached_property
    def _by_target(self) -> dict[str, Row]:
        return {one: row for row in self.rows for one in row.targets}

    def from_source(self, element_id: str) -> Row:
        """The row of an element of the old rubric."""
        return self._by_source.get(element_id) or Row((element_id,), (element_id,), "equal")

    def of_target(self, element_id: str) -> Row:
        """The row of an element of the new rubric."""
        return self._by_target.get(element_id) or Row((element_id,), (element_id,), "equal")

    def reversed(self) -> Alignment:
        """The same way, from the new rubric to the old one."""
        return Alignment(
            self.new,
            self.old,
            tuple(Row(row.targets, row.sources, row.relation, row.why) for row in self.rows),
        )


def align(rows: Iterable[MappingRow], old: Rubric, new: Rubric) -> Alignment:
    """The whole way between two rubrics, of a mapping that was checked or of none.

    The rows come in the order of the new rubric; what is left out follows. An element of one rubric
    alone that no row names has a row of its own.
    """
    named = [Row(row.sources, row.to, row.relation, row.why or "") for row in rows]
    by_source = {one: row for row in named for one in row.sources}
    by_target = {one: row for row in named for one in row.targets}
    found: dict[Row, None] = {}
    for element_id in new.elements:
        row = by_target.get(element_id) or _unnamed(element_id, old, new, by_source)
        if row is not None and not _goes_without_saying(row):
            found[row] = None
    for element_id in old.elements:
        row = by_source.get(element_id)
        if row is None and (element_id not in new.elements or element_id in by_target):
            row = Row((element_id,), (), "none")
        if row is not None and not _goes_without_saying(row):
            found[row] = None
    return Alignment(old.reference, new.reference, tuple(found))


def same_words(old: Rubric, new: Rubric, old_id: str, new_id: str) -> bool:
    """Whether a team reads the same of two elements, apart from their ids."""
    first, second = old.elements[old_id], new.elements[new_id]
    return first is second or element_words(first) == element_words(second)


def _unnamed(element_id: str, old: Rubric, new: Rubric, by_source: Mapping[str, Row]) -> Row | None:
    """The row of an element of the new rubric that the mapping leaves unsaid; None where nothing changed."""
    if element_id not in old.elements or element_id in by_source:
        return Row((), (element_id,), "none")
    if same_words(old, new, element_id, element_id):
        return None
    return Row((element_id,), (element_id,), "reworded", OTHER_WORDS)


def _goes_without_saying(row: Row) -> bool:
    return row.is_equal and row.sources == row.targets
