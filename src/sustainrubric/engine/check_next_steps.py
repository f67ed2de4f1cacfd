"""The next steps of a worksheet, as far as the plan of action needs them to be right."""

from __future__ import annotations

from collections.abc import Iterator

from sustainrubric.engine.check_action_ids import check_ids_once
from sustainrubric.model.clean import quoted
from sustainrubric.model.nearest import did_you_mean
from sustainrubric.model.problem import Code, DocumentPath, Problem
from sustainrubric.model.worksheet import Worksheet
from sustainrubric.model.worksheet_definition import WorksheetDefinition


def check_next_steps(worksheet: Worksheet, definition: WorksheetDefinition) -> Iterator[Problem]:
    """An id that two of them have, and a step of the process that there is not."""
    places: list[DocumentPath] = [("actions", index) for index in range(len(worksheet.actions))]
    yield from check_ids_once(zip(places, worksheet.actions, strict=True))
    known = definition.process_names
    for place, action in zip(places, worksheet.actions, strict=True):
        if action.step is not None and action.step not in known:
            hint = did_you_mean(action.step, known) or f"; there are {', '.join(known)}"
            message = f"{definition.reference} has no step {quoted(action.step)} in its process{hint}"
            yield Problem(Code.UNKNOWN_ACTION_STEP, message, (*place, "step"))
