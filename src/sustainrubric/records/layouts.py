"""How a worksheet is laid out."""

from __future__ import annotations

from sustainrubric.base.fields import Layout
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.records.worksheet import Worksheet


def worksheet_layout(definition: WorksheetDefinition | None) -> Layout:
    """Steps and questions in the definition's order, the steps of a support in one line."""
    if definition is None:
        return Layout(Worksheet)
    asked = [question.id for step in definition.steps for question in step.questions]
    ids = {"process": tuple(definition.process_names), "answers": [*definition.steps_by_id, *asked]}
    # Below the top of the file `supports` holds answers, by question.
    ids |= {step.id: asked for step in definition.steps if step.id != "context"}
    return Layout(Worksheet, ids, frozenset({"steps"}))
