"""The text of a new worksheet: its places in order, each with what the source says of it.

Guidance stands behind `#:`, so that reports can tell it from a person's own comments.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from sustainrubric.model.worksheet_definition import WorksheetDefinition, WorksheetStep

_WIDTH = 104
_HEAD = """\
#: The LEA-process worksheet. Fill it in here, or with `sustain worksheet`, over several weeks.
#: Lines that begin with #: are guidance and can be deleted. `sustain validate` checks the file.
"""
# What a row looks like, by the key it stands below.
_ROWS = {
    "participants": "{department: Title I, name: A. Ferraro, contact: a@example.gov, role: facilitator}",
    "documents": "{title: Improvement planning guide, why: All LEAs plan by it}",
    "steps": "{name: Needs assessment, evidence: Uses three years of results}",
    "gaps": "Nobody looks at the needs of the youngest children",
    "supports": "{when: Fall, what: Regional forum, steps: [inform, plan], evidence: true, how: ...}",
    "priorities": "{area: Early childhood, why: LEAs ask, takes_up: [the gap as it is written above]}",
    "actions": "{what: Draft a guide, owner: A. Ferraro, due: 2027-03-01, resources: 2 days, status: done}",
}


def worksheet_skeleton(head: str, definition: WorksheetDefinition) -> str:
    """A new worksheet: `head` is its YAML up to the date."""
    steps = definition.steps_by_id
    parts = [
        _HEAD,
        head,
        *_step(steps["organize"]),
        "organize:\n",
        *_row("participants", 2),
        *_row("documents", 2),
        *_said(steps["organize"].fields[0].instructions or "", 2),
        "  logistics:\n",
        *_step(steps["context"]),
        "context:\n  description:\n  answers:\n",
        *_questions(steps["context"], 4),
        *_step(steps["map"]),
        "process:\n",
        *_process(definition),
        *_step(steps["supports"]),
        *_row("supports", 0),
        "supports_gaps:\n",
        *_step(steps["next-steps"]),
        *_row("priorities", 0),
        *_row("actions", 0),
        *_said(next(q.text for q in steps["next-steps"].questions if q.id == "communication"), 0),
        "communication:\n",
        "\n#: What you said to the questions of steps 3 to 5.\n",
        "answers:\n",
        *_later_questions(definition),
    ]
    return "".join(parts)


def _step(step: WorksheetStep) -> Iterator[str]:
    yield f"\n#: Step {step.number}. {step.title}\n"
    yield from _said(step.instructions, 0)


def _row(key: str, column: int) -> Iterator[str]:
    yield from _said(f"- {_ROWS[key]}", column)
    yield f"{' ' * column}{key}:\n"


def _process(definition: WorksheetDefinition) -> Iterator[str]:
    yield from _said(f"Rows below steps: - {_ROWS['steps']}", 2)
    yield from _said(f"Rows below gaps: - {_ROWS['gaps']}", 2)
    for step in definition.process:
        yield from _said(f"{step.name}: {step.text}", 2)
        yield f"  {step.id}:\n    steps:\n    gaps:\n"


def _questions(step: WorksheetStep, column: int) -> Iterator[str]:
    for question in step.questions:
        if question.id != "communication":
            yield from _said(question.text, column)
            yield f"{' ' * column}{question.id}:\n"


def _later_questions(definition: WorksheetDefinition) -> Iterator[str]:
    for step in definition.steps:
        if step.questions and step.id != "context":
            yield f"  {step.id}:\n"
            yield from _questions(step, 4)


def _said(text: str, column: int) -> Iterator[str]:
    for line in textwrap.wrap(text, _WIDTH - column, break_on_hyphens=False):
        yield f"{' ' * column}#: {line}\n"
