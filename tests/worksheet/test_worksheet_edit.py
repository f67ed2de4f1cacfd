"""Changes without a dialogue: all of them or none, each by the name of what it changes."""

from __future__ import annotations

from typing import Any

import pytest

from sustainrubric.interview.answers import Rejected
from sustainrubric.interview.data import Plain, get
from sustainrubric.worksheet.edit import WorksheetEdits, edited
from tests.small import WORKSHEET, WORKSHEET_HEAD
from tests.worksheets import data, definition

COMPLETE = WORKSHEET.removeprefix(WORKSHEET_HEAD)


def done(text: str, **edits: Any) -> Plain:
    outcome = edited(definition(), data(text), WorksheetEdits(**edits))
    assert not isinstance(outcome, Rejected), outcome.reason
    return outcome


def refused(text: str, **edits: Any) -> str:
    outcome = edited(definition(), data(text), WorksheetEdits(**edits))
    assert isinstance(outcome, Rejected)
    return outcome.reason


ADDED = {
    "participant": ("Title I | Bo Ek | bo@x.gov | Scribe", ("organize", "participants", 0, "name"), "Bo Ek"),
    "document": ("The guide | All use it", ("organize", "documents", 0, "why"), "All use it"),
    "process": ("Select | Choose | Ratings", ("process", "select", "steps", 0, "evidence"), "Ratings"),
    "gap": ("select | A \\| B", ("process", "select", "gaps", 0), "A | B"),
    "support": ("Fall | Forum | inform,plan | evidence", ("supports", 0, "steps"), ["inform", "plan"]),
    "priority": ("Lists | Half ask", ("priorities", 0, "area"), "Lists"),
    "action": ("Draft it | R. Patel | 2027-03-01 | Two days", ("actions", 0, "status"), "planned"),
}  # fmt: skip


@pytest.mark.parametrize("what", ADDED)
def test_a_row_is_added_to_its_list(what: str) -> None:
    row, path, expected = ADDED[what]
    assert get(done("", added=[(what, row)]), path) == expected


@pytest.mark.parametrize(
    ("place", "path"), [("context", ("context", "gaps")), ("Supports", ("supports_gaps",))]
)
def test_gaps_of_steps_2_and_4_are_added_by_their_names(place: str, path: tuple[str, ...]) -> None:
    assert get(done("", added=[("gap", f"{place} | remove 1")]), path) == ["remove 1"]


SETS = {
    "context.description=Hello: world": ("context", "description"),
    "framework=Hello: world": ("context", "answers", "framework"),
    "context.answers.products=Hello: world": ("context", "answers", "products"),
    "logistics=Hello: world": ("organize", "logistics"),
    "communication=Hello: world": ("communication",),
    "continuous-cycle=Hello: world": ("answers", "map", "continuous-cycle"),
    "answers.supports.reach=Hello: world": ("answers", "supports", "reach"),
    "inform.1.explicit=Hello: world": ("process", "inform", "steps", 0, "evidence_review", "explicit"),
    "process.inform.steps.1.evidence=Hello: world": ("process", "inform", "steps", 0, "evidence"),
    "agency.name=Hello: world": ("agency", "name"),
}


@pytest.mark.parametrize("typed", SETS)
def test_a_text_is_set_by_its_name_or_its_path(typed: str) -> None:
    assert get(done(COMPLETE, sets=[typed]), SETS[typed]) == "Hello: world"


def test_rows_are_edited_moved_and_removed_by_number() -> None:
    assert done(COMPLETE, edits=["supports 2: Winter | Calls"])["supports"][1]["what"] == "Calls"
    assert [row["when"] for row in done(COMPLETE, moves=["supports 2 to 1"])["supports"]] == [
        "Spring",
        "Fall",
    ]
    assert "supports" not in done(COMPLETE, removals=["supports 1", "supports 2"])
    assert "logistics" not in done(COMPLETE, removals=["logistics"])["organize"]
    assert "select" in done(COMPLETE, removals=["select-gaps 1"])["process"]
    assert get(done(COMPLETE, removals=["select-gaps 1"]), ("process", "select", "gaps")) is None


def test_a_second_removal_means_the_rows_as_they_were() -> None:
    people = "organize: {participants: [{name: A}, {name: B}, {name: C}, {name: D}]}"
    left = done(people, removals=["participants 1", "participants 3"])["organize"]["participants"]
    assert left == [{"name": "B"}, {"name": "D"}]


REFUSED = {
    "unknown key": ({"sets": ["framwork=x"]}, "--set: there is no 'framwork' in a worksheet; did you"),
    "no sign": ({"sets": ["framework"]}, "--set: 'framework' is not KEY=TEXT"),
    "no text": ({"sets": ["framework= "]}, "--set: 'framework= ' is not KEY=TEXT"),
    "a list": ({"sets": ["supports=x"]}, "--set: supports is a list"),
    "no day": ({"sets": ["date=soon"]}, "--set: 'soon' is not a day"),
    "no such row": ({"removals": ["supports 3"]}, "--remove: there is no row 3"),
    "which row": ({"removals": ["supports"]}, "--remove: supports is a list; say which row, as in 'supp"),
    "what is needed": ({"removals": ["agency.name"]}, "--remove: a worksheet needs its agency.name"),
    "nothing there": ({"removals": ["reach"]}, "--remove: there is nothing under reach to remove"),
    "two rows": ({"removals": ["supports 1 2"]}, "--remove: 'supports 1 2' names no row; write it as 'supports"),
    "half a move": ({"moves": ["supports 1"]}, "--move: 'supports 1' names no row; write it as 'supports 2 to"),
    "no move": ({"moves": ["select-gaps 1 x"]}, "--move: 'select-gaps 1 x' names no row"),
    "no colon": ({"edits": ["select-gaps 1 x"]}, "--edit: 'select-gaps 1 x' names no row; write it as 'supp"),
    "nothing typed": ({"edits": ["supports 1:"]}, "--edit: 'supports 1:' names no row"),
    "no row to move": ({"moves": ["supports"]}, "--move: 'supports' names no row; write it as 'supports"),
    "a text to move": ({"moves": ["logistics 1 to 2"]}, "--move: logistics is a text, not a list"),
    "nowhere to move": ({"moves": ["supports 1 to 9"]}, "--move: row 1 cannot go to 9"),
    "no place of a gap": ({"added": [("gap", "nowhere | x")]}, "--add-gap: 'nowhere' is not a step"),
    "no bar": ({"added": [("process", "inform")]}, "--add-process: 'inform' has one part"),
    "a bad day": ({"added": [("action", "x | y | z")]}, "--add-action: 'z' is not a day"),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_done_is_refused_with_the_reason(edits: dict[str, Any], reason: str) -> None:
    assert refused(COMPLETE, **edits).startswith(reason)


def test_one_refusal_refuses_all() -> None:
    assert refused(COMPLETE, sets=["framework=x"], added=[("support", "Fall")]).startswith("--add-support")
