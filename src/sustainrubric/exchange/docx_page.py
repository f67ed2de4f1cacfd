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
WIDE_TABLE = 6
"""Columns from which on a table has a smaller print."""

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

    def heading(self, text: str, level: int) -> Any:
        """A real heading, of level 0 (the title) to 6; gives its paragraph."""
        return self.paragraph(text, f"Heading{level}" if level else "Title")

    def paragraph(self, text: str = "", style: str | None = None) -> Any:
        """A paragraph; `style` is the id of a style: looking one up by its name takes 10 ms each time."""
        paragraph = self.document.add_paragraph(office_text(text))
        if style is not None:
            paragraph._p.style = style
        return paragraph

    def table(self, heads: Sequence[str], rows: int, description: str, widths: Sequence[float] = ()) -> Any:
        """A table whose first row is its head, which every page repeats; `widths` are in inches."""
        from docx.shared import Inches

        table = self.document.add_table(rows + 1, len(heads), style="Table Grid")
        _describe(table, office_text(description))
        _pad(table)
        rows_of_table = list(table.rows)
        for cell, head in zip(cells_of(rows_of_table[0]), heads, strict=True):
            _shade(cell, _INK)
            run = cell.paragraphs[0].add_run(office_text(head))
            run.bold = True
            run.font.color.rgb = _white()
        _repeat(rows_of_table[0])
        for row in rows_of_table:
            _keep_whole(row)
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
        """A smaller print for a table of many columns, after it was filled."""
        from docx.text.run import Run

        size = self._pt(7.5 if columns > WIDE_TABLE else 9)
        for row in table.rows:
            for cell in cells_of(row):
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.space_after = self._pt(2)
                    # Runs inside of links are not among the paragraph's own.
                    for run in paragraph._p.iter(f"{_WORD}r"):
                        Run(run, paragraph).font.size = size

    def bookmark(self, paragraph: Any, name: str) -> None:
        """A place in the text that links can lead to."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self._bookmarks += 1
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), str(self._bookmarks))
            if tag == "w:bookmarkStart":
                mark.set(qn("w:name"), bookmark_name(name))
            paragraph._p.append(mark)

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
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import RGBColor

        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = "Calibri", self._pt(10.5)
        normal.paragraph_format.space_after = self._pt(6)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-US")
        normal.element.get_or_add_rPr().append(language)
        for level in range(1, 7):
            self.document.styles[f"Heading {level}"].font.color.rgb = RGBColor.from_string(_INK)

    def _add_footer(self, title: str) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        paragraph = self.document.sections[0].footer.paragraphs[0]
        paragraph.add_run(f"{title}    page ").font.size = self._pt(8)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        paragraph._p.append(field)


def cells_of(row: Any) -> list[Any]:
    """The cells of a row; the library's own list is worked out anew from the whole table each time."""
    from docx.table import _Cell

    return [_Cell(cell, row.table) for cell in row._tr.tc_lst]


def bookmark_name(name: str) -> str:
    """A name as Word takes it for a bookmark: letters, digits and `_`, at most 40."""
    return ("b_" + re.sub(r"[^A-Za-z0-9]", "_", name))[:40]


def _describe(table: Any, description: str) -> None:
    """What a screen reader says of a table."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for tag in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(tag)
        element.set(qn("w:val"), description)
        table._tbl.tblPr.append(element)


def _pad(table: Any) -> None:
    """Room above and below the text of cells, which would else touch their lines."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side in ("w:top", "w:bottom"):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), "40")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(margins)


def _repeat(row: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _keep_whole(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _shade(cell: Any, color: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for key, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", color)):
        shade.set(qn(key), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _white() -> Any:
    from docx.shared import RGBColor

    return RGBColor(0xFF, 0xFF, 0xFF)
