"""`sustain demo`: what a newcomer sees first."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Result

Sustain = Callable[..., Result]


def test_the_demo_copies_checks_scores_and_reports(folder: Path, sustain: Sustain) -> None:
    result = sustain("demo")
    for step in ("sustain validate", "sustain score", "sustain report", "What to try next"):
        assert step in result.out
    assert (folder / "sustain-demo" / "reports" / "literacy.html").stat().st_size > 10_000
    assert "SR307" in result.out


@pytest.mark.deep
def test_every_file_of_the_examples_is_copied_as_it_is(folder: Path, sustain: Sustain) -> None:
    sustain("demo", "here")
    # Programs for many files are no part of an agency's folder.
    files = (path for path in (ROOT / "examples").rglob("*") if path.is_file())
    for source in (path for path in files if "engines" not in path.parts):
        assert (folder / "here" / source.relative_to(ROOT / "examples")).read_bytes() == source.read_bytes()


@pytest.mark.deep
def test_every_command_that_the_demo_says_can_be_typed(folder: Path, sustain: Sustain) -> None:
    out = sustain("demo").out
    for line in re.findall(r"^  sustain (.+)$", out, flags=re.MULTILINE):
        sustain(*line.split())


def test_a_folder_with_something_in_it_is_left_alone(folder: Path, sustain: Sustain) -> None:
    (folder / "sustain-demo").mkdir()
    (folder / "sustain-demo" / "mine.txt").write_text("mine", encoding="utf-8")
    assert "already there" in sustain("demo", code=4).err
    assert [path.name for path in (folder / "sustain-demo").iterdir()] == ["mine.txt"]


@pytest.mark.deep
def test_the_demo_shows_the_plan_of_action_and_the_priorities(folder: Path, sustain: Sustain) -> None:
    result = sustain("demo")
    assert "$ sustain plan sustain-demo --today 2027-01-20 --shortlist" in result.out
    assert "emerging → strong" in result.out
    reports = folder / "sustain-demo" / "reports"
    assert "BEGIN:VEVENT" in (reports / "actions.ics").read_text(encoding="utf-8")
    assert "Overdue" in (reports / "plan.html").read_text(encoding="utf-8")
    assert "target-path" in (reports / "priorities.html").read_text(encoding="utf-8")
