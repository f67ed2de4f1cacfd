"""How the rows of a worksheet are typed, and how they are shown again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.interview.answers import Rejected, Value, normalized, one_of, whole_number
from sustainrubric.interview.days import parse_day
from sustainrubric.interview.rows import Column, Table
from sustainrubric.records.assessment import STATUSES
from sustainrubric.worksheet.gaps import key_of
from sustainrubric.worksheet.model import NamedGap

PARTICIPANTS = Table(
    (
        Column("department", "department or program"),
        Column("name", "name", required=True),
        Column("contact", "contact information"),
        Column("role", "role/responsibility"),
    )
)

DOCUMENTS = Table(
    (
        Column("title", "document or material (title, description, source)", required=True),
        Column("why", "why it is important (what everyone should know)"),
    )
)

PROCESS_STEPS = Table(
    (Column("name", "your process step", required=True), Column("evidence", "use of evidence"))
)

TEXTS = Table((Column("text", "gap or needed change", required=True),))

_YES = ("yes", "y", "true", "evidence", "x", "1")

_NO = ("no", "n", "false", "none", "0")

_PARTS = re.compile(r"[,;]")


def supports_table(steps: Mapping[str, str]) -> Table:
    """`Fall | Regional forum | inform,plan | yes | Districts bring their own data`."""
    return Table(
        (
            Column("when", "timing or sequence"),
            Column("what", "specific support provided", required=True),
            Column("steps", "steps", read=partial(_steps, steps), show=", ".join),
            Column("evidence", "evidence? (yes or no)", read=_yes_or_no, show=_as_word),
            Column("how", "how"),
        )
    )


def priorities_table(gaps: Sequence[NamedGap]) -> Table:
    """`Choosing interventions | Half of LEAs ask for it | select 1, supports 2`."""
    return Table(
        (
            Column("area", "priority area", required=True),
            Column("why", "why"),
            Column("takes_up", "gaps taken up", read=partial(_gaps, gaps), show=partial(_labels, gaps)),
        )
    )


def actions_table(steps: Mapping[str, str]) -> Table:
    """`Draft a guide | R. Patel | 2027-03-01 | two days | planned | select`."""
    return Table(
        (
            Column("what", "what", required=True),
            Column("owner", "owner"),
            Column("due", "due (YYYY-MM-DD)", read=parse_day),
            Column("resources", "resources"),
            Column("status", "status", read=one_of(STATUSES, "a status")),
            Column("step", "step it improves", read=partial(_step, steps)),
        ),
        defaults={"status": "planned"},
    )


def step_named(steps: Mapping[str, str], text: str) -> str | Rejected:
    """A recommended step by its id, its name or its number."""
    typed = normalized(text).strip()
    names = {name.casefold(): step for step, name in steps.items()}
    number = whole_number(typed)
    if number is not None and 1 <= number <= len(steps):
        return list(steps)[number - 1]
    found = names.get(typed.casefold()) or (typed.casefold() if typed.casefold() in steps else None)
    if found is None:
        hint = did_you_mean(typed, steps) or f"; there are {', '.join(steps)}"
        return Rejected(f"{quoted(text)} is not a step of the process{hint}")
    return found


def _step(steps: Mapping[str, str], text: str) -> Value | Rejected:
    found = step_named(steps, text)
    return found if isinstance(found, Rejected) else Value(found)


def _steps(steps: Mapping[str, str], text: str) -> Value | Rejected:
    if text.strip().casefold() == "all":
        return Value(list(steps))
    found = [step_named(steps, part) for part in map(str.strip, _PARTS.split(text)) if part]
    wrong = [outcome for outcome in found if isinstance(outcome, Rejected)]
    if wrong:
        return wrong[0]
    # In the order of the process, however they were typed.
    return Value([step for step in steps if step in found])


def _yes_or_no(text: str) -> Value | Rejected:
    typed = normalized(text).strip().casefold()
    if typed in (*_YES, *_NO):
        return Value(typed in _YES)
    return Rejected(f"{quoted(text)} is neither yes nor no: does the support use evidence or data?")


def _as_word(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _gaps(gaps: Sequence[NamedGap], text: str) -> Value | Rejected:
    """The texts of gaps given by label (`select 1`), or the one gap that is quoted whole."""
    whole = [gap.text for gap in gaps if key_of(gap.text) == key_of(text)]
    if whole:
        return Value(whole[:1])
    by_label = {gap.label: gap.text for gap in gaps}
    chosen: list[str] = []
    for part in map(str.strip, _PARTS.split(normalized(text))):
        label = " ".join(re.sub(r"[.\s]+", " ", part).casefold().split())
        if label not in by_label:
            known = f"there are {', '.join(by_label)}" if by_label else "no gap is named in steps 2 to 4"
            return Rejected(f"{quoted(part)} is not a gap; {known}")
        chosen.append(by_label[label])
    return Value(list(dict.fromkeys(chosen)))


def _labels(gaps: Sequence[NamedGap], texts: Any) -> str:
    known = {key_of(gap.text): gap.label for gap in reversed(gaps)}
    return ", ".join(known.get(key_of(str(text)), quoted(str(text))) for text in texts)
