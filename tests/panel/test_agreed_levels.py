"""A level that a panel agreed on, in what compares rounds and in a session that rates by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.panel.round import begin, put
from tests.panel.test_report_section import PANEL
from tests.person import Person
from tests.small import HEAD

if TYPE_CHECKING:
    from tests.conftest import Result

    Sustain = Callable[..., Result]

Seat = Callable[..., Person]
EARLIER = """\
ratings:
  1.A.i: {level: emerging, rationale: So., decided: {how: majority, votes: {emerging: 2, strong: 1}}}
  1.B.i: {level: emerging, rationale: So.}
"""
TREND = "Levels that a panel of raters agreed on: 1 in 2025-fall, 2 in 2026-fall."


@pytest.fixture
def rounds(folder: Path) -> Path:
    (folder / "new.yaml").write_text(HEAD + PANEL, encoding="utf-8")
    head = HEAD.replace("2026-fall", "2025-fall").replace("2026-10-15", "2025-10-15")
    (folder / "old.yaml").write_text(head + EARLIER, encoding="utf-8")
    return folder


def test_a_diff_says_how_each_level_was_agreed_on(rounds: Path, sustain: Sustain) -> None:
    found = json.loads(sustain("diff", "old.yaml", "new.yaml", "--format", "json").out)
    assert found["agreed"] == [
        {"id": "1.A.i", "old": "majority", "new": "two-thirds"},
        {"id": "1.B.i", "old": None, "new": "unanimous"},
    ]
    table = sustain("diff", "old.yaml", "new.yaml").out
    assert "How a panel agreed (2)\n  1.A.i    majority → two-thirds\n  1.B.i    none → unanimous\n" in table
    assert (
        "- **1.A.i** majority → two-thirds"
        in sustain("diff", "old.yaml", "new.yaml", "--format", "markdown").out
    )
    sustain("diff", "old.yaml", "new.yaml", "-o", "d.html")
    assert "How a panel agreed" in (rounds / "d.html").read_text(encoding="utf-8")


def test_a_trend_counts_the_levels_agreed_on_in_each_round(rounds: Path, sustain: Sustain) -> None:
    found = json.loads(sustain("trend", "old.yaml", "new.yaml", "--format", "json").out)
    assert [point["agreed"] for point in found["rounds"]] == [1, 2]
    assert TREND in sustain("trend", "old.yaml", "new.yaml").out
    assert TREND in sustain("trend", "old.yaml", "new.yaml", "--format", "markdown").out
    sustain("trend", "old.yaml", "new.yaml", "-o", "t.html")
    assert TREND in (rounds / "t.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["diff", "trend"])
def test_without_a_panel_nothing_is_said_of_one(rounds: Path, sustain: Sustain, command: str) -> None:
    for name in ("old.yaml", "new.yaml"):
        head = (rounds / name).read_text(encoding="utf-8").partition("panel:")[0].partition("ratings:")[0]
        (rounds / name).write_text(f"{head}ratings:\n  1.A.i: {{level: emerging, rationale: So.}}\n")
    assert "panel" not in sustain(command, "old.yaml", "new.yaml").out


def test_a_plan_is_the_same_with_a_panel_and_without(rounds: Path, sustain: Sustain) -> None:
    action = "actions: [{what: Convene, due: 2027-01-01, status: planned}]"
    rating = f"  1.A.i: {{level: strong, rationale: So., target: exemplary, {action}"
    decided = "decided: {how: consensus, votes: {strong: 3}}"
    (rounds / "a.yaml").write_text(f"{HEAD}ratings:\n{rating}}}\n", encoding="utf-8")
    without = sustain("plan", "a.yaml", "--today", "2026-12-01", "--format", "json").out
    panel = "panel: {raters: [r1, r2, r3]}\n"
    (rounds / "a.yaml").write_text(f"{HEAD}{panel}ratings:\n{rating}, {decided}}}\n", encoding="utf-8")
    assert sustain("plan", "a.yaml", "--today", "2026-12-01", "--format", "json").out == without


@pytest.mark.deep
def test_a_session_says_once_that_votes_wait_to_be_decided(office: Path, person: Seat) -> None:
    begin(office, "r1", "r2")
    put(office, r1="2" * 19)
    somebody = person("assess", "a.yaml", "--no-criteria")
    somebody.waits()
    somebody.types("2", "So.")
    assert somebody.types_last("q") == 0
    said = " ".join(somebody.seen.split())
    assert said.count("a panel has voted on this (1 ballot), and 19 elements wait to be decided") == 1
    assert "`sustain panel decide a.yaml` records what it agrees" in said
