"""Where to act first: the order of the rules, and the reasons given."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plan.plans import assessment, made

BASE: dict[str, Any] = {
    "level": "emerging",
    "target": "strong",
    "priority": "medium",
    "criteria": {"1": "emerging", "2": "strong"},
}

# Each beats BASE by its rule and loses by the next one where it can.
BETTER: dict[str, tuple[dict[str, Any], dict[str, float]]] = {
    "gap": ({"target": "exemplary", "priority": "low"}, {}),
    "priority": ({"priority": "high"}, {"1.A.1": 5}),
    "weight": ({"criteria": {"1": "strong"}}, {"1.A.2": 2}),
    "lowest criterion": ({"criteria": {"1": "inadequate", "2": "strong", "3": "strong"}}, {}),
    "share of criteria at the lowest level": (
        {"criteria": {"1": "emerging", "2": "emerging", "3": "strong"}},
        {},
    ),
}


@pytest.mark.parametrize("rule", BETTER)
def test_each_rule_counts_where_those_before_it_are_equal(rule: str) -> None:
    change, weights = BETTER[rule]
    ratings = {"1.A.1": BASE, "1.A.2": {**BASE, **change}}
    first, second = made(assessment(ratings=ratings, weights=weights)).shortlist
    assert (first.element, second.element) == ("1.A.2", "1.A.1")
    assert second.behind.startswith(f"after place 1 by {rule}: ")
    assert not first.behind


def test_equal_elements_keep_the_order_of_the_rubric_and_it_is_said() -> None:
    places = made(assessment(ratings={"1.B.1": BASE, "1.A.2": BASE, "1.A.1": BASE})).shortlist
    assert [place.element for place in places] == ["1.A.1", "1.A.2", "1.B.1"]
    order = "in the order of reforms and elements"
    assert [place.behind for place in places] == [
        "",
        f"equal to place 1 by every rule; {order}",
        f"equal to place 2 by every rule; {order}",
    ]


def test_what_has_reached_its_target_is_not_in_it_and_what_is_not_rated_is_counted() -> None:
    ratings = {
        "1.A.1": {"level": "strong", "target": "strong"},
        "1.A.2": {"level": "unknown", "target": "strong"},
        "1.B.1": {"level": "not-applicable", "rationale": "r", "target": "strong"},
    }
    found = made(assessment(ratings=ratings))
    assert (found.shortlist, found.unplaced) == ((), 1)


def test_only_the_newest_round_of_each_reform_is_ranked() -> None:
    old = assessment(ratings={"1.A.1": BASE}, file="1", day="2025-10-15")
    other = assessment(ratings={"1.A.2": BASE}, file="2", reform="data", day="2025-10-15")
    new = assessment(ratings={"1.B.1": BASE}, file="3")
    assert [place.file for place in made(old, other, new).shortlist] == ["2", "3"]


def test_the_reason_says_every_rule_in_words() -> None:
    (place,) = made(assessment(ratings={"1.A.1": BASE}, weights={"1.A.1": 1.5})).shortlist
    assert place.reason == (
        "1 level below target, medium priority, weight 1.50, lowest criterion emerging (1 of 2)"
    )
