"""The settings of a folder: codes that do not exist, and ignores that nothing needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sustainrubric.base.problem import Code, Problem
from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.records.settings import Ignore, Settings, SeverityChange


def check_settings(settings: Settings) -> list[Problem]:
    """Everything to be said of the settings alone."""
    return list(_unknown_codes(settings))


def unused_ignore(position: int, code: str) -> Problem:
    """Say that the ignore at `position` (from 0) silences nothing."""
    message = f"{code} does not occur in the files this ignore is for; remove it"
    return Problem(Code.UNUSED_IGNORE, message, ("ignore", position, "code"))


def _unknown_codes(settings: Settings) -> Iterator[Problem]:
    known = [code.value for code in Code]
    lists: dict[str, Sequence[Ignore | SeverityChange]] = {
        "ignore": settings.ignore,
        "severities": settings.severities,
    }
    for key, rows in lists.items():
        for position, row in enumerate(rows):
            if row.code not in known:
                hint = did_you_mean(row.code, known) or "; `sustain explain` lists them all"
                message = f"there is no code {quoted(row.code)}{hint}"
                yield Problem(Code.UNKNOWN_CODE, message, (key, position, "code"))
