"""An instrument -> the page of a site that has all of its words, to link to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sustainrubric.instruments.rubric import Element, Rubric
from sustainrubric.pages.credits import base_credits, draft_words, month_words, source_note
from sustainrubric.pages.notes import blocks
from sustainrubric.pages.parts import Block, Step
from sustainrubric.pages.phrases import steps_of
from sustainrubric.pages.render import page_in_html


class CriterionWords(NamedTuple):
    """A criterion; `descriptors` stand in the order of the page's `steps`, empty where there is none."""

    id: str
    name: str
    descriptors: tuple[str, ...]


class LookForWords(NamedTuple):
    id: str
    text: str


class ElementWords(NamedTuple):
    id: str
    title: str
    questions: tuple[str, ...]
    criteria: tuple[CriterionWords, ...]
    look_fors: tuple[LookForWords, ...]


class VariableWords(NamedTuple):
    id: str
    title: str
    description: str
    elements: tuple[ElementWords, ...]


class CategoryWords(NamedTuple):
    id: str
    title: str
    description: str
    variables: tuple[VariableWords, ...]


class SourceWords(NamedTuple):
    """Where an instrument comes from; what it does not say is empty."""

    publisher: str
    published: str
    identifier: str
    rights: str
    note: str


class RubricWords(NamedTuple):
    """All words of an instrument, as they stand in its file."""

    title: str
    subtitle: str
    version: str
    reference: str
    source: SourceWords
    draft: str
    bases: tuple[str, ...]
    categories: tuple[CategoryWords, ...]


@dataclass(frozen=True, slots=True)
class RubricPage:
    """An instrument as a reference page; `rubric` is all that the instrument says.

    `around` is what it says before and after the variables of each category.
    """

    title: str
    agency: str
    reform: str
    rubric: RubricWords
    steps: tuple[Step, ...]
    around: tuple[tuple[tuple[Block, ...], tuple[Block, ...]], ...]
    introduction: tuple[tuple[str, tuple[Block, ...]], ...]
    glossary: tuple[tuple[str, tuple[Block, ...]], ...]
    note: str


def rubric_to_html(rubric: Rubric) -> str:
    steps = steps_of(rubric)
    page = RubricPage(
        title=f"{rubric.title} {rubric.version}",
        agency=rubric.source.publisher,
        reform=rubric.title,
        rubric=_words(rubric, steps),
        steps=steps,
        around=tuple(
            (_blocks(one.variables_introduction), _blocks(one.variables_conclusion))
            for one in rubric.categories
        ),
        introduction=tuple((one.title, tuple(blocks(one.text))) for one in rubric.introduction),
        note=source_note(rubric),
        glossary=tuple((term.term, tuple(blocks(term.definition))) for term in rubric.glossary),
    )
    return page_in_html("rubric.html.j2", page)


def _words(rubric: Rubric, steps: Sequence[Step]) -> RubricWords:
    source = rubric.source
    return RubricWords(
        title=rubric.title,
        subtitle=rubric.subtitle,
        version=rubric.version,
        reference=rubric.reference,
        source=SourceWords(
            source.publisher,
            month_words(source.published),
            source.identifier or "",
            source.rights,
            source.note or "",
        ),
        draft=draft_words(rubric),
        bases=base_credits(rubric),
        categories=tuple(
            CategoryWords(
                category.id,
                category.title,
                category.description,
                tuple(
                    VariableWords(
                        variable.id,
                        variable.title,
                        variable.description,
                        tuple(_element_words(element, steps) for element in variable.elements),
                    )
                    for variable in category.variables
                ),
            )
            for category in rubric.categories
        ),
    )


def _element_words(element: Element, steps: Sequence[Step]) -> ElementWords:
    return ElementWords(
        id=element.id,
        title=element.title,
        questions=tuple(element.questions),
        criteria=tuple(
            CriterionWords(
                criterion.id,
                criterion.name,
                tuple(getattr(criterion, step.key) or "" for step in steps),
            )
            for criterion in element.criteria
        ),
        look_fors=tuple(LookForWords(sign.id, sign.text) for sign in element.look_fors),
    )


def _blocks(text: str | None) -> tuple[Block, ...]:
    return tuple(blocks(text)) if text else ()
