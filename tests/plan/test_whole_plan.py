"""A plan in which everything occurs that a plan can say, as it is told in every form."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import get_args

import pytest

from sustainrubric.instruments.show import TextLine
from sustainrubric.plan import text
from sustainrubric.plan.actions import without_names
from sustainrubric.plan.calendar import plan_to_ics
from sustainrubric.plan.export import plan_to_csv, plan_to_json, shortlist_to_csv
from sustainrubric.plan.model import ActionPlan, GroupBy, RatedFile, WorksheetFile
from sustainrubric.plan.round_status import file_statuses, reform_statuses
from sustainrubric.plan.round_status_text import (
    element_lines,
    element_rows,
    reform_lines,
    reform_rows,
    sentence,
    statuses_to_json,
    title,
)
from sustainrubric.plan.view import plan_view
from tests.plan.plans import TODAY, assessment, made, worksheet

Golden = Callable[[str, str], None]

CHEN, DIAZ, TWIN = (
    {"id": id_, "name": name, "role": "Analyst"}
    for id_, name in (("chen", "A. Chen"), ("diaz", "B. Diaz"), ("twin", "A. Chen"))
)
OLD = assessment(
    {
        "1.A.1": [
            {"what": "Carried", "owner": "chen", "due": "2026-11-01", "status": "planned"},
            {"what": "Lost on the way", "owner": "chen", "due": "2027-03-01"},
            {"what": "Over long ago", "status": "dropped"},
        ],
        "1.B.1": [{"what": "Kept under its id", "id": "kept", "status": "planned"}],
    },
    file="old.yaml",
    day="2025-10-15",
    ratings={"1.A.1": {"level": "inadequate", "target": "strong"}},
    team=[CHEN, DIAZ],
)
NEW = assessment(
    {
        "1.A.1": [
            {"what": "Carried", "owner": "chen", "due": "2026-12-01", "status": "under-way"},
            {"what": "Twice", "owner": "diaz", "due": "2027-02-01"},
            {"what": "Twice", "owner": "C. Evans"},
        ],
        "1.A.2": [{"what": "Finished", "owner": "diaz", "status": "done", "due": "2026-10-20"}],
        "1.B.1": [
            {"what": "Said otherwise", "id": "kept", "owner": "nobody", "due": "2027-01-20"},
            {"what": "Without anybody", "due": "2027-01-19"},
        ],
        "9.Z.9": [{"what": "Of an element that there is not"}],
    },
    file="new.yaml",
    ratings={
        "1.A.1": {
            "level": "emerging",
            "rationale": "Two of five.",
            "criteria": {"1": "inadequate", "2": "strong"},
            "look_fors": {"L1": "seen"},
            "target": "strong",
            "priority": "high",
            "evidence": [
                {"what": "Minutes", "review_by": "2027-01-19"},
                {"what": "Secret", "review_by": "2026-01-01", "sensitive": True},
                {"what": "Fresh", "review_by": "2027-01-20"},
            ],
        },
        "1.A.2": {"level": "not-applicable", "rationale": "We have none.", "target": "strong"},
        "1.B.1": {"criteria": {"1": "strong", "2": "emerging", "3": "strong"}, "target": "exemplary"},
    },
    weights={"1.B.1": 1.5},
    team=[DIAZ],
)
SECOND = assessment(
    {"1.B.1": ["Of the second reform"]},
    file="second.yaml",
    reform="second",
    ratings={
        "1.A.1": {"level": "emerging", "target": "strong", "criteria": {"1": "inadequate"}},
        "1.A.2": {"level": "strong", "target": "strong", "priority": "low"},
        "1.B.1": {"level": "unknown", "target": "emerging", "priority": "medium"},
    },
    team=[TWIN],
)
UNRATED = assessment(file="unrated.yaml", reform="unrated", ratings={"1.A.1": {"target": "strong"}})
REACHED = assessment(
    file="reached.yaml",
    reform="reached",
    ratings={"1.A.1": {"level": "exemplary", "target": "strong"}, "1.A.2": {"level": "strong"}},
    agency={"name": "Another", "state": "AN"},
)
AIMLESS = assessment(file="aimless.yaml", reform="aimless", ratings={"1.A.1": {"level": "strong"}})
APART = assessment(
    file="apart.yaml", reform="apart", ratings={"1.A.1": {"level": "strong"}, "1.A.2": {"target": "strong"}}
)
STEPS = worksheet(
    [
        {
            "what": "Ask for names",
            "step": "select",
            "owner": "chen",
            "due": "2027-06-01",
            "resources": "Two days",
        },
        {"what": "Of no step", "owner": "twin", "due": "2027-02-11"},
        {"what": "Of a step that there is not", "step": "selekt", "status": "done"},
    ],
    process={"select": {"gaps": ["No names", "No dates"]}, "plan": {"gaps": ["No plan"]}},
    priorities=[
        {"area": "Names", "why": "w", "takes_up": ["No names"]},
        {"area": "All", "why": "w", "takes_up": ["No names", "No dates"]},
    ],
)
OTHERS_STEPS = worksheet(
    [{"what": "Of another agency", "step": "plan"}],
    file="others.yaml",
    agency={"name": "Another", "state": "AN"},
    date="2026-10-06",
)
ALL: tuple[RatedFile | WorksheetFile, ...] = (
    *(OTHERS_STEPS, NEW, REACHED, OLD, SECOND, UNRATED, AIMLESS, APART, STEPS),
)
RATED = [source for source in ALL if isinstance(source, RatedFile)]


def lines(found: Iterable[TextLine]) -> str:
    return "".join(f"{line.wrapped(60)}\n" for line in found)


def rows(found: Iterable[Iterable[str]]) -> str:
    return "".join(f"{' | '.join(row)}\n" for row in found)


def folded(plan: ActionPlan, by: GroupBy | None = None, *, open_only: bool = False) -> str:
    view = plan_view(plan, by, open_only=open_only)
    whole = [*text.opening(view), *text.missing(view), *text.register(view), *text.shortlist(view, 2)]
    return lines(whole) + rows(text.table(view)) + rows(text.place_rows(view, 2))


def shown(name: str) -> str:
    whole = made(*ALL)
    match name.partition(" by "):
        case "folded", _, by:
            return "".join(folded(whole, each) for each in get_args(GroupBy) if each == by)
        case "csv", _, by:
            return plan_to_csv(whole, by, open_only=True)  # type: ignore[arg-type]
    views: dict[str, Callable[[], str]] = {
        "folded": lambda: folded(whole),
        "folded of one agency": lambda: folded(made(NEW, STEPS)),
        "folded of nothing": lambda: folded(made()),
        "folded for the public": lambda: folded(without_names(whole), open_only=True),
        "json": lambda: plan_to_json(whole, None, open_only=False),
        "json for the public": lambda: plan_to_json(without_names(whole), "reform", open_only=True),
        "shortlist": lambda: shortlist_to_csv(whole, 3),
        "calendar": lambda: plan_to_ics(whole, whole.actions),
        "calendar for the public": lambda: plan_to_ics(
            without_names(made(NEW)), without_names(made(NEW)).actions
        ),
        "status": status,
        "status json": lambda: statuses_to_json(
            file_statuses([NEW], TODAY), reform_statuses(RATED, TODAY), ["x.yaml"], TODAY
        ),
    }
    return views[name]()


def status() -> str:
    files, reforms = file_statuses([NEW, SECOND, UNRATED], TODAY), reform_statuses(RATED, TODAY)
    whole = "".join(
        f"{title(one)}\n{sentence(one)}\n{rows(element_rows(one))}{lines(element_lines(one))}"
        for one in files
    )
    return whole + rows(reform_rows(reforms)) + lines(reform_lines(reforms))


NAMES = (
    *(
        "folded",
        *(f"folded by {by}" for by in get_args(GroupBy)),
        *(f"csv by {by}" for by in get_args(GroupBy)),
    ),
    *("folded of one agency", "folded of nothing", "folded for the public", "json", "json for the public"),
    *("shortlist", "calendar", "calendar for the public", "status", "status json"),
)


@pytest.mark.parametrize("name", NAMES)
def test_a_plan_with_everything_in_it_is_told_as_it_was(golden: Golden, name: str) -> None:
    golden(f"plan/{name.replace(' ', '-')}.txt", shown(name))


def test_a_plan_is_the_same_whatever_order_its_files_come_in() -> None:
    one, other = (plan_to_json(made(*files), None, open_only=False) for files in (ALL, ALL[::-1]))
    assert sorted(map(str, json.loads(one)["actions"])) == sorted(map(str, json.loads(other)["actions"]))
