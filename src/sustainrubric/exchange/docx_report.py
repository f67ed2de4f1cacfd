"""The Markdown of a report -> the same report as a Word document, so that no format says more than another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any, NamedTuple

from sustainrubric.exchange.docx_page import WordPage, bookmark_name, cells_of, column_widths
from sustainrubric.exchange.office import office_library, office_text

_ANCHOR = re.compile(r'<a id="([^"]*)">')
_SUMMARY = re.compile(r"<summary>(.*?)</summary>", re.DOTALL)
_SAFE_LINK = ("http://", "https://", "mailto:")
_MOST_INDENTS = 3
_LISTED = ("bullet_list_open", "ordered_list_open", "table_open")
"""What a paragraph before it leads to, so that it does not stay behind at the end of a page."""

_LINK_COLOR = "1A4F8B"


class _List(NamedTuple):
    """A list that is open: the style of its items, and its numbers where it is a numbered one."""

    style: str
    numbers: int | None = None


@dataclass(frozen=True)
class Style:
    """How the text of a run looks."""

    bold: bool = False
    italic: bool = False
    code: bool = False


def docx_report(markdown: str, *, agency: str) -> bytes:
    """The document, with a place to sign at its end.

    Raises:
        WrongUsage: the extra `office` is not installed.
    """
    parser = office_library("markdown_it").MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(markdown)
    heads = (tokens[at + 1].children for at, token in enumerate(tokens) if token.type == "heading_open")
    page = WordPage(_words(next(heads, [])) or "Report", agency)
    _Writer(page).write(tokens)
    _add_signatures(page)
    return page.content()


class _Writer:
    """Walks the tokens of a text, and writes each into the document as what it is."""

    def __init__(self, page: WordPage) -> None:
        self._page = page
        self._paragraph: Any = None
        self._lists: list[_List] = []
        self._is_quote = False
        self._anchors: list[str] = []
        self._heading = "Report"
        # Of the token that is written now.
        self._is_first_in_item: bool
        self._is_heading: bool
        self._leads_to_more: bool

    def write(self, tokens: Sequence[Any]) -> None:
        position = 0
        while position < len(tokens):
            token = tokens[position]
            if token.type == "table_open":
                end = next(at for at in range(position, len(tokens)) if tokens[at].type == "table_close")
                self._table(tokens[position:end])
                position = end
            elif token.type == "paragraph_open" and _is_place(tokens[position + 1]):
                self._anchors += _ANCHOR.findall(tokens[position + 1].content)
                position += 2
            else:
                self._leads_to_more = position + 2 < len(tokens) and tokens[position + 2].type in _LISTED
                self._block(token)
            position += 1

    def _block(self, token: Any) -> None:
        kind = token.type
        if kind == "heading_open":
            self._is_heading = True
            self._new_paragraph(self._page.heading("", int(token.tag[1]) - 1))
        elif kind == "paragraph_open":
            self._is_heading = False
            self._new_paragraph(self._text_paragraph())
        elif kind in ("bullet_list_open", "ordered_list_open"):
            self._open_list(token)
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif kind == "list_item_open":
            self._is_first_in_item = True
        elif kind in ("blockquote_open", "blockquote_close"):
            self._is_quote = kind == "blockquote_open"
        elif kind == "html_block":
            self._html(token.content)
        elif kind == "inline":
            if self._is_heading:
                self._heading = _words(token.children)
            elif self._leads_to_more or (not self._lists and _introduces(token.children)):
                self._paragraph.paragraph_format.keep_with_next = True
            self._inline(self._paragraph, token.children, Style())
        elif kind in ("code_block", "fence"):
            self._new_paragraph(self._page.paragraph(token.content.rstrip("\n")))

    def _open_list(self, token: Any) -> None:
        style = "ListBullet" if token.type.startswith("bullet") else "ListNumber"
        depth = min(len(self._lists) + 1, _MOST_INDENTS)
        style = style if depth == 1 else f"{style}{depth}"
        first = int(token.attrGet("start") or 1)
        is_numbered = token.type.startswith("ordered")
        self._lists.append(_List(style, self._page.new_numbers(style, first) if is_numbered else None))

    def _text_paragraph(self) -> Any:
        if not self._lists:
            return self._page.paragraph("", "Quote" if self._is_quote else None)
        if not self._is_first_in_item:
            depth = min(len(self._lists), _MOST_INDENTS)
            return self._page.paragraph("", "ListContinue" if depth == 1 else f"ListContinue{depth}")
        self._is_first_in_item = False
        style, numbers = self._lists[-1]
        paragraph = self._page.paragraph("", style)
        if numbers is not None:
            self._page.number(paragraph, numbers)
        return paragraph

    def _new_paragraph(self, paragraph: Any) -> None:
        self._paragraph = paragraph
        for anchor in self._anchors:
            self._page.bookmark(paragraph, anchor)
        self._anchors = []

    def _html(self, text: str) -> None:
        """Markup of our own templates: a place to link to, or what folds on a forge and is open on paper."""
        self._anchors += _ANCHOR.findall(text)
        for summary in _SUMMARY.findall(text):
            paragraph = self._page.paragraph()
            self._new_paragraph(paragraph)
            paragraph.add_run(office_text(unescape(summary))).italic = True
            paragraph.paragraph_format.keep_with_next = True

    def _inline(self, paragraph: Any, children: Sequence[Any], style: Style) -> None:
        link: Any = None
        for child in children:
            kind = child.type
            if kind == "text":
                self._run(paragraph, link, child.content, style)
            elif kind == "code_inline":
                self._run(paragraph, link, child.content, Style(style.bold, style.italic, code=True))
            elif kind in ("softbreak", "hardbreak"):
                self._run(paragraph, link, " " if kind == "softbreak" else "\n", style)
            elif kind in ("strong_open", "strong_close"):
                style = Style(kind == "strong_open", style.italic)
            elif kind in ("em_open", "em_close"):
                style = Style(style.bold, kind == "em_open")
            elif kind == "link_open":
                link = self._link(paragraph, str(child.attrGet("href") or ""))
                if link is not None:
                    paragraph._p.append(link)
            elif kind == "link_close":
                link = None
            elif kind == "html_inline":
                self._anchors += _ANCHOR.findall(child.content)

    def _run(self, paragraph: Any, link: Any, text: str, style: Style) -> None:
        run = paragraph.add_run(office_text(text))
        if style.bold:
            run.bold = True
        if style.italic:
            run.italic = True
        if style.code:
            run.font.name = "Consolas"
        if link is not None:
            from docx.shared import RGBColor

            run.font.underline = True
            run.font.color.rgb = RGBColor.from_string(_LINK_COLOR)
            link.append(run._r)

    def _link(self, paragraph: Any, address: str) -> Any:
        """The element of a link; None for an address that is not one to follow."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        element = OxmlElement("w:hyperlink")
        if address.startswith("#"):
            element.set(qn("w:anchor"), bookmark_name(address[1:]))
        elif address.lower().startswith(_SAFE_LINK):
            relation = paragraph.part.relate_to(
                office_text(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            element.set(qn("r:id"), relation)
        else:
            return None
        return element

    def _table(self, tokens: Sequence[Any]) -> None:
        rows: list[list[Any]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(token)
        heads = [_words(token.children) for token in rows[0]]
        description = f"{self._heading}: {', '.join(filter(None, heads))}"
        texts = [[_words(token.children) for token in row] for row in rows]
        table = self._page.table(heads, len(rows) - 1, description, column_widths(texts))
        for row, cells in zip(list(table.rows)[1:], rows[1:], strict=True):
            for cell, token in zip(cells_of(row), cells, strict=False):
                self._inline(cell.paragraphs[0], token.children, Style())
        self._page.shrink(table, len(heads))
        self._page.end_table()


def _is_place(token: Any) -> bool:
    """Whether a line is only a place to link to: it belongs to what comes after it."""
    return all(child.type in ("html_inline", "softbreak") for child in token.children)


def _introduces(children: Sequence[Any]) -> bool:
    """Whether a line stands over what follows, and should not be left alone at the end of a page."""
    marks = [child.type for child in children if child.type != "text" or child.content]
    is_bold = marks[:1] == ["strong_open"] and marks.index("strong_close") == len(marks) - 1
    return is_bold or _words(children).endswith(":")


def _add_signatures(page: WordPage) -> None:
    page.heading("Signatures", 1)
    table = page.table(["Name and role", "Signature", "Date"], 3, "A place to sign", [3.0, 2.6, 1.3])
    for row in table.rows[1:]:
        from docx.shared import Inches

        row.height = Inches(0.5)


def _words(children: Sequence[Any]) -> str:
    """The words of one line of Markdown."""
    texts = ("text", "code_inline")
    return "".join(
        child.content if child.type in texts else " " * (child.type == "softbreak") for child in children
    )
