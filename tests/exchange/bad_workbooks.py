"""Workbooks as they should not come back, and what is said of each: of an assessment, a worksheet and a ballot."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

import openpyxl

from sustainrubric.check.file import inspect
from sustainrubric.exchange.make_form import form_bytes
from tests.conftest import ROOT
from tests.exchange.workbooks import cell_of, members, zipped

ANSWERS, BASE, ABOUT = "answers", "base", "about"
"""What the edits below call the sheets they change, whatever their files are called."""

STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
BOOK = "xl/workbook.xml"
TYPES = "[Content_Types].xml"

Parts = dict[str, bytes]
Edit = Callable[[Parts], Parts]


class Returned(NamedTuple):
    """A form that comes back: of which file, with which command, and one of its answers, which is a word of a list."""

    source: str
    options: dict[str, Any]
    command: tuple[str, ...]
    sheet: str
    row: str
    title: str
    place: str
    word: str
    unchanged: str
    files: dict[str, str]

    def content(self) -> bytes:
        return form_bytes(inspect(str(ROOT / "examples" / self.source)), "xlsx", **self.options).content

    def edited(self, content: bytes, edit: Edit) -> bytes:
        """With an edit of its parts."""
        theirs = {file: name for name, file in self.files.items()}
        parts = {theirs.get(name, name): part for name, part in _parts(content).items()}
        return zipped({self.files.get(name, name): part for name, part in edit(parts).items()})

    def saved(self, content: bytes, change: Callable[[Any, Any], None]) -> bytes:
        """Saved again by another program, after `change` had the workbook and the sheet of the answer."""
        workbook = openpyxl.load_workbook(io.BytesIO(content))
        change(workbook, workbook[self.sheet])
        out = io.BytesIO()
        workbook.save(out)
        return out.getvalue()

    def cell(self, sheet: Any) -> Any:
        return cell_of(sheet, self.row, self.title)


def _parts(content: bytes) -> Parts:
    return members(io.BytesIO(content))


def _files(answers: int, base: int) -> dict[str, str]:
    numbers = {ANSWERS: answers, ABOUT: base - 1, BASE: base}
    return {name: f"xl/worksheets/sheet{number}.xml" for name, number in numbers.items()}


ASSESSMENT = Returned(
    "assessments/literacy/2026-fall.yaml",
    {"actions": True},
    ("import", "f.xlsx", "a.yaml"),
    "Ratings",
    "1.A.i",
    "Level",
    "G2",
    "Strong",
    "no changes\n",
    _files(2, 5),
)
WORKSHEET = Returned(
    "worksheet.yaml",
    {},
    ("import", "f.xlsx", "a.yaml"),
    "4 Identify Current Supports",
    "supports/1/evidence",
    "Answer",
    "C10",
    "yes",
    "no changes\n",
    _files(5, 8),
)
BALLOT = Returned(
    "assessments/educator-evaluation/2026-fall.yaml",
    {"rater": "rpatel"},
    ("panel", "collect", "a.yaml", "f.xlsx"),
    "Ratings",
    "1.A.i",
    "Level",
    "G2",
    "Strong",
    "rpatel: 0 of 19 elements; would go to a.ballots/rpatel.yaml\n",
    _files(2, 4),
)
OF_EACH_KIND = {"assessment": ASSESSMENT, "worksheet": WORKSHEET, "ballot": BALLOT}


def rows(number: int, cell: bytes, first: int = 2_000) -> bytes:
    """Rows far below those of ours, with one cell in each."""
    return b"".join(
        b'<row r="%d">%s</row>' % (row, cell.replace(b"?", b"%d" % row))
        for row in range(first, first + number)
    )


def more(part: str, before: bytes, text: bytes) -> Edit:
    """Text put before some place in a part."""

    def edit(parts: Parts) -> Parts:
        assert before in parts[part]
        return {**parts, part: parts[part].replace(before, text + before, 1)}

    return edit


def instead(part: str, old: bytes, new: bytes) -> Edit:
    """Other text in the place of some in a part."""

    def edit(parts: Parts) -> Parts:
        assert old in parts[part]
        return {**parts, part: parts[part].replace(old, new)}

    return edit


def beside(name: str, content: bytes) -> Edit:
    return lambda parts: {**parts, name: content}


def one_text_in_many_cells(sheet: str, text: bytes, number: int) -> Edit:
    """The text is in the file once, and in memory once a cell if somebody reads it so."""

    def edit(parts: Parts) -> Parts:
        place = b"%d" % parts[STRINGS].count(b"<si>")
        parts = more(STRINGS, b"</sst>", b"<si><t>" + text + b"</t></si>")(parts)
        return more(sheet, b"</sheetData>", rows(number, b'<c r="A?" t="s"><v>' + place + b"</v></c>"))(parts)

    return edit


def in_utf16(parts: Parts) -> Parts:
    text = parts[ANSWERS].decode().replace("UTF-8", "UTF-16")
    return {**parts, ANSWERS: ("<!DOCTYPE x>" + text).encode("utf-16-le")}


def strict(parts: Parts) -> Parts:
    """As Excel saves it as Strict Open XML."""
    usual = re.compile(rb"http://schemas\.openxmlformats\.org/(spreadsheetml|officeDocument)/2006/")
    return {name: usual.sub(rb"http://purl.oclc.org/ooxml/\1/", part) for name, part in parts.items()}


def encrypted(content: bytes) -> bytes:
    """The bit that says so, in every part's heads."""
    raw = bytearray(content)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(mark), content):
            raw[found.start() + place] |= 1
    return bytes(raw)


SAVE_AGAIN = "save it as .xlsx, or ask for the form again"
ASK_AGAIN = "ask for the form again"
NOT_OURS = "is no form of ours"
MISSING = "its hidden sheets are missing, so ask for the form again"
EXPORT_IT = "save or export it as .xlsx"

NO_WORKBOOK: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "nothing": (lambda form: b"", SAVE_AGAIN),
    "no zip": (lambda form: b"PK\x03\x04 but no zip", SAVE_AGAIN),
    "a table of commas": (lambda form: b"Id,Level\n1.A.i,Strong\n", SAVE_AGAIN),
    "a page": (lambda form: b"<html><table><tr><td>1.A.i</td></tr></table></html>", SAVE_AGAIN),
    "a PDF": (lambda form: b"%PDF-1.7\n", SAVE_AGAIN),
    "the old format, or encrypted by Office": (
        lambda form: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5_000), "save it as .xlsx without a password"
    ),
    "encrypted as a zip": (encrypted, "save it without a password"),
    "truncated": (lambda form: form[:-3_000], SAVE_AGAIN),
    "its beginning gone": (lambda form: form[100:], SAVE_AGAIN),
    "another zip": (lambda form: zipped({"a.txt": b"hello"}), EXPORT_IT),
    "a document of Word": (lambda form: zipped({"word/document.xml": b"<w:document/>"}), "a form is an .xlsx file"),
    "a document of Word with changes tracked": (
        lambda form: zipped({"word/document.xml": b"<w:document><w:ins w:id='1'><w:r/></w:ins></w:document>"}),
        "is a document of Word, from which nothing is read back",
    ),
    "an OpenDocument file": (lambda form: zipped({"mimetype": b"x", "content.xml": b"<x/>"}), EXPORT_IT),
    "a file of Numbers": (lambda form: zipped({"Index/Document.iwa": b"x"}), EXPORT_IT),
    "a binary workbook": (lambda form: zipped({"xl/workbook.bin": b"x"}), EXPORT_IT),
    "larger than any form": (lambda form: form + bytes(10_000_001), "is larger than 10 MB"),
}  # fmt: skip

LISTS = b"</dataValidations>"
CELL_RANGES = b" ".join(b"A%d" % row for row in range(1, 200_000))
HARMFUL: dict[str, tuple[Edit, str]] = {
    "a bomb of 600 MB": (beside("xl/media/big.bin", bytes(600_000_000)), NOT_OURS),
    "entities": (more(BOOK, b"<workbook", b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'), "no office program writes"),
    "entities in another encoding": (in_utf16, "no office program writes"),
    "macros": (beside("xl/vbaProject.bin", b"x"), "holds macros; save it as .xlsx"),
    "macros of old": (beside("xl/macrosheets/sheet1.xml", b"<x/>"), "holds macros; save it as .xlsx"),
    "a name that leads out": (beside("../evil.xml", b"<x/>"), "no office program writes"),
    "a name from the root": (beside("/etc/evil.xml", b"<x/>"), "no office program writes"),
    "a part cut off": (lambda parts: {**parts, ANSWERS: parts[ANSWERS][:500]}, ASK_AGAIN),
    "no texts": (lambda parts: {name: part for name, part in parts.items() if name != STRINGS}, ASK_AGAIN),
    "a text that there is not": (instead(ANSWERS, b't="s"><v>', b't="s"><v>99999'), ASK_AGAIN),
    "a number that is none": (more(ANSWERS, b"</sheetData>", rows(1, b'<c r="A?"><v>x</v></c>')), ASK_AGAIN),
    "strict": (strict, "save it as an Excel workbook (.xlsx) of the usual kind"),
    "somebody's workbook": (lambda parts: {name: part for name, part in parts.items() if name != BASE}, MISSING),
    "600 parts": (lambda parts: {**parts, **{f"xl/media/{n}.png": b"x" for n in range(600)}}, NOT_OURS),
    "all cells merged": (
        more(ANSWERS, b"<pageMargins", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), NOT_OURS
    ),
    "very many merged cells": (more(
        ANSWERS, b"<pageMargins",
        b"<mergeCells>" + b"".join(b'<mergeCell ref="Z%d:Z%d"/>' % (n, n) for n in range(99, 9_000)) + b"</mergeCells>",
    ), NOT_OURS),
    "a hundred thousand cells": (more(ANSWERS, b"</sheetData>", rows(100_000, b'<c r="A?"><v>1</v></c>')), NOT_OURS),
    "one long text in many hidden cells": (
        one_text_in_many_cells(BASE, b"_x0041_" * 4_000, 12_000), "its hidden sheets were changed"
    ),
    "very many texts": (more(STRINGS, b"</sst>", b"<si><t>a</t></si>" * 60_000), NOT_OURS),
    "very many pieces of one text": (
        more(STRINGS, b"</sst>", b"<si>" + b"<r><t>a</t></r>" * 60_000 + b"</si>"), NOT_OURS
    ),
    "very many styles": (more(STYLES, b"</cellXfs>", b"<xf/>" * 100_000), NOT_OURS),
    "very many columns": (more(ANSWERS, b"<sheetData>", b'<col min="1" max="1"/>' * 60_000), NOT_OURS),
    "a list for very many cells": (
        more(ANSWERS, b"<pageMargins", b'<dataValidation sqref="' + CELL_RANGES + b'"/>'), NOT_OURS
    ),
    "a list behind a bracket": (
        more(ANSWERS, b"<pageMargins", b'<dataValidation prompt=">" sqref="' + CELL_RANGES + b'"/>'), NOT_OURS
    ),
    "very many attributes": (
        more(ANSWERS, b"<sheetData>", b"<x " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/>"), NOT_OURS
    ),
    "very deep": (more(ANSWERS, b"<sheetData>", b"<x>" * 200_000 + b"</x>" * 200_000), NOT_OURS),
}  # fmt: skip


def unknown_rows(number: int) -> Edit:
    """Rows with ids of their own, and something in the column of the answers of an assessment."""
    cells = b'<c r="A?" t="inlineStr"><is><t>1.A.?</t></is></c><c r="G?" t="inlineStr"><is><t>x</t></is></c>'
    return more(ANSWERS, b"</sheetData>", rows(number, cells))


def with_prefixes(parts: Parts) -> Parts:
    """As some programs write it: every name with a prefix."""
    text = re.sub(rb"<(/?)(\w)", rb"<\1x:\2", parts[ANSWERS])
    return {**parts, ANSWERS: text.replace(b'xmlns="', b'xmlns:x="')}


def in_several_letterings(parts: Parts) -> Parts:
    """A word half of which is bold, with a note on how to say it."""
    word = rb"<si><t>(Strong|yes)</t></si>"
    assert re.search(word, parts[STRINGS])
    bold = rb"<si><r><rPr><b/></rPr><t>\1</t></r><r><t></t></r><rPh sb='0' eb='1'><t>spoken</t></rPh></si>"
    return {**parts, STRINGS: re.sub(word, bold, parts[STRINGS])}


def without_places(parts: Parts) -> Parts:
    return {**parts, ANSWERS: re.sub(rb'<c r="[A-Z]+\d+"', b"<c", parts[ANSWERS])}


def in_capitals(parts: Parts) -> Parts:
    """The sheet of the answers called the same in capitals."""

    def capitals(found: re.Match[bytes]) -> bytes:
        return found[0].upper().replace(b"NAME=", b"name=")

    return {**parts, BOOK: re.sub(rb'name="(Ratings|\d [^"]*)"', capitals, parts[BOOK])}


NEWER_LISTS = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst>'
"""What Excel writes for lists from another sheet; the reader warns of it."""

HARMLESS: dict[str, Edit] = {
    "a link to another workbook": beside("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
    "an object of another program": beside("xl/embeddings/oleObject1.bin", b"x"),
    "the changes that Excel keeps": beside("xl/revisions/revisionHeaders.xml", b"<headers/>"),
    "the type of an .xlsm without macros": instead(
        TYPES, b"openxmlformats-officedocument.spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
    ),
    "names with prefixes": with_prefixes,
    "cells that do not say where they are": without_places,
    "a word in several letterings": in_several_letterings,
    "a sheet in capitals": in_capitals,
    "a mark of the byte order": lambda parts: {**parts, ANSWERS: b"\xef\xbb\xbf" + parts[ANSWERS]},
    "lists of a newer kind": more(ANSWERS, b"</worksheet>", NEWER_LISTS),
    "a cell in the last row there is": more(BASE, b"</sheetData>", rows(1, b'<c r="A?"/>', 1_048_576)),
    "one long text in many ids": one_text_in_many_cells(ANSWERS, b"_x0041_" * 200_000, 12_000),
    "a long text that nobody asked for": one_text_in_many_cells(ANSWERS, b"y" * 7_000_000, 0),
}  # fmt: skip

Change = Callable[[Returned, Any, Any], None]
"""What somebody does: with the workbook, and with the sheet of the answer."""


def put(value: object) -> Change:
    def change(kind: Returned, book: Any, sheet: Any) -> None:
        kind.cell(sheet).value = value

    return change


def about(key: str, value: object) -> Change:
    def change(kind: Returned, book: Any, sheet: Any) -> None:
        next(row for row in book["about"].iter_rows() if row[0].value == key)[1].value = value

    return change


def merge_two(kind: Returned, book: Any, sheet: Any) -> None:
    cell = kind.cell(sheet)
    sheet.merge_cells(
        start_row=cell.row, end_row=cell.row + 1, start_column=cell.column, end_column=cell.column
    )


def double_an_id(kind: Returned, book: Any, sheet: Any) -> None:
    sheet["A3"] = sheet["A2"].value


def other_id(value: object) -> Change:
    def change(kind: Returned, book: Any, sheet: Any) -> None:
        sheet.cell(kind.cell(sheet).row, 1).value = value

    return change


def rename_the_column(kind: Returned, book: Any, sheet: Any) -> None:
    sheet.cell(1, kind.cell(sheet).column).value = "Mine"


AT_THE_CELL = "f.xlsx:{line}:{column}: error {code} ({sheet}!{place}) "
AT_THE_ID = "f.xlsx:{line}:1: error {code} ({sheet}!A{line}) "
AT_THE_TOP = "f.xlsx:1:1: error {code} ({sheet}!A1) "
TYPE, CHOICE = "SR106", "SR107"
TOLD: dict[str, tuple[Change, str, str]] = {
    "a number": (put(3), TYPE, AT_THE_CELL),
    "a fraction": (put(3.5), TYPE, AT_THE_CELL),
    "a day": (put(datetime(2026, 1, 2)), TYPE, AT_THE_CELL),
    "true": (put(True), TYPE, AT_THE_CELL),
    "an error": (put("#REF!"), TYPE, AT_THE_CELL),
    "a formula": (put('="stro"&"ng"'), TYPE, AT_THE_CELL + "this is a formula; write its value as text"),
    "merged cells": (merge_two, TYPE, AT_THE_CELL),
    "a number stored as text": (put("3"), CHOICE, AT_THE_CELL),
    "a number and a word": (put("3 Established"), CHOICE, AT_THE_CELL),
    "no word of the list": (put("5 Bogus"), CHOICE, AT_THE_CELL),
    "32,767 characters": (put("x" * 32_767), CHOICE, AT_THE_CELL),
    "control characters": (put("_x0007_strong"), CHOICE, AT_THE_CELL),
    "another text where a formula is text": (put("'=1+1"), CHOICE, AT_THE_CELL),
    "ids doubled": (double_an_id, "SR004", "f.xlsx:3:1: error {code} ({sheet}!A3) "),
    "an id that is none": (other_id("1.A.x"), "SR203", AT_THE_ID),
    "an id that is a number": (other_id(1), "SR203", AT_THE_ID),
    "an id that is a day": (other_id(datetime(2026, 1, 2)), "SR203", AT_THE_ID),
    "the ids gone": (lambda kind, book, sheet: sheet.delete_cols(1), "SR105", AT_THE_TOP),
    "the column gone": (
        lambda kind, book, sheet: sheet.delete_cols(kind.cell(sheet).column), "SR105", AT_THE_TOP
    ),
    "the column renamed": (rename_the_column, "SR105", AT_THE_TOP),
    "the sheet renamed": (
        lambda kind, book, sheet: setattr(sheet, "title", "Sheet1"), "SR105", "f.xlsx:1:1: error {code} the sheet "
    ),
    "the sheet gone": (lambda kind, book, sheet: book.remove(sheet), "SR105", "f.xlsx:1:1: error {code} the sheet "),
}  # fmt: skip

ELSEWHERE: dict[str, tuple[Change, str]] = {
    "another round": (about("round", "2031-fall"), "is of the round '2031-fall', and a.yaml of the round '2026-fall'"),
    "another reform": (about("reform", "math"), "is about the reform 'math', and a.yaml about the reform "),
    "another agency": (about("agency", "Elsewhere"), "is of the agency 'Elsewhere', and a.yaml of the agency "),
    "another instrument": (about("instrument", "x@1.0.0"), "is of the instrument 'x@1.0.0', and a.yaml of "),
    "a newer version": (about("form", "2"), "was made by a newer version of sustain; update yours"),
    "no version": (about("form", "x"), NOT_OURS),
    "the hidden sheet about gone": (lambda kind, book, sheet: book.remove(book["about"]), MISSING),
    "the hidden sheet base gone": (lambda kind, book, sheet: book.remove(book["base"]), MISSING),
}  # fmt: skip


def hide_and_filter(kind: Returned, book: Any, sheet: Any) -> None:
    for row in range(2, 8):
        sheet.row_dimensions[row].hidden = True
    sheet.auto_filter.ref = "A1:C10"
    sheet.column_dimensions["B"].hidden = True


def sort_the_rows(kind: Returned, book: Any, sheet: Any) -> None:
    """The other way round, with one of them gone."""
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    sheet.delete_rows(2, sheet.max_row)
    for line in list(reversed(lines))[1:]:
        sheet.append(line)


def add_columns_and_rows(kind: Returned, book: Any, sheet: Any) -> None:
    sheet.insert_cols(2)
    sheet["B1"], sheet["B3"] = "My notes", 42
    sheet.insert_rows(1, 3)
    sheet["A1"] = "Please by Friday"
    sheet.cell(sheet.max_row + 2, 3).value = "seen by me"


def add_sheets(kind: Returned, book: Any, sheet: Any) -> None:
    from openpyxl.chart import BarChart, Reference

    book.create_sheet("mine", 0).append(["1.A.i", "Strong"])
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=5))
    book.create_chartsheet("Chart", 0).add_chart(chart)


def comment(kind: Returned, book: Any, sheet: Any) -> None:
    from openpyxl.comments import Comment

    kind.cell(sheet).comment = Comment("Is this right?", "me")
    kind.cell(sheet).hyperlink = "https://example.gov"


ALLOWED: dict[str, Change] = {
    "saved again": lambda kind, book, sheet: None,
    "hidden and filtered": hide_and_filter,
    "sorted, and a row gone": sort_the_rows,
    "all rows gone": lambda kind, book, sheet: sheet.delete_rows(2, 1_000),
    "columns and rows added": add_columns_and_rows,
    "sheets and a chart added": add_sheets,
    "a comment and a link": comment,
    "cells merged elsewhere": lambda kind, book, sheet: sheet.merge_cells("Z50:AA60"),
    "hidden sheets shown": lambda kind, book, sheet: setattr(book["base"], "sheet_state", "visible"),
    "protection taken off": lambda kind, book, sheet: sheet.protection.disable(),
}
