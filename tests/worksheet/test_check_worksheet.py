"""What is said of a worksheet: nothing of a complete one, and each finding where it stands."""

from __future__ import annotations

import pytest

from tests.small import WORKSHEET, WORKSHEET_HEAD
from tests.worksheets import changed, codes, inspected


def test_nothing_is_said_of_a_complete_worksheet() -> None:
    assert codes(WORKSHEET) == []


def test_nothing_is_said_of_one_that_is_just_begun() -> None:
    assert codes(f"{WORKSHEET_HEAD}organize: {{logistics: Five Thursdays}}\n") == []


# What is taken out or put in -> the one code that is found then.
CHANGES = {
    "no step mapped": (r"  plan: \{.*?\n", "  plan:\n", ["SR320"]),
    "no use of evidence": (", evidence: One early measure", "", ["SR321"]),
    "a second pass is a use": (
        ", evidence: One early measure",
        ", evidence_review: {available: Since 2025}",
        [],
    ),
    "an empty second pass is none": (", evidence: One early measure", ", evidence_review: {}", ["SR321"]),
    "no support": (r"steps: \[implement, analyze\]", "steps: [implement]", ["SR322"]),
    "no supports at all": (r"^supports:.*?^supports_gaps", "supports_gaps", ["SR322"]),
    "no evidence in them": (r"analyze\], evidence: true", "analyze], evidence: false", ["SR323"] * 2),
    "evidence not said": (r"analyze\], evidence: true", "analyze]", ["SR323"] * 2),
    "tied to no step": ("^supports_gaps:", "  - {what: Letter}\nsupports_gaps:", ["SR324"]),
    "out of order": ("when: Spring", "when: 2025-01", []),
    "out of their order": (
        "^supports_gaps:",
        "  - {when: Winter, what: Letter, steps: [plan]}\nsupports_gaps:",
        ["SR325"],
    ),
    "no way back": ("Feeds the next needs assessment", "Spring results", ["SR326"]),
    "back by a gap": (
        r"analyze: \{steps.*?\n",
        "analyze: {gaps: [It never gets back to Inform]}\n",
        ["SR327"],
    ),
    "back by an answer": (
        "Feeds the next needs assessment}]}",
        "Spring results}]}\nanswers: {map: {continuous-cycle: It goes round}}",
        [],
    ),
    "back by a support": (r"steps: \[inform, select, plan\]", "steps: [inform, select, plan, analyze]", []),
    "a gap left": (", Small LEAs are not reached]", "]", ["SR327"]),
    "no role": (", role: Facilitator", "", ["SR328"]),
    "twice": ("name: R. Patel, contact: rpatel@example.gov", "name: a. ferraro", ["SR329"]),
    "namesakes": ("name: R. Patel", "name: A. Ferraro", []),
    "no owner": (", owner: R. Patel", "", ["SR306"]),
    "no date": (", due: 2027-03-01", "", ["SR307"]),
    "a day past": ("due: 2027-03-01", "due: 2026-03-01", ["SR308"]),
    "a day past and done": (
        "due: 2027-03-01, resources: Two days, status: planned",
        "due: 2026-03-01, status: done",
        [],
    ),
    "an unknown quote": ("takes_up: .No help", "takes_up: [No hope", ["SR327", "SR225"]),
    "a step by its name": (r"steps: \[inform", "steps: [Inform", ["SR322", "SR222"]),
    "an unknown process": ("^  plan:", "  planning:", ["SR320", "SR223"]),
    "an unknown question": ("    framework:", "    frame:", ["SR224"]),
}  # fmt: skip


@pytest.mark.parametrize(("pattern", "replacement", "expected"), CHANGES.values(), ids=CHANGES)
def test_a_change_brings_just_its_own_findings(pattern: str, replacement: str, expected: list[str]) -> None:
    assert codes(changed(pattern, replacement)) == expected


def places(text: str) -> list[tuple[str, int, int]]:
    return [(p.problem.code.value, p.location.line, p.location.column) for p in inspected(text).problems]


def test_gaps_are_one_reminder_until_priorities_are_set() -> None:
    begun = f"{WORKSHEET_HEAD}context: {{gaps: [Four calendars, Five forms]}}\n"
    assert places(begun) == [("SR327", 6, 18)]
    assert len(places(f"{begun}supports_gaps: [x]\ncommunication: A letter\n")) == 3 + 2


def test_a_step_is_judged_once_it_or_a_later_one_is_begun() -> None:
    third = "process: {inform: {steps: [{name: a, evidence: b}]}}\n"
    assert codes(f"{WORKSHEET_HEAD}{third}") == ["SR320"] * 4
    assert codes(f"{WORKSHEET_HEAD}{third}supports: [{{what: a, steps: [inform], evidence: true}}]\n") == [
        *["SR320"] * 4,
        *["SR322"] * 4,
    ]
    assert codes(f"{WORKSHEET_HEAD}communication: A letter\n") == ["SR320", "SR322"]


@pytest.mark.parametrize(
    ("dropped", "kept_quiet"),
    [
        ("priorities: [7, {area: Choosing}]\n", "SR327"),
        ("answers: 7\n", "SR326"),
        ("supports: [7]\n", "SR322"),
        ("process: {select: {gaps: [Four calendars]}, inform: 7}\n", "SR320"),
    ],
)
def test_what_could_come_from_a_part_with_the_wrong_shape_is_not_said(dropped: str, kept_quiet: str) -> None:
    text = (
        f"{WORKSHEET_HEAD}process: {{analyze: {{steps: [{{name: a, evidence: b}}], gaps: [c]}}}}\n"
        "actions: [{what: a, owner: b, due: 2027-01-01}]\n"
    )
    key = dropped.partition(":")[0]
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith(f"{key}:")]
    found = codes("".join([*lines, dropped]))
    assert "SR106" in found
    assert kept_quiet not in found


@pytest.mark.deep
def test_a_thousand_priorities_and_ten_thousand_gaps_are_compared_in_good_time() -> None:
    gaps = "".join(f"  - Gap number {number} about letters and numbers\n" for number in range(10_000))
    areas = "".join(f"  - {{area: Priority number {number} of letters}}\n" for number in range(1_000))
    assert codes(f"{WORKSHEET_HEAD}supports_gaps:\n{gaps}priorities:\n{areas}").count("SR327") == 0


@pytest.mark.parametrize(
    ("replacement", "path"),
    [
        # Absent: where it would stand. There and empty: at the step itself.
        ("", ("process",)),
        ("  plan:\n", ("process", "plan")),
        ("  plan: {}\n", ("process", "plan")),
        ("  plan: {steps: [], gaps: []}\n", ("process", "plan")),
    ],
)
def test_a_step_that_nothing_is_mapped_to_is_told_where_it_stands_or_would_stand(
    replacement: str, path: tuple[str, ...]
) -> None:
    text = changed(r"  plan: \{.*?\n", replacement)
    (found,) = inspected(text).problems
    assert (found.problem.code.value, found.problem.path) == ("SR320", path)
    assert found.problem.message.startswith("nothing is mapped to Plan")
    line = text.split("\n")[found.location.line - 1]
    assert line.lstrip().startswith("plan:" if len(path) > 1 else ("process:", "inform:"))
