"""Forms and documents held against LibreOffice, which many an agency has in place of Excel and Word."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from tests.conftest import ROOT, Result
from tests.exchange.workbooks import changed, put

Sustain = Callable[..., Result]
EXAMPLES = ROOT / "examples"

pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here"),
]


def saved_by_libreoffice(path: Path, form: str, tmp_path: Path) -> Path:
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={profile}",
            "--convert-to",
            form,
            "--outdir",
            str(tmp_path / "out"),
            str(path),
        ],
        check=True,
        timeout=240,
        capture_output=True,
    )
    return next((tmp_path / "out").iterdir())


@pytest.mark.parametrize("name", ["assessments/literacy/2026-fall.yaml", "worksheet.yaml"])
def test_a_form_that_libreoffice_saved_changes_nothing(
    sustain: Sustain, folder: Path, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shutil.copy(EXAMPLES / name, folder / "a.yaml")
    before = Path("a.yaml").read_bytes()
    sustain("form", "a.yaml", "-o", "f.xlsx", *(["--actions"] if "assessments" in name else []))
    saved = saved_by_libreoffice(
        folder / "f.xlsx", "xlsx:Calc MS Excel 2007 XML", tmp_path_factory.mktemp("lo")
    )
    assert sustain("import", str(saved), "a.yaml").out == "no changes\n"
    assert Path("a.yaml").read_bytes() == before


def test_a_ballot_that_libreoffice_saved_is_the_same_ballot(
    sustain: Sustain, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shutil.copy(EXAMPLES / "assessments" / "educator-evaluation" / "2026-fall.yaml", folder / "a.yaml")
    sustain("form", "a.yaml", "--rater", "rpatel", "-o", "b.xlsx")
    changed(Path("b.xlsx"), put("1.A.i", "Level", "Strong"))
    sustain("panel", "collect", "a.yaml", "b.xlsx")
    before = Path("a.ballots/rpatel.yaml").read_bytes()
    assert b"level: strong" in before
    saved = saved_by_libreoffice(
        folder / "b.xlsx", "xlsx:Calc MS Excel 2007 XML", tmp_path_factory.mktemp("lo")
    )
    assert "is this very ballot already" in sustain("panel", "collect", "a.yaml", str(saved)).err
    assert Path("a.ballots/rpatel.yaml").read_bytes() == before


def words_of(text: str) -> Counter[str]:
    """The words of a text; two with a hyphen between them are one, as a line may end there."""
    return Counter(re.findall(r"\w+", re.sub(r"-\s*", "", text)))


EDUCATORS = "assessments/educator-evaluation/2026-fall.yaml"
IN_WORD = {
    "report of a panel": ("report", EDUCATORS),
    "report of a worksheet": ("report", "worksheet.yaml"),
    "report of priorities": ("report", "priorities.yaml"),
    "form of an assessment": ("form", "assessments/literacy/2026-fall.yaml", "--actions"),
    "form of a worksheet": ("form", "worksheet.yaml"),
    "form of a ballot": ("form", EDUCATORS, "--rater", "rpatel"),
}


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is not installed here")
@pytest.mark.parametrize("case", IN_WORD)
def test_a_document_for_word_is_whole_on_paper_and_no_word_is_broken(
    sustain: Sustain, folder: Path, tmp_path_factory: pytest.TempPathFactory, case: str
) -> None:
    command, name, *options = IN_WORD[case]
    sustain(command, str(EXAMPLES / name), "-o", "r.docx", *options)
    saved = saved_by_libreoffice(folder / "r.docx", "pdf", tmp_path_factory.mktemp("lo"))
    printed = subprocess.run(["pdftotext", str(saved), "-"], check=True, capture_output=True).stdout.decode()
    body = docx.Document("r.docx").element.body
    texts = ("".join(node.text or " " for node in paragraph.iter(qn("w:t"), qn("w:br")))
             for paragraph in body.iter(qn("w:p")))  # fmt: skip
    assert words_of("\n".join(texts)) - words_of(printed) == Counter()
