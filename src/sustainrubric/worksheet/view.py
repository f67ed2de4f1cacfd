"""A worksheet and what it adds up to -> the plain view that every format of its report is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sustainrubric.base.text import one_line
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition, WorksheetStep
from sustainrubric.pages.credits import base_credits, draft_words, month_words
from sustainrubric.pages.notes import Notes, paragraphs
from sustainrubric.pages.phrases import day_view
from sustainrubric.records.worksheet import Worksheet
from sustainrubric.worksheet.evidence_pass import review_questions
from sustainrubric.worksheet.map import gap_lines, map_rows
from sustainrubric.worksheet.model import Inventory
from sustainrubric.worksheet.next_steps_view import actions, priorities
from sustainrubric.worksheet.support_calendar import support_calendar
from sustainrubric.worksheet.text import some
from sustainrubric.worksheet.view_parts import (
    AnswerView,
    Credit,
    Material,
    ParticipantView,
    Stage,
    SupportRow,
    WorksheetReport,
)
from sustainrubric.yaml.comments import Comment


def people(worksheet: Worksheet, notes: Notes, *, contacts: bool) -> Iterator[ParticipantView]:
    for index, person in enumerate(worksheet.organize.participants):
        yield ParticipantView(
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


def worksheet_view(
    worksheet: Worksheet,
    definition: WorksheetDefinition,
    inventory: Inventory,
    *,
    comments: Sequence[Comment] = (),
    body: str = "",
    contacts: bool = False,
    names: Mapping[str, str] | None = None,
) -> WorksheetReport:
    """Decide all that the report of a worksheet says; contacts are left out unless they are asked for.

    `names` are those of the agency's goals and reforms, by their ids.
    """
    notes = Notes(comments, tuple(_titles(worksheet, definition)))
    title = definition.title.strip("[]")
    lines = gap_lines(inventory, notes)
    rows = tuple(map_rows(worksheet, definition, lines, notes))
    last = definition.steps_by_id["next-steps"]
    return WorksheetReport(
        title=f"{title}, {day_view(worksheet.date).long}",
        agency=one_line(worksheet.agency.name),
        state=one_line(worksheet.agency.state or ""),
        reform=title.partition(": ")[2] or title,
        day=day_view(worksheet.date),
        sentences=tuple(_sentences(inventory)),
        figures=tuple(_figures(inventory)),
        stages=tuple(_stages(worksheet, definition, inventory)),
        coverage=inventory.coverage,
        contacts=contacts,
        people=tuple(people(worksheet, notes, contacts=contacts)),
        materials=tuple(materials(worksheet, notes)),
        logistics=paragraphs(worksheet.organize.logistics),
        description=paragraphs(worksheet.context.description),
        context_gaps=tuple(line for line in lines if line.place == "context"),
        map=rows,
        review_questions=tuple(review_questions(definition).values()),
        supports=tuple(supports(worksheet, definition, notes)),
        calendar=support_calendar(worksheet, definition, inventory.coverage),
        supports_gaps=tuple(line for line in lines if line.place == "supports"),
        gaps=lines,
        priorities=tuple(priorities(worksheet, inventory, lines, notes, names or {})),
        actions=tuple(actions(worksheet, definition, notes)),
        communication=paragraphs(worksheet.communication),
        communication_question=next(q.text for q in last.questions if q.id == "communication"),
        body=paragraphs(body),
        notes=notes.rest(),
        credit=_credit(definition),
    )


def _sentences(inventory: Inventory) -> Iterator[str]:
    """What a reader should know first: what is covered, what is not, what will be done about it."""
    bare = [row.name for row in inventory.coverage if not row.process or not row.supports]
    total = len(inventory.coverage)
    if not bare:
        yield f"All {total} recommended steps have a process step and a support."
    else:
        have = f"{total - len(bare)} of {total} recommended steps have a process step and a support"
        yield f"{have}; {_listed(bare)} not."
    counts = inventory.counts
    take = "takes" if counts["priorities"] == 1 else "take"
    yield (
        f"The team named {some(counts['gaps'], 'gap')}; "
        f"{some(counts['priorities'], 'priority', 'priorities')} {take} up {counts['gaps_taken_up']} of them, "
        f"with {some(counts['actions'], 'next step')}."
    )
    yield f"{inventory.complete_steps} of {len(inventory.steps)} steps of the worksheet are filled."


def _listed(names: Sequence[str]) -> str:
    words = " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
    return f"{words} {'do' if len(names) > 1 else 'does'}"


def _figures(inventory: Inventory) -> Iterator[tuple[str, str, str]]:
    counts = inventory.counts
    steps, supports = counts["process_steps"], counts["supports"]
    yield (
        "Process steps",
        str(steps),
        f"{counts['process_steps_with_evidence']} of {steps} name a use of evidence",
    )
    yield "Supports", str(supports), f"{counts['supports_with_evidence']} of {supports} use evidence or data"
    yield "Gaps", str(counts["gaps"]), f"{counts['gaps_taken_up']} of {counts['gaps']} taken up by a priority"
    yield "Next steps", str(counts["actions"]), f"{counts['actions_open']} open"


def _stages(worksheet: Worksheet, definition: WorksheetDefinition, inventory: Inventory) -> Iterator[Stage]:
    for step, progress in zip(definition.steps, inventory.steps, strict=True):
        said: Mapping[str, str] = worksheet.answers.get(step.id, {})
        if step.id == "context":
            said = worksheet.context.answers
        yield Stage(
            id=step.id,
            number=step.number,
            title=step.title,
            overview=step.overview,
            filled=f"{progress.filled} of {progress.places} places filled",
            complete=progress.complete,
            answers=tuple(_answers(step, said)),
            titles=_step_titles(step),
        )


def _answers(step: WorksheetStep, said: Mapping[str, str]) -> Iterator[AnswerView]:
    for question in step.questions:
        if question.id != "communication":
            yield AnswerView(question.id, question.text, paragraphs(said.get(question.id)))


def _step_titles(step: WorksheetStep) -> dict[str, str]:
    """The source's titles of tables, columns and fields; those we supplied without their brackets."""
    titles = {field.id: field.title for field in step.fields}
    for table in step.tables:
        titles |= {f"{table.id}.{column.id}": column.title for column in table.columns}
        titles[f"{table.id}."] = table.title.strip("[]")
    return titles


def _titles(worksheet: Worksheet, definition: WorksheetDefinition) -> Iterator[str]:
    """How people write the file's own title at its head, and the steps as dividers."""
    for name in ("LEA-process worksheet", "worksheet", definition.title):
        yield f"{worksheet.agency.name} {name}"
        yield name
    for step in definition.steps:
        yield step.title
        yield f"{step.number} {step.title}"
        yield f"Step {step.number} {step.title}"
    yield from definition.process_names.values()


def _supplied(definition: WorksheetDefinition) -> str:
    """Our own titles, which stand in square brackets in the definition."""
    titles = [definition.title, *(table.title for step in definition.steps for table in step.tables)]
    return ", ".join(f"“{title.strip('[]')}”" for title in titles if title.startswith("["))


def _credit(definition: WorksheetDefinition) -> Credit:
    source = definition.source
    return Credit(
        title=source.title or definition.title,
        publisher=source.publisher,
        published=month_words(source.published),
        rights=source.rights,
        citation=source.citation or "",
        note=f"The wording is the source's; the titles {_supplied(definition)} are supplied.",
        reference=definition.reference,
        draft=draft_words(definition),
        bases=base_credits(definition),
    )
