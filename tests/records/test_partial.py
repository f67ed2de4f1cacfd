"""Problems of all families come in one run, and none of them is an echo of another."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest

from sustainrubric.base.problem import Problem
from sustainrubric.check.file import inspect_bytes
from sustainrubric.records.load import load_bytes

RATING: dict[str, Any] = {
    "level": "strong",
    "rationale": "All five signed.",
    "criteria": {"1": "strong", "2": "strong", "9": "strong"},
    "look_fors": {"L1": "seen", "L99": "seen"},
    "evidence": [{"what": "Agenda", "date": "2026-08-01"}, {"what": "Old", "date": "2019-08-01"}],
    "target": "exemplary",
    "actions": [
        {"what": "Convene", "owner": "mlopez", "due": "2026-01-01", "status": "done"},
        {"what": "Publish", "owner": "rpatel", "due": "2027-01-01"},
        {"what": "Report", "owner": "nobody"},
    ],
}
WEAK: dict[str, Any] = {"level": "strong", "criteria": {"1": "emerging"}, "target": "inadequate"}
WHOLE: dict[str, Any] = {
    "kind": "assessment",
    "format": 1,
    "rubric": "sustainability@1.0.0",
    "agency": {"name": "Example Department of Education"},
    "reform": {"id": "literacy", "name": "Early literacy"},
    "round": {"id": "2026-fall", "date": "2026-10-15"},
    "team": [{"id": "mlopez", "name": "M. Lopez"}, {"id": "rpatel", "name": "R. Patel"}],
    "weights": {"1.A.i": 2, "9.Z": 1},
    "ratings": {"1.A.i": RATING, "1.B.i": WEAK, "1.B.ii": {"level": "not-applicable"}},
}


def paths(data: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield (*above, key)
        if isinstance(value, dict | list):
            yield from paths(value, (*above, key))


def replaced(value: Any) -> Callable[[Any, Any], None]:
    return lambda around, key: around.__setitem__(key, value)


def renamed(around: Any, key: Any) -> None:
    if isinstance(around, dict):
        around[f"{key}x"] = around.pop(key)


def removed(around: Any, key: Any) -> None:
    del around[key]


def found_in(data: Any) -> list[Problem]:
    loaded = inspect_bytes(json.dumps(data).encode(), "a.yaml")
    return [found.problem for found in loaded.problems if found.problem.code[:3] in ("SR2", "SR3")]


FAULTS = {
    "a mapping": replaced({"what is": "this"}),
    "a list": replaced([[7]]),
    "a number": replaced(7),
    "a word": replaced("word"),
    "another name": renamed,
    "nothing there": removed,
}


@pytest.mark.deep
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_no_finding_comes_from_leaving_out_what_is_at_fault(fault: Callable[[Any, Any], None]) -> None:
    whole = set(found_in(WHOLE))
    assert len(whole) == 12
    for path in paths(WHOLE):
        data = deepcopy(WHOLE)
        around = data
        for part in path[:-1]:
            around = around[part]
        fault(around, path[-1])
        if load_bytes(json.dumps(data).encode(), "a.yaml").model is None:
            assert set(found_in(data)) <= whole, path


def test_a_fault_hides_only_what_rests_on_it() -> None:
    data = deepcopy(WHOLE)
    data["agency"], data["round"]["id"], data["format"] = "Example", 2026, 2
    data["ratings"]["1.A.i"]["criteria"]["1"] = 7
    data["ratings"]["1.B.i"]["actions"] = ["Convene"]
    assert found_in(data) == found_in(WHOLE)


def test_an_unknown_owner_is_not_named_where_an_id_of_the_team_is_at_fault() -> None:
    data = deepcopy(WHOLE)
    data["team"][1]["id"] = 7
    assert {problem.code.value for problem in found_in(WHOLE)} - {
        problem.code.value for problem in found_in(data)
    } == {"SR206"}


def test_two_members_without_an_id_are_not_one_member_twice() -> None:
    data = {**WHOLE, "team": [{"name": "M. Lopez"}, {"name": "R. Patel"}]}
    assert "SR208" not in {problem.code.value for problem in found_in(data)}


@pytest.mark.parametrize("key", ["rubric", "round"])
def test_without_a_rubric_or_a_day_nothing_is_said_of_the_ratings(key: str) -> None:
    data = deepcopy(WHOLE)
    del data[key]
    assert found_in(data) == []


def test_a_file_in_a_wrong_shape_has_no_model() -> None:
    loaded = load_bytes(json.dumps({**WHOLE, "agency": 7}).encode(), "a.yaml")
    assert loaded.model is None
    assert loaded.partial is not None
    assert loaded.document.data["agency"] == 7
