"""The parts of two lists matched, and the parts of several versions of a rubric as one tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Protocol, TypeVar

from sustainrubric.instruments.rubric import Category, Element, Rubric, Variable
from sustainrubric.rounds.model import Changed

Key = TypeVar("Key", bound=Hashable)

Item = TypeVar("Item")


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


Part = TypeVar("Part", bound=_HasId)


def paired_by_id(old: Iterable[Part], new: Iterable[Part]) -> list[tuple[Part | None, Part | None]]:
    """Old and new parts by id, in the new order; what is gone stands where it stood."""
    before = {part.id: part for part in old}
    after = {part.id: part for part in new}
    gone_behind: dict[str | None, list[str]] = {}
    last: str | None = None
    for part_id in before:
        if part_id in after:
            last = part_id
        else:
            gone_behind.setdefault(last, []).append(part_id)
    order = gone_behind.get(None, [])
    for part_id in after:
        order += [part_id, *gone_behind.get(part_id, ())]
    return [(before.get(part_id), after.get(part_id)) for part_id in order]


def paired_by(
    key: Callable[[Key], Hashable], old: Sequence[Key], new: Sequence[Key]
) -> list[tuple[Key | None, Key | None]]:
    """Old and new items of the same key, the equal ones first; what stands alone is paired with None."""
    groups: dict[Hashable, tuple[list[Key], list[Key]]] = {}
    for side, items in enumerate((old, new)):
        for item in items:
            groups.setdefault(key(item), ([], []))[side].append(item)
    pairs: list[tuple[Key | None, Key | None]] = []
    for before, after in groups.values():
        same: Counter[Key] = Counter(before) & Counter(after)
        pairs.extend((item, item) for item in same.elements())
        then, now = list(_without(same, before)), list(_without(same, after))
        pairs.extend(zip_longest(then, now))
    return pairs


def _without(taken: Counter[Key], items: Iterable[Key]) -> Iterator[Key]:
    """The items but those taken, the first ones of those that are equal."""
    left = Counter(taken)
    for item in items:
        if left[item]:
            left[item] -= 1
        else:
            yield item


def changed_values(element_id: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Changed[str]]:
    """What differs between two mappings of one element, by key."""
    for part in sorted({*old, *new}, key=_natural):
        before, after = old.get(part), new.get(part)
        if before != after:
            yield Changed(element_id, part, before, after)


def _natural(part: str) -> tuple[str, int, str]:
    """An order in which L10 comes after L2."""
    letters = part.rstrip("0123456789")
    digits = part[len(letters) :]
    return letters, int(digits) if digits else 0, part


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
