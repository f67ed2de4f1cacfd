"""What a comparison of two rounds says, as plain values that every readable format places.

Tuples with names, as they are made in a third of the time that data classes take, and a comparison of two
files should start fast.
"""

from __future__ import annotations

from typing import NamedTuple

from sustainrubric.rounds.model import ActionKind, MoveKind
from sustainrubric.rounds.words import ReadingView


class RoundView(NamedTuple):
    """One of the two rounds, as it is called here; `day` is its date as ISO."""

    name: str
    day: str
    rubric: str


class RollupRow(NamedTuple):
    """A roll-up over the elements rated in both rounds; `depth` is 0 for the whole, 2 for a variable."""

    depth: int
    name: str
    compared: str
    majority: str
    mean: str
    improved: int
    declined: int


class MoveRow(NamedTuple):
    """An element in both rounds; `why` is the rationale that the new round gives.

    `old` or `new` is nothing where that round's rubric has no such element.
    """

    id: str
    title: str
    old: ReadingView | None
    new: ReadingView | None
    words: str
    remark: str
    why: str


class MoveGroup(NamedTuple):
    """The elements that moved in one way; `quiet` where nothing about them is other than it was."""

    kind: MoveKind
    heading: str
    rows: tuple[MoveRow, ...]
    quiet: bool


class ChangeRow(NamedTuple):
    """Something else that changed: of which element, in one line, and in more where there is more.

    `parts` are the criteria or look-fors that `text` tells of, each by its number and with what it was and is.
    """

    id: str
    text: str
    details: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()


class DiffSection(NamedTuple):
    """Changes of one kind; `kind` is set for actions, so that they can be told apart by more than words.

    There is a row an action; one without text says only which element it belongs to, and others may say the same.
    """

    heading: str
    rows: tuple[ChangeRow, ...]
    kind: ActionKind | None = None


class DiffView(NamedTuple):
    """Everything that a comparison says, in the order in which it says it."""

    title: str
    agency: str
    reform: str
    old: RoundView
    new: RoundView
    headline: str
    remarks: tuple[str, ...]
    credits: tuple[str, ...]
    rollups: tuple[RollupRow, ...]
    groups: tuple[MoveGroup, ...]
    sections: tuple[DiffSection, ...]
