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
from sustainrubric.rating.votes import VoteClass
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


@pytest.mark.parametrize("minutes", [1, 2])
def test_elements_that_fit_in_to_the_minute_get_what_they_need(minutes: int) -> None:
    settings = KitMinutes(opening=1, introduction=1, plan=1)
    needs = [Need(str(n), minutes, "1") for n in range(57 // minutes)]
    (meeting,) = plan_meetings(needs, 3 + minutes * len(needs), settings)
    given_minutes = [item.minutes for item in meeting.items if item.kind == "element"]
    assert given_minutes == [minutes] * len(needs)
    assert "reserve" not in [item.kind for item in meeting.items]


def test_two_thirds_of_the_minutes_are_enough_for_one_meeting_and_less_are_not() -> None:
    # 130 minutes are left in three hours: two thirds of 195.
    for need, meetings, tight in ((65, 1, False), (66, 2, False), (400, 2, True)):
        needs = [Need(category, need, category) for category in "123"]
        found = plan_meetings(needs, 180, MINUTES)
        assert (len(found), found[0].is_tight) == (meetings, tight)
    needs = [Need(category, 43, category) for category in "123"]
    assert len(plan_meetings(needs, 180, MINUTES, may_shrink=False)) == 1
    needs = [Need(category, 44, category) for category in "123"]
    assert len(plan_meetings(needs, 180, MINUTES, may_shrink=False)) == 2


def test_a_cut_makes_the_longer_meeting_as_short_as_can_be() -> None:
    needs = [
        Need("d", 90, "4"),
        Need("a", 60, "1"),
        Need("b", 60, "2"),
        Need("c", 60, "3"),
        Need("e", 9, "4"),
    ]
    first, second = plan_meetings(needs, 180, MINUTES)
    assert (elements(first), elements(second)) == (["a", "b"], ["d", "c", "e"])
    (alone,) = plan_meetings([Need("a", 300, "1"), Need("b", 3, "1")], 180, MINUTES)
    assert (elements(alone), alone.is_tight, alone.needed) == (["a", "b"], True, 303)


@pytest.mark.parametrize(("total", "pauses"), [(60, 0), (149, 0), (150, 1), (239, 1), (240, 2), (330, 3)])
def test_there_is_a_break_for_each_full_hour_and_a_half_beyond_the_first_hour(
    total: int, pauses: int
) -> None:
    (meeting,) = plan_meetings([Need("a", 10, "1"), Need("b", 10, "1"), Need("c", 10, "1")], total, MINUTES)
    kinds = [item.kind for item in meeting.items]
    assert kinds.count("pause") == pauses
    # They lie between the elements: none before the first, and those left over after the last.
    assert kinds[2] == "element"


def test_what_rounding_leaves_goes_to_those_who_lost_most_by_it_and_the_earlier_first() -> None:
    needs = [Need("a", 5, "1"), Need("b", 40, "1"), Need("c", 5, "1"), Need("d", 40, "1")]
    (meeting,) = plan_meetings(needs, 110, MINUTES)
    assert [item.minutes for item in meeting.items if item.kind == "element"] == [4, 31, 4, 31]
    (meeting,) = plan_meetings(needs, 109, MINUTES)
    assert [item.minutes for item in meeting.items if item.kind == "element"] == [4, 31, 4, 30]


@pytest.mark.parametrize(
    ("spread", "minutes"), [("scope", 6), ("adjacent", 4), ("single", 4), ("none", 4), ("unanimous", 1)]
)
def test_one_vote_or_none_needs_what_a_difference_needs(spread: VoteClass, minutes: int) -> None:
    assert minutes_by_class(spread, has_evidence=True, minutes=MINUTES) == minutes
