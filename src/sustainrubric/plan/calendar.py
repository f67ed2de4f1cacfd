"""Actions as a calendar (iCalendar, RFC 5545): a whole-day event on the day each is due.

Events and not to-dos: the calendars that people use show no to-dos of others. An event takes no time
of the day, so that nobody looks busy because of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from sustainrubric.base.text import clean, missing_words, one_line
from sustainrubric.pages.phrases import STATUSES
from sustainrubric.plan.model import ActionPlan, PlannedAction
from sustainrubric.plan.view import WORKSHEET, part_title, standing_words

_LIMIT = 75

_SPECIAL = re.compile(r"([\\;,])")

_UID_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")

_PREFIXES = {"overdue": "Overdue: ", "done": "Done: ", "dropped": "Dropped: ", "left-out": "Left out: "}


def plan_to_ics(plan: ActionPlan, actions: Iterable[PlannedAction]) -> str:
    """A calendar of those of `actions` that have a due date; one plan gives one text on one day."""
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
            lines += _event(action, action.due, plan)
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


def _event(action: PlannedAction, due: date, plan: ActionPlan) -> Iterator[str]:
    cancelled = action.state in ("dropped", "left-out")
    yield "BEGIN:VEVENT"
    yield f"UID:{_UID_UNSAFE.sub('_', action.uid)}@sustainrubric"
    # The day the plan was made, so that a later plan replaces an earlier one.
    yield f"DTSTAMP:{_day(plan.today)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(due)}"
    yield _text("SUMMARY", f"{_PREFIXES.get(action.state, '')}{one_line(action.what)}")
    yield _text("DESCRIPTION", "\n".join(_description(action, named=not plan.names_nobody)))
    yield _text("CATEGORIES", one_line(action.origin.reform) or WORKSHEET)
    yield f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _description(action: PlannedAction, *, named: bool) -> Iterator[str]:
    origin = action.origin
    where = f"{one_line(origin.part)} {part_title(origin)}" if origin.reform else part_title(origin)
    yield clean(action.what)
    yield ""
    if named:
        yield f"Owner: {one_line(action.owner_name) or 'none'}"
    yield f"Status: {STATUSES[action.status]}"
    if action.resources:
        yield f"Resources: {one_line(action.resources)}"
    yield f"From: {one_line(origin.reform) or WORKSHEET}, {where.strip()}, round {one_line(origin.round)}"
    yield f"Standing: {standing_words(origin)}"
    if named:
        yield f"Id: {one_line(action.id)}"


def _text(name: str, value: str) -> str:
    """A property with text in it: separators and line breaks are written so that readers undo it."""
    escaped = _SPECIAL.sub(r"\\\1", value)
    return f"{name}:{escaped.replace(chr(10), chr(92) + 'n')}"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")
