"""A Word document of ours: its styles, language, header rows, footer, and the same bytes on every run."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sustainrubric.exchange.office import office_library, office_text

# The time inside of the file says nothing: without a fixed one the bytes would differ from run to run.
_CREATED = datetime(2026, 1, 1)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
PAGE_WIDTH = 6.9
"""Of the text on a page, in inches."""

_WIDE_TABLE = 6
"""A table of more columns has a smaller print."""

# Of letters and of the room beside a text in a cell, in inches: as in a font that is wider than ours, since not every
# computer has ours.
_LETTER, _SMALL_LETTER = 0.085, 0.0685
_BESIDE, _SMALL_BESIDE = 0.16, 0.07
_DAY_LENGTH = len("Sep 30, 2026")
_LONGEST_WORD = 18
_SPLIT_FROM = 1_000
"""Letters of a cell from which on a row may go over two pages."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_INK = "1F3A5F"


class WordPage:
    """A document being written; text is cleaned of what XML cannot hold, and is never markup."""

    def __init__(self, title: str, author: str, subject: str = "", *, landscape: bool = False) -> None:
        """Raises WrongUsage where the extra `office` is not installed."""
        docx = office_library("docx")
        from docx.shared import Inches, Pt

        self._pt = Pt
        self.document: Any = docx.Document()
        section = self.document.sections[0]
        width, height = (Inches(11), Inches(8.5)) if landscape else (Inches(8.5), Inches(11))
        section.page_width, section.page_height = width, height
        section.left_margin = section.right_margin = Inches(0.8)
        section.top_margin = section.bottom_margin = Inches(0.8)
        if landscape:
            from docx.enum.section import WD_ORIENT

            section.orientation = WD_ORIENT.LANDSCAPE
        self._set_styles()
        properties = self.document.core_properties
        properties.title, properties.author = office_text(title)[:255], office_text(author)[:255]
        properties.subject, properties.language = office_text(subject)[:255], "en-US"
        properties.comments, properties.keywords = "", ""
        properties.created = properties.modified = _CREATED
        properties.last_modified_by, properties.revision = "sustainrubric", 1
        self._add_footer(office_text(title))
        self._bookmarks = 0

    def heading(self, text: str, level: int, *, new_page: bool = False) -> Any:
        """A real heading, of level 0 (the title) to 6; gives its paragraph."""
        paragraph = self.paragraph(text, f"Heading{level}" if level else "Title")
        if new_page:
            paragraph.paragraph_format.page_break_before = True
        return paragraph

    def paragraph(self, text: str = "", style: str | None = None) -> Any:
        """A paragraph; `style` is the id of a style: looking one up by its name takes 10 ms each time."""
        paragraph = self.document.add_paragraph(office_text(text))
        if style is not None:
            paragraph._p.style = style
        return paragraph

    def table(self, heads: Sequence[str], rows: int, description: str, widths: Sequence[float] = ()) -> Any:
        """A table whose first row is its head, which every page repeats; `widths` are in inches."""
        from docx.shared import Inches, RGBColor

        table = self.document.add_table(rows + 1, len(heads), style="Table Grid")
        _describe(table, office_text(description))
        _pad(table, _SMALL_BESIDE if len(heads) > _WIDE_TABLE else _BESIDE)
        rows_of_table = list(table.rows)
        for cell, head in zip(cells_of(rows_of_table[0]), heads, strict=True):
            _shade(cell, _INK)
            run = cell.paragraphs[0].add_run(office_text(head))
            run.bold = True
            run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
        rows_of_table[0]._tr.get_or_add_trPr().append(_xml("tblHeader", val="true"))
        if widths:
            table.autofit = False
            # Word goes by the cells, LibreOffice by the grid.
            for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
                column.w = Inches(width)
            for row in rows_of_table:
                for cell, width in zip(cells_of(row), widths, strict=True):
                    cell.width = Inches(width)
        return table

    def shrink(self, table: Any, columns: int) -> None:
        """A smaller print for a table of many columns, and no row split over two pages, after it was filled."""
        from docx.text.run import Run

        size = self._pt(7.5 if columns > _WIDE_TABLE else 9)
        for row in table.rows:
            # LibreOffice loses a row that is nearly as high as a page where it may not be split.
            if all(len(cell.text) < _SPLIT_FROM for cell in cells_of(row)):
                row._tr.get_or_add_trPr().insert(0, _xml("cantSplit"))
            for cell in cells_of(row):
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.space_after = self._pt(2)
                    # Runs inside of links are not among the paragraph's own.
                    for run in paragraph._p.iter(f"{_WORD}r"):
                        Run(run, paragraph).font.size = size

    def end_table(self) -> None:
        """A little room below a table, without which Word would join it to the next one."""
        gap = self.document.add_paragraph().paragraph_format
        gap.space_after, gap.line_spacing = self._pt(0), self._pt(8)

    def bookmark(self, paragraph: Any, name: str) -> None:
        """A place in the text that links can lead to."""
        self._bookmarks += 1
        number = str(self._bookmarks)
        paragraph._p.append(_xml("bookmarkStart", id=number, name=bookmark_name(name)))
        paragraph._p.append(_xml("bookmarkEnd", id=number))

    def new_numbers(self, style: str, first: int) -> int:
        """Numbers for one list in a style for numbered lists: without its own, a list goes on where the last one ended.

        Gives what `number` takes.
        """
        numbering = self.document.part.numbering_part.element
        of_style = self.document.styles.element.get_by_id(style).pPr.numPr.numId.val
        kind = numbering.num_having_numId(of_style).abstractNumId.val
        made = numbering.add_num(kind)
        made.add_lvlOverride(ilvl=0).add_startOverride(first)
        return int(made.numId)

    def number(self, paragraph: Any, numbers: int) -> None:
        """Let a paragraph be the next item of a list."""
        paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = numbers

    def content(self) -> bytes:
        """The whole file; the same bytes for the same document."""
        saved, out = io.BytesIO(), io.BytesIO()
        self.document.save(saved)
        with zipfile.ZipFile(saved) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                part = zipfile.ZipInfo(name, _ZIP_TIME)
                part.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(part, old.read(name))
        return out.getvalue()

    def _set_styles(self) -> None:
        from docx.shared import RGBColor

        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = "Calibri", self._pt(10.5)
        normal.paragraph_format.space_after = self._pt(6)
        normal.element.get_or_add_rPr().append(_xml("lang", val="en-US"))
        for level in range(1, 7):
            self.document.styles[f"Heading {level}"].font.color.rgb = RGBColor.from_string(_INK)

    def _add_footer(self, title: str) -> None:
        paragraph = self.document.sections[0].footer.paragraphs[0]
        number = paragraph.add_run("1")
        for run in (paragraph.add_run(f"{title}    page "), number):
            run.font.size = self._pt(8)
        field = _xml("fldSimple", instr="PAGE")
        field.append(number._r)
        paragraph._p.append(field)


def cells_of(row: Any) -> list[Any]:
    """The cells of a row; the library's own list is worked out anew from the whole table each time."""
    from docx.table import _Cell

    return [_Cell(cell, row.table) for cell in row._tr.tc_lst]


def bookmark_name(name: str) -> str:
    """A name as Word takes it for a bookmark: letters, digits and `_`, at most 40."""
    return ("b_" + re.sub(r"[^A-Za-z0-9]", "_", name))[:40]


def column_widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """How wide the columns of a table are, in inches: more for those with long texts, and no word is broken.

    Where there is room for it, no date is broken either.
    """
    columns = [[row[at] if at < len(row) else "" for row in rows] for at in range(len(rows[0]))]
    least = [_least_width(texts, len(columns), _DAY_LENGTH) for texts in columns]
    if sum(least) > 0.9 * PAGE_WIDTH:
        least = [_least_width(texts, len(columns), 0) for texts in columns]
    if sum(least) >= PAGE_WIDTH:
        return [round(PAGE_WIDTH * width / sum(least), 2) for width in least]
    # Near to what makes the rows least high, taken together.
    wanted = [max(1, sum(map(len, texts)) / len(rows), max(map(len, texts)) / 3) ** 0.5 for texts in columns]
    shared = set(range(len(columns)))
    while True:
        room = PAGE_WIDTH - sum(least[at] for at in range(len(columns)) if at not in shared)
        each = room / sum(wanted[at] for at in shared)
        narrow = {at for at in shared if wanted[at] * each < least[at]}
        if not narrow:
            break
        shared -= narrow
    return [round(wanted[at] * each if at in shared else least[at], 2) for at in range(len(columns))]


def _least_width(texts: Sequence[str], columns: int, whole: int) -> float:
    """The width at which no word is broken, nor a text of at most `whole` letters; a very long word may be."""
    letter, beside = (_SMALL_LETTER, _SMALL_BESIDE) if columns > _WIDE_TABLE else (_LETTER, _BESIDE)
    words = [word for text in texts for word in ([text] if len(text) <= whole else text.split())]
    longest = max((len(word) + sum(map(word.count, "mwMW")) / 2 for word in words), default=0)
    return max(5, min(_LONGEST_WORD, longest)) * letter + beside


def _xml(tag: str, **values: str) -> Any:
    """An element of the namespace of Word, with attributes of it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(f"w:{tag}")
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _describe(table: Any, description: str) -> None:
    """What a screen reader says of a table."""
    for tag in ("tblCaption", "tblDescription"):
        table._tbl.tblPr.append(_xml(tag, val=description))


def _pad(table: Any, beside: float) -> None:
    """Room around the text of cells, which would else touch their lines; `beside` is left and right, in inches."""
    margins = _xml("tblCellMar")
    side = str(round(beside / 2 * 1440))
    for tag, width in (("top", "40"), ("left", side), ("bottom", "40"), ("right", side)):
        margins.append(_xml(tag, w=width, type="dxa"))
    table._tbl.tblPr.find(f"{_WORD}tblLook").addprevious(margins)


def _shade(cell: Any, color: str) -> None:
    cell._tc.get_or_add_tcPr().append(_xml("shd", val="clear", color="auto", fill=color))
