"""An own instrument by itself: its ids, its levels, and whether it can be rated with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from sustainrubric.base.problem import Code, Problem
from sustainrubric.base.text import quoted
from sustainrubric.instruments.part_ids import check_part_id, check_reference_of
from sustainrubric.instruments.rubric import LevelId, Rubric
from sustainrubric.instruments.rubric_parts import parts_of
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition


def check_whole_rubric(rubric: Rubric) -> Iterator[Problem]:
    """What is wrong with a rubric that extends none."""
    yield from check_reference_of(rubric.id, rubric.version)
    yield from _check_levels(rubric)
    seen: set[str] = set()
    for part in parts_of(rubric):
        yield from check_part_id(part)
        if part.id in seen:
            message = f"the id {quoted(part.id)} is given to another part; an id is never given twice"
            yield Problem(Code.ID_USED_BEFORE, message, (*part.path, "id"))
        seen.add(part.id)
    if not rubric.elements:
        yield Problem(Code.MISSING_KEY, "the rubric has no element, so nothing can be rated", ("categories",))


def check_whole_definition(definition: WorksheetDefinition, frame: WorksheetDefinition) -> Iterator[Problem]:
    """What is wrong with a worksheet's definition that extends none; `frame` is one that we ship.

    The files that teams fill are made of the steps, tables, columns and fields, so these are as in `frame`.
    """
    yield from check_reference_of(definition.id, definition.version)
    wanted, given = list(_frame(frame)), list(_frame(definition))
    missing = [name for name in wanted if name not in given]
    other = [name for name in given if name not in wanted]
    if missing:
        message = (
            f"the definition lacks {', '.join(missing)};"
            f" steps, tables, columns and fields are those of {frame.reference}"
        )
        yield Problem(Code.NAMES_NO_PART, message, ("steps",))
    if other:
        message = f"{frame.reference} has no {', '.join(map(quoted, other))}, and files have no place for it"
        yield Problem(Code.NAMES_NO_PART, message, ("steps",))
    for index, step in enumerate(definition.steps):
        seen: set[str] = set()
        for place, question in enumerate(step.questions):
            if question.id in seen:
                message = (
                    f"the id {quoted(question.id)} is given to another question; an id is never given twice"
                )
                yield Problem(Code.ID_USED_BEFORE, message, ("steps", index, "questions", place, "id"))
            seen.add(question.id)
    if not missing and not other and wanted != given:
        message = f"the parts are not in the order of {frame.reference}, or one stands there twice"
        yield Problem(Code.NAMES_NO_PART, message, ("steps",))


def _frame(definition: WorksheetDefinition) -> Iterator[str]:
    for recommended in definition.process:
        yield f"the recommended step {recommended.id}"
    for step in definition.steps:
        yield f"the step {step.number} {step.id}"
        for table in step.tables:
            yield f"the table {step.id}.{table.id}"
            yield from (f"the column {step.id}.{table.id}.{column.id}" for column in table.columns)
        yield from (f"the field {step.id}.{field.id}" for field in step.fields)


def _check_levels(rubric: Rubric) -> Iterator[Problem]:
    wanted = [(level, points) for points, level in enumerate(get_args(LevelId), 1)]
    if [(level.id, level.points) for level in rubric.levels] != wanted:
        listed = ", ".join(f"{level} ({points})" for level, points in wanted)
        message = f"the levels are not the four that files name, with their points: {listed}"
        yield Problem(Code.OUT_OF_RANGE, message, ("levels",))
