"""Forms and documents held against LibreOffice, which many an agency has in place of Excel and Word."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

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


def test_a_report_for_word_opens(
    sustain: Sustain, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    sustain("report", str(EXAMPLES / "assessments" / "literacy" / "2026-fall.yaml"), "-o", "r.docx")
    saved = saved_by_libreoffice(folder / "r.docx", "pdf", tmp_path_factory.mktemp("lo"))
    assert saved.read_bytes().startswith(b"%PDF-")
