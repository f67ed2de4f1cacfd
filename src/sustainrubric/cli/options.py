"""Values of options read from words as they are typed or set in the environment: codes, gates, days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, cast, get_args

from sustainrubric.base.errors import WrongUsage
from sustainrubric.base.text import as_known, did_you_mean, quoted

if TYPE_CHECKING:
    from sustainrubric.check.gates import Gates
    from sustainrubric.instruments.rubric import LevelId

TARGETS = "targets"

# A share of one, where a percentage is asked for.
_SHARE = re.compile(r"0?\.[0-9]{1,2}")

_PERCENT = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,9})?")


AUDIENCE_HELP = "Whom it is for. For the public names, sensitive evidence and more are left out."

STRICT_HELP = "With --audience cabinet or public: refuse where a text names somebody."


class Readers(StrEnum):
    """Whom a page or a table is for."""

    PUBLIC = "public"
    CABINET = "cabinet"
    TEAM = "team"


def said_of_readers() -> list[str]:
    """What a text says at its end, below an empty line, where it is not for the team."""
    from sustainrubric.pages.frame import frame

    said = frame().left_out
    return ["", said] if said else []


def codes(typed: Sequence[str], option: str) -> tuple[str, ...]:
    """Codes or their beginnings out of `SR301,SR2`, as often as the option is given.

    Raises:
        WrongUsage: no code begins so.
    """
    from sustainrubric.base.problem import Code

    known = [code.value for code in Code]
    wanted = [word.upper() for words in typed for word in words.replace(",", " ").split()]
    for word in wanted:
        if not any(code.startswith(word) for code in known) or len(word) < len("SR0"):
            hint = did_you_mean(word, known) or "; `sustain explain` lists them all"
            raise WrongUsage(f"{option}: no code begins with {quoted(word)}{hint}")
    return tuple(dict.fromkeys(wanted))


def refuse_idle_codes(select: tuple[str, ...], ignore: tuple[str, ...], gates: Gates | None) -> None:
    """Refuse codes that leave nothing to look for: a check of nothing would always be passed.

    Raises:
        WrongUsage: a gate that is asked for is ignored, or no code is left.
    """
    if not select and not ignore:
        return
    from sustainrubric.base.problem import Code
    from sustainrubric.check.gates import codes_of

    asked = codes_of(gates)
    for code in sorted(asked):
        if ignore and code.startswith(ignore):
            raise WrongUsage(f"--ignore switches off {code.value}, which is asked for; leave one of them out")
    left = [code for code in Code if not code.is_gate or code in asked]
    if select and not any(
        code.startswith(select) and not (ignore and code.startswith(ignore)) for code in left
    ):
        why = (
            "--ignore takes all of them away"
            if ignore
            else "these codes are looked for only with --min-coverage, --min-level or --require"
        )
        raise WrongUsage(f"--select leaves no code to look for: {why}")


def gates(min_coverage: str | None, min_levels: Iterable[str], require: Iterable[str]) -> Gates | None:
    """The gates asked for, or None where none is.

    Raises:
        WrongUsage: one is not written as it should be.
    """
    from sustainrubric.check.gates import Gates

    wanted = Gates(
        _share(min_coverage) if min_coverage is not None else None,
        tuple(_level(word) for words in min_levels for word in words.replace(",", " ").split()),
        TARGETS in set(require),
    )
    return wanted if wanted != Gates() else None


def _share(typed: str) -> Fraction:
    number = typed.strip().removesuffix("%").strip()
    # Fraction takes 1e99999999 as well, and works on it for hours.
    percent = Fraction(number) if _PERCENT.fullmatch(number) else Fraction(-1)
    if not 0 <= percent <= 100:
        raise WrongUsage(f"--min-coverage: {quoted(typed)} is not a percentage from 0 to 100, such as 80")
    if _SHARE.fullmatch(typed.strip()) and percent:
        raise WrongUsage(
            f"--min-coverage: {quoted(typed)} is less than one percent; write {float(percent * 100):g} for that share"
        )
    return percent / 100


def _level(typed: str) -> tuple[str, LevelId]:
    from sustainrubric.instruments.rubric import LevelId

    element, sign, level = typed.partition("=")
    if not sign or not element:
        raise WrongUsage(f"--min-level: write ELEMENT=LEVEL, such as 1.A.i=strong, not {quoted(typed)}")
    levels = get_args(LevelId)
    level = as_known(level, levels)
    if level not in levels:
        hint = did_you_mean(level, levels) or f"; it is one of {', '.join(levels)}"
        raise WrongUsage(f"--min-level: there is no level {quoted(level)}{hint}")
    elements = _elements()
    element = as_known(element, elements)
    if element not in elements:
        hint = did_you_mean(element, elements)
        raise WrongUsage(f"--min-level: no rubric has an element {quoted(element)}{hint}")
    return element, cast(LevelId, level)


def _elements() -> list[str]:
    """The elements of every rubric we have: a gate on one that none has would always be passed."""
    from sustainrubric.records.instrument_finder import InstrumentFinder

    # Any name will do: what counts is the folder we are in.
    catalog = InstrumentFinder().around("sustain.yaml")
    return [
        element
        for reference in catalog.references("rubric")
        if (rubric := catalog.rubric(reference))
        for element in rubric.elements
    ]


def day_given(option: str, typed: str | None) -> date | None:
    """The day that was typed behind `option`, or None where nothing was.

    Raises:
        WrongUsage: it is no day.
    """
    from sustainrubric.interview.answers import Rejected
    from sustainrubric.interview.days import parse_day

    if typed is None:
        return None
    parsed = parse_day(typed)
    if isinstance(parsed, Rejected):
        raise WrongUsage(f"{option}: {parsed.reason}")
    day: date = parsed.value
    return day
