"""An assessment and its scores -> the plain view that every format of the report is made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sustainrubric.engine.moves import reading
from sustainrubric.files.comments import Comment
from sustainrubric.model.assessment import Assessment
from sustainrubric.model.clean import one_line
from sustainrubric.model.rubric import Rubric
from sustainrubric.model.scorecard import Scorecard
from sustainrubric.report.element_view import Context, element_view
from sustainrubric.report.glossary import terms_used
from sustainrubric.report.highlights import highlights
from sustainrubric.report.moves import since_view
from sustainrubric.report.notes import Notes, paragraphs
from sustainrubric.report.parts import (
    Action,
    Category,
    Element,
    Instrument,
    Person,
    Report,
    Since,
    Step,
    Variable,
)
from sustainrubric.report.summary_view import lead_sentences, scores_view
from sustainrubric.report.wording import day_view, steps_of

_OPEN_FIRST = {"under-way": 0, "planned": 0, "done": 1, "dropped": 2}


@dataclass(frozen=True, slots=True)
class Scored:
    """An assessment with the scores worked out from it."""

    assessment: Assessment
    scorecard: Scorecard


def view(
    scored: Scored,
    rubric: Rubric,
    *,
    comments: Sequence[Comment] = (),
    body: str = "",
    previous: Scored | None = None,
) -> Report:
    """Decide all that a report says.

    `body` is the text below the front matter of a Markdown file; `previous` is an earlier round of
    the same reform, rated by the same rubric.
    """
    assessment, scorecard = scored.assessment, scored.scorecard
    steps = steps_of(rubric)
    notes = Notes(comments, tuple(_titles(rubric, assessment)))
    context = Context(
        ratings=assessment.ratings,
        steps=steps,
        owners={member.id: member.name for member in assessment.team},
        round_date=assessment.round.date,
        notes=notes,
        last={score.id: reading(score) for score in previous.scorecard.elements} if previous else {},
    )
    categories = tuple(_categories(scorecard, rubric, context))
    elements = tuple(element for category in categories for element in category.elements)
    overall = scores_view(scorecard.overall, steps)
    weighted = any(weight != 1 for weight in assessment.weights.values())
    reform = one_line(assessment.reform.name)
    return Report(
        title=f"{reform}, round {one_line(assessment.round.id)}",
        agency=one_line(assessment.agency.name),
        state=one_line(assessment.agency.state or ""),
        reform=reform,
        round=one_line(assessment.round.id),
        day=day_view(assessment.round.date),
        sentences=tuple(lead_sentences(overall, weighted)),
        steps=steps,
        overall=overall,
        categories=categories,
        highlights=tuple(highlights(elements, overall)),
        since=_since(previous, steps, elements) if previous else None,
        plan=_plan(elements),
        team=tuple(_team(assessment, notes)),
        body=paragraphs(body),
        notes=notes.rest(),
        weighted=weighted,
        terms=tuple(terms_used(rubric, elements)),
        instrument=_instrument(rubric),
    )


def _categories(scorecard: Scorecard, rubric: Rubric, context: Context) -> Iterator[Category]:
    for category, scores in zip(rubric.categories, scorecard.categories, strict=True):
        variables = [
            Variable(
                id=variable.id,
                anchor=f"variable-{variable.id}",
                title=variable.title,
                description=paragraphs(variable.description),
                scores=scores_view(rolled_up.summary, context.steps),
                elements=tuple(
                    element_view(element, score, context)
                    for element, score in zip(variable.elements, rolled_up.elements, strict=True)
                ),
            )
            for variable, rolled_up in zip(category.variables, scores.variables, strict=True)
        ]
        yield Category(
            id=category.id,
            anchor=f"category-{category.id}",
            title=category.title,
            description=paragraphs(category.description),
            scores=scores_view(scores.summary, context.steps),
            variables=tuple(variables),
        )


def _since(previous: Scored, steps: Sequence[Step], elements: Sequence[Element]) -> Since:
    occasion = previous.assessment.round
    scores = scores_view(previous.scorecard.overall, steps)
    return since_view(one_line(occasion.id), day_view(occasion.date), scores, elements)


def _plan(elements: Sequence[Element]) -> tuple[Action, ...]:
    """All actions: the open ones by due date, those without one after them, then what is over."""
    actions = [action for element in elements for action in element.actions]
    return tuple(sorted(actions, key=lambda a: (_OPEN_FIRST[a.key], a.due.iso if a.due else "9999-99")))


def _team(assessment: Assessment, notes: Notes) -> Iterator[Person]:
    for index, member in enumerate(assessment.team):
        yield Person(one_line(member.name), one_line(member.role or ""), notes.take("team", index))


def _titles(rubric: Rubric, assessment: Assessment) -> Iterator[str]:
    """How people write the file's own title at its head, and the parts of the rubric as dividers."""
    yield f"{assessment.agency.name} {assessment.reform.name} {assessment.round.id}"
    yield f"{assessment.reform.name} {assessment.round.id}"
    titles = [(element.id, element.title) for element in rubric.elements.values()]
    for category in rubric.categories:
        titles.append((category.id, category.title))
        titles += [(variable.id, variable.title) for variable in category.variables]
    for part_id, title in titles:
        yield title
        yield f"{part_id} {title}"


def _instrument(rubric: Rubric) -> Instrument:
    source = rubric.source
    return Instrument(
        title=rubric.title,
        subtitle=rubric.subtitle,
        reference=rubric.reference,
        version=rubric.version,
        publisher=source.publisher,
        published=source.published,
        identifier=source.identifier or "",
        rights=source.rights,
        citation=source.citation or "",
        note=source.note or "",
    )
