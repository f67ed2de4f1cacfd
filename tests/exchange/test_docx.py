"""Reports and forms for Word: real structure, all of the content, the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from sustainrubric.cli.report import ReportWanted, write_report
from sustainrubric.exchange.docx_page import bookmark_name, column_widths
from sustainrubric.exchange.docx_report import docx_report
from tests.conftest import ROOT, Result

Sustain = Callable[..., Result]
EXAMPLES = ROOT / "examples"
LITERACY = str(EXAMPLES / "assessments" / "literacy" / "2026-fall.yaml")
BEFORE = str(EXAMPLES / "assessments" / "literacy" / "2025-fall.yaml")


@pytest.fixture(scope="module")
def literacy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of one assessment beside the round before, made once."""
    folder = tmp_path_factory.mktemp("word")
    write_report(ReportWanted(LITERACY, str(folder / "r.docx"), previous=BEFORE))
    write_report(ReportWanted(LITERACY, str(folder / "r.md"), previous=BEFORE))
    return folder


def words(path: Path) -> list[str]:
    """All words of a document, of its tables too, in their order."""
    body = docx.Document(str(path)).element.body
    text = " ".join(node.text or "" for node in body.iter(qn("w:t")))
    return re.findall(r"\w+", text)


Piece = tuple[str, object]
"""A part of a report: what it is, and its text or the texts of its cells."""


def plain(text: str) -> str:
    return " ".join(text.split())


def of_markdown(text: str) -> list[Piece]:
    """Headings with their levels, paragraphs, items with their depths and tables with all cells, in their order."""
    from markdown_it import MarkdownIt

    found: list[Piece] = []
    rows: list[list[str]] = []
    kind, depth, is_first = "text", 0, False
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "list_item_open":
            is_first = True
        elif token.type == "heading_open":
            kind = f"heading {int(token.tag[1]) - 1}"
        elif token.type == "paragraph_open":
            kind = f"item {depth}" if depth and is_first else "text"
            is_first = False
        elif token.type == "table_open":
            kind, rows = "table", []
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "table_close":
            found.append(("table", rows))
        elif token.type == "inline":
            texts = ("text", "code_inline")
            said = "".join(each.content if each.type in texts else " " * (each.type in ("softbreak", "hardbreak"))
                           for each in token.children or [])  # fmt: skip
            if kind == "table":
                rows[-1].append(plain(said))
            else:
                found += [(kind, plain(said))] if said.strip() else []
        elif token.type == "html_block":
            found += [
                ("text", plain(each)) for each in re.findall(r"<summary>(.*?)</summary>", token.content)
            ]
    return found


def of_word(path: Path) -> list[Piece]:
    """As `of_markdown`, of a document."""
    document: Any = docx.Document(str(path))
    found: list[Piece] = []
    for each in document.iter_inner_content():
        if not hasattr(each, "style") or not hasattr(each, "runs"):
            found.append(("table", [[plain(cell.text) for cell in row.cells] for row in each.rows]))
            continue
        style, said = each.style.name, plain(each.text)
        if style == "Title" or style.startswith("Heading"):
            found.append((f"heading {style.removeprefix('Heading ') if style != 'Title' else 0}", said))
        elif style.startswith(("List Bullet", "List Number")):
            found.append((f"item {style[-1] if style[-1].isdigit() else 1}", said))
        elif said:
            found.append(("text", said))
    return found


OF_EACH_KIND = {
    "a round beside the last one": (LITERACY, "--previous", BEFORE),
    "a panel": (str(EXAMPLES / "assessments" / "educator-evaluation" / "2026-fall.yaml"),),
    "for the public": (LITERACY, "--audience", "public"),
    "worksheet": (str(EXAMPLES / "worksheet.yaml"),),
    "priorities": (str(EXAMPLES / "priorities.yaml"),),
}


@pytest.mark.deep
@pytest.mark.parametrize("kind", OF_EACH_KIND)
def test_it_says_all_that_the_markdown_says_in_the_same_order(
    sustain: Sustain, folder: Path, kind: str
) -> None:
    sustain("report", *OF_EACH_KIND[kind], "-o", "r.docx")
    sustain("report", *OF_EACH_KIND[kind], "-o", "r.md")
    wanted = of_markdown(Path("r.md").read_text(encoding="utf-8"))
    end: list[Piece] = [
        ("heading 1", "Signatures"),
        ("table", [["Name and role", "Signature", "Date"], *[["", "", ""]] * 3]),
    ]
    assert of_word(Path("r.docx")) == [*wanted, *end]
    assert len([piece for piece in wanted if piece[0] == "table"]) >= 4


@pytest.mark.deep
def test_it_has_the_structure_that_word_knows(literacy: Path) -> None:
    document: Any = docx.Document(str(literacy / "r.docx"))
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles[0] == "Title"
    assert {"Heading 1", "Heading 2", "Heading 3", "List Bullet"} <= set(styles)
    for table in document.tables:
        properties = table.rows[0]._tr.trPr
        assert properties is not None
        assert properties.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    assert document.core_properties.title.startswith("Early literacy standards")
    assert document.core_properties.language == "en-US"
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings[-2:] == ["Credit and rights", "Signatures"]


@pytest.mark.deep
def test_every_link_inside_leads_somewhere(literacy: Path) -> None:
    body = docx.Document(str(literacy / "r.docx")).element.body
    places = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} - {None}
    assert len(links) >= 19
    assert links <= places


@pytest.mark.deep
def test_two_runs_give_the_same_bytes(sustain: Sustain, folder: Path) -> None:
    priorities = str(EXAMPLES / "priorities.yaml")
    sustain("report", priorities, "-o", "a.docx")
    sustain("report", priorities, "-o", "b.docx")
    sustain("form", LITERACY, "-o", "c.docx", "--only", "1.A")
    sustain("form", LITERACY, "-o", "d.docx", "--only", "1.A")
    assert Path("a.docx").read_bytes() == Path("b.docx").read_bytes()
    assert Path("c.docx").read_bytes() == Path("d.docx").read_bytes()


@pytest.mark.deep
def test_the_public_is_told_less(sustain: Sustain, folder: Path) -> None:
    sustain("report", str(EXAMPLES / "worksheet.yaml"), "-o", "p.docx", "--audience", "public")
    said = " ".join(words(Path("p.docx")))
    assert "Lindqvist" not in said


def test_user_text_is_no_markup_and_no_link_of_another_kind() -> None:
    hostile = "\x07 <w:p/> {{ x }} [click](javascript:alert) [page](https://example.gov)"
    content = docx_report(f"# T\n\n{hostile}\n", agency="\x00A")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
        text = archive.read("word/document.xml").decode()
    assert "javascript" not in relations
    assert "https://example.gov" in relations
    assert "&lt;w:p/&gt;" in text
    assert "{{ x }}" in text


def test_a_document_is_no_text_for_standard_output(sustain: Sustain, folder: Path) -> None:
    assert "is no text" in sustain("report", LITERACY, "-o", "-", "--format", "docx", code=2).err


@pytest.mark.deep
def test_a_form_for_printing_has_every_element_and_a_place_to_sign(sustain: Sustain, folder: Path) -> None:
    sustain("form", LITERACY, "-o", "f.docx", "--actions")
    document: Any = docx.Document("f.docx")
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 2"]
    assert len(headings) == 19
    assert headings[0].startswith("1.A.i ")
    said = " ".join(words(Path("f.docx")))
    assert "Signature" in said
    assert "nothing is read back from Word" in said
    assert "Choose the level" in said
    new_pages = [paragraph.paragraph_format.page_break_before for paragraph in document.paragraphs
                 if paragraph.style.name == "Heading 2"]  # fmt: skip
    assert new_pages == [None, *[True] * 18]


@pytest.mark.deep
def test_a_worksheet_for_printing_has_its_questions_and_room_to_write(sustain: Sustain, folder: Path) -> None:
    sustain("form", str(EXAMPLES / "worksheet.yaml"), "-o", "w.docx")
    document: Any = docx.Document("w.docx")
    said = " ".join(words(Path("w.docx")))
    assert "Write each answer beside its question" in said
    assert "Choose the level" not in said
    heads = {tuple(cell.text for cell in table.rows[0].cells) for table in document.tables}
    assert heads == {("Question", "Answer"), ("Name and role", "Signature", "Date")}
    answers = [row.cells[1].text for table in document.tables[:-1] for row in table.rows[1:]]
    assert "\n" in answers
    assert "" not in answers


def test_a_document_of_word_is_no_form_that_comes_back(sustain: Sustain, folder: Path) -> None:
    sustain("form", LITERACY, "-o", "f.docx", "--only", "1.A")
    assert "a form is an .xlsx file" in sustain("import", "f.docx", LITERACY, code=3).err


def test_names_of_bookmarks_are_such_as_word_takes() -> None:
    for name in ("element-1.A.i", "x" * 80, "é 1"):
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", bookmark_name(name))


@pytest.mark.deep
def test_columns_are_as_wide_for_libreoffice_as_for_word(literacy: Path) -> None:
    tables = docx.Document(str(literacy / "r.docx")).tables
    for table in tables:
        grid = [column.w for column in table._tbl.tblGrid.gridCol_lst]
        assert grid == [cell.width for cell in table.rows[0].cells]
    assert any(len({column.w for column in table._tbl.tblGrid.gridCol_lst}) > 2 for table in tables)


@pytest.mark.deep
def test_no_line_that_introduces_others_ends_a_page(literacy: Path) -> None:
    paragraphs = docx.Document(str(literacy / "r.docx")).paragraphs
    over = [each for each in paragraphs if each.text in ("Evidence:", "Actions:", "Look-fors:", "Improved")]
    assert len(over) > 20
    assert all(each.paragraph_format.keep_with_next for each in over)


MANY_PARTS = """\
# T

**Below** (two are)

- one

Before a table

| Day | What |
|---|---|
| Sep 30, 2026 | x |

1. one
2. two

Then

3. three
   1. nested
"""


def test_lines_stay_with_what_they_lead_to() -> None:
    document: Any = docx.Document(io.BytesIO(docx_report(MANY_PARTS, agency="A")))
    kept = {each.text: each.paragraph_format.keep_with_next for each in document.paragraphs if each.text}
    assert kept["Below (two are)"]
    assert kept["Before a table"]
    assert not kept["one"]


def test_a_place_to_link_to_is_no_empty_line() -> None:
    text = '# T\n\n<a id="element-1.A.i"></a>\n\n## 1.A.i One\n\n[there](#element-1.A.i)\n'
    document: Any = docx.Document(io.BytesIO(docx_report(text, agency="A")))
    heading = next(each for each in document.paragraphs if each.text == "1.A.i One")
    assert heading._p.xpath("./w:bookmarkStart/@w:name") == ["b_element_1_A_i"]
    assert [each.text for each in document.paragraphs][:3] == ["T", "1.A.i One", "there"]


def test_each_list_has_its_own_numbers() -> None:
    document: Any = docx.Document(io.BytesIO(docx_report(MANY_PARTS, agency="A")))
    numbers = {
        each.text: each._p.pPr.numPr.numId.val
        for each in document.paragraphs
        if each.style.name.startswith("List Number")
    }
    assert numbers["one"] == numbers["two"] != numbers["three"] != numbers["nested"]
    numbering = document.part.numbering_part.element
    first = [
        numbering.num_having_numId(numbers[text]).xpath("./w:lvlOverride/w:startOverride/@w:val")
        for text in ("one", "three", "nested")
    ]
    assert first == [["1"], ["3"], ["1"]]


def test_a_row_stays_on_one_page_unless_it_is_very_high() -> None:
    rows = f"| a | b |\n|---|---|\n| short | x |\n| {'long ' * 300} | x |\n"
    document: Any = docx.Document(io.BytesIO(docx_report(f"# T\n\n{rows}", agency="A")))
    kept = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None
            for row in document.tables[0].rows]  # fmt: skip
    assert kept == [True, True, False]


def test_a_date_of_a_table_is_not_broken_where_there_is_room() -> None:
    assert column_widths([["Day", "Action"], ["Sep 30, 2026", "x" * 400]])[0] > 1.1
    assert column_widths([["Day", *"abcdefgh"], ["Sep 30, 2026", *["accountability"] * 8]])[0] < 0.7


def test_no_word_of_a_table_is_broken() -> None:
    heads = ["Category, variable", "Inadequate", "Emerging", "Exemplary", "Mean"]
    widths = column_widths([heads, ["x" * 400, "0", "1", "2", "2.38"]])
    assert all(width > 0.06 * len(head) for head, width in zip(heads[1:], widths[1:], strict=True))


def test_columns_share_the_width_of_the_page() -> None:
    widths = column_widths([["Id", "Text", ""], ["1", "x" * 500, "y"]])
    assert sum(widths) == pytest.approx(6.9, abs=0.05)
    assert widths[1] > widths[0] == widths[2]
