"""Three-way merge, cell by cell: what a form said when it went out, what the file says now, what came back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


def merge(
    base: Mapping[CellKey, str],
    ours: Mapping[CellKey, str],
    theirs: Mapping[CellKey, str],
    *,
    clearing: bool = False,
    shortened: frozenset[CellKey] = frozenset(),
) -> Iterator[CellChange]:
    """The cells in which something came back, in the order of `theirs`.

    What came back as it went out leaves the file as it is. What the file did not change meanwhile is
    set, as is what both changed in the same way. All else is a conflict. `shortened` are cells that
    could not hold all that the file says: a new text in them is a conflict, too.
    """
    for key, text in theirs.items():
        went_out, now, came_back = (same(value) for value in (base.get(key, ""), ours.get(key, ""), text))
        if came_back in (went_out, now):
            continue
        if now != went_out or key in shortened:
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
