"""An assessment and its scores -> the plain view that every format of the report is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sustainrubric.base.text import one_line
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.pages.credits import base_credits, draft_words, month_words, source_note
from sustainrubric.pages.notes import Notes, paragraphs
from sustainrubric.pages.phrases import day_view, steps_of
from sustainrubric.rating.score_view import lead_sentences, scores_view
from sustainrubric.rating.scorecard import Scorecard
from sustainrubric.rating.sign_off import signed_view
from sustainrubric.records.assessment import Assessment
from sustainrubric.report.element_parts import ActionView, ElementView
from sustainrubric.report.element_view import ElementContext, element_view
from sustainrubric.report.glossary import terms_used
from sustainrubric.report.highlights import highlights, targets
from sustainrubric.report.next_steps import next_steps
from sustainrubric.report.since import Scored, since_view
from sustainrubric.report.view_parts import (
    CategoryView,
    GoalLine,
    Instrument,
    PersonView,
    Report,
    VariableView,
)
from sustainrubric.rounds.diff import reading
from sustainrubric.rounds.model import RatedRound, Reason
from sustainrubric.yaml.comments import Comment

if TYPE_CHECKING:
    from sustainrubric.panel.report_section import PanelSection

_OPEN_FIRST = {"under-way": 0, "planned": 0, "done": 1, "dropped": 2}


def view(
    scored: Scored,
    rubric: Rubric,
    *,
    comments: Sequence[Comment] = (),
    body: str = "",
    previous: Scored | None = None,
    panel: PanelSection | None = None,
    unequal: Mapping[str, Reason] | None = None,
    today: date | None = None,
    goals: Sequence[GoalLine] = (),
) -> Report:
    """Decide all that a report says.

    `body` is the text below the front matter of a Markdown file; `previous` is an earlier round of
    the same reform, under the ids of this one's rubric; `unequal` says why elements cannot be compared;
    `panel` is what the audience may see of how the team agreed. Actions are judged as of `today`, the
    day of the round where none is given; `goals` are those that the reform serves.
    """
    assessment, scorecard = scored.assessment, scored.scorecard
    steps = steps_of(rubric)
    day = today or assessment.round.date
    notes = Notes(comments, tuple(_titles(rubric, assessment)))
    context = ElementContext(
        ratings=assessment.ratings,
        steps=steps,
        owners={member.id: member.name for member in assessment.team},
        today=day,
        notes=notes,
        last={score.id: reading(score) for score in previous.scorecard.elements} if previous else {},
        unequal=(unequal or {}) if previous else {},
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
        sentences=tuple(lead_sentences(overall, weighted, *targets(elements))),
        steps=steps,
        overall=overall,
        categories=categories,
        highlights=tuple(highlights(elements, overall)),
        since=since_view(previous, scored, rubric, elements, context) if previous else None,
        next=next_steps(RatedRound(assessment, rubric), elements, day, goals),
        plan=_plan(elements),
        team=tuple(_team(assessment, notes)),
        body=paragraphs(body),
        notes=notes.rest(),
        weighted=weighted,
        terms=tuple(terms_used(rubric, elements)),
        instrument=_instrument(rubric),
        panel=panel,
        signed=signed_view(assessment),
    )


def _categories(scorecard: Scorecard, rubric: Rubric, context: ElementContext) -> Iterator[CategoryView]:
    for category, scores in zip(rubric.categories, scorecard.categories, strict=True):
        variables = [
            VariableView(
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
        yield CategoryView(
            id=category.id,
            anchor=f"category-{category.id}",
            title=category.title,
            description=paragraphs(category.description),
            scores=scores_view(scores.summary, context.steps),
            variables=tuple(variables),
        )


def _plan(elements: Sequence[ElementView]) -> tuple[ActionView, ...]:
    """All actions: the open ones by due date, those without one after them, then what is over."""
    actions = [action for element in elements for action in element.actions]
    return tuple(sorted(actions, key=lambda a: (_OPEN_FIRST[a.key], a.due.iso if a.due else "9999-99")))


def _team(assessment: Assessment, notes: Notes) -> Iterator[PersonView]:
    for index, member in enumerate(assessment.team):
        yield PersonView(one_line(member.name), one_line(member.role or ""), notes.take("team", index))


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
        published=month_words(source.published),
        identifier=source.identifier or "",
        rights=source.rights,
        citation=source.citation or "",
        note=source_note(rubric),
        draft=draft_words(rubric),
        bases=base_credits(rubric),
    )
