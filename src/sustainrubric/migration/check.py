"""A mapping against the two rubrics it leads between: every element of both is accounted for, once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from sustainrubric.base.problem import Code, DocumentPath, Problem
from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.instruments.rubric_parts import holds_all_of
from sustainrubric.migration.alignment import same_words
from sustainrubric.records.mapping import Mapping, MappingRow

Side = Literal["from", "to"]

_MOST = 200
"""Problems told of one mapping; who has more has one mistake many times over."""


def check_mapping(mapping: Mapping, old: Rubric, new: Rubric) -> list[Problem]:
    """Everything to be said of a mapping, in the order of its rows."""
    found: list[Problem] = []
    for problem in _problems(mapping, old, new):
        found.append(problem)
        if len(found) == _MOST:
            break
    return found


def _problems(mapping: Mapping, old: Rubric, new: Rubric) -> Iterator[Problem]:
    first_named: dict[tuple[Side, str], int] = {}
    for index, row in enumerate(mapping.rows):
        path: DocumentPath = ("rows", index)
        yield from _check_ids(row.sources, "from", old, path, first_named)
        yield from _check_ids(row.to, "to", new, path, first_named)
        yield from _check_relation(row, path)
        if row.relation == "equal" and len(row.sources) == len(row.to) == 1:
            yield from _check_equal(row, old, new, path)
    yield from _check_all_named(mapping, old, new)


def _check_ids(
    ids: Iterable[str], side: Side, rubric: Rubric, path: DocumentPath, seen: dict[tuple[Side, str], int]
) -> Iterator[Problem]:
    for place, element_id in enumerate(ids):
        at: DocumentPath = (*path, side, place)
        if element_id not in rubric.elements:
            hint = did_you_mean(element_id, rubric.elements)
            message = f"{rubric.reference} has no element {quoted(element_id)}{hint}"
            yield Problem(Code.MAPPING_INCOMPLETE, message, at)
        elif (side, element_id) in seen:
            row = seen[side, element_id] + 1
            message = f"{element_id} stands under {side!r} in row {row} already; join the rows in one"
            yield Problem(Code.MAPPING_INCOMPLETE, message, at)
        seen.setdefault((side, element_id), int(path[1]))


def _check_relation(row: MappingRow, path: DocumentPath) -> Iterator[Problem]:
    at: DocumentPath = (*path, "relation")
    if row.relation != "equal" and row.why is None:
        message = f"the row has no reason; say why it is {row.relation}, under 'why'"
        yield Problem(Code.MAPPING_INCOMPLETE, message, path)
    if not row.sources and not row.to:
        yield Problem(Code.MAPPING_INCOMPLETE, "the row names no element of either rubric", path)
    elif row.relation == "none":
        if row.sources and row.to:
            message = (
                "none says that an element is left out or new; leave 'from' or 'to' empty, or name another"
            )
            yield Problem(Code.MAPPING_INCOMPLETE, message, at)
    elif not row.sources or not row.to:
        message = (
            f"{row.relation} needs elements under 'from' and under 'to'; without them the relation is none"
        )
        yield Problem(Code.MAPPING_INCOMPLETE, message, at)
    elif row.relation in ("equal", "reworded") and (len(row.sources) > 1 or len(row.to) > 1):
        message = f"{row.relation} is between one element and one; write subset, superset or intersect"
        yield Problem(Code.MAPPING_INCOMPLETE, message, at)


def _check_equal(row: MappingRow, old: Rubric, new: Rubric, path: DocumentPath) -> Iterator[Problem]:
    """Ratings of equal elements are carried as they are, so nothing that they name may be missing."""
    source, target = row.sources[0], row.to[0]
    if source not in old.elements or target not in new.elements:
        return
    missing = holds_all_of(new.elements[target], old.elements[source])
    if missing:
        message = f"{target} lacks {', '.join(missing)} of {source}, so they are not equal; write reworded"
        yield Problem(Code.MAPPING_INCOMPLETE, message, (*path, "relation"))
    elif row.why is None and not same_words(old, new, source, target):
        message = f"{source} and {target} have other words; say under 'why' what makes them equal, or write reworded"
        yield Problem(Code.MAPPING_INCOMPLETE, message, (*path, "relation"))


def _check_all_named(mapping: Mapping, old: Rubric, new: Rubric) -> Iterator[Problem]:
    """An element goes without a row only where the other rubric has one of its id, without a row as well."""
    sources = {one for row in mapping.rows for one in row.sources}
    targets = {one for row in mapping.rows for one in row.to}
    for side, reference, ids, named, other in (
        ("from", old.reference, old.elements, sources, {*new.elements} - targets),
        ("to", new.reference, new.elements, targets, {*old.elements} - sources),
    ):
        missing = [one for one in ids if one not in named and one not in other]
        if missing:
            word = "left out" if side == "from" else "new"
            message = (
                f"no row says what becomes of {', '.join(missing)} of {reference}"
                if side == "from"
                else f"no row says where {', '.join(missing)} of {reference} come from"
            )
            advice = f"where it is {word}, write relation: none"
            yield Problem(Code.MAPPING_INCOMPLETE, f"{message}; {advice}", ("rows",) if mapping.rows else ())
