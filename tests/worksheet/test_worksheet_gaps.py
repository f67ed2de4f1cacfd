"""Gaps: where they are named, and which priority takes them up."""

from __future__ import annotations

import pytest

from sustainrubric.worksheet.gaps import says_most, stems
from tests.worksheets import stock

GAPS = """\
context: {gaps: [Four calendars]}
process:
  select: {gaps: [No help with comparing interventions, None for the youngest]}
  inform: {gaps: [Causes]}
supports_gaps: [Small LEAs are not reached]
"""


def test_gaps_are_labeled_by_where_they_were_named_in_the_worksheets_order() -> None:
    assert [(gap.label, gap.step) for gap in stock(GAPS).gaps] == [
        ("context 1", "context"),
        ("inform 1", "map"),
        ("select 1", "map"),
        ("select 2", "map"),
        ("supports 1", "supports"),
    ]


TAKEN_UP = {
    "quoted": ("{area: x, takes_up: [Four calendars]}", ["context 1"]),
    "quoted with other spaces and case": ("{area: x, takes_up: ['four  CALENDARS ']}", ["context 1"]),
    "its words": ("{area: Comparing interventions for LEAs}", ["select 1"]),
    "its words in the reason": ("{area: x, why: We compare what interventions help}", ["select 1"]),
    "half of its words": ("{area: Reaching small LEAs}", ["supports 1"]),
    "its only word": ("{area: Look for causes}", ["inform 1"]),
    "one word of several": ("{area: Interventions}", []),
    "words and a quote of another": (
        "{area: Comparing interventions, takes_up: [Four calendars]}",
        ["context 1"],
    ),
}


@pytest.mark.parametrize(("priority", "expected"), TAKEN_UP.values(), ids=TAKEN_UP)
def test_a_priority_takes_up_what_it_quotes_or_says(priority: str, expected: list[str]) -> None:
    gaps = stock(f"{GAPS}priorities: [{priority}]").gaps
    assert [gap.label for gap in gaps if gap.taken_up_by] == expected


def test_a_gap_knows_all_priorities_that_take_it_up() -> None:
    priorities = "priorities: [{area: x, takes_up: [Causes]}, {area: y}, {area: Causes of results}]"
    assert stock(f"{GAPS}{priorities}").gaps[1].taken_up_by == (0, 2)


def test_what_says_nothing_is_said_by_nothing() -> None:
    assert not says_most(stems("anything at all"), stems("for us"))
