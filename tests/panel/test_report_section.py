"""What reports say of a panel, and what the public is not told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.small import HEAD

if TYPE_CHECKING:
    from tests.conftest import Result

    Sustain = Callable[..., Result]

PANEL = """\
panel:
  raters: [mlopez, rater-two, rater-three, rater-four, rater-five, rater-six]
  facilitator: kbauer-leads
  rule: two-thirds
ratings:
  1.A.i:
    level: strong
    rationale: The joint budget request convinced us.
    dissent: DISSENTING WORDS
    decided: {how: two-thirds, date: 2026-10-14, votes: {emerging: 2, exemplary: 3}, again: {strong: 5}}
  1.B.i:
    level: emerging
    rationale: Two of five agencies share the agenda.
    decided: {how: unanimous, votes: {emerging: 4, unknown: 1}}
"""


@pytest.fixture
def report(sustain: Sustain, folder: Path) -> Callable[..., str]:
    def made(form: str, audience: str = "team", text: str = PANEL) -> str:
        (folder / "a.yaml").write_text(HEAD + text, encoding="utf-8")
        sustain("report", "a.yaml", "-o", "out", "--format", form, "--audience", audience, "--force")
        return (folder / "out").read_text(encoding="utf-8")

    return made


def test_the_report_says_how_the_team_came_to_its_levels(report: Callable[..., str]) -> None:
    page = report("markdown")
    assert "6 raters were asked, and 5 voted by themselves" in page
    assert "the rule was two thirds" in page
    row = next(
        line for line in page.splitlines() if line.startswith("| [1.A.i](#element-1.A.i)") and "split" in line
    )
    assert "| 0 | 2 | **0** | 3 | split | **strong**, by two thirds, Oct 14, 2026 |" in row
    assert "Second vote: 5 strong. Dissent: DISSENTING WORDS" in row


def test_the_figures_are_those_of_the_counts(report: Callable[..., str]) -> None:
    page = report("markdown")
    # 1.A.i: 1 + 3 of 10 pairs; 1.B.i: all 6 pairs of the four levels.
    assert "**Exact share: 63%**" in page
    assert "**Within one level: 63%**" in page


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_a_public_page_holds_no_rater_no_dissent_and_no_count_of_an_element(
    report: Callable[..., str], form: str
) -> None:
    page = report(form, "public")
    for told in ("mlopez", "rater-", "kbauer", "DISSENT", "split", "by two thirds", "Second vote", "alpha"):
        assert told not in page, told
    assert "5 raters voted by themselves" in page
    assert "63%" in page


@pytest.mark.parametrize("audience", ["public", "cabinet"])
def test_the_page_in_a_site_says_what_the_report_says(sustain: Sustain, folder: Path, audience: str) -> None:
    (folder / "in").mkdir()
    (folder / "in" / "a.yaml").write_text(HEAD + PANEL, encoding="utf-8")
    sustain("report", "in", "-o", "site", "--audience", audience)
    page = (folder / "site" / "reforms" / "literacy" / "rounds" / "2026-fall.html").read_text(
        encoding="utf-8"
    )
    assert "How the team came to these levels" in page
    assert "63%" in page
    everywhere = "".join(each.read_text(encoding="utf-8") for each in (folder / "site").rglob("*.html"))
    assert ("5 raters voted by themselves" in page) == (audience == "public")
    for told in ("DISSENT", "by two thirds", "Second vote"):
        assert (told in everywhere) == (audience == "cabinet"), told
    for told in ("rater-two", "kbauer"):
        assert told not in everywhere


def test_with_few_raters_the_public_is_told_nothing(report: Callable[..., str]) -> None:
    few = PANEL.replace("emerging: 2, exemplary: 3", "emerging: 1, exemplary: 3").replace(
        "emerging: 4, unknown: 1", "emerging: 4"
    )
    assert "How the team came" not in report("html", "public", few)
    assert "How the team came" in report("html", "cabinet", few)


def test_a_report_without_a_panel_says_nothing_of_one(report: Callable[..., str]) -> None:
    page = report("html", text="ratings:\n  1.A.i: {level: emerging, rationale: x}\n")
    assert "How the team came" not in page
    assert ".votes" not in page
