"""Rows are added, typed anew, moved and taken away by one typed line each."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.interview.answers import Rejected, Value
from sustainrubric.interview.days import parse_day
from sustainrubric.interview.rows import Column, Table, row_command

EVIDENCE = Table(
    (Column("what", "what", required=True), Column("where", "where"), Column("date", "date", read=parse_day)),
    defaults={"status": "planned"},
)
ROWS = [
    {"what": "one", "where": "here", "status": "done", "note": "kept"},
    {"what": "two"},
    {"what": "three"},
]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Minutes | here | 2026-08-01", {"what": "Minutes", "where": "here", "date": date(2026, 8, 1)}),
        ("Minutes", {"what": "Minutes"}),
        ("Minutes | | 2026-08-01", {"what": "Minutes", "date": date(2026, 8, 1)}),
        ("a \\| b | c", {"what": "a | b", "where": "c"}),
        ("remove the barrier", {"what": "remove the barrier"}),
        ("move 3 people to 5 schools", {"what": "move 3 people to 5 schools"}),
        ("edit the form", {"what": "edit the form"}),
    ],
)
def test_a_row_is_added_at_the_end(text: str, row: dict[str, Any]) -> None:
    assert EVIDENCE.parse(text, [{"what": "first"}]) == Value(
        [{"what": "first"}, {**row, "status": "planned"}]
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("| here", "'what' is missing; a row is what | where | date"),
        ("a | b | c | d", "4 parts, but a row has 3: what | where | date"),
        ("a | b | soon", "'soon' is not a day"),
        ("a\udc80", "bytes that are not text"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused(text: str, reason: str) -> None:
    outcome = EVIDENCE.parse(text, None)
    assert isinstance(outcome, Rejected)
    assert reason in outcome.reason


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("remove 2", ["one", "three"]),
        ("REMOVE 1", ["two", "three"]),
        ("move 3 to 1", ["three", "one", "two"]),
        ("move 1 to 3", ["two", "three", "one"]),
        ("edit 2: new", ["one", "new", "three"]),
    ],
)
def test_rows_are_changed_by_their_number(text: str, names: list[str]) -> None:
    outcome = EVIDENCE.parse(text, ROWS)
    assert isinstance(outcome, Value)
    assert [row["what"] for row in outcome.value] == names


def test_an_edited_row_keeps_what_was_not_typed() -> None:
    outcome = EVIDENCE.parse("edit 1: new", ROWS)
    assert outcome == Value([{**ROWS[0], "what": "new"}, *ROWS[1:]])


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("edit 1: | there", {**ROWS[0], "where": "there"}),
        ("edit 1: new | ", {**ROWS[0], "what": "new"}),
        ("edit 1: | | 2026-08-01", {**ROWS[0], "date": date(2026, 8, 1)}),
        ("edit 1: new | -", {"what": "new", "status": "done", "note": "kept"}),
    ],
)
def test_an_empty_part_of_an_edited_row_stays_and_a_dash_takes_it_away(
    text: str, row: dict[str, Any]
) -> None:
    outcome = EVIDENCE.parse(text, ROWS)
    assert outcome == Value([row, *ROWS[1:]])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("edit 1: -", "'what' is missing"),
        ("edit 1: a | b | c | d", "4 parts, but a row has 3"),
        ("edit 1: a | b | soon", "'soon' is not a day"),
        ("edit 1", "say what row 1 is to be: edit 1: what | where | date"),
        ("edit 1:", "say what row 1 is to be"),
        ("edit 1 new | here", "write it as edit 1: what | where | date"),
        ("edit", "write it as edit 1: what | where | date"),
        ("remove", "write it as remove 1"),
        ("remove 1, 2", "write it as remove 1"),
        ("Remove row 2.", "write it as remove 1"),
        ("move 2", "write it as move 2 to 1"),
        ("move 2 1", "write it as move 2 to 1"),
        ("move 2 to", "write it as move 2 to 1"),
    ],
)
def test_a_mistyped_change_of_a_row_is_not_taken_for_a_new_one(text: str, reason: str) -> None:
    outcome = EVIDENCE.parse(text, ROWS)
    assert isinstance(outcome, Rejected)
    assert reason in outcome.reason


@pytest.mark.parametrize(
    "text", ["remove 4", "remove 0", "move 1 to 4", "move 9 to 1", "edit 4: x", "edit 4"]
)
def test_a_row_that_is_not_there_is_not_changed(text: str) -> None:
    assert isinstance(EVIDENCE.parse(text, ROWS), Rejected)


def test_a_row_out_of_a_file_has_no_other_keys() -> None:
    assert EVIDENCE.row_of({"what": "a", "where": None}) == Value({"what": "a"})
    outcome = EVIDENCE.row_of({"what": "a", "wher": "b"})
    assert outcome == Rejected("a row has no 'wher'; did you mean where?")
    assert isinstance(EVIDENCE.row_of({"what": 3}), Rejected)


@given(
    st.lists(
        st.text("ab|\\ ", min_size=1, max_size=6).map(str.strip).filter(lambda t: t.strip("\\")),
        min_size=1,
        max_size=3,
    )
)
def test_a_row_can_be_typed_as_it_is_shown(parts: list[str]) -> None:
    # A backslash before a bar is the one thing a row cannot tell from an escaped bar.
    parts = [part.rstrip("\\") or "x" for part in (part.replace("\\|", "|") for part in parts)]
    parts = [part.replace("\\|", "|").strip() or "x" for part in parts]
    table = Table(tuple(Column(str(place), str(place)) for place in range(3)))
    typed = " | ".join(part.replace("|", "\\|") for part in parts)
    outcome = table.row(typed)
    assert isinstance(outcome, Value)
    assert list(outcome.value.values()) == parts


def test_what_only_looks_like_a_command_is_a_row() -> None:
    assert row_command("remove 2: foo") is None
    assert row_command("remove 2 to 3") is None
    assert row_command("edit 2 forms") is None
