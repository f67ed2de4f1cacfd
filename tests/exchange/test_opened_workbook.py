"""A form that came back, opened: what its hidden sheets must say, and which sheets must be there."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from sustainrubric.base.errors import InvalidFile, Unreadable
from sustainrubric.exchange.form_model import CellKey, Form, FormColumn, FormRow, FormSheet
from sustainrubric.exchange.workbook_reader import OpenedWorkbook, open_workbook
from sustainrubric.exchange.workbook_writer import ABOUT_SHEET, BASE_SHEET, workbook_bytes
from tests.exchange.workbooks import book_of, members, zipped

COLUMNS = (FormColumn("id", "Id", 8), FormColumn("said", "Said", 8, True), FormColumn("fixed", "Fixed", 8))
SHEETS = tuple(
    FormSheet(title, COLUMNS, (FormRow("a", {"said": title, "fixed": "x"}),)) for title in ("One", "Two")
)
FORM = Form("A form", {"form": "1", "kind": "assessment"}, ("Read this",), ("Ours",), SHEETS)


def came_back(change: Callable[[Any], object]) -> bytes:
    workbook: Any = openpyxl.load_workbook(io.BytesIO(workbook_bytes(FORM)))
    change(workbook)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def test_a_form_comes_back_with_what_it_said_and_what_is_in_it_now() -> None:
    filled = open_workbook(came_back(lambda book: book["Two"].cell(2, 2, "Now")), "f.xlsx").filled(FORM)
    assert filled.about == {"form": "1", "kind": "assessment"}
    assert filled.base == {CellKey("One", "a", "said"): "One", CellKey("Two", "a", "said"): "Two"}
    assert {key.sheet: cell.text for key, cell in filled.cells.items()} == {"One": "One", "Two": "Now"}


def test_sheets_that_are_gone_are_told_where_answers_were_in_them() -> None:
    book = open_workbook(
        came_back(lambda book: (book.remove(book["One"]), book.remove(book["Two"]))), "f.xlsx"
    )
    new = FormSheet("Three", COLUMNS, (FormRow("a"),))
    with pytest.raises(InvalidFile) as caught:
        book.filled(replace(FORM, sheets=(*SHEETS, new)))
    told = [
        (str(each.location.file), each.location.line, each.location.column) for each in caught.value.problems
    ]
    assert told == [("f.xlsx", 1, 1)] * 2
    assert [each.problem.message for each in caught.value.problems] == [
        f"the sheet '{title}' is not there any more; give it its name back" for title in ("One", "Two")
    ]


def test_problems_of_all_sheets_are_told_in_their_order() -> None:
    def change(book: Any) -> None:
        book["One"]["B2"], book["Two"]["B1"] = 3, "Else"

    with pytest.raises(InvalidFile) as caught:
        open_workbook(came_back(change), "f.xlsx").filled(FORM)
    assert [(each.location.line, each.location.column) for each in caught.value.problems] == [(1, 1), (2, 2)]


def about(key: str, value: object) -> Callable[[Any], object]:
    def change(book: Any) -> None:
        for row in book[ABOUT_SHEET].iter_rows():
            if row[0].value == key:
                row[1].value = value

    return change


MISSING = "is no form of ours, or its hidden sheets are missing"
REFUSED: dict[str, tuple[Callable[[Any], object], str]] = {
    "no hidden sheet": (lambda book: book.remove(book[ABOUT_SHEET]), MISSING),
    "the other hidden sheet": (lambda book: book.remove(book[BASE_SHEET]), MISSING),
    "a newer one": (about("form", "2"), "was made by a newer version of sustain; update yours"),
    "a far newer one": (about("form", "9" * 5000), "was made by a newer version of sustain"),
    "an older one": (about("form", "0"), "is no form of ours"),
    "none": (about("form", "x"), "is no form of ours"),
    "one in other digits": (about("form", "01"), "is no form of ours"),
    "no version": (about("form", None), "is no form of ours"),
    "another head": (lambda book: book[BASE_SHEET].cell(1, 1, "x"), "its hidden sheets were changed"),
    "an empty sheet": (lambda book: book[BASE_SHEET].delete_rows(1, 99), "its hidden sheets were changed"),
    "very much in it": (
        lambda book: [book[BASE_SHEET].cell(number, 4, "x" * 32_000) for number in range(2, 129)],
        "its hidden sheets were changed; ask for the form again",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_form_of_ours_is_refused(case: str) -> None:
    change, words = REFUSED[case]
    with pytest.raises(Unreadable, match=f"^f.xlsx: {words}"):
        open_workbook(came_back(change), "f.xlsx")


def test_as_much_as_may_be_in_a_hidden_sheet_is_read() -> None:
    book = book_of(FORM)
    there = sum(len(cell.value) for row in book[BASE_SHEET].iter_rows() for cell in row)
    for number in range(128):
        book[BASE_SHEET].cell(number + 4, 4, "x" * 31_000)
    rest = book[BASE_SHEET].cell(200, 4)
    rest.value = "x" * (4_000_000 - there - 128 * 31_000)
    assert OpenedWorkbook("f.xlsx", book).about["form"] == "1"
    rest.value += "x"
    with pytest.raises(Unreadable, match="its hidden sheets were changed; ask for the form again"):
        OpenedWorkbook("f.xlsx", book)


def changed_part(name: str, old: str, new: str, **more: bytes) -> bytes:
    parts = members(io.BytesIO(workbook_bytes(FORM)))
    text = parts[name].decode()
    assert old in text
    parts[name] = text.replace(old, new, 1).encode()
    return zipped({**parts, **more})


def test_what_the_reader_would_not_write_again_is_no_reason_to_refuse() -> None:
    """Rules of newer programs, of which it warns."""
    extension = '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    content = changed_part("xl/worksheets/sheet2.xml", "</worksheet>", extension)
    with pytest.warns(UserWarning, match="extension is not supported"):
        openpyxl.load_workbook(io.BytesIO(content))
    assert open_workbook(content, "f.xlsx").about["form"] == "1"


def test_a_table_of_other_workbooks_is_not_opened() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
    relation = (
        f'<Relationship Id="rId99" Type="{kind}" Target="externalLinks/externalLink1.xml"/></Relationships>'
    )
    content = changed_part("xl/_rels/workbook.xml.rels", "</Relationships>", relation)
    parts = members(io.BytesIO(content))
    reference = b'</sheets><externalReferences><externalReference r:id="rId99"/></externalReferences>'
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"</sheets>", reference)
    parts["xl/externalLinks/externalLink1.xml"] = b"<broken"
    assert open_workbook(zipped(parts), "f.xlsx").about["form"] == "1"
