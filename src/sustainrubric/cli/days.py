"""A day given as an option."""

from __future__ import annotations

from datetime import date

from sustainrubric.engine.typed import Rejected, parse_day
from sustainrubric.errors import WrongUsage


def day_given(option: str, typed: str | None) -> date | None:
    """The day that was typed behind `option`, or None where nothing was.

    Raises:
        WrongUsage: it is no day.
    """
    if typed is None:
        return None
    parsed = parse_day(typed)
    if isinstance(parsed, Rejected):
        raise WrongUsage(f"{option}: {parsed.reason}")
    day: date = parsed.value
    return day
