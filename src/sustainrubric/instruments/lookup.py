"""Find a part of the rubric by id, by term, or by the words in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sustainrubric.base.text import did_you_mean
from sustainrubric.instruments.rubric import (
    Category,
    Criterion,
    Element,
    GlossaryTerm,
    LookFor,
    Rubric,
    Variable,
)

_MOST_PARTS = 5_000
"""Ids and terms that a wrong word is compared with."""

Part = Category | Variable | Element | Criterion | LookFor | GlossaryTerm


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A text that holds the words looked for, and the id of the part it belongs to."""

    id: str
    title: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class LookUp:
    """Either one part, or the places where the words stand, or a hint at what is near."""

    part: Part | None = None
    places: tuple[TextPlace, ...] = ()
    hint: str = ""


def look_up(rubric: Rubric, wanted: str) -> LookUp:
    """What `wanted` names in the rubric: an id, a term, else all texts that hold every one of its words."""
    parts = dict(_parts(rubric))
    by_lower = {name.lower(): part for name, part in parts.items()}
    part = by_lower.get(wanted.lower().rstrip("."))
    if part is not None:
        return LookUp(part=part)
    words = wanted.lower().split()
    places = tuple(place for place in _texts(rubric) if all(word in place.text.lower() for word in words))
    return LookUp(places=places, hint="" if places else did_you_mean(wanted, parts, _MOST_PARTS))


def _parts(rubric: Rubric) -> Iterator[tuple[str, Part]]:
    for category in rubric.categories:
        yield category.id, category
        for variable in category.variables:
            yield variable.id, variable
            for element in variable.elements:
                yield element.id, element
                yield from ((criterion.id, criterion) for criterion in element.criteria)
                yield from ((look_for.id, look_for) for look_for in element.look_fors)
    yield from ((term.term, term) for term in rubric.glossary)


def _texts(rubric: Rubric) -> Iterator[TextPlace]:
    """Every text of the rubric, in its order."""
    for section in rubric.introduction:
        yield TextPlace("introduction", section.title, "introduction", section.text)
    for category in rubric.categories:
        yield TextPlace(category.id, category.title, "category", category.description)
        for variable in category.variables:
            yield TextPlace(variable.id, variable.title, "variable", variable.description)
            for element in variable.elements:
                yield from _element_texts(element, rubric)
    for term in rubric.glossary:
        yield TextPlace(term.term, term.group, "glossary", f"{term.term}: {term.definition}")


def _element_texts(element: Element, rubric: Rubric) -> Iterator[TextPlace]:
    yield TextPlace(element.id, element.title, "element", element.title)
    for question in element.questions:
        yield TextPlace(element.id, element.title, "question", question)
    for criterion in element.criteria:
        yield TextPlace(criterion.id, criterion.name, "criterion", criterion.name)
        for level in rubric.levels:
            descriptor = criterion.descriptor(level.id)
            if descriptor is not None:
                yield TextPlace(criterion.id, criterion.name, level.id, descriptor)
    for look_for in element.look_fors:
        yield TextPlace(look_for.id, element.title, "look-for", look_for.text)
