"""Three-way merge, cell by cell: what a form said when it went out, what the file says now, what came back."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from sustainrubric.exchange.form_model import CellKey

Fate = Literal["set", "conflict", "cleared", "kept"]
"""What becomes of a cell that came back with something else in it.

set: it goes in. conflict: the file was changed, too. cleared: it was emptied, and the file's text goes.
kept: it was emptied, and the file's text stays.
"""


class CellChange(NamedTuple):
    """A cell that came back with another text than the file has now."""

    key: CellKey
    fate: Fate
    base: str
    ours: str
    theirs: str


class ItemCell(NamedTuple):
    """A cell of an item of a list: the id of its row is `before`, the item's number, and `after`."""

    before: str
    number: int
    after: str


ItemOf = Callable[[CellKey], ItemCell | None]
UnitOf = Callable[[CellKey], Hashable]


@dataclass
class Moves:
    """Where the items of a form are in the file now: somebody may have added or removed others before them.

    `doubtful` are the items of the file that may be others than those that went out: they were reworded, or
    replaced, or are not there any more.
    """

    item_of: ItemOf
    numbers: dict[tuple[str, int], int] = field(default_factory=dict)
    doubtful: set[tuple[str, int]] = field(default_factory=set)

    def key(self, key: CellKey) -> CellKey:
        """The cell of the file for one of the form."""
        item = self.item_of(key)
        if item is None:
            return key
        number = self.numbers.get((item.before, item.number), item.number)
        return key._replace(row=f"{item.before}{number}{item.after}")

    def doubtful_item(self, key: CellKey) -> Hashable:
        item = self.item_of(key)
        place = (item.before, item.number) if item is not None else None
        return place if place in self.doubtful else None


def moved_items(base: Mapping[CellKey, str], ours: Mapping[CellKey, str], item_of: ItemOf) -> Moves:
    """Find each item that went out by its first text, and never by its place alone."""
    moves = Moves(item_of)
    went_out, there = _first_texts(base, item_of), _first_texts(ours, item_of)
    for before, items in went_out.items():
        now = there.get(before, {})
        taken: dict[int, int] = {number: number for number, text in items.items() if now.get(number) == text}
        free = [number for number in now if number not in taken]
        for number, text in items.items():
            same_text = next((each for each in free if text is not None and now[each] == text), None)
            if number not in taken and same_text is not None:
                taken[number] = same_text
                free.remove(same_text)
        for number in (each for each in items if each not in taken):
            reworded = items[number] is not None and number in free and now[number] is not None
            empty = next((each for each in free if now[each] is None), None)
            place = (
                number if reworded else empty if empty is not None else max([*now, *taken.values(), 0]) + 1
            )
            taken[number] = place
            free = [each for each in free if each != place]
            if items[number] is not None:
                moves.doubtful.add((before, place))
        moves.numbers |= {(before, number): place for number, place in taken.items()}
    return moves


def _first_texts(
    values: Mapping[CellKey, str], item_of: ItemOf
) -> dict[str, dict[int, tuple[str, str, str] | None]]:
    """The first text of each item with its place in it, by list and number; None for an empty item."""
    found: dict[str, dict[int, tuple[str, str, str] | None]] = {}
    for key, text in values.items():
        item = item_of(key)
        if item is not None:
            items = found.setdefault(item.before, {})
            text = same(text)
            items[item.number] = items.get(item.number) or ((item.after, key.column, text) if text else None)
    return found


def merge(
    base: Mapping[CellKey, str],
    ours: Mapping[CellKey, str],
    theirs: Mapping[CellKey, str],
    *,
    clearing: bool = False,
    shortened: frozenset[CellKey] = frozenset(),
    unit_of: UnitOf = lambda key: None,
) -> Iterator[CellChange]:
    """The cells in which something came back, in the order of `theirs`.

    What came back as it went out leaves the file as it is. What the file did not change meanwhile is
    set, as is what both changed in the same way. All else is a conflict. `shortened` are cells that
    could not hold all that the file says: a new text in them is a conflict, too. `unit_of` names cells that
    mean something only together: where both sides changed any of them, all are a conflict.
    """
    cells = [
        (key, same(base.get(key, "")), same(ours.get(key, "")), same(text)) for key, text in theirs.items()
    ]
    clashing = {unit_of(key) for key, went_out, now, _ in cells if now != went_out}
    clashing &= {unit_of(key) for key, went_out, _, came_back in cells if came_back != went_out}
    clashing.discard(None)
    for key, went_out, now, came_back in cells:
        is_clash = came_back != now and unit_of(key) in clashing
        if came_back in (went_out, now) and not is_clash:
            continue
        if now != went_out or key in shortened or is_clash:
            fate: Fate = "conflict"
        elif not came_back:
            fate = "cleared" if clearing else "kept"
        else:
            fate = "set"
        yield CellChange(key, fate, went_out, now, came_back)


def same(text: str) -> str:
    """A text as it is compared: office programs change line ends and drop blanks at the end."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in text.split("\n")).rstrip("\n")


def settled(
    changes: list[CellChange], accept: Literal["theirs", "ours"] | None, *, clearing: bool
) -> list[CellChange]:
    """The changes after a person has said whose text counts where there is a conflict."""
    if accept is None:
        return changes
    kept = [change for change in changes if change.fate != "conflict" or accept == "theirs"]
    return [
        change._replace(fate=_accepted(change, clearing)) if change.fate == "conflict" else change
        for change in kept
    ]


def _accepted(change: CellChange, clearing: bool) -> Fate:
    if change.theirs:
        return "set"
    return "cleared" if clearing else "kept"
