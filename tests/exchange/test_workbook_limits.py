"""A workbook at its limits: long lists of choices, long texts, many columns, and no file beside the one asked for."""

from __future__ import annotations

import html
import io
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sustainrubric.exchange.form_model import Form, FormColumn, FormRow, FormSheet
from sustainrubric.exchange.office import MAX_CELL, cell_text
from sustainrubric.exchange.workbook_writer import workbook_bytes
from sustainrubric.exchange.xlsform import xlsform_bytes
from tests.panel.small_panel import assessment_of, rubric, votes_of

ID = FormColumn("id", "Id", 8)


def listed(*lengths: int) -> tuple[str, ...]:
    return tuple("x" * length for length in lengths)


def sheet(title: str, columns: int, *rows: FormRow, choices: tuple[str, ...] = ()) -> FormSheet:
    more = (FormColumn(f"c{place}", f"C{place}", 10, True, choices) for place in range(1, columns))
    return FormSheet(title, (ID, *more), rows)


def opened(*sheets: FormSheet, heading: str = "H", **more: Any) -> Any:
    form = Form(heading, {"form": "1"}, more.get("paragraphs", ()), more.get("credits", ()), sheets)
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes(form)))


def test_a_list_that_excel_cannot_hold_is_left_out() -> None:
    row = FormRow("a", {})
    book = opened(
        sheet("long", 2, row, choices=listed(100, 100, 53)),
        sheet("too long", 2, row, choices=listed(100, 100, 54)),
        sheet("no rows", 2, choices=("x",)),
        sheet("none", 2, row),
        sheet("two rows", 2, row, FormRow("b", {}), choices=("x\x01y", "z")),
    )
    rules = {
        each.title: [(str(rule.sqref), rule.formula1) for rule in each.data_validations.dataValidation]
        for each in book.worksheets
    }
    long = ",".join(listed(100, 100, 53))
    assert len(long) == 255
    assert rules == {
        "Read me": [],
        "long": [("B2", f'"{long}"')],
        "too long": [],
        "no rows": [],
        "none": [],
        "two rows": [("B2:B3", '"xy,z"')],
        "about": [],
        "base": [],
    }


def test_a_row_is_as_high_as_its_text_needs() -> None:
    texts = ["", "x" * 11, "x" * 12, "x" * 23, "x\ny", "\n\n", "x" * 2000]
    rows = [FormRow(str(place), {"c1": text, "c2": "x"}) for place, text in enumerate(texts)]
    book = opened(sheet("s", 3, *rows))
    heights = [round(book["s"].row_dimensions[place].height, 1) for place in range(2, 2 + len(texts))]
    assert heights == [pytest.approx(height, abs=0.5) for height in (16.5, 16.5, 29, 41.5, 29, 41.5, 409)]


def test_the_first_page_is_as_high_as_its_texts_need() -> None:
    book = opened(heading="h" * 67, paragraphs=("x", "y" * 101, "z" * 5000), credits=("c",))
    heights = [round(book["Read me"].row_dimensions[place].height) for place in range(1, 6)]
    assert heights == [48, 21, 36, 409, 21]
    assert [cell.value[0] for cell in book["Read me"]["A"]] == ["h", "x", "y", "z", "c"]


@pytest.mark.parametrize(("columns", "wide", "repeated"), [(7, None, None), (8, 2, "$A:$B")])
def test_many_columns_are_printed_on_two_pages(columns: int, wide: int | None, repeated: str | None) -> None:
    made = opened(sheet("s", columns, FormRow("a", {})))["s"]
    assert (made.page_setup.fitToWidth, made.page_setup.fitToHeight) == (wide, 0)
    assert made.print_title_cols == repeated


@pytest.mark.parametrize(
    ("heading", "footer"),
    [("A & B\nC", "A && B C"), ("x" * 101, "x" * 100), ("x" * 99 + "&y", "x" * 99 + "&&")],
    ids=range(3),
)
def test_a_title_in_a_footer_is_short_and_no_code(heading: str, footer: str) -> None:
    content = workbook_bytes(Form(heading, {}, (), (), ()))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = html.unescape(archive.read("xl/worksheets/sheet1.xml").decode())
    assert f"<oddFooter>&L{footer}&R&P of &N</oddFooter>" in text


def test_what_a_workbook_says_of_itself_is_the_same_every_day() -> None:
    book = opened(sheet("s", 2, FormRow("a", {})), heading="A title")
    assert (book.properties.title, book.properties.created) == ("A title", datetime(2026, 1, 1))
    for place in ("A1", "A2", "B2"):
        border = book["s"][place].border
        assert [side.style for side in (border.left, border.right, border.top, border.bottom)] == ["thin"] * 4


def test_a_form_without_sheets_is_a_workbook_that_opens() -> None:
    assert opened().sheetnames == ["Read me", "about", "base"]
    assert opened(sheet("s", 2)).active.title == "Read me"


def test_no_other_file_is_written_while_a_workbook_is_made(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "gone"))
    few = rubric(1)
    assert workbook_bytes(Form("H", {}, (), (), (sheet("s", 2),)))
    content = xlsform_bytes(assessment_of(votes_of(few, missing=("r1",))), few, list(few.elements))
    assert openpyxl.load_workbook(io.BytesIO(content)).properties.created == datetime(2026, 1, 1)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("x" * MAX_CELL, MAX_CELL),
        ("x" * (MAX_CELL + 1), MAX_CELL),
        ("\U0001f600" * 16_383, 16_383),
        ("\U0001f600" * 16_384, 16_383),
        ("x\U0001f600" * 10_923, 21_845),
        ("x" * 32_766 + "\U0001f600", 32_766),
    ],
    ids=range(6),
)
def test_a_text_is_cut_to_what_a_cell_holds(text: str, length: int) -> None:
    cut = cell_text(text)
    assert len(cut) == length
    assert text.startswith(cut)


def test_signs_that_no_document_can_hold_are_left_out() -> None:
    kept = "a\tb\nc\u00a0\u2028\ufeff"
    assert cell_text(kept) == kept
    assert cell_text("a\r\nb\rc\x00\x0b\x1f\x7f\x85\u200e\u202e\u2066\ud800\uffff") == "a\nb\nc"
