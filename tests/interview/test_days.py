"""Dates as people write them: one way is taken, the others are answered with it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.interview.answers import Rejected, Value
from sustainrubric.interview.days import day_meant, parse_day

DAY = date(2026, 10, 15)
WRITTEN = [
    "10/15/2026", "10-15-2026", "10.15.2026", "10/15/26", "15/10/2026", "15.10.2026", "2026/10/15",
    "Oct 15, 2026", "October 15 2026", "oct. 15th, 2026", "15 October 2026", "15 Oct, 2026", "１０/15/2026",
]  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN)
def test_other_ways_are_answered_with_the_day_they_mean(text: str) -> None:
    assert day_meant(text) == DAY
    outcome = parse_day(text)
    assert isinstance(outcome, Rejected)
    assert outcome.reason.endswith("did you mean 2026-10-15?")


def test_where_both_could_be_the_month_the_first_is() -> None:
    assert day_meant("3/4/2026") == date(2026, 3, 4)


@pytest.mark.parametrize(
    "text", ["13/13/2026", "soon", "2026", "1/2", "Ottober 15, 2026", "0/0/0", "99/99/9999", ""]
)
def test_what_is_no_date_means_none(text: str) -> None:
    assert day_meant(text) is None


@given(st.dates(date(1000, 1, 1)))
def test_every_day_can_be_written(day: date) -> None:
    assert parse_day(day.isoformat()) == Value(day)
    assert day_meant(f"{day.month}/{day.day}/{day.year}") == day


@given(st.text(max_size=20))
def test_no_text_is_too_much(text: str) -> None:
    outcome = parse_day(text)
    assert isinstance(outcome, Rejected) or outcome.value == day_meant(text)
