"""Step 5 of a worksheet in a report: its priority areas with the gaps they take up, and the next steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sustainrubric.base.phrase import joined, listed_phrase, own, phrase
from sustainrubric.base.text import one_line
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.pages.notes import Notes, paragraphs
from sustainrubric.pages.phrases import STATUSES, day_view
from sustainrubric.records.assessment import OPEN_STATUSES
from sustainrubric.records.worksheet import NextStep, PriorityArea, Worksheet
from sustainrubric.worksheet.model import Inventory
from sustainrubric.worksheet.view_parts import GapLine, NextAction, PriorityLine


def priorities(
    worksheet: Worksheet,
    inventory: Inventory,
    lines: Sequence[GapLine],
    notes: Notes,
    names: Mapping[str, str],
) -> Iterator[PriorityLine]:
    taken: dict[int, list[GapLine]] = {}
    for gap, line in zip(inventory.gaps, lines, strict=True):
        for index in gap.taken_up_by:
            taken.setdefault(index, []).append(line)
    for index, priority in enumerate(worksheet.priorities):
        yield PriorityLine(
            area=one_line(priority.area),
            why=paragraphs(priority.why),
            serves=_serves(priority, names),
            gaps=tuple(taken.get(index, ())),
            notes=notes.take("priorities", index),
        )


def _serves(priority: PriorityArea, names: Mapping[str, str]) -> str:
    """The agency's own goals and reforms that a priority is for; by their ids where no file names them."""
    said = [
        phrase(
            what if len(ids) == 1 else f"{what}s",
            " ",
            listed_phrase([own(names.get(one, one)) for one in ids]),
        )
        for what, ids in (("goal", priority.goals), ("reform", priority.reforms))
        if ids
    ]
    return phrase("Serves the ", joined(", and the ", said)) if said else ""


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
    return action.status in OPEN_STATUSES and action.due is not None and action.due < worksheet.date
