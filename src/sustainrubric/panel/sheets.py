"""A sheet of the meeting's kit as data: blocks that every format can show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sustainrubric.base.phrase import phrase
from sustainrubric.panel.meeting import AgendaItem, Meeting, clock

BlockKind = Literal["text", "list", "numbers", "checks", "table", "wall", "card", "note"]
SheetName = Literal[
    "invitation", "pre-read", "ballots", "cards", "agenda", "notes", "wall-chart", "checklist"
]
SHEETS: tuple[SheetName, ...] = (
    *("invitation", "pre-read", "ballots", "cards", "agenda", "notes", "wall-chart", "checklist"),
)


@dataclass(frozen=True, slots=True)
class CardCriterion:
    """A criterion on a card, with a descriptor for each level."""

    name: str
    descriptors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ElementCard:
    """An element, or a step of the worksheet, as a card to hold in the hand; `last` is what was said last time."""

    id: str
    title: str
    place: str
    questions: tuple[str, ...]
    levels: tuple[str, ...] = ()
    criteria: tuple[CardCriterion, ...] = ()
    look_fors: tuple[str, ...] = ()
    last: str = ""


@dataclass(frozen=True, slots=True)
class NoteField:
    """A place to write on: boxes to tick, or empty lines."""

    label: str
    boxes: tuple[str, ...] = ()
    lines: int = 0


@dataclass(frozen=True, slots=True)
class SheetBlock:
    """A part of a sheet; which fields hold something depends on its kind. The agency's own words are `Own`."""

    kind: BlockKind
    title: str = ""
    text: str = ""
    items: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    card: ElementCard | None = None
    fields: tuple[NoteField, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the kit; `facts` stand below its title, `credit` at its end."""

    name: SheetName
    heading: str
    agency: str
    subject: str
    facts: tuple[str, ...]
    blocks: tuple[SheetBlock, ...]
    credit: str

    @property
    def title(self) -> str:
        return phrase(self.heading, ": ", self.subject)

    @property
    def reform(self) -> str:
        """What the frame of all pages puts at the top."""
        return self.heading

    @property
    def number(self) -> int:
        """Its place in the kit, from 1."""
        return SHEETS.index(self.name) + 1


ITEM_WORDS = {
    "opening": "Opening: why we are here, who is in the room",
    "pause": "Break",
    "reserve": "Reserve, for what needs longer",
    "plan": "The plan: what follows, who does it, by when",
}
"""What is done in the parts of a meeting that are about no element; each kit says itself how it works."""


def rows_or(
    title: str, headers: tuple[str, ...], rows: Sequence[tuple[str, ...]], nothing: str
) -> SheetBlock:
    """A table, or a sentence where it would have no rows."""
    if not rows:
        return SheetBlock("text", title, nothing)
    return SheetBlock("table", title, headers=headers, rows=tuple(rows))


def timetables(
    meetings: Sequence[Meeting],
    start: int,
    headers: tuple[str, ...],
    words: Callable[[AgendaItem], Sequence[str]],
) -> Iterator[SheetBlock]:
    """A table a meeting, with a row for each part: when, how long, and its `words`, one for each of `headers`.

    `start` counts minutes of the day.
    """
    for number, meeting in enumerate(meetings, 1):
        title = f"Meeting {number} of {len(meetings)}" if len(meetings) > 1 else "The meeting"
        rows = [(clock(start, item.start), str(item.minutes), *words(item)) for item in meeting.items]
        rest = [""] * (len(headers) - 1)
        end = (clock(start, meeting.minutes), str(meeting.minutes), "End; minutes in all", *rest)
        yield SheetBlock("table", title, headers=("Time", "Minutes", *headers), rows=(*rows, end))
