"""A worksheet, counted, as tables of text: for the terminal and for Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sustainrubric.base.numbers import percent
from sustainrubric.worksheet.model import Coverage, Inventory, NamedGap

ABSENT = "–"

PLACES = {
    "participants": "who is involved",
    "documents": "what to know",
    "logistics": "logistics",
    "description": "description",
    "supports": "supports",
    "supports_gaps": "gaps in supports",
    "priorities": "priority areas",
    "actions": "next steps",
    "communication": "communication",
}
"""The places of a worksheet in words; questions and recommended steps go by their id."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table of text; `numbers` are the places of the columns that hold numbers."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


def inventory_tables(inventory: Inventory) -> list[TextTable]:
    """How far each step is filled, what covers the recommended steps, the counts, the gaps."""
    gaps = inventory.gaps
    return [
        TextTable(
            "How far each step is filled",
            ("Step", "", "Filled", "Share", "Open"),
            tuple(
                (
                    str(step.number),
                    step.title,
                    f"{step.filled} of {step.places}",
                    percent(step.share),
                    ", ".join(PLACES.get(place, place) for place in step.open) or ABSENT,
                )
                for step in inventory.steps
            ),
            frozenset({2, 3}),
        ),
        TextTable(
            "What covers the recommended steps",
            ("", "Process", "with evidence", "Supports", "with evidence", "Evidence", "Gaps"),
            tuple(map(_coverage, inventory.coverage)),
            frozenset(range(1, 7)),
        ),
        TextTable(
            "Gaps, and the priorities that take them up",
            ("Gap", "What is missing", "Taken up by"),
            tuple((gap.label, gap.text, taken_up_by(gap, inventory.priorities)) for gap in gaps),
        ),
    ]


def sentences(inventory: Inventory) -> Iterator[str]:
    """What the numbers say, in words."""
    counts = inventory.counts
    people, documents = some(counts["participants"], "participant"), some(counts["documents"], "document")
    steps, supports = some(counts["process_steps"], "process step"), some(counts["supports"], "support")
    yield f"{people} and {documents}."
    yield f"{steps}, {counts['process_steps_with_evidence']} of them with a use of evidence."
    yield f"{supports}, {counts['supports_with_evidence']} with evidence."
    priorities = some(counts["priorities"], "priority", "priorities")
    yield f"{some(counts['gaps'], 'gap')} named, {counts['gaps_taken_up']} taken up by {priorities}."
    lacking = f"{counts['actions_without_owner']} without an owner"
    lacking += f", {counts['actions_without_due_date']} without a due date"
    yield f"{some(counts['actions'], 'action')}, {counts['actions_open']} open, {lacking}."


def working(inventory: Inventory) -> Iterator[str]:
    """How each number came about."""
    yield "A step is filled where each of its tables and fields has something in it:"
    for step in inventory.steps:
        open_ones = ", ".join(PLACES.get(place, place) for place in step.open)
        yield f"  {step.number} {step.title}: {step.filled} of {step.places}" + (
            f"; open: {open_ones}" if open_ones else ""
        )
    yield "  Step 3 counts a recommended step that has a process step or a gap; in step 4 an answer to a"
    yield "  question stands for the gaps, too."
    yield "Evidence of a recommended step = process steps that name a use of evidence + supports that use it:"
    for row in inventory.coverage:
        process = f"{row.process_with_evidence} of {row.process}"
        supports = f"{row.supports_with_evidence} of {row.supports}"
        yield f"  {row.name}: {process} + {supports} = {row.evidence}"
    yield "A gap is taken up by a priority that quotes it under takes_up, or else says half of its words:"
    for gap in inventory.gaps:
        yield f"  {gap.label}: {taken_up_by(gap, inventory.priorities)}"


def taken_up_by(gap: NamedGap, priorities: Sequence[str]) -> str:
    """The areas of the priorities that take a gap up."""
    return "; ".join(priorities[index] for index in gap.taken_up_by) or "no priority"


def _coverage(row: Coverage) -> tuple[str, ...]:
    numbers = (row.process, row.process_with_evidence, row.supports, row.supports_with_evidence, row.evidence)
    return (row.name, *map(str, numbers), str(row.gaps))


def some(count: int, noun: str, nouns: str = "") -> str:
    """`1 gap`, `2 gaps`."""
    return f"{count} {noun if count == 1 else nouns or noun + 's'}"
