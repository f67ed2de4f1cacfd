"""When a support takes place, and what is out of order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.worksheet.timing import moment, out_of_order

IN_ORDER = {
    "a school year": ["Fall", "Winter", "Spring", "Summer"],
    "a calendar year": ["Spring", "Summer", "Fall"],
    "that begins in summer": ["Summer 2026", "Fall 2026", "Winter 2027", "Spring 2027"],
    "months": ["August", "Sept.", "December to March", "Jan", "February", "June"],
    "seasons and months": ["Fall", "September", "October", "Winter", "January", "Spring", "April"],
    "days": ["2026-09-30", "2026-10-01", "10/15/2026", "11/2/2026"],
    "months of years": ["2026-09", "October 2026", "Jan. 2027", "2027"],
    "school years": ["Fall 2026-27", "Spring 2026-27", "2027–28"],
    "winter of a year, either end": ["January 2027", "Winter 2027", "December 2027"],
    "numbers": ["1", "2.", "3rd meeting", "10"],
    "weeks": ["Week 1", "week 2", "Weeks 3-4", "Week 10"],
    "quarters": ["Q1", "Quarter 2", "q4"],
    "no time": ["All year", "On request", "", "As needed"],
    "no time in between": ["Fall", "All year", "Spring", "On request", "Summer"],
    "words that are no months": ["Fall", "as districts may need", "a march through the data", "Winter"],
    "different scales": ["Fall", "2026-01-01", "Week 9", "Winter", "Week 10"],
}

OUT_OF_ORDER = {
    "a season": (["Fall", "Spring", "Winter"], [(2, 1)]),
    "a month": (["September", "January", "November"], [(2, 1)]),
    "May, not may": (["January", "June", "May"], [(2, 1)]),
    "two of them": (["Fall", "Summer", "Winter", "Spring"], [(2, 1), (3, 1)]),
    "a day": (["2026-09-30", "2026-09-30", "2026-08-01"], [(2, 0)]),
    "a year": (["Fall 2027", "Spring 2027"], [(1, 0)]),
    "a school year": (["Spring 2026-27", "Fall 2026-27"], [(1, 0)]),
    "a week": (["Week 2", "All year", "Week 1"], [(2, 0)]),
    "a quarter": (["Q3", "Quarter 2"], [(1, 0)]),
    "a number": (["10", "9"], [(1, 0)]),
}


@pytest.mark.parametrize("times", IN_ORDER.values(), ids=IN_ORDER)
def test_what_follows_is_in_order(times: list[str]) -> None:
    assert list(out_of_order(times)) == []


@pytest.mark.parametrize(("times", "expected"), OUT_OF_ORDER.values(), ids=OUT_OF_ORDER)
def test_what_comes_before_something_above_it_is_not(
    times: list[str], expected: list[tuple[int, int]]
) -> None:
    assert [tuple(found) for found in out_of_order(times)] == expected


@given(st.lists(st.dates()), st.sampled_from(["%s", "On %s", "%s, all day"]))
def test_days_are_in_order_when_sorted_and_only_then(days: list[object], form: str) -> None:
    days = [day for day in days if str(day).startswith("20")]
    texts = [form % str(day)[:7] for day in sorted(days, key=str)]
    assert list(out_of_order(texts)) == []
    backwards = list(dict.fromkeys(reversed(texts)))
    assert len(list(out_of_order(backwards))) == max(0, len(backwards) - 1)


@given(st.text(max_size=60))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    found = moment(text)
    assert found is None or found.first <= found.last
