"""Priorities against the glossary; whole files with their problems stand in tests/examples/invalid."""

from __future__ import annotations

from typing import Any

import pytest

from sustainrubric.base.problem import Code
from sustainrubric.priorities.check import check_priorities
from sustainrubric.records.priorities import Priorities

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
