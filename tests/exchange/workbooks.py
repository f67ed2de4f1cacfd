"""Forms as somebody changes them: opened with openpyxl, saved again."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from sustainrubric.exchange.form_model import Form
from sustainrubric.exchange.workbook_writer import ABOUT_SHEET, BASE_HEADERS, BASE_SHEET


def changed(path: Path, change: Callable[[Any], None], to: Path | None = None) -> Path:
    """Change a workbook in place, or into another file, as an office program would."""
    workbook = openpyxl.load_workbook(path)
    change(workbook)
    target = to or path
    workbook.save(target)
    return target


def book_of(form: Form) -> Any:
    """What openpyxl has of a form after it opened it, in a hundredth of the time that takes."""
    workbook: Any = openpyxl.Workbook()
    for sheet in form.sheets:
        made = workbook.create_sheet(sheet.title)
        made.append([column.title for column in sheet.columns])
        for row in sheet.rows:
            made.append([row.id, *(row.cells.get(column.key) or None for column in sheet.columns[1:])])
    about, base = workbook.create_sheet(ABOUT_SHEET), workbook.create_sheet(BASE_SHEET)
    for entry in form.about.items():
        about.append(entry)
    for line in (BASE_HEADERS, *((*key, text) for key, text in form.values().items())):
        base.append(line)
    return workbook


def cell_of(sheet: Any, row_id: str, title: str) -> Any:
    """The cell in the row with this id, in the column with this title."""
    titles = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if row[titles.index("Id")].value == row_id:
            return row[titles.index(title)]
    raise AssertionError(f"there is no row {row_id}")


def put(row_id: str, title: str, value: object, sheet: str = "Ratings") -> Callable[[Any], None]:
    """A change of one cell."""

    def change(workbook: Any) -> None:
        cell_of(workbook[sheet], row_id, title).value = value

    return change


def members(of: Path | io.BytesIO) -> dict[str, bytes]:
    """The parts of a zip by name."""
    import zipfile

    with zipfile.ZipFile(of) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    """Parts as a zip."""
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
