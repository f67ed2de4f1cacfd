"""Where no browser is installed, `--format pdf` says what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Result
from tests.small import RATED

Sustain = Callable[..., Result]


@pytest.fixture
def file(folder: Path) -> str:
    Path("a.yaml").write_text(RATED)
    return "a.yaml"


def test_no_browser_is_said_and_nothing_is_written(
    sustain: Sustain, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("sustainrubric.report.pdf.PROGRAMS", ("chromium",))
    result = sustain("report", file, "-o", "out.pdf", code=3)
    assert "none was found; install one" in result.err
    assert not Path("out.pdf").exists()


def test_a_browser_that_fails_is_quoted(
    sustain: Sustain, file: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = folder / "chromium"
    program.write_text("#!/bin/sh\necho it is broken >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setattr("sustainrubric.report.pdf.PROGRAMS", (str(program),))
    assert "did not print a PDF: it is broken" in sustain("report", file, "-o", "out.pdf", code=3).err


def test_a_pdf_is_no_text(sustain: Sustain, file: str) -> None:
    assert "a PDF is no text" in sustain("report", file, "-o", "-", "--format", "pdf", code=2).err
