"""Worksheets changed in place: comments, order and line ends stay, and only the row that is meant changes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sustainrubric.interview.data import put
from sustainrubric.records.layouts import worksheet_layout
from sustainrubric.records.load import load_bytes
from sustainrubric.yaml.rewrite import rewrite, to_bytes
from tests.worksheets import EXAMPLE, definition

TEXT = EXAMPLE.read_text(encoding="utf-8")


def changed(text: str, path: tuple[str | int, ...], value: Any) -> list[str]:
    """The lines that went and came, as `-` and `+`."""
    from difflib import ndiff

    document = load_bytes(text.encode(), "a.yaml").document
    after = to_bytes(
        rewrite(document, put(document.data, path, value), worksheet_layout(definition()))
    ).decode()
    lines = ndiff(text.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line.strip("\n") for line in lines if line[0] in "+-"]


def test_a_support_is_added_as_a_row_of_its_own() -> None:
    rows = load_bytes(TEXT.encode(), "a.yaml").document.data["supports"]
    row = {"when": "June", "what": "Survey", "steps": ["analyze", "inform"], "evidence": True}
    assert changed(TEXT, ("supports",), [*rows, row]) == [
        "+   - when: June",
        "+     what: Survey",
        "+     steps: [analyze, inform]",
        "+     evidence: true",
    ]


def test_an_action_is_added_with_a_bare_date() -> None:
    actions = load_bytes(TEXT.encode(), "a.yaml").document.data["actions"]
    row = {"what": "Ask", "owner": "R. Patel", "due": date(2027, 3, 1), "status": "planned"}
    assert changed(TEXT, ("actions",), [*actions, row]) == [
        "+   - what: Ask",
        "+     owner: R. Patel",
        "+     due: 2027-03-01",
        "+     status: planned",
    ]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_one_word_changes_one_line_whatever_ends_it(ends: str) -> None:
    text = TEXT.replace("\n", ends)
    document = load_bytes(text.encode(), "a.yaml").document
    data = put(document.data, ("organize", "participants", 1, "role"), "Scribe")
    after = to_bytes(rewrite(document, data, worksheet_layout(definition()))).decode()
    assert after == text.replace("role: Facilitator", "role: Scribe", 1)


def test_keys_come_in_the_worksheets_order() -> None:
    text = TEXT[: TEXT.index("organize:")]
    document = load_bytes(text.encode(), "a.yaml").document
    data: Any = document.data
    for path, value in [
        (("answers", "supports", "reach"), "No"),
        (("answers", "map", "continuous-cycle"), "Yes"),
        (("process", "plan", "gaps"), ["x"]),
        (("process", "inform", "gaps"), ["y"]),
        (("context", "description"), "z"),
    ]:
        data = put(data, path, value)
        document = rewrite(document, data, worksheet_layout(definition()))
    lines = [line.strip().partition(":")[0] for line in document.source.text.splitlines()]
    order = ["context", "process", "inform", "plan", "answers", "map", "supports"]
    assert [line for line in lines if line in order] == order
