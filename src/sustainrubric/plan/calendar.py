"""Actions as a calendar (iCalendar, RFC 5545): a whole-day event on the day each is due.

Events and not to-dos: the calendars that people use show no to-dos of others. An event takes no time
of the day, so that nobody looks busy because of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from sustainrubric.base.text import clean, missing_words, one_line
from sustainrubric.pages.phrases import STATUSES
from sustainrubric.plan.model import WORKSHEET_TITLE, ActionPlan, PlannedAction
from sustainrubric.plan.view import part_title, standing_words

_LIMIT = 75

_SEQUENCE = re.compile(r"[0-9]{1,9}")

_STAMP = re.compile(r"[0-9]{8}T000000Z")

_DAY_ZERO = date(2000, 1, 1)

_SPECIAL = re.compile(r"([\\;,])")

_UID_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")

_PREFIXES = {"overdue": "Overdue: ", "done": "Done: ", "dropped": "Dropped: ", "left-out": "Left out: "}


class _Told(NamedTuple):
    """An event as an earlier calendar told it: its revision, its day, and what it said."""

    sequence: int
    stamp: str
    lines: tuple[str, ...]


def plan_to_ics(plan: ActionPlan, actions: Iterable[PlannedAction], before: str = "") -> str:
    """A calendar of those of `actions` that have a due date; one plan gives one text on one day.

    `before` is the calendar that this one replaces. An event that says what it said there keeps its revision
    and its day, and one that says something else gets a later revision, so that calendars take it over.
    """
    told = _told(before)
    name = "Plan of action (not whole)" if plan.missing else "Plan of action"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//sustainrubric//plan of action//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        _text("X-WR-CALNAME", ", ".join([name, *map(one_line, plan.agencies)])),
    ]
    if plan.missing:
        lines.append(_text("X-WR-CALDESC", missing_words(plan.missing, "actions")))
    for action in actions:
        if action.due is not None:
            lines += _event(action, action.due, plan, told)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 octets, the later ones begun with a space; no letter is cut in two."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode("utf-8"))
        if size + octets > _LIMIT:
            yield part
            part, size = " ", 1
        part += letter
        size += octets
    yield part


def _told(calendar: str) -> dict[str, _Told]:
    """The events of a calendar of ours by their UID; of anybody else's text nothing, or what looks like ours."""
    unfolded = calendar.replace("\r\n", "\n").replace("\n ", "")
    found = {}
    for event in unfolded.split("BEGIN:VEVENT\n")[1:]:
        lines = event.partition("\nEND:VEVENT")[0].split("\n")
        said = dict(line.split(":", 1) for line in lines if ":" in line)
        number, stamp = said.get("SEQUENCE", ""), said.get("DTSTAMP", "")
        if _SEQUENCE.fullmatch(number) and _STAMP.fullmatch(stamp) and "UID" in said:
            rest = tuple(line for line in lines if not line.startswith(("UID:", "SEQUENCE:", "DTSTAMP:")))
            found[said["UID"]] = _Told(int(number), stamp, rest)
    return found


def _event(action: PlannedAction, due: date, plan: ActionPlan, told: Mapping[str, _Told]) -> Iterator[str]:
    uid = f"{_UID_UNSAFE.sub('_', action.uid)}@sustainrubric"
    said = tuple(_said(action, due, plan))
    # The day the plan was made and the days up to it: whoever exports later has a later revision.
    sequence, stamp = (plan.today - _DAY_ZERO).days, f"{_day(plan.today)}T000000Z"
    before = told.get(uid)
    if before is not None and before.lines == said:
        sequence, stamp = before.sequence, before.stamp
    elif before is not None:
        sequence, stamp = max(sequence, before.sequence + 1), max(stamp, before.stamp)
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"SEQUENCE:{max(0, sequence)}"
    yield f"DTSTAMP:{stamp}"
    yield from said
    yield "END:VEVENT"


def _said(action: PlannedAction, due: date, plan: ActionPlan) -> Iterator[str]:
    cancelled = action.state in ("dropped", "left-out")
    yield f"DTSTART;VALUE=DATE:{_day(due)}"
    yield _text("SUMMARY", f"{_PREFIXES.get(action.state, '')}{one_line(action.what)}")
    yield _text("DESCRIPTION", "\n".join(_description(action, named=not plan.names_nobody)))
    yield _text("CATEGORIES", one_line(_category(action)))
    yield f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"


def _description(action: PlannedAction, *, named: bool) -> Iterator[str]:
    origin = action.origin
    where = f"{one_line(origin.part)} {part_title(origin)}" if origin.reform else part_title(origin)
    yield clean(action.what)
    yield ""
    if named:
        left = f" (not on the team of {one_line(action.owner_left)})" if action.owner_left else ""
        yield f"Owner: {one_line(action.owner_name) or 'none'}{left}"
    yield f"Status: {STATUSES[action.status]}"
    if action.resources:
        yield f"Resources: {one_line(action.resources)}"
    yield f"From: {one_line(_category(action))}, {where.strip()}, round {one_line(origin.round)}"
    if standing := standing_words(origin):
        yield f"Standing: {standing}"
    if named:
        yield f"Id: {one_line(action.id)}"


def _category(action: PlannedAction) -> str:
    origin = action.origin
    what = origin.reform or WORKSHEET_TITLE
    return f"{origin.agency}: {what}" if origin.names_agency else what


def _text(name: str, value: str) -> str:
    """A property with text in it: separators and line breaks are written so that readers undo it."""
    escaped = _SPECIAL.sub(r"\\\1", value)
    return f"{name}:{escaped.replace(chr(10), chr(92) + 'n')}"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")
