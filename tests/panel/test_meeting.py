"""The agenda's minutes: they add up whatever the mix of elements."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.panel.meeting import (
    Meeting,
    Need,
    TooShort,
    clock,
    minutes_by_class,
    net_minutes,
    plan_meetings,
)
from sustainrubric.records.settings import KitMinutes

MINUTES = KitMinutes()
NEEDS = st.lists(
    st.builds(Need, st.uuids().map(str), st.integers(1, 12), st.sampled_from("123")), min_size=1, max_size=25
)


def elements(meeting: Meeting) -> list[str]:
    return [item.element for item in meeting.items if item.kind == "element"]


@given(NEEDS, st.integers(60, 480))
def test_the_items_follow_one_another_and_add_up_to_the_minute(needs: list[Need], total: int) -> None:
    try:
        meetings = plan_meetings(needs, total, MINUTES)
    except TooShort:
        return
    assert sorted(each for meeting in meetings for each in elements(meeting)) == sorted(
        n.element for n in needs
    )
    for meeting in meetings:
        assert sum(item.minutes for item in meeting.items) == total
        assert [item.start for item in meeting.items] == [
            sum(before.minutes for before in meeting.items[:place]) for place in range(len(meeting.items))
        ]
        assert all(item.minutes > 0 for item in meeting.items)


@given(NEEDS, st.integers(60, 480))
def test_two_meetings_are_cut_between_categories(needs: list[Need], total: int) -> None:
    try:
        meetings = plan_meetings(needs, total, MINUTES)
    except TooShort:
        return
    category = {need.element: need.category for need in needs}
    sides = [{category[element] for element in elements(meeting)} for meeting in meetings]
    assert len(meetings) == 1 or max(sides[0]) < min(sides[1])


def test_three_hours_leave_130_minutes_for_the_elements() -> None:
    assert net_minutes(180, MINUTES) == 130
    assert net_minutes(60, MINUTES) == 20
    assert net_minutes(240, MINUTES) == 180


def test_what_fits_in_gets_all_it_needs_and_the_rest_is_a_reserve() -> None:
    (meeting,) = plan_meetings([Need("a", 9, "1"), Need("b", 4, "1")], 180, MINUTES)
    assert [(item.kind, item.minutes) for item in meeting.items] == [
        *(("opening", 10), ("introduction", 10), ("element", 9), ("pause", 10), ("element", 4)),
        *(("reserve", 117), ("plan", 20)),
    ]
    assert not meeting.is_tight


def test_a_little_too_much_is_cut_down_in_proportion() -> None:
    (meeting,) = plan_meetings([Need(str(n), 9, "1") for n in range(19)], 180, MINUTES)
    given_minutes = [item.minutes for item in meeting.items if item.kind == "element"]
    assert sum(given_minutes) == 130
    assert max(given_minutes) - min(given_minutes) <= 1


def test_far_too_much_becomes_two_meetings() -> None:
    needs = [Need(str(n), 20, str(1 + n // 7)) for n in range(19)]
    assert len(plan_meetings(needs, 180, MINUTES)) == 2


def test_too_short_a_meeting_says_how_long_it_must_be() -> None:
    with pytest.raises(TooShort, match="19 elements need 59 minutes at least"):
        plan_meetings([Need(str(n), 4, "1") for n in range(19)], 50, MINUTES)


def test_what_an_element_needs() -> None:
    assert minutes_by_class("split", has_evidence=True, minutes=MINUTES) == 9
    assert minutes_by_class("unanimous", has_evidence=False, minutes=MINUTES) == 3
    assert minutes_by_class("unanimous", has_evidence=True, minutes=MINUTES) == 1
    assert minutes_by_class("split", has_evidence=True, minutes=KitMinutes(split=15)) == 15


def test_the_clock_goes_round() -> None:
    assert clock(9 * 60, 40) == "09:40"
    assert clock(23 * 60, 90) == "00:30"
