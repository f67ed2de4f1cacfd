"""A form to print and fill in by hand: as a Word document, from which nothing comes back."""

from __future__ import annotations

from typing import Any

from sustainrubric.exchange.docx_page import WordPage, cells_of
from sustainrubric.exchange.form_model import Form, FormColumn, FormRow, FormSheet
from sustainrubric.exchange.office import office_text

_MANY_COLUMNS = 7
_BOX = "☐"
_NARROWEST = 20
"""Weight of a column that holds an id or a date, which are not to be broken."""

_NO_BREAK = "\u00a0"


def docx_form(form: Form) -> bytes:
    """The document: each row of a sheet with what there is to read, then room for what there is to write.

    Raises:
        WrongUsage: the extra `office` is not installed.
    """
    page = WordPage(form.heading, form.about.get("agency", ""))
    page.heading(form.heading, 0)
    page.paragraph(form.about.get("agency", ""))
    page.paragraph(
        "This form is for printing. Choose the level that fits best, and say in a sentence or two why. "
        "What is written here has to be typed into the file by somebody: nothing is read back from Word."
    )
    for sheet in form.sheets:
        page.heading(sheet.title, 1)
        if len(sheet.columns) > _MANY_COLUMNS:
            for row in sheet.rows:
                _write_row(page, sheet, row)
        else:
            _write_table(page, sheet)
    page.heading("Credit and rights", 1)
    for paragraph in form.credits:
        page.paragraph(paragraph)
    page.heading("Signature", 1)
    page.table(["Name and role", "Signature", "Date"], 2, "A place to sign", [3.0, 2.6, 1.3])
    return page.content()


def _write_row(page: WordPage, sheet: FormSheet, row: FormRow) -> None:
    """A row of many columns, one part below the other."""
    texts = [column for column in sheet.columns[2:] if not sheet.is_open(row, column)]
    answers = [column for column in sheet.columns if sheet.is_open(row, column)]
    page.heading(f"{row.id} {row.cells.get('element', '')}", 2)
    table = page.table([column.title for column in texts], 1, f"{row.id}: what the rubric says of each level")
    for cell, column in zip(cells_of(table.rows[1]), texts, strict=True):
        _fill(cell, row.cells.get(column.key, ""))
    page.shrink(table, _MANY_COLUMNS)
    page.paragraph()
    table = page.table(["Question", "Answer"], len(answers), f"{row.id}: the answers", [1.6, 5.3])
    for line, column in zip(list(table.rows)[1:], answers, strict=True):
        question, answer = cells_of(line)
        _fill(question, column.title)
        _fill(answer, _answer(column, row.cells.get(column.key, "")))
    page.shrink(table, 2)


def _write_table(page: WordPage, sheet: FormSheet) -> None:
    columns = sheet.columns
    weights = [max(_NARROWEST, column.width) for column in columns]
    widths = [round(6.9 * weight / sum(weights), 2) for weight in weights]
    table = page.table([column.title for column in columns], len(sheet.rows), sheet.title, widths)
    for line, row in zip(list(table.rows)[1:], sheet.rows, strict=True):
        for cell, column in zip(cells_of(line), columns, strict=True):
            _fill(cell, row.id if column is columns[0] else row.cells.get(column.key, ""))
    page.shrink(table, len(columns))


def _answer(column: FormColumn, text: str) -> str:
    """What is there already; else boxes to tick, or lines to write on."""
    if column.choices:
        boxes = (f"{'☒' if choice == text else _BOX} {choice}" for choice in column.choices)
        return "   ".join(box.replace(" ", _NO_BREAK) for box in boxes)
    return text or "\n\n"


def _fill(cell: Any, text: str) -> None:
    cell.paragraphs[0].add_run(office_text(text))
