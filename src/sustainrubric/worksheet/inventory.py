"""A worksheet and its definition -> how complete it is, what covers the process, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.records.assessment import OPEN_STATUSES
from sustainrubric.records.worksheet import EvidenceReview, MappedStep, ProcessStep, Worksheet
from sustainrubric.worksheet.gaps import named_gaps
from sustainrubric.worksheet.model import Coverage, Inventory, NamedGap, StepProgress

Places = Sequence[tuple[str, bool]]
"""The places of a step that a team fills, and whether they are filled."""


def take_stock(worksheet: Worksheet, definition: WorksheetDefinition) -> Inventory:
    """Count everything; recommended steps that the definition does not have are left out."""
    gaps = named_gaps(worksheet, definition.process_names)
    return Inventory(
        worksheet=definition.reference,
        agency=worksheet.agency,
        date=worksheet.date,
        steps=tuple(_steps(worksheet, definition)),
        coverage=tuple(_coverage(worksheet, definition)),
        counts=_counts(worksheet, definition, gaps),
        gaps=gaps,
        priorities=tuple(priority.area for priority in worksheet.priorities),
    )


def uses_evidence(step: ProcessStep) -> bool:
    """Whether a process step says how it uses evidence, in short or in the second pass."""
    review = step.evidence_review
    return step.evidence is not None or (review is not None and review != EvidenceReview())


def is_mapped(mapped: MappedStep | None) -> bool:
    """Whether anything is said of a recommended step: a step of the agency's own, or what is missing."""
    return mapped is not None and bool(mapped.steps or mapped.gaps)


def _steps(worksheet: Worksheet, definition: WorksheetDefinition) -> Iterator[StepProgress]:
    for step in definition.steps:
        places = _places(step.id, worksheet, definition)
        left = tuple(name for name, filled in places if not filled)
        yield StepProgress(step.id, step.number, step.title, len(places) - len(left), len(places), left)


def _places(step: str, worksheet: Worksheet, definition: WorksheetDefinition) -> Places:
    """The tables and fields of a step; questions count in step 2, which has a place for their answers."""
    if step == "organize":
        organize = worksheet.organize
        return [
            ("participants", bool(organize.participants)),
            ("documents", bool(organize.documents)),
            ("logistics", organize.logistics is not None),
        ]
    if step == "context":
        asked = definition.steps_by_id[step].questions
        return [
            *((question.id, question.id in worksheet.context.answers) for question in asked),
            ("description", worksheet.context.description is not None),
        ]
    if step == "map":
        return [(name, is_mapped(worksheet.process.get(name))) for name in definition.process_names]
    if step == "supports":
        return [
            ("supports", bool(worksheet.supports)),
            # Where nothing is missing, the answers show that the team looked.
            ("supports_gaps", bool(worksheet.supports_gaps or worksheet.answers.get(step))),
        ]
    return [
        ("priorities", bool(worksheet.priorities)),
        ("actions", bool(worksheet.actions)),
        ("communication", worksheet.communication is not None),
    ]


def _coverage(worksheet: Worksheet, definition: WorksheetDefinition) -> Iterator[Coverage]:
    supports: Counter[str] = Counter()
    with_evidence: Counter[str] = Counter()
    for support in worksheet.supports:
        supports.update(set(support.steps))
        with_evidence.update(set(support.steps) if support.evidence else ())
    for step in definition.process:
        mapped = worksheet.process.get(step.id, MappedStep())
        yield Coverage(
            id=step.id,
            name=step.name,
            process=len(mapped.steps),
            process_with_evidence=sum(map(uses_evidence, mapped.steps)),
            supports=supports[step.id],
            supports_with_evidence=with_evidence[step.id],
            gaps=len(mapped.gaps),
        )


def _counts(
    worksheet: Worksheet, definition: WorksheetDefinition, gaps: Sequence[NamedGap]
) -> Mapping[str, int]:
    steps = [step for name in definition.process_names for step in _process_steps(worksheet, name)]
    actions = worksheet.actions
    return {
        "participants": len(worksheet.organize.participants),
        "documents": len(worksheet.organize.documents),
        "process_steps": len(steps),
        "process_steps_with_evidence": sum(map(uses_evidence, steps)),
        "supports": len(worksheet.supports),
        "supports_with_evidence": sum(bool(support.evidence) for support in worksheet.supports),
        "gaps": len(gaps),
        "gaps_taken_up": sum(bool(gap.taken_up_by) for gap in gaps),
        "priorities": len(worksheet.priorities),
        "actions": len(actions),
        "actions_open": sum(action.status in OPEN_STATUSES for action in actions),
        "actions_without_owner": sum(action.owner is None for action in actions),
        "actions_without_due_date": sum(action.due is None for action in actions),
    }


def _process_steps(worksheet: Worksheet, name: str) -> Sequence[ProcessStep]:
    mapped = worksheet.process.get(name)
    return mapped.steps if mapped is not None else ()
