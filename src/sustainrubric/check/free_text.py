"""What people wrote in their own words, file by file: the texts that a copy for others carries along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sustainrubric.base.problem import DocumentPath

if TYPE_CHECKING:
    from pydantic import BaseModel

    from sustainrubric.pages.frame import Audience
    from sustainrubric.records.assessment import Assessment
    from sustainrubric.records.priorities import Priorities
    from sustainrubric.records.worksheet import Worksheet


class FreeText(NamedTuple):
    """A text and the place in its document where it stands."""

    path: DocumentPath
    text: str


def free_texts(model: BaseModel | None, audience: Audience) -> Iterator[FreeText]:
    """The texts of a file that `audience` gets to read; nothing of a file that has none."""
    from sustainrubric.records.assessment import Assessment
    from sustainrubric.records.priorities import Priorities
    from sustainrubric.records.worksheet import Worksheet

    if isinstance(model, Assessment):
        found = _of_assessment(model, audience)
    elif isinstance(model, Worksheet):
        found = _of_worksheet(model, audience)
    elif isinstance(model, Priorities):
        found = _of_priorities(model)
    else:
        return
    for path, text in found:
        if text:
            yield FreeText(path, text)


_Pairs = Iterator[tuple[DocumentPath, str | None]]


def _of_assessment(assessment: Assessment, audience: Audience) -> _Pairs:
    yield ("reform", "name"), assessment.reform.name
    for element_id, rating in assessment.ratings.items():
        at: DocumentPath = ("ratings", element_id)
        yield (*at, "rationale"), rating.rationale
        if audience != "public":
            yield (*at, "dissent"), rating.dissent
        for index, item in enumerate(rating.evidence):
            if audience == "public" and item.sensitive:
                continue
            yield (*at, "evidence", index, "what"), item.what
            yield (*at, "evidence", index, "where"), item.where
        for index, action in enumerate(rating.actions):
            yield (*at, "actions", index, "what"), action.what


def _of_worksheet(worksheet: Worksheet, audience: Audience) -> _Pairs:
    organize = worksheet.organize
    for index, participant in enumerate(organize.participants):
        yield ("organize", "participants", index, "department"), participant.department
    yield from _fields(organize.documents, ("organize", "documents"), "title", "why")
    if audience != "public":
        yield ("organize", "logistics"), organize.logistics
    yield ("context", "description"), worksheet.context.description
    for question, answer in worksheet.context.answers.items():
        yield ("context", "answers", question), answer
    yield from _list(worksheet.context.gaps, ("context", "gaps"))
    for step_id, mapped in worksheet.process.items():
        at: DocumentPath = ("process", step_id)
        yield from _list(mapped.gaps, (*at, "gaps"))
        yield from _fields(mapped.steps, (*at, "steps"), "name", "evidence")
        for index, step in enumerate(mapped.steps):
            if step.evidence_review is not None:
                for name in ("explicit", "decisions", "available", "supports"):
                    yield (
                        (*at, "steps", index, "evidence_review", name),
                        getattr(step.evidence_review, name),
                    )
    yield from _fields(worksheet.supports, ("supports",), "when", "what", "how")
    yield from _list(worksheet.supports_gaps, ("supports_gaps",))
    yield from _fields(worksheet.priorities, ("priorities",), "area", "why")
    yield from _fields(worksheet.actions, ("actions",), "what", "resources")
    yield ("communication",), worksheet.communication
    for step_id, answers in worksheet.answers.items():
        for question, answer in answers.items():
            yield ("answers", step_id, question), answer


def _of_priorities(priorities: Priorities) -> _Pairs:
    yield from _fields(priorities.goals, ("goals",), "name")
    for index, goal in enumerate(priorities.goals):
        if goal.target is not None:
            yield ("goals", index, "target", "metric"), goal.target.metric
            yield ("goals", index, "target", "unit"), goal.target.unit
    yield from _fields(priorities.reforms, ("reforms",), "name")
    yield from _fields(priorities.strategies, ("strategies",), "name", "scale")
    yield ("theory_of_action",), priorities.theory_of_action


def _fields(rows: tuple[BaseModel, ...], at: DocumentPath, *names: str) -> _Pairs:
    for index, row in enumerate(rows):
        for name in names:
            yield (*at, index, name), getattr(row, name)


def _list(texts: tuple[str, ...], at: DocumentPath) -> _Pairs:
    for index, text in enumerate(texts):
        yield (*at, index), text
