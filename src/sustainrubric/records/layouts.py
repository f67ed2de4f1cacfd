"""How files of each kind are laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sustainrubric.base.fields import Layout
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.load import Loaded

if TYPE_CHECKING:
    from sustainrubric.instruments.worksheet_definition import WorksheetDefinition


def layout_of(loaded: Loaded) -> Layout:
    """How files of this kind are laid out: keys in the model's order, elements in the rubric's."""
    model = loaded.model
    if isinstance(model, Assessment):
        rubric = loaded.instruments.rubric(model.rubric)
        elements = tuple(rubric.elements) if rubric is not None else ()
        levels = (*rubric.points, "not-applicable", "unknown") if rubric is not None else ()
        by_level = {"votes": levels, "again": levels}
        return Layout(Assessment, {"ratings": elements, "weights": elements, **by_level})
    if loaded.kind == "ballot":
        rubric = loaded.instruments.rubric(loaded.document.data["rubric"])
        elements = tuple(rubric.elements) if rubric is not None else ()
        return Layout(type(model) if model is not None else None, {"ratings": elements, "again": elements})
    if loaded.kind == "worksheet":
        return worksheet_layout(loaded.instruments.worksheet_definition(loaded.document.data["worksheet"]))
    return Layout(type(model)) if model is not None else Layout()


def worksheet_layout(definition: WorksheetDefinition | None) -> Layout:
    """Steps and questions in the definition's order, the steps of a support in one line."""
    # Imported late: a rating session does without.
    from sustainrubric.records.worksheet import Worksheet

    if definition is None:
        return Layout(Worksheet)
    asked = [question.id for step in definition.steps for question in step.questions]
    ids = {"process": tuple(definition.process_names), "answers": [*definition.steps_by_id, *asked]}
    # Below the top of the file `supports` holds answers, by question.
    ids |= {step.id: asked for step in definition.steps if step.id != "context"}
    return Layout(Worksheet, ids, frozenset({"steps"}))
