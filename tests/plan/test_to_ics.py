"""The calendar is read back by the `icalendar` package as it was meant."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from sustainrubric.base.model import composed
from sustainrubric.base.text import one_line
from sustainrubric.plan.calendar import folded, plan_to_ics
from tests.plan.plans import assessment, made, worksheet
from tests.report.hostile import ATTACKS


def text_of(*rows: dict[str, Any]) -> str:
    found = made(assessment({"1.A.1": rows}))
    return plan_to_ics(found, found.actions)


def events(text: str) -> list[Any]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_an_action_is_an_event_of_a_whole_day_that_blocks_no_time() -> None:
    row = {"what": "Write the plan", "due": "2027-03-01", "owner": "A. Ferraro", "status": "under-way"}
    (event,) = events(text_of(row))
    assert (event["SUMMARY"], event["DTSTART"].dt, event["TRANSP"]) == (
        "Write the plan",
        date(2027, 3, 1),
        "TRANSPARENT",
    )
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert "Owner: A. Ferraro\nStatus: Under way" in event["DESCRIPTION"]


HOSTILE = [
    "commas, semicolons; and back\\slashes: \\n, \\, \\;",
    "=1+1",
    "two\nlines\r\nand\tmore",
    "END:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:not mine",
    "é" * 200 + "\U0001f4da" * 50,
    *ATTACKS,
]


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_text_stays_the_text_of_one_event(what: str) -> None:
    text = text_of({"what": what, "due": "2027-03-01", "owner": what, "id": what})
    (event,) = events(text)
    assert str(event["SUMMARY"]) == one_line(what)
    assert str(event["DTSTART"].dt) == "2027-03-01"
    assert "\r" not in text.replace("\r\n", "")


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=120).filter(str.strip))
@example("\uf900")
def test_no_line_is_longer_than_75_octets_and_nothing_is_lost(what: str) -> None:
    text = text_of({"what": what, "due": "2027-03-01"})
    assert max(len(line) for line in text.encode().split(b"\r\n")) <= 75
    (event,) = events(text)
    # Records hold text in the composed form (NFC), which replaces some characters, such as U+F900.
    assert str(event["SUMMARY"]) == one_line(composed(what))


def test_letters_are_not_cut_in_two_when_lines_are_folded() -> None:
    line = "X:" + "é" * 100
    parts = list(folded(line))
    assert "".join([parts[0], *(part[1:] for part in parts[1:])]) == line
    assert all(len(part.encode()) <= 75 for part in parts)


def test_status_tells_calendars_what_is_over_and_people_what_is_late() -> None:
    rows: list[dict[str, Any]] = [
        {"what": "late", "due": "2026-12-01"},
        {"what": "over", "due": "2026-12-02", "status": "done"},
        {"what": "gone", "due": "2026-12-03", "status": "dropped"},
        {"what": "no day"},
    ]
    found = {str(event["SUMMARY"]): str(event["STATUS"]) for event in events(text_of(*rows))}
    assert found == {"Overdue: late": "CONFIRMED", "Done: over": "CONFIRMED", "Dropped: gone": "CANCELLED"}


@pytest.mark.parametrize("due", ["0001-01-01", "9999-12-31", "2028-02-29"])
def test_days_at_the_ends_of_the_calendar_are_written_as_they_are(due: str) -> None:
    (event,) = events(text_of({"what": "x", "due": due}))
    assert str(event["DTSTART"].dt) == due


def test_a_moved_action_keeps_its_uid_and_two_actions_never_share_one() -> None:
    before, after = (events(text_of({"what": "x", "due": due})) for due in ("2027-03-01", "2027-04-01"))
    assert before[0]["UID"] == after[0]["UID"]
    named = {"what": "a", "due": "2027-03-01", "id": "A1"}
    sources = (assessment({"1.A.1": [named]}), assessment({"1.A.1": [named]}, reform="data", file="b"))
    found = made(*sources, worksheet([named]))
    assert len({str(event["UID"]) for event in events(plan_to_ics(found, found.actions))}) == 3


def test_the_same_plan_on_the_same_day_is_the_same_text() -> None:
    row = {"what": "x", "due": "2027-03-01"}
    assert text_of(row) == text_of(row)
    assert "DTSTAMP:20270120T000000Z" in text_of(row)
