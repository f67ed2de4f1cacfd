"""Forms as somebody changes them: opened with openpyxl, saved again."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl


def changed(path: Path, change: Callable[[Any], None], to: Path | None = None) -> Path:
    """Change a workbook in place, or into another file, as an office program would."""
    workbook = openpyxl.load_workbook(path)
    change(workbook)
    target = to or path
    workbook.save(target)
    return target


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
