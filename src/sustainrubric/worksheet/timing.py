"""When something takes place, as people write it, and whether a list of such times is in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

MONTHS_A_YEAR = 12

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# The first month of each season and how many follow it; August is summer and fall.
_SEASONS = {"winter": (12, 2), "spring": (3, 2), "summer": (6, 2), "fall": (8, 3), "autumn": (8, 3)}

_UNITS = "week|month|phase|step|stage|session|meeting|quarter|year|day"

_ISO = re.compile(r"\b(20\d\d)-(0[1-9]|1[0-2])(?:-\d\d)?\b")

_US = re.compile(r"\b(1[0-2]|0?[1-9])/\d{1,2}/(20\d\d)\b")

_SCHOOL_YEAR = re.compile(r"\b(20\d\d)\s*[-–/]\s*(?:20)?\d\d\b")

_YEAR = re.compile(r"\b(20\d\d)\b")

_COUNT = re.compile(rf"(?P<unit>{_UNITS})s?\s*#?(?P<number>\d{{1,4}})\b|q(?P<quarter>[1-4])\b", re.IGNORECASE)

_NUMBER = re.compile(r"(\d{1,4})(?:st|nd|rd|th|[.)])?(?=\s|$)")

_SEASON = re.compile(
    rf"\b(?:({'|'.join(_SEASONS)})|(jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?)\b|\b(Mar(?:ch)?|May)\b",
    re.IGNORECASE,
)


_ALL_YEAR = re.compile(
    r"\b(?:all|whole|entire|every|each|throughout|year[- ]round|ongoing|continuous(?:ly)?|monthly|weekly|daily)\b",
    re.IGNORECASE,
)


class Moment(NamedTuple):
    """A span on one of several scales; only moments on the same scale can be compared.

    `year` counts months from January of some school or calendar year and goes round; `dated` counts
    them from the year 0; other scales are named for the unit that is counted.
    """

    scale: str
    first: int
    last: int


class Misplaced(NamedTuple):
    """The place in a list of what comes before something that stands above it."""

    place: int
    above: int


@lru_cache(maxsize=4096)
def moment(text: str) -> Moment | None:
    """When `text` says it is, or None where it says nothing that can be put in order."""
    found = _ISO.search(text)
    if found:
        return _dated(int(found[1]), int(found[2]), 0)
    found = _US.search(text)
    if found:
        return _dated(int(found[2]), int(found[1]), 0)
    seasons = list(_seasons(text))
    school_year = _SCHOOL_YEAR.search(text)
    if school_year:
        return _in_school_year(int(school_year[1]), seasons)
    year = _YEAR.search(text)
    if year:
        return _in_year(int(year[1]), seasons)
    if seasons:
        first, last = seasons[0], seasons[-1]
        reach = (last[0] - first[0]) % MONTHS_A_YEAR + last[1]
        return Moment("year", first[0], first[0] + reach)
    return _counted(text.strip())


def months_of(text: str) -> tuple[int, ...]:
    """The months of a year, from 1, that something takes place in as `text` says; none where it names none."""
    when = moment(text)
    if when is not None and when.scale in ("year", "dated"):
        reach = min(when.last - when.first, MONTHS_A_YEAR - 1)
        return tuple((when.first + after - 1) % MONTHS_A_YEAR + 1 for after in range(reach + 1))
    return tuple(range(1, MONTHS_A_YEAR + 1)) if _ALL_YEAR.search(text) else ()


def out_of_order(times: Sequence[str | None]) -> Iterator[Misplaced]:
    """What stands below something that comes later; what says no time is passed over.

    A year begins where the list begins: Fall, Winter, Spring is in order, and so is Spring, Summer, Fall.
    """
    latest: dict[str, tuple[int, int]] = {}
    origin: int | None = None
    for index, text in enumerate(times):
        when = moment(text) if text else None
        if when is None:
            continue
        first, last = when.first, when.last
        if when.scale == "year":
            origin = first if origin is None else origin
            first = (when.first - origin) % MONTHS_A_YEAR
            last = first + when.last - when.first
        before = latest.get(when.scale)
        if before is not None and last < before[0]:
            yield Misplaced(index, before[1])
        elif before is None or first > before[0]:
            latest[when.scale] = (first, index)


def _seasons(text: str) -> Iterator[tuple[int, int]]:
    """The months named in a text, in its order, each with how many more belong to it."""
    for season, month, capital in _SEASON.findall(text):
        if season:
            yield _SEASONS[season.lower()]
        elif month:
            yield _MONTHS.index(month.lower()[:3]) + 1, 0
        elif capital[:1].isupper():
            # In small letters they are words of other meanings: may, march.
            yield _MONTHS.index(capital.lower()[:3]) + 1, 0


def _dated(year: int, month: int, reach: int) -> Moment:
    at = year * MONTHS_A_YEAR + month
    return Moment("dated", at, at + reach)


def _in_year(year: int, seasons: Sequence[tuple[int, int]]) -> Moment:
    if not seasons:
        return _dated(year, 1, MONTHS_A_YEAR - 1)
    month, reach = seasons[0]
    if month + reach > MONTHS_A_YEAR:
        # The winter of a year may be the one it begins with or the one it ends with.
        return _dated(year - 1, month, reach + MONTHS_A_YEAR)
    return _dated(year, month, reach)


def _in_school_year(year: int, seasons: Sequence[tuple[int, int]]) -> Moment:
    if not seasons:
        return _dated(year, 7, MONTHS_A_YEAR - 1)
    month, reach = seasons[0]
    if month == 6:
        # The summer before the school year, or the one after it.
        return _dated(year, month, reach + MONTHS_A_YEAR)
    return _dated(year if month >= 7 else year + 1, month, reach)


def _counted(text: str) -> Moment | None:
    found = _COUNT.match(text)
    if found:
        number = int(found["number"] or found["quarter"])
        return Moment((found["unit"] or "quarter").lower(), number, number)
    plain = _NUMBER.match(text)
    return Moment("number", int(plain[1]), int(plain[1])) if plain else None
