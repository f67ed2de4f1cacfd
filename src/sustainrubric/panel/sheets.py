"""A sheet of the meeting's kit as data: blocks that every format can show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
    """A part of a sheet; which fields hold something depends on its kind."""

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
        return f"{self.heading}: {self.subject}"

    @property
    def reform(self) -> str:
        """What the frame of all pages puts at the top."""
        return self.heading

    @property
    def number(self) -> int:
        """Its place in the kit, from 1."""
        return SHEETS.index(self.name) + 1
