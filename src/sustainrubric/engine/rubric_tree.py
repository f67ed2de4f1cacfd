"""The parts of several versions of a rubric as one tree."""

from __future__ import annotations

from collections.abc import Sequence

from sustainrubric.engine.pairs import paired_by_id
from sustainrubric.model.rubric import Category, Element, Rubric, Variable

Variables = list[tuple[Variable, list[Element]]]
Tree = list[tuple[Category, Variables]]


def rubric_tree(rubrics: Sequence[Rubric]) -> Tree:
    """Every part that any of the rubrics has, each where and as the last that has it puts it."""
    tree = _tree_of(rubrics[-1])
    seen = [rubrics[-1]]
    for rubric in reversed(rubrics[:-1]):
        if not any(rubric is other for other in seen):
            seen.append(rubric)
            tree = _merged(_tree_of(rubric), tree)
    return tree


def elements_of(tree: Tree) -> list[Element]:
    return [element for _, variables in tree for _, elements in variables for element in elements]


def _tree_of(rubric: Rubric) -> Tree:
    return [(category, [(v, list(v.elements)) for v in category.variables]) for category in rubric.categories]


def _merged(old: Tree, new: Tree) -> Tree:
    placed = {element.id for element in elements_of(new)}
    before = {category.id: variables for category, variables in old}
    after = {category.id: variables for category, variables in new}
    merged: Tree = []
    for gone, kept in paired_by_id([category for category, _ in old], [category for category, _ in new]):
        category = kept or gone
        assert category is not None
        variables = _merged_variables(before.get(category.id, []), after.get(category.id, []), placed)
        merged.append((category, variables))
    return merged


def _merged_variables(old: Variables, new: Variables, placed: set[str]) -> Variables:
    """`placed` are the elements that have a place in the newer rubric, be it in another variable."""
    before = {variable.id: elements for variable, elements in old}
    after = {variable.id: elements for variable, elements in new}
    merged: Variables = []
    for gone, kept in paired_by_id([variable for variable, _ in old], [variable for variable, _ in new]):
        variable = kept or gone
        assert variable is not None
        left = [element for element in before.get(variable.id, []) if element.id not in placed]
        pairs = paired_by_id(left, after.get(variable.id, []))
        merged.append((variable, [now or then for then, now in pairs if now or then]))  # type: ignore[misc]
    return merged
