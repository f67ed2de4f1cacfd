"""Priorities against the glossary; whole files with their problems stand in tests/examples/invalid."""

from __future__ import annotations

from typing import Any

import pytest

from sustainrubric.base.problem import Code
from sustainrubric.priorities.check import check_priorities
from sustainrubric.priorities.check_target import check_target
from sustainrubric.records.priorities import Goal, Priorities

GOAL: dict[str, Any] = {
    "id": "g",
    "name": "Read",
    "target": {
        "metric": "m",
        "baseline": {"date": "2024-01-01", "level": 1},
        "end": {"date": "2028-01-01", "level": 2},
    },
}


def codes(theory: str | None, **parts: Any) -> list[Code]:
    whole = {
        "kind": "priorities",
        "format": 1,
        "goals": [GOAL],
        "reforms": [{"id": "r", "name": "Standards", "goals": ["g"]}],
        "strategies": [
            {
                "id": "s",
                "reform": "r",
                "name": "Coaches (K-3)",
                "start": "2024-01-01",
                "end": "2024-01-01",
                "scale": "All",
            }
        ],
        "theory_of_action": theory,
        **parts,
    }
    return [problem.code for problem in check_priorities(Priorities.model_validate(whole))]


@pytest.mark.parametrize(
    "theory",
    [
        "If coaches (K-3) teach the standards, children read.",
        "IF COACHES\n(k-3) teach the  Standards, children READ.",
        "If [s] do [R], then [g].",
    ],
)
def test_names_count_without_regard_to_capitals_and_line_breaks_and_ids_in_brackets(theory: str) -> None:
    assert codes(theory) == []


@pytest.mark.parametrize(
    "theory",
    ["Coaches (K-3) teach standards: children are ready.", "Coaches (K-3) teach standards for g."],
    ids=["a part of a word", "an id without brackets"],
)
def test_what_is_only_like_a_name_does_not_count(theory: str) -> None:
    assert codes(theory) == [Code.THEORY_NAMES_NOT]


def test_without_a_theory_only_that_is_said() -> None:
    assert codes(None) == [Code.PLAN_BELOW_MINIMUM]


def test_the_minimum_asks_for_one_chain_from_a_target_to_strategies() -> None:
    theory = "[s] [r] [g] [h]"
    assert codes(theory, goals=[GOAL, {"id": "h", "name": "H"}]) == [Code.GOAL_WITHOUT_TARGET]
    other = {"id": "h", "name": "H", "target": GOAL["target"]}
    chainless = codes(theory, goals=[{**GOAL, "target": None}, other])
    assert chainless == [Code.GOAL_WITHOUT_TARGET, Code.PLAN_BELOW_MINIMUM]


def test_a_strategy_of_one_day_ends_when_it_begins() -> None:
    assert Code.END_NOT_AFTER_BEGINNING not in codes("[s] [r] [g]")


BASELINE = "write baseline: {date: YYYY-MM-DD, level: ...}"
END = "write end: {date: YYYY-MM-DD, level: ...}"


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        ("baseline", {"date": "2024-01-01"}, [("baseline", f"no baseline level; {BASELINE}")]),
        ("baseline", {"level": 1}, [("baseline", f"no start date; {BASELINE}")]),
        ("baseline", {}, [("baseline", f"no start date and no baseline level; {BASELINE}")]),
        ("baseline", None, [("", f"no start date and no baseline level; {BASELINE}")]),
        ("end", {"date": "2028-01-01"}, [("end", f"no desired level; {END}")]),
        ("end", {"level": 2}, [("end", f"no end date; {END}")]),
        ("end", {}, [("end", f"no end date; {END}"), ("end", f"no desired level; {END}")]),
        ("end", None, [("", f"no end date; {END}"), ("", f"no desired level; {END}")]),
        ("end", {"date": "2024-01-01", "level": 2}, [("end.date", "ends before it begins (2024-01-01)")]),
        ("end", {"date": "2028-01-01", "level": 1}, [("end.level", "nothing would improve")]),
        ("metric", None, [("", "no metric")]),
    ],
)  # fmt: skip
def test_what_an_end_of_a_target_lacks_is_told_where_it_stands_or_would_stand(
    part: str, value: object, said: list[tuple[str, str]]
) -> None:
    target = {**GOAL["target"], part: value}
    goal = Goal.model_validate(
        {**GOAL, "target": {key: one for key, one in target.items() if one is not None}}
    )
    found = list(check_target(goal, ("goals", 0)))
    assert [".".join(map(str, one.path[3:])) for one in found] == [place for place, _ in said]
    assert all(one.path[:3] == ("goals", 0, "target") for one in found)
    assert all(words in one.message for one, (_, words) in zip(found, said, strict=True))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["2025-01-01", "2026-01-01"], []),
        (["2026-01-01", "2026-01-01"], ["1 stands after that of 2026-01-01"]),
        (["2026-01-01", "2025-01-01"], ["1 stands after that of 2026-01-01"]),
        (["2024-01-01"], ["0 is not after the baseline (2024-01-01)"]),
        (["2024-01-02"], []),
        (["2028-01-01"], ["0 is not before the end (2028-01-01)"]),
        (["2027-12-31"], []),
        (["2023-01-01", "2022-01-01"], ["0 is not after the baseline", "1 stands after", "1 is not after"]),
    ],
)
def test_interim_levels_lie_in_order_between_the_ends(days: list[str], said: list[str]) -> None:
    interim = [{"date": day, "level": 1.5} for day in days]
    goal = Goal.model_validate({**GOAL, "target": {**GOAL["target"], "interim": interim}})
    found = list(check_target(goal, ("goals", 0)))
    assert len(found) == len(said)
    for one, words in zip(found, said, strict=True):
        index, _, rest = words.partition(" ")
        assert one.path == ("goals", 0, "target", "interim", int(index), "date")
        assert f"the interim level {rest}" in one.message
