"""Pictures of time: nothing is lost in them, and what they say in words is what they draw."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.pages.timeline import due_columns, due_picture, time_span, year_range

DAYS = st.dates(date(1000, 1, 1), date(9999, 12, 31))
KINDS = st.sampled_from(["overdue", "due", "over"])


@given(st.lists(st.tuples(DAYS, KINDS), max_size=60))
def test_every_action_stands_in_a_column(found: list[tuple[date, str]]) -> None:
    columns = due_columns(found)
    assert len(columns) <= 24
    counts = Counter(kind for _, kind in found)
    for kind in ("overdue", "due", "over"):
        assert sum(getattr(column, kind) for column in columns) == counts[kind]


@given(st.lists(st.tuples(DAYS, KINDS), min_size=1, max_size=60))
def test_every_column_shows_its_number_and_a_square_an_action(found: list[tuple[date, str]]) -> None:
    columns = due_columns(found)
    drawn = ElementTree.fromstring(due_picture(columns, "due"))
    squares = [one for one in drawn.iter("rect") if str(one.get("class")).startswith("due-")]
    parts = sum(bool(count) for one in columns for count in (one.overdue, one.due, one.over))
    # Where they are too many to be told apart, they are one block a kind.
    most = max(column.whole for column in columns) if columns else 0
    assert len(squares) == (len(found) if most <= 40 else parts)
    shown = [one.text for one in drawn.iter("text") if one.get("class") == "middle"]
    assert shown == [str(column.whole) for column in columns if column.whole]


def test_columns_are_months_then_quarters_then_years() -> None:
    def names(*days: date) -> list[str]:
        return [column.name for column in due_columns([(day, "due") for day in days])]

    assert names(date(2026, 12, 31), date(2027, 2, 1)) == ["December 2026", "January 2027", "February 2027"]
    assert names(date(2026, 1, 1), date(2028, 1, 1))[:2] == ["quarter 1 of 2026", "quarter 2 of 2026"]
    assert names(date(2026, 1, 1), date(2036, 1, 1))[-1] == "2036"


def test_nothing_due_draws_nothing() -> None:
    assert due_picture(due_columns([]), "due") == ""


@given(DAYS, st.integers(0, 4000))
def test_a_span_lies_inside_its_years(start: date, days: int) -> None:
    end = min(date.max, start + timedelta(days)) if start.year < 9980 else start
    years = year_range([start, end])
    assert years is not None
    place = years.span(start, end)
    assert place.start is not None
    assert place.end is not None
    assert 0 <= place.start < place.end <= place.whole
    assert 'class="run"' in time_span(place)


def test_an_open_end_is_told_apart() -> None:
    years = year_range([date(2026, 3, 1)])
    assert years is not None
    assert years.words == "2026"
    assert 'class="open"' in time_span(years.span(date(2026, 3, 1), None))
    assert time_span(years.span(None, None)) == ""
