"""Dates as people type them: YYYY-MM-DD is taken, and other ways of writing one are answered with it."""

from __future__ import annotations

import re
from datetime import date

from sustainrubric.base.text import quoted
from sustainrubric.interview.answers import Rejected, Value, normalized

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBERS = re.compile(r"([0-9]{1,4})\s*([/.-])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,4})")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?\s*,?\s+([0-9]{4})", re.IGNORECASE)
_DAY_FIRST = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?\.?\s+([a-z]{3,9})\.?,?\s+([0-9]{4})", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def parse_day(text: str) -> Value | Rejected:
    """A date typed as YYYY-MM-DD; another way to write one is refused with what it would be."""
    typed = normalized(text).strip()
    day = _day(*typed.split("-")) if _ISO.fullmatch(typed) else None
    if day is not None:
        return Value(day)
    meant = day_meant(text)
    hint = f"; did you mean {meant.isoformat()}?" if meant else ""
    return Rejected(f"{quoted(text)} is not a day; write the date as YYYY-MM-DD{hint}")


def day_meant(text: str) -> date | None:
    """The day that a text can only mean, however it is written: `2026-10-15`, `10/15/2026`, `Oct 15, 2026`.

    Of 3/4/2026 the first number is the month, as in the United States; None for what is no date.
    """
    # Blanks as one, so that no pattern tries their lengths.
    typed = " ".join(normalized(text).split())
    if found := _NUMBERS.fullmatch(typed):
        return _of_numbers(found[1], found[3], found[4])
    if found := _MONTH_FIRST.fullmatch(typed):
        return _day(found[3], _month(found[1]), found[2])
    if found := _DAY_FIRST.fullmatch(typed):
        return _day(found[3], _month(found[2]), found[1])
    return None


def _of_numbers(first: str, second: str, third: str) -> date | None:
    if len(first) == 4:
        return _day(first, second, third)
    if len(first) > 2 or len(third) not in (2, 4):
        return None
    year = third if len(third) == 4 else f"20{third}"
    return _day(year, first, second) or _day(year, second, first)


def _month(word: str) -> str:
    """The number of a month by its English name, whole or cut after three letters or more; 0 for no month."""
    found = [number for number, month in enumerate(_MONTHS, 1) if word.lower().startswith(month)]
    return str(found[0]) if found else "0"


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
