"""The parts of a rubric that have an id, and where each stands in its file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from sustainrubric.base.problem import DocumentPath
from sustainrubric.instruments.rubric import Category, Criterion, Element, LookFor, Rubric, Variable

PartKind = Literal["category", "variable", "element", "criterion", "look_for", "level", "term"]

PART_NAMES: dict[PartKind, str] = {
    "category": "a category",
    "variable": "a variable",
    "element": "an element",
    "criterion": "a criterion",
    "look_for": "a look-for",
    "level": "a level",
    "term": "a term of the glossary",
}

Branch = Category | Variable | Element | Criterion | LookFor


class PartAt(NamedTuple):
    """A part with an id; `holder` is the id of the part around it, "" where there is none."""

    id: str
    kind: PartKind
    path: DocumentPath
    holder: str


def parts_of(rubric: Rubric) -> Iterator[PartAt]:
    """Every category, variable, element, criterion and look-for, in the rubric's order."""
    for index, category in enumerate(rubric.categories):
        yield from parts_below(category, "category", ("categories", index))


def parts_below(part: Branch, kind: PartKind, path: DocumentPath, holder: str = "") -> Iterator[PartAt]:
    """A part and all that it holds; `path` is where it stands."""
    yield PartAt(part.id, kind, path, holder)
    if isinstance(part, Category):
        for index, variable in enumerate(part.variables):
            yield from parts_below(variable, "variable", (*path, "variables", index), part.id)
    elif isinstance(part, Variable):
        for index, element in enumerate(part.elements):
            yield from parts_below(element, "element", (*path, "elements", index), part.id)
    elif isinstance(part, Element):
        for index, criterion in enumerate(part.criteria):
            yield PartAt(criterion.id, "criterion", (*path, "criteria", index), part.id)
        for index, look_for in enumerate(part.look_fors):
            yield PartAt(look_for.id, "look_for", (*path, "look_fors", index), part.id)


def element_words(element: Element) -> tuple[str, ...]:
    """All that a team reads of an element, with ids, and without regard to how lines are broken.

    Two elements with the same words were rated by the same standard. Notes are not part of it.
    """
    words = [element.title, *element.questions]
    for criterion in element.criteria:
        levels = (criterion.inadequate, criterion.emerging, criterion.strong, criterion.exemplary)
        words += [criterion.number, criterion.name, *(level or "" for level in levels)]
    for look_for in element.look_fors:
        words += [look_for.number, look_for.text]
    return tuple(" ".join(text.split()) for text in words)


def holds_all_of(new: Element, old: Element) -> list[str]:
    """The numbers of criteria and look-fors of `old` that `new` lacks, in order."""
    return [
        *(number for number in old.criteria_by_number if number not in new.criteria_by_number),
        *(number for number in old.look_fors_by_number if number not in new.look_fors_by_number),
    ]


def is_below(element: str, wanted: str) -> bool:
    """Whether an element is the part that somebody means, or in it: `2.a` means `2.A`."""
    part = wanted.strip().lower().rstrip(".")
    return element.lower() == part or element.lower().startswith(f"{part}.")
