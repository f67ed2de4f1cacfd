"""Match the parts of two lists, so that what was added, removed or changed can be told."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Protocol, TypeVar

from sustainrubric.model.round_diff import Changed

Key = TypeVar("Key", bound=Hashable)
Item = TypeVar("Item")


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


Part = TypeVar("Part", bound=_HasId)


def normalised(text: str) -> str:
    """`text` as it is compared: without regard to capitals and spaces."""
    return " ".join(text.casefold().split())


def paired_by_id(old: Iterable[Part], new: Iterable[Part]) -> list[tuple[Part | None, Part | None]]:
    """Old and new parts by id, in the new order; what is gone stands where it stood."""
    before = {part.id: part for part in old}
    after = {part.id: part for part in new}
    order = list(after)
    place = 0
    for part_id in before:
        if part_id in after:
            place = order.index(part_id) + 1
        else:
            order.insert(place, part_id)
            place += 1
    return [(before.get(part_id), after.get(part_id)) for part_id in order]


def paired_by(
    key: Callable[[Item], Hashable], old: Sequence[Item], new: Sequence[Item]
) -> list[tuple[Item | None, Item | None]]:
    """Old and new items of the same key, the equal ones first; what stands alone is paired with None."""
    groups: dict[Hashable, tuple[list[Item], list[Item]]] = {}
    for side, items in enumerate((old, new)):
        for item in items:
            groups.setdefault(key(item), ([], []))[side].append(item)
    pairs: list[tuple[Item | None, Item | None]] = []
    for before, after in groups.values():
        same = [item for item in before if item in after]
        for item in same:
            if item in after:
                after.remove(item)
                before.remove(item)
                pairs.append((item, item))
        pairs.extend(zip_longest(before, after))
    return pairs


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
