"""What a worksheet adds up to."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.records.worksheet import Worksheet
from sustainrubric.worksheet.inventory import take_stock
from tests.small import WORKSHEET, WORKSHEET_HEAD
from tests.worksheets import EXAMPLE, definition, stock, worksheet

STEPS = ("inform", "select", "plan", "implement", "analyze")


def filled(text: str) -> list[int]:
    return [step.filled for step in stock(text).steps]


FILLED = {
    "nothing": ("", [0, 0, 0, 0, 0]),
    "a participant": ("organize: {participants: [{name: A}]}", [1, 0, 0, 0, 0]),
    "an answer": ("context: {answers: {framework: x, evidence: y}}", [0, 2, 0, 0, 0]),
    "a process step": ("process: {plan: {steps: [{name: x}]}}", [0, 0, 1, 0, 0]),
    "a gap alone": ("process: {plan: {gaps: [x]}}", [0, 0, 1, 0, 0]),
    "an empty step": ("process: {plan: {}}", [0, 0, 0, 0, 0]),
    "a support": ("supports: [{what: x}]", [0, 0, 0, 1, 0]),
    "gaps in supports": ("supports_gaps: [x]", [0, 0, 0, 1, 0]),
    "an answer on supports": ("answers: {supports: {reach: x}}", [0, 0, 0, 1, 0]),
    "an answer on the map": ("answers: {map: {continuous-cycle: x}}", [0, 0, 0, 0, 0]),
    "an action": ("actions: [{what: x}]\ncommunication: y", [0, 0, 0, 0, 2]),
}


@pytest.mark.parametrize(("text", "expected"), FILLED.values(), ids=FILLED)
def test_a_place_counts_once_something_is_in_it(text: str, expected: list[int]) -> None:
    assert filled(text) == expected


def test_the_complete_worksheet_is_complete() -> None:
    inventory = stock(WORKSHEET.removeprefix(WORKSHEET_HEAD))
    assert inventory.complete_steps == 5
    assert [step.places for step in inventory.steps] == [3, 5, 5, 2, 3]
    assert [step.open for step in inventory.steps] == [()] * 5


def test_the_matrix_counts_process_supports_and_evidence_of_each_step() -> None:
    inventory = stock(
        "process: {inform: {steps: [{name: a, evidence: x}, {name: b}, "
        "{name: c, evidence_review: {available: yes}}], gaps: [g]}}\n"
        "supports: [{what: s, steps: [inform, plan, inform], evidence: true}, {what: t, steps: [plan]}]\n"
    )
    rows = {row.id: row for row in inventory.coverage}
    inform, plan = rows["inform"], rows["plan"]
    assert (inform.process, inform.process_with_evidence, inform.supports, inform.gaps) == (3, 2, 1, 1)
    assert (inform.evidence, plan.process, plan.supports, plan.evidence) == (3, 0, 2, 1)


def test_counts_are_those_of_the_lists() -> None:
    worksheet_ = worksheet(EXAMPLE.read_text(encoding="utf-8"), head="")
    counts = take_stock(worksheet_, definition()).counts
    assert counts["participants"] == 9
    assert (counts["supports"], counts["supports_with_evidence"]) == (10, 7)
    assert (counts["gaps"], counts["gaps_taken_up"]) == (8, 7)
    assert (counts["actions"], counts["actions_open"], counts["actions_without_owner"]) == (6, 6, 0)


texts = st.text(min_size=1, max_size=12).filter(str.strip)
process_steps = st.fixed_dictionaries({"name": texts}, optional={"evidence": texts})
mapped = st.fixed_dictionaries({}, optional={"steps": st.lists(process_steps), "gaps": st.lists(texts)})
supports = st.fixed_dictionaries(
    {"what": texts},
    optional={"when": texts, "steps": st.lists(st.sampled_from(STEPS)), "evidence": st.booleans()},
)
worksheets = st.fixed_dictionaries(
    {},
    optional={
        "process": st.dictionaries(st.sampled_from(STEPS), mapped),
        "supports": st.lists(supports),
        "supports_gaps": st.lists(texts),
        "context": st.fixed_dictionaries({"gaps": st.lists(texts)}),
        "priorities": st.lists(
            st.fixed_dictionaries({"area": texts}, optional={"takes_up": st.lists(texts)})
        ),
    },
)


def model(data: dict[str, Any]) -> Worksheet:
    head = {"kind": "worksheet", "format": 1, "worksheet": "lea-process@1.0.0"}
    return Worksheet.model_validate({**head, "agency": {"name": "x"}, "date": "2026-09-30", **data})


@given(worksheets)
def test_sums_of_the_matrix_are_the_counts(data: dict[str, Any]) -> None:
    inventory = take_stock(model(data), definition())
    counts, rows = inventory.counts, inventory.coverage
    assert sum(row.process for row in rows) == counts["process_steps"]
    assert sum(row.process_with_evidence for row in rows) == counts["process_steps_with_evidence"]
    named = len(data.get("context", {}).get("gaps", [])) + len(data.get("supports_gaps", []))
    assert sum(row.gaps for row in rows) + named == counts["gaps"] == len(inventory.gaps)
    assert all(row.supports <= counts["supports"] for row in rows)
    assert all(row.evidence <= row.process + row.supports for row in rows)
    assert all(
        0 <= step.filled <= step.places and len(step.open) == step.places - step.filled
        for step in inventory.steps
    )


@given(worksheets)
def test_adding_a_support_never_takes_anything_away(data: dict[str, Any]) -> None:
    before = take_stock(model(data), definition())
    more = {
        **data,
        "supports": [*data.get("supports", []), {"what": "x", "steps": ["plan"], "evidence": True}],
    }
    after = take_stock(model(more), definition())
    for old, new in zip(before.coverage, after.coverage, strict=True):
        assert new.supports == old.supports + (new.id == "plan")
        assert new.evidence == old.evidence + (new.id == "plan")


@given(worksheets)
def test_every_gap_is_found_where_its_path_says(data: dict[str, Any]) -> None:
    for gap in take_stock(model(data), definition()).gaps:
        found: Any = data
        for part in gap.path:
            found = found[part]
        # A model has each accent as part of its letter, whatever the file has.
        assert normalize("NFC", found) == gap.text
        assert gap.label.startswith(gap.place)
