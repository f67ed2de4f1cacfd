"""The rows of a worksheet's tables, as its report shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sustainrubric.model.clean import one_line
from sustainrubric.model.inventory import Inventory
from sustainrubric.model.worksheet import NextStep, PriorityArea, Worksheet
from sustainrubric.model.worksheet_definition import WorksheetDefinition
from sustainrubric.report.notes import Notes, paragraphs
from sustainrubric.report.wording import STATUSES, day_view
from sustainrubric.report.worksheet_parts import (
    GapLine,
    Material,
    NextAction,
    Person,
    PriorityLine,
    SupportRow,
)

_OPEN = ("planned", "under-way")


def people(worksheet: Worksheet, notes: Notes, *, contacts: bool) -> Iterator[Person]:
    for index, person in enumerate(worksheet.organize.participants):
        yield Person(
            department=one_line(person.department or ""),
            name=one_line(person.name),
            contact=one_line(person.contact or "") if contacts else "",
            role=one_line(person.role or ""),
            notes=notes.take("organize", "participants", index),
        )


def materials(worksheet: Worksheet, notes: Notes) -> Iterator[Material]:
    for index, item in enumerate(worksheet.organize.documents):
        yield Material(
            one_line(item.title), one_line(item.why or ""), notes.take("organize", "documents", index)
        )


def supports(worksheet: Worksheet, definition: WorksheetDefinition, notes: Notes) -> Iterator[SupportRow]:
    for index, support in enumerate(worksheet.supports):
        yield SupportRow(
            when=one_line(support.when or ""),
            what=one_line(support.what),
            how=one_line(support.how or ""),
            steps=tuple(step in support.steps for step in definition.process_names),
            evidence=support.evidence,
            notes=notes.take("supports", index),
        )


def priorities(
    worksheet: Worksheet, inventory: Inventory, lines: Sequence[GapLine], notes: Notes
) -> Iterator[PriorityLine]:
    taken: dict[int, list[GapLine]] = {}
    for gap, line in zip(inventory.gaps, lines, strict=True):
        for index in gap.taken_up_by:
            taken.setdefault(index, []).append(line)
    for index, priority in enumerate(worksheet.priorities):
        yield PriorityLine(
            area=one_line(priority.area),
            why=paragraphs(priority.why),
            serves=_serves(priority),
            gaps=tuple(taken.get(index, ())),
            notes=notes.take("priorities", index),
        )


def _serves(priority: PriorityArea) -> str:
    """The agency's own goals and reforms that a priority names, by their ids."""
    named = (("goals", priority.goals), ("reforms", priority.reforms))
    return "; ".join(f"{what}: {one_line(', '.join(ids))}" for what, ids in named if ids)


def actions(worksheet: Worksheet, definition: WorksheetDefinition, notes: Notes) -> Iterator[NextAction]:
    for index, action in enumerate(worksheet.actions):
        yield NextAction(
            what=one_line(action.what),
            improves=one_line(definition.process_names.get(action.step or "", action.step or "")),
            owner=one_line(action.owner or ""),
            due=day_view(action.due) if action.due else None,
            resources=one_line(action.resources or ""),
            key=action.status,
            status=STATUSES[action.status],
            late=_is_late(action, worksheet),
            notes=notes.take("actions", index),
        )


def _is_late(action: NextStep, worksheet: Worksheet) -> bool:
    return action.status in _OPEN and action.due is not None and action.due < worksheet.date
