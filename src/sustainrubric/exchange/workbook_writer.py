"""A form -> the bytes of an .xlsx workbook: the same bytes for the same form."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from sustainrubric.exchange.form_model import Form, FormColumn, FormRow, FormSheet
from sustainrubric.exchange.office import cell_text, office_library, office_text

README_SHEET = "Read me"
ABOUT_SHEET = "about"
BASE_SHEET = "base"
BASE_HEADERS = ("sheet", "row", "column", "value")

# The day and hour inside of the file say nothing: without this one the bytes would differ from run to run.
_CREATED = datetime(2026, 1, 1)
_LETTER = 1
_MANY_COLUMNS = 7
_MAX_CHOICES = 255
_TALLEST = 409
"""The greatest height of a row, in points."""
_ALLOWED = dict.fromkeys(
    [
        "format_cells",
        "format_columns",
        "format_rows",
        "insert_rows",
        "insert_columns",
        "delete_rows",
        "sort",
        "autofilter",
        "select_locked_cells",
        "select_unlocked_cells",
    ],
    True,
)


def workbook_bytes(form: Form) -> bytes:
    """The workbook; every cell is text, none is a formula.

    Raises:
        WrongUsage: the extra `office` is not installed.
    """
    xlsxwriter = office_library("xlsxwriter")
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": cell_text(form.heading), "created": _CREATED})
        formats = _formats(workbook)
        _write_readme(workbook.add_worksheet(README_SHEET), form, formats)
        for sheet in form.sheets:
            _write_sheet(workbook.add_worksheet(sheet.title), sheet, form.heading, formats)
        about = [(key, value) for key, value in form.about.items()]
        _write_hidden(workbook.add_worksheet(ABOUT_SHEET), about, formats)
        base = [BASE_HEADERS, *((*key, value) for key, value in form.values().items())]
        _write_hidden(workbook.add_worksheet(BASE_SHEET), base, formats)
    return out.getvalue()


def _formats(workbook: Any) -> dict[str, Any]:
    text = {"num_format": "@", "text_wrap": True, "valign": "top", "font_size": 9}
    line = {"border": 1, "border_color": "#8A8F98"}
    return {
        "title": workbook.add_format({**text, "bold": True, "font_size": 16}),
        "paragraph": workbook.add_format({**text, "font_size": 11}),
        "header": workbook.add_format(
            {**text, **line, "bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF"}
        ),
        "locked": workbook.add_format({**text, **line, "bg_color": "#F2F3F5"}),
        "open": workbook.add_format({**text, **line, "locked": False, "bg_color": "#FFFDF0"}),
        "plain": workbook.add_format({**text, "locked": False}),
    }


def _write_readme(sheet: Any, form: Form, formats: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 96)
    sheet.write_string(0, 0, cell_text(form.heading), formats["title"])
    sheet.set_row(0, 24 * _lines(form.heading, 60))
    for number, paragraph in enumerate([*form.paragraphs, *form.credits], 1):
        sheet.write_string(number, 0, cell_text(paragraph), formats["paragraph"])
        sheet.set_row(number, min(_TALLEST, 15 * _lines(paragraph, 90) + 6))
    sheet.hide_gridlines(2)
    sheet.protect()
    _for_print(sheet, form.heading)


def _write_sheet(sheet: Any, content: FormSheet, heading: str, formats: dict[str, Any]) -> None:
    for position, column in enumerate(content.columns):
        sheet.set_column(position, position, column.width)
        sheet.write_string(0, position, column.title, formats["header"])
    sheet.set_row(0, 28)
    for line, row in enumerate(content.rows, 1):
        sheet.set_row(line, _height(content, row))
        for position, column in enumerate(content.columns):
            text = row.id if position == 0 else row.cells.get(column.key, "")
            style = formats["open" if content.is_open(row, column) else "locked"]
            if text:
                sheet.write_string(line, position, cell_text(text), style)
            else:
                sheet.write_blank(line, position, None, style)
    for position, column in enumerate(content.columns):
        _add_choices(sheet, position, column, len(content.rows))
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.protect("", _ALLOWED)
    _for_print(sheet, heading, pages_wide=2 if len(content.columns) > _MANY_COLUMNS else 1)


def _height(content: FormSheet, row: FormRow) -> float:
    """The height of a row in points: not every program works it out from wrapped text."""
    lines = [_lines(row.cells.get(column.key, ""), column.width) for column in content.columns]
    return min(_TALLEST, 12.5 * max(lines) + 4)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column of `width` characters, rather one too many."""
    return sum(max(1, -(-len(line) * 9 // (width * 10))) for line in text.split("\n"))


def _add_choices(sheet: Any, position: int, column: FormColumn, rows: int) -> None:
    if not column.choices or not rows or len(",".join(column.choices)) > _MAX_CHOICES:
        return
    sheet.data_validation(
        1,
        position,
        rows,
        position,
        {
            "validate": "list",
            "source": [office_text(choice) for choice in column.choices],
            "error_title": "Not in the list",
            "error_message": "Choose from the list, or leave the cell empty.",
        },
    )


def _write_hidden(sheet: Any, rows: Any, formats: dict[str, Any]) -> None:
    for line, row in enumerate(rows):
        for position, text in enumerate(row):
            sheet.write_string(line, position, cell_text(text), formats["plain"])
    sheet.very_hidden()


def _for_print(sheet: Any, heading: str, pages_wide: int = 1) -> None:
    sheet.set_landscape()
    sheet.set_paper(_LETTER)
    sheet.fit_to_pages(pages_wide, 0)
    if pages_wide > 1:
        sheet.repeat_columns(0, 1)
    sheet.set_margins(0.5, 0.5, 0.6, 0.6)
    # `&` begins a code in a footer; cut first, so that no half of a doubled one is left.
    title = cell_text(heading).replace("\n", " ")[:100].replace("&", "&&")
    sheet.set_footer(f"&L{title}&R&P of &N")
