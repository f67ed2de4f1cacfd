"""Reports and forms for Word: real structure, all of the content, the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from sustainrubric.cli.report import ReportWanted, write_report
from sustainrubric.exchange.docx_page import bookmark_name
from sustainrubric.exchange.docx_report import column_widths, docx_report
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


def of_markdown(text: str) -> list[str]:
    from markdown_it import MarkdownIt

    found: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "inline":
            found += [
                child.content for child in token.children or [] if child.type in ("text", "code_inline")
            ]
    return re.findall(r"\w+", " ".join(found))


@pytest.mark.deep
@pytest.mark.parametrize(
    "file", [LITERACY, str(EXAMPLES / "worksheet.yaml"), str(EXAMPLES / "priorities.yaml")]
)
def test_it_says_all_that_the_markdown_says(sustain: Sustain, folder: Path, file: str) -> None:
    sustain("report", file, "-o", "r.docx")
    sustain("report", file, "-o", "r.md")

    wanted = Counter(of_markdown(Path("r.md").read_text(encoding="utf-8")))
    assert wanted - Counter(words(Path("r.docx"))) == Counter()


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


def test_no_word_of_a_table_is_broken() -> None:
    heads = ["Category, variable", "Inadequate", "Emerging", "Exemplary", "Mean"]
    widths = column_widths([heads, ["x" * 400, "0", "1", "2", "2.38"]])
    assert all(width > 0.06 * len(head) for head, width in zip(heads[1:], widths[1:], strict=True))


def test_columns_share_the_width_of_the_page() -> None:
    widths = column_widths([["Id", "Text", ""], ["1", "x" * 500, "y"]])
    assert sum(widths) == pytest.approx(6.9, abs=0.05)
    assert widths[1] > widths[0] == widths[2]
