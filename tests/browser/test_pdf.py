"""A PDF comes out of the Chromium that is installed: tagged, named, of a size that can be printed."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.chromium import chromium
from tests.browser.pages import EVIL, NEW
from tests.conftest import Result
from tests.report.hostile import hostile
from tests.small import RATED

Sustain = Callable[..., Result]


@pytest.fixture(autouse=True)
def _needs_chromium() -> None:
    if chromium() is None:
        pytest.skip("no Chromium is installed here")


def objects(path: Path) -> bytes:
    """The objects of a PDF, those that are packed among them."""
    raw = path.read_bytes()
    packed = re.findall(rb"/FlateDecode[^>]*>>\s*stream\r?\n(.*?)endstream", raw, re.DOTALL)
    return raw + b"".join(_unpacked(one) for one in packed)


def _unpacked(content: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(content)
    except zlib.error:
        return b""


def test_a_pdf_is_tagged_and_says_its_language(sustain: Sustain, folder: Path) -> None:
    sustain("report", NEW, "-o", "out.pdf")
    found = objects(Path("out.pdf"))
    assert found.startswith(b"%PDF-")
    assert re.search(rb"/Marked\s+true", found)
    assert b"/StructTreeRoot" in found
    assert re.search(rb"/Lang\s*\(en", found)
    assert re.search(rb"/S\s*/H1\b", found)
    assert re.search(rb"/S\s*/TH\b", found)
    assert re.search(rb"/S\s*/Figure\b", found)


def test_the_example_does_not_take_more_paper_than_it_must(sustain: Sustain, folder: Path) -> None:
    sustain("report", NEW, "-o", "out.pdf")
    assert len(re.findall(rb"/Type\s*/Page\b", objects(Path("out.pdf")))) <= 24


def test_hostile_text_does_not_keep_it_from_printing(sustain: Sustain, folder: Path) -> None:
    Path("a.yaml").write_text(hostile(EVIL))
    sustain("report", "a.yaml", "-o", "out.pdf")
    assert Path("out.pdf").read_bytes().startswith(b"%PDF-")


def test_nothing_is_left_behind(sustain: Sustain, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.yaml").write_text(RATED)
    Path("tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder / "tmp"))
    sustain("report", "a.yaml", "-o", "out.pdf")
    assert list(Path("tmp").iterdir()) == []


def test_a_template_of_somebody_else_loads_nothing_and_runs_nothing(sustain: Sustain, folder: Path) -> None:
    Path("a.yaml").write_text(RATED)
    Path("own/html").mkdir(parents=True)
    text = "<h1>before</h1><script>document.write('<h1>ran</h1>'.repeat(500))</script>"
    Path("own/html/report.html.j2").write_text(text)
    sustain("report", "a.yaml", "-o", "out.pdf", "--template", "own")
    assert len(re.findall(rb"/Type\s*/Page\b", objects(Path("out.pdf")))) == 1
