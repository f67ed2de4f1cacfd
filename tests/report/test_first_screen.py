"""What a report says first: where the reform stands, what moved, and what comes next."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.report.make import to_html
from sustainrubric.report.next_steps import quarter_end
from tests.conftest import ROOT, Result
from tests.report.reports import rated, report_of
from tests.small import HEAD, RATED

Sustain = Callable[..., Result]
ACTIONS = """    target: strong
    actions:
      - {what: Long ago, due: 2026-10-01}
      - {what: Very soon, due: 2026-12-31, status: under-way}
      - {what: Next year, due: 2027-01-01}
      - {what: Some day}
      - {what: Over, due: 2026-11-01, status: done}
"""


@given(st.dates())
def test_a_quarter_ends_within_three_months_and_the_next_day_begins_another(day: date) -> None:
    end = quarter_end(day)
    assert timedelta(0) <= end - day < timedelta(92)
    assert end.month % 3 == 0
    assert end == date.max or (end + timedelta(1)).day == 1


def test_actions_are_judged_as_of_the_day_of_the_round() -> None:
    following = rated(f"  1.A.i:\n    level: emerging\n{ACTIONS}").next
    assert [action.what for action in following.overdue] == ["Long ago"]
    assert [action.what for action in following.due] == ["Very soon"]
    assert following.words == (
        "4 actions are open on October 15, 2026: 1 is overdue and 1 is due by December 31, 2026, "
        "the end of the quarter."
    )


def test_another_day_judges_them_anew(sustain: Sustain, folder: Path) -> None:
    Path("a.yaml").write_text(RATED + ACTIONS)
    out = sustain("report", "a.yaml", "-o", "-", "--format", "markdown", "--today", "2027-01-15").out
    assert "4 actions are open on January 15, 2027: 3 are overdue." in out, (
        "nothing of what is undated is due by any day"
    )


def test_no_action_and_no_target_are_said() -> None:
    report = rated("  1.A.i: {level: strong}\n")
    assert report.next.words == "No action is open on October 15, 2026."
    assert "No rated element is below its target." in to_html(report)


def test_first_come_the_first_of_the_shortlist_with_their_reasons() -> None:
    levels = "".join(
        f"  {one}: {{level: inadequate, target: {target}}}\n"
        for one, target in (
            ("1.A.i", "emerging"),
            ("1.B.i", "exemplary"),
            ("2.A.i", "strong"),
            ("2.A.ii", "strong"),
        )
    )
    following = rated(levels).next
    assert [place.element.id for place in following.first] == ["1.B.i", "2.A.i", "2.A.ii"]
    assert following.first[0].why.startswith("3 levels below target, no priority given")
    assert following.more == 1


def test_two_rounds_stand_side_by_side_only_over_what_is_rated_in_both() -> None:
    """All that is rated in both fell; what was weak is unknown now, which must not look like a rise."""
    then = "  1.A.i: {level: strong}\n  1.B.i: {level: inadequate}\n  2.A.i: {level: inadequate}\n"
    now = "  1.A.i: {level: emerging}\n  1.B.i: {level: unknown}\n  2.A.i: {level: unknown}\n"
    report = report_of(f"{HEAD}ratings:\n{now}", f"{HEAD.replace('2026', '2025')}ratings:\n{then}")
    assert report.since is not None
    assert (report.since.compared, report.since.scores.mean, report.since.now.mean) == (
        "1 of 19",
        "3.00",
        "2.00",
    )
    text = to_html(report)
    assert "1 of 19 elements is rated in both rounds; only that is compared." in text
    assert "1.67" not in re.sub("<style>.*</style>", "", text, flags=re.DOTALL)


def test_what_is_newly_rated_has_a_bar_of_its_own_to_be_compared_by() -> None:
    then = "  1.A.i: {level: strong}\n"
    now = "  1.A.i: {level: strong}\n  1.B.i: {level: inadequate}\n"
    report = report_of(f"{HEAD}ratings:\n{now}", f"{HEAD.replace('2026', '2025')}ratings:\n{then}")
    first = to_html(report).split('id="map"')[0]
    assert re.findall(r'id="(bar-[a-z]+)-t"', first) == ["bar-now", "bar-both", "bar-then"]


@pytest.mark.deep
def test_the_goals_of_the_folder_are_named_with_their_state(sustain: Sustain) -> None:
    file = str(ROOT / "examples" / "assessments" / "educator-evaluation" / "2026-fall.yaml")
    for form in ("html", "markdown"):
        out = re.sub("<[^>]*>|\\\\", "", sustain("report", file, "-o", "-", "--format", form).out)
        assert "Behind: 51.1 percent on May 15, 2026, 0.9 below the path." in out
        assert "On track: 40.3 percent on May 15, 2026, 0.17 above the path." in out


def test_a_report_alone_in_its_folder_names_no_goal(sustain: Sustain, folder: Path) -> None:
    Path("a.yaml").write_text(RATED)
    Path("sustain.yaml").write_text("kind: settings\nformat: 1\n")
    Path("priorities.yaml").write_text("kind: priorities\nformat: 1\ngoals: nonsense\n")
    assert "it serves" not in sustain("report", "a.yaml", "-o", "-").out


def test_the_summary_is_the_first_screen_alone(sustain: Sustain) -> None:
    file = str(ROOT / "examples" / "assessments" / "literacy" / "2026-fall.yaml")
    out = sustain("report", file, "-o", "-", "--print", "summary").out
    headings = re.findall(r"<h2[^>]*>([^<]*)</h2>", out)
    assert headings == ["Where it stands", "What moved", "What next"]
    assert re.findall(r'<a [^>]*href="([^"]*)"', out) == ["#main"]
    assert len(out.encode()) < 60_000


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["a.yaml", "-o", "a.md"], "--print summary is a page as html or pdf, not as markdown"),
        (["a.yaml", "-o", "a.docx"], "--print summary is a page as html or pdf, not as docx"),
        ([".", "-o", "site"], "--print summary is for one assessment"),
        (["w.yaml", "-o", "w.html"], "--print summary is for an assessment; w.yaml is none"),
    ],
)
def test_a_summary_of_something_else_is_refused(
    sustain: Sustain, folder: Path, arguments: list[str], reason: str
) -> None:
    from tests.small import WORKSHEET

    Path("a.yaml").write_text(RATED)
    Path("w.yaml").write_text(WORKSHEET)
    assert reason in sustain("report", *arguments, "--print", "summary", code=2).err
