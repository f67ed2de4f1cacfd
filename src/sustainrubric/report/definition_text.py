"""The worksheet's definition as lines of plain text."""

from __future__ import annotations

from collections.abc import Iterator

from sustainrubric.model.worksheet_definition import RecommendedStep, WorksheetDefinition, WorksheetStep
from sustainrubric.report.rubric_text import Line


def definition_lines(definition: WorksheetDefinition) -> Iterator[Line]:
    """What the worksheet is for, its steps, and the recommended steps."""
    yield Line(definition.title.strip("[]"), f"{definition.reference}  ")
    parts = (
        ("Purpose", definition.purpose),
        ("Outcome", definition.outcome),
        ("Materials", definition.materials),
        ("Who should be involved", definition.who),
        ("Time", definition.time),
    )
    for title, text in parts:
        yield Line()
        yield Line(title)
        yield Line(text)
    yield Line()
    yield Line("Steps")
    for step in definition.steps:
        yield Line(f"{step.title}: {step.overview}", f"  {step.number}  ")
    yield Line()
    yield Line("Recommended steps of the process")
    for recommended in definition.process:
        yield Line(f"{recommended.name}: {recommended.text}", f"  {recommended.id:<10} ")


def step_lines(step: WorksheetStep, definition: WorksheetDefinition) -> Iterator[Line]:
    """Everything the definition says of one step."""
    yield Line(step.title, f"{step.number}  ")
    yield Line()
    yield Line(step.instructions)
    if step.questions:
        yield Line()
        yield Line("Questions to consider")
        yield from (Line(question.text, "  - ") for question in step.questions)
    for table in step.tables:
        yield Line()
        yield Line(table.title.strip("[]"))
        if table.instructions:
            yield Line(table.instructions, "  ")
        yield Line(" | ".join(column.title for column in table.columns), "  Columns: ")
    for field in step.fields:
        yield Line()
        yield Line(field.title)
        if field.instructions:
            yield Line(field.instructions, "  ")
    for title, texts in (
        ("For whoever leads the conversation", definition.advice(step.id)),
        ("Variation", tuple(item.text for item in definition.variations if item.step == step.id)),
    ):
        for text in texts:
            yield Line()
            yield Line(title)
            yield Line(text)


def recommended_lines(step: RecommendedStep) -> Iterator[Line]:
    """One of the five steps of the recommended process."""
    yield Line(step.name, f"{step.id}  ")
    yield Line()
    yield Line(step.text)
