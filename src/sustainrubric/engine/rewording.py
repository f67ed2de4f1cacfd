"""Two versions of a rubric -> the parts that were added, removed or reworded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sustainrubric.engine.pairs import paired_by_id
from sustainrubric.model.round_diff import Changed
from sustainrubric.model.rubric import Criterion, Element, Rubric


class _Wording(NamedTuple):
    """All the words of one part."""

    id: str
    part: str
    text: str


def rewording(old: Rubric, new: Rubric) -> Iterator[Changed[str]]:
    """Every part whose words differ, named by its id and what it is."""
    for was, is_ in paired_by_id(_wordings(old), _wordings(new)):
        some = is_ or was
        if some is not None and was != is_:
            yield Changed(some.id, some.part, was.text if was else None, is_.text if is_ else None)


def _wordings(rubric: Rubric) -> Iterator[_Wording]:
    for level in rubric.levels:
        yield _Wording(level.id, "level", f"{level.name}, {level.points} points")
    for category in rubric.categories:
        yield _Wording(category.id, "category", f"{category.title}\n{category.description}")
        for variable in category.variables:
            yield _Wording(variable.id, "variable", f"{variable.title}\n{variable.description}")
            for element in variable.elements:
                yield from _element(element, rubric)


def _element(element: Element, rubric: Rubric) -> Iterator[_Wording]:
    yield _Wording(element.id, "element", "\n".join([element.title, *element.questions]))
    for criterion in element.criteria:
        yield _Wording(
            criterion.id, "criterion", "\n".join([criterion.name, *_descriptors(criterion, rubric)])
        )
    for look_for in element.look_fors:
        yield _Wording(look_for.id, "look-for", look_for.text)


def _descriptors(criterion: Criterion, rubric: Rubric) -> Iterator[str]:
    for level in rubric.levels:
        yield f"{level.name}: {criterion.descriptor(level.id) or '–'}"
