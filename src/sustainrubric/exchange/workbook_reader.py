"""The bytes of a workbook that came back -> what is in its cells, or what is wrong with them."""

from __future__ import annotations

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
    ReadCell,
)
from sustainrubric.exchange.form_sheet_reader import SheetReading, cell_text
from sustainrubric.exchange.office import office_library
from sustainrubric.exchange.workbook_writer import ABOUT_SHEET, BASE_HEADERS, BASE_SHEET


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
            if sheet.title not in self._workbook.sheetnames:
                if known:
                    message = f"the sheet {quoted(sheet.title)} is not there any more; give it its name back"
                    problems.append(
                        LocatedProblem(Location(self.name, 1, 1), Problem(Code.MISSING_KEY, message))
                    )
                continue
            reading = SheetReading(self.name, sheet, self._workbook[sheet.title], known)
            cells.update(reading.cells())
            problems += reading.problems
        if problems:
            raise InvalidFile(self.name, sorted(problems, key=lambda found: found.sort_key))
        return FilledForm(self.about, self._base, cells)

    def _about(self) -> dict[str, str]:
        if ABOUT_SHEET not in self._workbook.sheetnames or BASE_SHEET not in self._workbook.sheetnames:
            raise Unreadable(f"{self.name}: is no form of ours; its hidden sheets are missing")
        rows = self._workbook[ABOUT_SHEET].iter_rows(max_col=2, values_only=True)
        about = {cell_text(key): cell_text(value) for key, value in rows if key is not None}
        version = about.get("form", "")
        if version != FORM_VERSION:
            newer = version.isdecimal() and int(version[:9]) > int(FORM_VERSION)
            why = "was made by a newer version of sustain; update yours" if newer else "is no form of ours"
            raise Unreadable(f"{self.name}: {why}")
        return about

    def _read_base(self) -> Iterator[tuple[CellKey, str]]:
        rows = self._workbook[BASE_SHEET].iter_rows(max_col=len(BASE_HEADERS), values_only=True)
        if tuple(map(cell_text, next(rows, ()))) != BASE_HEADERS:
            raise Unreadable(f"{self.name}: its hidden sheets were changed; ask for the form again")
        for sheet, row, column, value in rows:
            yield CellKey(cell_text(sheet), cell_text(row), cell_text(column)), cell_text(value)


def open_workbook(content: bytes, name: str) -> OpenedWorkbook:
    """Open a workbook that came back; `name` is what problems call it.

    Raises:
        Unreadable: it is no form of ours, or nothing that is safe to open.
        WrongUsage: the extra `office` is not installed.
    """
    openpyxl = office_library("openpyxl")
    stream = checked_workbook(content, name)
    try:
        workbook = openpyxl.load_workbook(stream, keep_links=False)
    except Exception as error:
        # openpyxl raises whatever a damaged part leads it to: KeyError, ValueError, ParseError.
        raise Unreadable(f"{name}: is damaged, or no workbook; ask for the form again") from error
    return OpenedWorkbook(name, workbook)
