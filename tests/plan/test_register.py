"""One register of actions: what stands in it, in which order, and under which id."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.plan.actions import LENGTH, shortest
from sustainrubric.plan.groups import grouped
from sustainrubric.plan.model import STATES
from tests.plan.plans import assessment, ids, made, worksheet


def states(found: Any) -> list[str]:
    return [action.state for action in found.actions]


def test_overdue_comes_first_then_by_due_date_and_what_is_over_last() -> None:
    rows = [
        {"what": "dropped", "due": "2026-11-01", "status": "dropped"},
        {"what": "no date"},
        {"what": "later", "due": "2027-03-01"},
        {"what": "late", "due": "2027-01-19", "status": "under-way"},
        {"what": "later still late", "due": "2026-12-01"},
        {"what": "done", "due": "2026-11-01", "status": "done"},
        {"what": "today", "due": "2027-01-20"},
    ]
    found = made(assessment({"1.A.1": rows}))
    assert [action.what for action in found.actions] == [
        "later still late", "late", "today", "later", "no date", "done", "dropped",
    ]  # fmt: skip
    assert states(found) == ["overdue", "overdue", "due", "due", "undated", "done", "dropped"]


def test_an_action_carried_from_round_to_round_is_one_as_the_newest_round_has_it() -> None:
    old = assessment({"1.A.1": [{"what": "Write the plan", "due": "2026-03-01"}]}, file="1", day="2025-10-15")
    new = assessment({"1.A.1": [{"what": " write  the PLAN", "due": "2027-03-01"}]}, file="2")
    for order in ((old, new), (new, old)):
        (action,) = made(*order).actions
        assert (action.file, action.due, action.rounds) == ("2", date(2027, 3, 1), ("2025", "2026"))


def test_what_was_open_and_is_not_in_the_newest_round_is_said_to_be_left_out() -> None:
    old = assessment({"1.A.1": ["Lost", {"what": "Over", "status": "done"}]}, file="1", day="2025-10-15")
    found = made(old, assessment(file="2"))
    assert [(a.what, a.state, a.left_out_of) for a in found.actions] == [
        ("Lost", "left-out", "2026"),
        ("Over", "done", "2026"),
    ]
    assert not found.actions[0].is_open


def test_rounds_of_another_reform_or_agency_carry_nothing() -> None:
    one = assessment({"1.A.1": ["Same words"]}, file="1", day="2025-10-15")
    other = assessment({"1.A.1": ["Same words"]}, file="2", reform="data")
    foreign = assessment({"1.A.1": ["Same words"]}, file="3", agency={"name": "Elsewhere"})
    found = made(one, other, foreign)
    assert states(found) == ["undated"] * 3
    assert len({action.id for action in found.actions}) == 3


def test_two_files_of_the_newest_round_both_count() -> None:
    found = made(assessment({"1.A.1": ["Here"]}, file="1"), assessment({"1.A.1": ["There"]}, file="2"))
    assert states(found) == ["undated", "undated"]


def test_the_same_words_twice_are_two_actions_told_apart_by_owner_and_not_by_place() -> None:
    rows = [{"what": "Attend", "owner": "b"}, {"what": "Attend", "owner": "a"}]
    first, second = made(assessment({"1.A.1": rows})), made(assessment({"1.A.1": rows[::-1]}))
    by_owner = [{action.owner: action.id for action in found.actions} for found in (first, second)]
    assert by_owner[0] == by_owner[1]
    assert len(set(by_owner[0].values())) == 2


def test_an_id_stays_when_owner_due_date_status_and_round_change() -> None:
    before = made(assessment({"1.A.1": ["Write the plan"]}, file="1", day="2025-10-15"))
    row = {"what": "Write the plan", "owner": "x", "due": "2027-03-01", "status": "under-way"}
    after = made(assessment({"1.A.1": ["Another", row]}, file="2"))
    assert ids(before)["Write the plan"] == ids(after)["Write the plan"]


def test_an_id_that_is_written_stays_when_the_words_change_and_in_rounds_that_had_none() -> None:
    first = assessment({"1.A.1": ["Write the plan"]}, file="1", day="2024-10-15")
    second = assessment({"1.A.1": [{"what": "Write the plan", "id": "P1"}]}, file="2", day="2025-10-15")
    third = assessment({"1.A.2": [{"what": "Publish the plan", "id": "P1"}]}, file="3")
    (action,) = made(first, second, third).actions
    assert (action.id, action.what, action.rounds) == ("P1", "Publish the plan", ("2024", "2025", "2026"))


def test_an_id_written_in_an_earlier_round_goes_on_where_the_words_do() -> None:
    before = assessment({"1.A.1": [{"what": "Write the plan", "id": "P1"}]}, file="1", day="2025-10-15")
    (action,) = made(before, assessment({"1.A.1": ["Write the plan"]}, file="2")).actions
    assert (action.id, action.file) == ("P1", "2")


def test_two_actions_of_one_file_are_two_even_under_one_id() -> None:
    rows = [{"what": "Write the plan", "id": "P1"}, {"what": "Publish the plan", "id": "P1"}]
    assert len(made(assessment({"1.A.1": rows})).actions) == 2


def test_an_unknown_element_and_an_unknown_owner_lose_no_action() -> None:
    found = made(assessment({"9.Z": [{"what": "Odd", "owner": "nobody"}]}))
    (action,) = found.actions
    assert (action.origin.part, action.origin.title, action.owner_name) == ("9.Z", "", "nobody")


def test_a_person_named_by_id_and_by_name_has_one_heading() -> None:
    team = [{"id": "mlopez", "name": "M. López"}, {"id": "bo", "name": "Bo"}]
    rows = [{"what": f"Do {owner}", "owner": owner} for owner in ("mlopez", "M. López", "m.  lópez ", "Bo")]
    found = made(
        assessment({"1.A.1": rows}, team=team),
        worksheet([{"what": "There", "owner": "M. López"}, {"what": "Elsewhere", "owner": "M. López jr."}]),
    )
    headings = grouped(found.actions, "owner")
    assert [(heading, len(actions)) for heading, actions in headings] == [
        ("Bo", 1), ("M. López", 4), ("M. López jr.", 1)
    ]  # fmt: skip


def test_an_owner_is_shown_by_the_name_that_the_team_gives() -> None:
    team = [{"id": "mlopez", "name": "M. López"}]
    found = made(
        assessment({"1.A.1": [{"what": "Here", "owner": "mlopez"}]}, team=team),
        worksheet([{"what": "There", "owner": "mlopez"}]),
    )
    assert {action.owner_name for action in found.actions} == {"M. López"}


def test_an_action_says_the_level_gap_and_priority_of_its_element() -> None:
    rating = {"1.A.1": {"level": "emerging", "target": "exemplary", "priority": "high"}}
    (action,) = made(assessment({"1.A.1": ["Act"]}, ratings=rating)).actions
    origin = action.origin
    assert (origin.level, origin.target, origin.gap, origin.priority) == ("emerging", "exemplary", 2, "high")


def test_a_next_step_says_what_is_missing_at_its_step_and_which_priority_takes_it_up() -> None:
    source = worksheet(
        [{"what": "Compare", "step": "select"}, {"what": "Meet"}],
        process={"select": {"gaps": ["No comparison"]}},
        priorities=[{"area": "Choosing", "takes_up": ["No comparison"]}],
    )
    origins = {action.what: action.origin for action in made(source).actions}
    assert (origins["Compare"].gaps, origins["Compare"].areas) == (("No comparison",), ("Choosing",))
    assert (origins["Meet"].part, origins["Meet"].gaps) == ("", ())


@pytest.mark.parametrize(
    ("by", "headings"),
    [
        ("owner", ["Ann", "bo", "No owner"]),
        ("element", ["1.A.1 Element 1.A.1", "1.B.1 Element 1.B.1", "Worksheet: next steps"]),
        ("reform", ["Literacy", "LEA-process worksheet"]),
        ("month", ["2026-12", "2027-02", "No due date"]),
    ],
)
def test_actions_are_grouped_and_what_has_no_group_comes_last(by: Any, headings: list[str]) -> None:
    found = made(
        assessment(
            {
                "1.B.1": [{"what": "a", "owner": "bo", "due": "2027-02-01"}],
                "1.A.1": [{"what": "b"}, {"what": "c", "owner": "Ann", "due": "2026-12-01"}],
            }
        ),
        worksheet([{"what": "d"}]),
    )
    groups = grouped(found.actions, by)
    assert [heading for heading, _ in groups] == headings
    assert sorted(action.what for _, inside in groups for action in inside) == ["a", "b", "c", "d"]


def test_ids_that_would_be_alike_are_longer_and_only_those() -> None:
    pairs = [("1.A.i", "a" * 32), ("1.A.i", "aaaa" + "b" * 28), ("1.A.i", "c" * 32), ("1.B.i", "a" * 32)]
    assert [len(shortest(pairs)[pair].partition("-")[2]) for pair in pairs] == [LENGTH + 1, LENGTH + 1, 4, 4]


texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(str.strip)
actions = st.fixed_dictionaries(
    {"what": texts},
    optional={
        "owner": texts,
        "due": st.dates().map(str),
        "status": st.sampled_from(["planned", "under-way", "done", "dropped"]),
    },
)


@given(st.lists(actions, max_size=8), st.lists(actions, max_size=8), st.dates(), st.randoms())
def test_nothing_is_lost_or_doubled_and_ids_do_not_depend_on_order(
    first: list[dict[str, str]], second: list[dict[str, str]], today: date, dice: Any
) -> None:
    source = assessment({"1.A.1": first, "1.B.1": second})
    found = made(source, today=today)
    assert len(found.actions) == len(first) + len(second)
    assert len({action.id for action in found.actions}) == len(found.actions)
    assert [STATES.index(state) for state in states(found)] == sorted(map(STATES.index, states(found)))
    dice.shuffle(first)
    dice.shuffle(second)
    again = made(assessment({"1.B.1": second, "1.A.1": first}), today=today)

    def named(plan: Any) -> list[tuple[str, ...]]:
        return sorted((a.id, a.what, a.owner, str(a.due)) for a in plan.actions)

    assert named(again) == named(found)


def test_a_step_of_very_many_gaps_repeats_the_first_of_them_with_each_action() -> None:
    gaps = [f"Gap {number}" for number in range(103)]
    areas = [{"area": f"Area {gap}", "why": "w", "takes_up": [gap]} for gap in gaps]
    source = worksheet(
        [{"what": "Ask", "step": "select"}], process={"select": {"gaps": gaps}}, priorities=areas
    )
    (action,) = made(source).actions
    assert action.origin.gaps == (*gaps[:100], "and 3 more")
    assert action.origin.areas == (*(f"Area {gap}" for gap in gaps[:100]), "and 3 more")
    (action,) = made(
        worksheet([{"what": "Ask", "step": "select"}], process={"select": {"gaps": gaps[:100]}})
    ).actions
    assert action.origin.gaps == tuple(gaps[:100])


@pytest.mark.parametrize(
    "rows",
    [
        # The first by owner, whatever the days are; without an owner before all others.
        [{"owner": "a", "due": "2027-09-01"}, {"owner": "b", "due": "2027-01-01"}],
        [{"due": "2027-09-01"}, {"owner": "a", "due": "2027-01-01"}],
        # Of one owner the first by day; without a day after all others.
        [{"owner": "a", "due": "2027-01-01"}, {"owner": "a", "due": "2027-09-01"}],
        [{"owner": "a", "due": "2027-09-01"}, {"owner": "a"}],
    ],
)
def test_of_actions_in_the_same_words_the_first_by_owner_and_day_keeps_the_id_of_one_alone(
    rows: list[dict[str, str]],
) -> None:
    same = [{"what": "Ask", **row} for row in rows]
    (alone,) = made(assessment({"1.A.1": [{"what": "Ask"}]})).actions
    for order in (same, same[::-1]):
        found = made(assessment({"1.A.1": order})).actions
        (first,) = [action for action in found if action.id == alone.id]
        assert (first.owner or None, first.due and first.due.isoformat()) == (
            rows[0].get("owner"),
            rows[0].get("due"),
        )
