"""A form before it is written and after it was read: sheets of rows, and cells named by row and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sustainrubric.pages.credits import base_credits, draft_words, instrument_words, month_words

if TYPE_CHECKING:
    from sustainrubric.instruments.rubric import Rubric
    from sustainrubric.instruments.worksheet_definition import WorksheetDefinition

BALLOT = "ballot"
"""The kind that the form of a ballot says it is of."""

FORM_VERSION = "1"
"""The version of the forms we write; a form of a newer one is refused."""


class CellKey(NamedTuple):
    """An answer of a form, wherever its row stands: the sheet's title, the row's id, the column's key."""

    sheet: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a sheet. An open one takes answers; `choices` are all it takes, where that is known.

    `width` is in characters.
    """

    key: str
    title: str
    width: int
    is_open: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row: the text of its cells by column; open cells may be empty."""

    id: str
    cells: Mapping[str, str] = field(default_factory=dict)
    opened: frozenset[str] = frozenset()
    """Columns that are open in this row though they are locked in others."""


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A sheet: its first column holds the ids of the rows.

    Where it is secret, no message says what stands in it.
    """

    title: str
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]
    is_secret: bool = False

    def is_open(self, row: FormRow, column: FormColumn) -> bool:
        return column.is_open or column.key in row.opened


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form: what it is about, what its first page says, whose the wording is, and its sheets.

    `about` names the kind, the instrument, the subject and the round, so that the form finds its way
    back; `heading` is its title.
    """

    heading: str
    about: Mapping[str, str]
    paragraphs: tuple[str, ...]
    credits: tuple[str, ...]
    sheets: tuple[FormSheet, ...]

    def values(self) -> dict[CellKey, str]:
        """The text of every open cell."""
        return {
            CellKey(sheet.title, row.id, column.key): row.cells.get(column.key, "")
            for sheet in self.sheets
            for row in sheet.rows
            for column in sheet.columns
            if sheet.is_open(row, column)
        }


def form_credits(instrument: Rubric | WorksheetDefinition, title: str) -> tuple[str, ...]:
    """Whose the wording of a form is, and of every instrument it rests on; a paragraph each."""
    source = instrument.source
    wording = (
        f"The wording is from {source.publisher}, {title}, {month_words(source.published)} "
        f"({instrument_words(instrument)})."
    )
    cite = f"Cite as: {source.citation}" if source.citation else ""
    said = (draft_words(instrument), wording, source.rights, cite, *base_credits(instrument))
    return tuple(filter(None, said))


class ReadCell(NamedTuple):
    """A cell as it came back: its text, and where it stands, from 1; `name` is such as Ratings!G7."""

    text: str
    line: int
    column: int
    name: str


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form as it came back: what it is about, what was in it when it went out, and what is in it now.

    A row that is not in it any more has no cells in `cells`.
    """

    about: Mapping[str, str]
    base: Mapping[CellKey, str]
    cells: Mapping[CellKey, ReadCell]
