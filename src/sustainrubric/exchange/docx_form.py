"""A form to print and fill in by hand: as a Word document, from which nothing comes back."""

from __future__ import annotations

from typing import Any

from sustainrubric.exchange.docx_page import PAGE_WIDTH, WordPage, cells_of
from sustainrubric.exchange.form_model import Form, FormColumn, FormRow, FormSheet
from sustainrubric.exchange.office import office_text

_MANY_COLUMNS = 7
_BOX = "☐"
_NARROWEST = 20
"""Weight of a column that holds a date or one word, which are not to be broken."""

_NO_BREAK = "\u00a0"
_TYPED_IN = "What is written here has to be typed into the file by somebody: nothing is read back from Word."


def docx_form(form: Form) -> bytes:
    """The document: each row of a sheet with what there is to read, then room for what there is to write.

    Raises:
        WrongUsage: the extra `office` is not installed.
    """
    page = WordPage(form.heading, form.about.get("agency", ""))
    page.heading(form.heading, 0)
    page.paragraph(form.about.get("agency", ""))
    page.paragraph(f"This form is for printing. {_what_to_do(form)} {_TYPED_IN}")
    for sheet in form.sheets:
        page.heading(sheet.title, 1)
        if len(sheet.columns) > _MANY_COLUMNS:
            for number, row in enumerate(sheet.rows):
                _write_row(page, sheet, row, new_page=number > 0)
        else:
            _write_table(page, sheet)
    page.heading("Credit and rights", 1)
    for paragraph in form.credits:
        page.paragraph(paragraph)
    page.heading("Signature", 1)
    page.table(["Name and role", "Signature", "Date"], 2, "A place to sign", [3.0, 2.6, 1.3])
    return page.content()


def _what_to_do(form: Form) -> str:
    if form.about.get("kind") == "worksheet":
        return "Write each answer beside its question, and leave empty what you do not know."
    return "Choose the level that fits best, and say in a sentence or two why."


def _write_row(page: WordPage, sheet: FormSheet, row: FormRow, *, new_page: bool) -> None:
    """A row of many columns, one part below the other.

    A row of the table that would not fit into the rest of a page is lost in LibreOffice, so each begins a new one.
    """
    texts = [column for column in sheet.columns[2:] if not sheet.is_open(row, column)]
    answers = [column for column in sheet.columns if sheet.is_open(row, column)]
    page.heading(f"{row.id} {row.cells.get('element', '')}", 2, new_page=new_page)
    table = page.table([column.title for column in texts], 1, f"{row.id}: what the rubric says of each level")
    for cell, column in zip(cells_of(table.rows[1]), texts, strict=True):
        _fill(cell, row.cells.get(column.key, ""))
    page.shrink(table, _MANY_COLUMNS)
    page.end_table()
    table = page.table(["Question", "Answer"], len(answers), f"{row.id}: the answers", [1.6, 5.3])
    for line, column in zip(list(table.rows)[1:], answers, strict=True):
        question, answer = cells_of(line)
        _fill(question, column.title)
        _fill(answer, _answer(column, row.cells.get(column.key, "")))
    page.shrink(table, 2)


def _write_table(page: WordPage, sheet: FormSheet) -> None:
    """A sheet of few columns as one table. Its ids stay away: on paper nothing finds its way back by them."""
    columns = sheet.columns[1:]
    texts = [[_room_to_write(sheet, row, column) for column in columns] for row in sheet.rows]
    heads = [column.title for column in columns]
    weights = [max(_NARROWEST, column.width) for column in columns]
    widths = [round(PAGE_WIDTH * weight / sum(weights), 2) for weight in weights]
    table = page.table(heads, len(texts), sheet.title, widths)
    for line, row in zip(list(table.rows)[1:], texts, strict=True):
        for cell, text in zip(cells_of(line), row, strict=True):
            _fill(cell, text)
    page.shrink(table, len(columns))
    page.end_table()


def _room_to_write(sheet: FormSheet, row: FormRow, column: FormColumn) -> str:
    return row.cells.get(column.key, "") or ("\n" if sheet.is_open(row, column) else "")


def _answer(column: FormColumn, text: str) -> str:
    """What is there already; else boxes to tick, or lines to write on."""
    if column.choices:
        boxes = (f"{'☒' if choice == text else _BOX} {choice}" for choice in column.choices)
        return "   ".join(box.replace(" ", _NO_BREAK) for box in boxes)
    return text or "\n\n"


def _fill(cell: Any, text: str) -> None:
    cell.paragraphs[0].add_run(office_text(text))
