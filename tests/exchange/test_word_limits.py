"""Documents of Word at their limits: small print, rows that may break, widths of columns, lines that stay together."""

from __future__ import annotations

import io
import re
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from sustainrubric.exchange.docx_form import docx_form
from sustainrubric.exchange.docx_page import WordPage, cells_of, column_widths
from sustainrubric.exchange.docx_report import docx_report
from sustainrubric.exchange.form_model import Form, FormColumn, FormRow, FormSheet


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def page_of(*tables: list[str]) -> Any:
    """A document with a table for each list of texts: a head of so many columns, and a row of the texts."""
    page = WordPage("t" * 300, "a" * 300, "s" * 300)
    for texts in tables:
        table = page.table(["h"] * len(texts), 1, "A table")
        for cell, text in zip(cells_of(table.rows[1]), texts, strict=True):
            cell.paragraphs[0].add_run(text)
        page.shrink(table, len(texts))
        page.end_table()
    return opened(page.content())


def test_tables_of_many_columns_have_a_smaller_print_and_less_room() -> None:
    six, seven = page_of(["x"] * 6, ["x"] * 7).tables
    sizes = [table.rows[1].cells[0].paragraphs[0].runs[0].font.size.pt for table in (six, seven)]
    assert sizes == [9, 7.5]
    sides = [table._tbl.tblPr.xpath("./w:tblCellMar/*/@w:w") for table in (six, seven)]
    assert sides == [["40", "115", "40", "115"], ["40", "50", "40", "50"]]


def test_a_row_with_a_very_long_text_may_break() -> None:
    tables = page_of(["x" * 999, "x"], ["x" * 1000, "x"], ["x", "x" * 1000]).tables
    kept = [table.rows[1]._tr.xpath("./w:trPr/w:cantSplit") != [] for table in tables]
    assert kept == [True, False, False]


def test_what_a_document_says_of_itself_is_cut_where_word_refuses_more() -> None:
    about = page_of().core_properties
    assert [len(text) for text in (about.title, about.author, about.subject)] == [255] * 3


WIDTHS: dict[str, tuple[list[list[str]], list[float]]] = {
    "no room for whole words": ([["accountability"] * 6], [1.15] * 6),
    "a word of 17 letters": ([["x" * 17, "b"], ["c", "y " * 200]], [1.6, 5.29]),
    "a word of 18 letters": ([["x" * 18, "b"], ["c", "y " * 200]], [1.69, 5.21]),
    "a word of 19 letters, which may break": ([["x" * 19, "b"], ["c", "y " * 200]], [1.69, 5.21]),
    "five letters": ([["x" * 5, "b"], ["c", "y " * 200]], [0.75, 6.15]),
    "six letters": ([["x" * 6, "b"], ["c", "y " * 200]], [0.81, 6.09]),
    "wide letters": ([["mwMWxx", "b"], ["c", "y " * 200]], [0.84, 6.06]),
    "a day": ([["Sep 30, 2026", "b"], ["c", "y " * 200]], [1.18, 5.72]),
    "longer than a day": ([["Sep 30, 2026a", "b"], ["c", "y " * 200]], [1.09, 5.81]),
    "no room for whole days": ([["Sep 30, 2026"] * 6], [1.15] * 6),
    "little room for whole days": ([["Sep 30, 2026"] * 5 + ["x"]], [1.26] * 5 + [0.59]),
    "a short row": ([["a", "b", "c"], ["a"], ["d " * 40, "e " * 90]], [2.54, 3.77, 0.59]),
    "nothing": ([["", ""], ["", ""]], [3.45, 3.45]),
    "texts of all lengths": ([["a", "b " * 10, "c " * 100, "d " * 1000]], [0.59, 0.59, 1.38, 4.35]),
}


@pytest.mark.parametrize("case", WIDTHS)
def test_columns_are_as_wide_as_their_texts_need(case: str) -> None:
    rows, widths = WIDTHS[case]
    assert column_widths(rows) == pytest.approx(widths, abs=0.011)


def paragraphs(markdown: str) -> list[tuple[str, str, bool]]:
    """Style, text, and whether it stays with what follows, of all before the place to sign."""
    found = [
        (each.style.name, each.text, bool(each.paragraph_format.keep_with_next))
        for each in opened(docx_report(markdown, agency="A")).paragraphs
    ]
    return found[: [text for _, text, _ in found].index("Signatures")]


KEPT = [
    ("Leads to:", True),
    ("Leads to: more", False),
    ("**All bold**", True),
    ("**Bold** and more", False),
    ("Some **bold**", False),
    ("**a** b **c**", False),
    ("a:  \n*b*", False),
    ("`code:`", True),
    ("text\n\n- item", True),
    ("text\n\n1. item", True),
    ("text\n\n| a |\n|---|\n| b |", True),
    ("text\n\ntext", False),
    ("text\n\n> text", False),
    ("text\n\n> - item", False),
]


def test_a_line_stays_with_what_it_leads_to() -> None:
    text = "\n\n".join(f"## {place}\n\n{markdown}" for place, (markdown, _) in enumerate(KEPT))
    found = paragraphs(text)
    places = {said: place for place, (style, said, _) in enumerate(found) if style.startswith("Heading")}
    kept = {markdown: found[places[str(place)] + 1][2] for place, (markdown, _) in enumerate(KEPT)}
    assert kept == dict(KEPT)


def test_an_item_of_a_list_stays_with_nothing() -> None:
    found = paragraphs("".join(f"- {markdown.partition(chr(10))[0]}\n" for markdown, _ in KEPT))
    assert len(found) == len(KEPT)
    assert {(style, kept) for style, _, kept in found} == {("List Bullet", False)}


def test_lists_in_lists_have_styles_of_their_own_down_to_the_third() -> None:
    text = (
        "- a\n\n  aa\n  1. b\n\n     bb\n     - c\n\n       cc\n       1. d\n\n          dd\n\n> q\n\nend\n"
    )
    assert [(style, said) for style, said, _ in paragraphs(text)] == [
        ("List Bullet", "a"),
        ("List Continue", "aa"),
        ("List Number 2", "b"),
        ("List Continue 2", "bb"),
        ("List Bullet 3", "c"),
        ("List Continue 3", "cc"),
        ("List Number 3", "d"),
        ("List Continue 3", "dd"),
        ("Quote", "q"),
        ("Normal", "end"),
    ]


def test_the_first_heading_is_the_title_and_tables_are_named_by_the_heading_above() -> None:
    document = opened(docx_report("text\n\n## A `b`\nc\n\n| x | |\n|---|---|\n| y | z |\n", agency="A"))
    assert document.core_properties.title == "A b"
    caption = document.tables[0]._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    assert caption == "A b: x"
    no_heading = opened(docx_report("| x | y |\n|---|---|\n| z | |\n", agency="A"))
    assert no_heading.tables[0]._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Report: x, y"


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://a.gov", True),
        ("HTTP://a.gov", True),
        ("mailto:a@b.gov", True),
        ("ftp://a.gov", False),
        ("a.md", False),
    ],
)
def test_a_link_leads_only_where_it_may(address: str, is_link: bool) -> None:
    document = opened(docx_report(f"[here]({address}) and `code`", agency="A"))
    paragraph = document.paragraphs[0]
    assert "".join(paragraph._p.xpath(".//w:t/text()")) == "here and code"
    (*inside,) = paragraph._p.xpath("./w:hyperlink//w:t/text()")
    assert inside == (["here"] if is_link else [])
    assert [rel.target_ref for rel in document.part.rels.values() if rel.is_external] == [address] * is_link
    looks = {run.text: (run.font.underline, run.font.name) for run in paragraph.runs}
    assert looks[" and "] == (None, None)
    assert looks["code"] == (None, "Consolas")


def test_what_folds_on_a_page_is_open_on_paper() -> None:
    text = '<a id="x"></a>\n\n<details>\n<a id="y">\n<summary>1 &lt; 2</summary>\n\ninside\n\n</details>\n\n[x](#x)\n'
    document = opened(docx_report(text, agency="A"))
    summary = document.paragraphs[0]
    assert (summary.text, summary.runs[0].italic, summary.paragraph_format.keep_with_next) == (
        "1 < 2",
        True,
        True,
    )
    marks = {each.text: each._p.xpath("./w:bookmarkStart/@w:name") for each in document.paragraphs}
    assert marks["1 < 2"] == ["b_x", "b_y"]
    assert marks["inside"] == []
    assert document.element.body.xpath(".//w:hyperlink/@w:anchor") == ["b_x"]


def test_emphasis_is_that_of_the_text_and_code_keeps_it() -> None:
    paragraph = opened(docx_report("a **b *c* `d`** *e `f`* g", agency="A")).paragraphs[0]
    looks = [(run.text, run.bold, run.italic, run.font.name) for run in paragraph.runs if run.text]
    assert looks == [
        ("a ", None, None, None),
        ("b ", True, None, None),
        ("c", True, True, None),
        (" ", True, None, None),
        ("d", True, None, "Consolas"),
        (" ", None, None, None),
        ("e ", None, True, None),
        ("f", None, True, "Consolas"),
        (" g", None, None, None),
    ]


def printed(columns: int, *rows: FormRow, kind: str = "assessment") -> Any:
    more = [FormColumn(f"c{place}", f"C{place}", 10, place > 3) for place in range(2, columns)]
    heads = (FormColumn("id", "Id", 8), FormColumn("element", "Element", 8), *more)
    about = {"kind": kind, "agency": "An agency"}
    return opened(docx_form(Form("A form", about, (), ("Ours",), (FormSheet("S", heads, rows),))))


def test_few_columns_are_a_table_and_many_are_a_page_for_each_row() -> None:
    row = FormRow("1", {"element": "One", "c2": "read", "c4": "said"})
    few, many = printed(7, row, row), printed(8, row, row)
    assert [len(table.rows) for table in few.tables] == [3, 3]
    assert [cell.text for cell in few.tables[0].rows[1].cells] == ["One", "read", "", "said", "\n", "\n"]
    headings = [each for each in many.paragraphs if each.style.name == "Heading 2"]
    assert [each.text for each in headings] == ["1 One"] * 2
    assert [each.paragraph_format.page_break_before for each in headings] == [None, True]
    rows = [[cell.text for cell in line.cells] for line in many.tables[1].rows]
    assert rows == [["Question", "Answer"], ["C4", "said"], ["C5", "\n\n"], ["C6", "\n\n"], ["C7", "\n\n"]]
    assert [cell.text for cell in many.tables[0].rows[1].cells] == ["read", ""]
    assert [cell.text for cell in many.tables[-1].rows[0].cells] == ["Name and role", "Signature", "Date"]
    assert len(many.tables[-1].rows) == 3


def sizes(table: Any) -> set[float]:
    """Of all texts in a table but its head."""
    return {
        run.font.size.pt
        for row in table.rows[1:]
        for cell in row.cells
        for paragraph in cell.paragraphs
        for run in paragraph.runs
    }


def test_forms_to_print_have_the_print_of_their_tables() -> None:
    row = FormRow("1", {"element": "One", "c2": "read", "c4": "said"})
    assert [sizes(table) for table in printed(7, row).tables[:1]] == [{9}]
    assert [sizes(table) for table in printed(8, row).tables[:2]] == [{7.5}, {9}]


def test_columns_to_print_share_the_page_by_their_width_and_none_is_very_narrow() -> None:
    widths = {"id": 8, "question": 60, "answer": 80, "day": 5}
    heads = tuple(FormColumn(name, name, width, name == "answer") for name, width in widths.items())
    sheet = FormSheet("S", heads, (FormRow("1", {"question": "Who?"}),))
    table = opened(docx_form(Form("F", {"kind": "worksheet"}, (), (), (sheet,)))).tables[0]
    found = [cell.width.inches for cell in table.rows[1].cells]
    assert found == pytest.approx([2.59, 3.45, 0.86], abs=0.001)


def test_a_choice_is_ticked_where_there_is_one() -> None:
    heads = (
        *(FormColumn(name, name, 10) for name in ("id", "element", "a", "b", "c", "d")),
        FormColumn("level", "Level", 10, True, ("Not rated", "Strong")),
        FormColumn("target", "Target", 10, True, ("Low", "High")),
    )
    form = Form(
        "F", {"kind": "assessment"}, (), (), (FormSheet("S", heads, (FormRow("1", {"level": "Strong"}),)),)
    )
    answers = [[cell.text for cell in row.cells] for row in opened(docx_form(form)).tables[1].rows]
    assert answers[1:] == [
        ["Level", "☐\u00a0Not\u00a0rated   ☒\u00a0Strong"],
        ["Target", "☐\u00a0Low   ☐\u00a0High"],
    ]


@pytest.mark.parametrize(
    ("kind", "words"), [("worksheet", "Write each answer beside"), ("assessment", "Choose the level that")]
)
def test_a_form_to_print_says_what_to_do_and_that_nothing_is_read_back(kind: str, words: str) -> None:
    texts = [each.text for each in printed(3, FormRow("1"), kind=kind).paragraphs]
    assert texts[:2] == ["A form", "An agency"]
    assert re.match(f"This form is for printing. {words}.*nothing is read back from Word.$", texts[2])
    assert texts[-3:-1] == ["Credit and rights", "Ours"]
