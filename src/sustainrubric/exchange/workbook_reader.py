"""The bytes of a workbook that came back -> what is in its cells, or what is wrong with them."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

from sustainrubric.base.errors import InvalidFile, Unreadable
from sustainrubric.base.problem import Code, LocatedProblem, Location, Problem
from sustainrubric.base.text import quoted
from sustainrubric.exchange.archive_check import checked_workbook
from sustainrubric.exchange.form_model import (
    FORM_VERSION,
    CellKey,
    FilledForm,
    Form,
    FormSheet,
    ReadCell,
)
from sustainrubric.exchange.form_sheet_reader import SheetReading, cell_text, sheet_lines
from sustainrubric.exchange.office import office_library
from sustainrubric.exchange.workbook_writer import ABOUT_SHEET, BASE_HEADERS, BASE_SHEET

_MAX_HIDDEN = 4_000_000
"""Characters in a hidden sheet."""


class OpenedWorkbook:
    """A workbook of ours that is open: what it is about is known, its sheets are not read yet."""

    def __init__(self, name: str, workbook: Any) -> None:
        self.name = name
        self._workbook = workbook
        self.about = self._about()
        self._base = dict(self._read_base())

    def filled(self, form: Form) -> FilledForm:
        """What came back, where `form` says which sheets, rows and columns there can be.

        Raises:
            InvalidFile: cells hold what no answer is; every problem is named with its cell.
        """
        cells: dict[CellKey, ReadCell] = {}
        problems: list[LocatedProblem] = []
        for sheet in form.sheets:
            known = {key for key in self._base if key.sheet == sheet.title}
            title = self._title_of(sheet)
            if title is None:
                if known:
                    message = f"the sheet {quoted(sheet.title)} is not there any more; give it its name back"
                    problems.append(
                        LocatedProblem(Location(self.name, 1, 1), Problem(Code.MISSING_KEY, message))
                    )
                continue
            reading = SheetReading(self.name, sheet, self._workbook[title], known)
            cells.update(reading.cells())
            problems += reading.problems
        if problems:
            raise InvalidFile(self.name, sorted(problems, key=lambda found: found.sort_key))
        return FilledForm(self.about, self._base, cells)

    def _title_of(self, sheet: FormSheet) -> str | None:
        """The title that a sheet of ours has in the workbook, which may be in another case; None where it is gone."""
        titles: list[str] = [each.title for each in self._workbook.worksheets]
        alike = [title for title in titles if title.lower() == sheet.title.lower()]
        return sheet.title if sheet.title in alike else next(iter(alike), None)

    def _about(self) -> dict[str, str]:
        if ABOUT_SHEET not in self._workbook.sheetnames or BASE_SHEET not in self._workbook.sheetnames:
            raise Unreadable(
                f"{self.name}: is no form of ours, or its hidden sheets are missing, so ask for the form again"
            )
        about = {key: value for key, value in self._hidden_rows(ABOUT_SHEET, 2) if key}
        version = about.get("form", "")
        if version != FORM_VERSION:
            newer = version.isdecimal() and int(version[:9]) > int(FORM_VERSION)
            why = "was made by a newer version of sustain; update yours" if newer else "is no form of ours"
            raise Unreadable(f"{self.name}: {why}")
        return about

    def _read_base(self) -> Iterator[tuple[CellKey, str]]:
        rows = self._hidden_rows(BASE_SHEET, len(BASE_HEADERS))
        if tuple(next(rows, ())) != BASE_HEADERS:
            raise self._changed()
        for sheet, row, column, value in rows:
            yield CellKey(sheet, row, column), value

    def _hidden_rows(self, sheet: str, columns: int) -> Iterator[list[str]]:
        """The texts of a hidden sheet; one text in very many cells is small in the file and large here."""
        size = 0
        for line in sheet_lines(self._workbook[sheet]).values():
            values = [line[column].value if column in line else None for column in range(1, columns + 1)]
            size += sum(len(value) for value in values if isinstance(value, str))
            if size > _MAX_HIDDEN:
                raise self._changed()
            yield [cell_text(value) for value in values]

    def _changed(self) -> Unreadable:
        return Unreadable(f"{self.name}: its hidden sheets were changed; ask for the form again")


def open_workbook(content: bytes, name: str) -> OpenedWorkbook:
    """Open a workbook that came back; `name` is what problems call it.

    Raises:
        Unreadable: it is no form of ours, or nothing that is safe to open.
        WrongUsage: the extra `office` is not installed.
    """
    openpyxl = office_library("openpyxl")
    stream = checked_workbook(content, name)
    try:
        with warnings.catch_warnings():
            # It warns of whatever it would not write again, which concerns nobody here.
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(stream, keep_links=False)
    except Exception as error:
        # openpyxl raises whatever a damaged part leads it to: KeyError, ValueError, ParseError.
        raise Unreadable(f"{name}: is damaged, or no workbook; ask for the form again") from error
    return OpenedWorkbook(name, workbook)
