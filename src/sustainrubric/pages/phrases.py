"""The words that reports use for levels, sightings, statuses, days and counts."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import accumulate

from sustainrubric.base.numbers import percent, two_places
from sustainrubric.base.text import DASH
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.pages.parts import DayView, Standing, Step

SIGHTINGS = {"seen": "Seen", "partly": "Partly seen", "not-seen": "Not seen", "not-marked": "Not marked"}

STATUSES = {"planned": "Planned", "under-way": "Under way", "done": "Done", "dropped": "Dropped"}

PRIORITIES = {"high": "High", "medium": "Medium", "low": "Low"}

NOT_APPLICABLE = Standing("not-applicable", "Not applicable", remark="counts in no score")

UNKNOWN = Standing("unknown", "Unknown", remark="the team looked and could not tell")

NOT_RATED = Standing("not-rated", "Not rated yet")

# Not strftime: its words depend on the language set.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day_view(day: date) -> DayView:
    month = _MONTHS[day.month - 1]
    return DayView(
        iso=day.isoformat(),
        long=f"{month} {day.day}, {day.year}",
        short=f"{month[:3]} {day.day}, {day.year}",
    )


def steps_of(rubric: Rubric) -> tuple[Step, ...]:
    """The levels, lowest first."""
    levels = sorted(rubric.levels, key=lambda level: level.points)
    return tuple(Step(level.id, level.name, _short(level.name), level.points) for level in levels)


def _short(name: str) -> str:
    return name if len(name) <= 6 else f"{name[:4]}."


def standing_at(level: str, steps: Sequence[Step], remark: str = "") -> Standing:
    """A level as something that an element, a criterion or a roll-up stands at."""
    step = next(step for step in steps if step.key == level)
    return Standing(step.key, step.name, step.points, remark)


def share_words(share: Fraction | None) -> str:
    return percent(share, DASH).replace(" ", "")


def number_words(number: Fraction | int) -> str:
    """A weight as it was written: whole where it is whole."""
    return str(number) if number == int(number) else two_places(number)


def shortened(text: str, room: int) -> str:
    """A text of at most so many columns: what is left out of a longer one was in its middle, so that its end stays.

    It is cut between two characters, and signs of Chinese or Japanese are two columns wide.
    """
    if sum(map(_columns, text)) <= room:
        return text
    tail = _first(text[::-1], room // 3)[::-1]
    while tail and unicodedata.combining(tail[0]):
        tail = tail[1:]
    head = _first(text, room - 1 - sum(map(_columns, tail)))
    return f"{head.rstrip()}…{tail.lstrip()}"


def _first(text: str, room: int) -> str:
    """As many characters from the beginning as have room; an accent stays with its letter."""
    widths = accumulate(map(_columns, text))
    return text[: sum(1 for width in widths if width <= room)]


def _columns(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
