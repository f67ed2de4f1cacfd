"""The sign-off of an assessment: a checksum of all that it says, and what changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel

from sustainrubric.base.problem import Code, Problem
from sustainrubric.base.text import listed, one_line, quoted
from sustainrubric.interview.data import Plain
from sustainrubric.pages.parts import DayView
from sustainrubric.pages.phrases import day_view
from sustainrubric.records.assessment import Assessment, Signed

_DIGITS = 12
_HEAD = "head"
_MOST = 12


@dataclass(frozen=True, slots=True)
class SignedView:
    """A sign-off as a page shows it; `changed` names what is not as it was signed, empty where all is."""

    by: str
    day: DayView
    changed: str


def signed(assessment: Assessment, by: str, day: date) -> Plain:
    """The sign-off to write into a file; whoever is in the team is named by id.

    The same person's sign-off of the same words stays as it is, with its day.
    """
    named = [
        member.id for member in assessment.team if by.strip().casefold() in _names(member.id, member.name)
    ]
    name = named[0] if len(named) == 1 else by.strip()
    before = assessment.signed
    if before is not None and before.by == name and not changed_since(assessment, before):
        day = before.date
    parts = _parts(assessment)
    return {
        "by": name,
        "date": day,
        "of": _of(parts),
        "parts": {key: _short(text) for key, text in parts.items()},
    }


def changed_since(assessment: Assessment, sign_off: Signed) -> list[str]:
    """The parts that are not as they were signed: ids of elements, or `team`; `something` where none can be named."""
    parts = _parts(assessment)
    if _of(parts) == sign_off.of:
        return []
    now = {key: _short(text) for key, text in parts.items()}
    order = [*now, *(key for key in sign_off.parts if key not in now)]
    return [key for key in order if now.get(key) != sign_off.parts.get(key)] or ["something"]


def check_signed(assessment: Assessment) -> Iterator[Problem]:
    """Whether the assessment still says what was signed (SR370)."""
    sign_off = assessment.signed
    changed = changed_since(assessment, sign_off) if sign_off is not None else []
    if sign_off is not None and changed:
        message = (
            f"changed since {quoted(sign_off.by)} signed on {sign_off.date}: {_words(changed)}; "
            "sign again with `sustain rate FILE --sign NAME`, or take the change back"
        )
        yield Problem(Code.CHANGED_SINCE_SIGNED, message, ("signed", "of"))


def signed_view(assessment: Assessment) -> SignedView | None:
    """What a page says of the sign-off; None where there is none."""
    sign_off = assessment.signed
    if sign_off is None:
        return None
    names = {member.id: member.name for member in assessment.team}
    return SignedView(
        by=one_line(names.get(sign_off.by, sign_off.by)),
        day=day_view(sign_off.date),
        changed=one_line(_words(changed_since(assessment, sign_off))),
    )


def _words(changed: list[str]) -> str:
    words = ["the head of the file" if key == _HEAD else one_line(key) for key in changed]
    more = len(words) - _MOST
    return listed([*words[:_MOST], f"{more} more"] if more > 0 else words)


def _names(*names: str) -> list[str]:
    return [name.casefold() for name in names]


def _parts(assessment: Assessment) -> dict[str, str]:
    """Each part as canonical JSON: what the file begins with, what stands beside the ratings, each rating.

    Made from what the file says, so that comments, layout and places left empty do not matter.
    """
    said = {key: part for key, part in _full(assessment).items() if key != "signed"}
    ratings = said.pop("ratings", {})
    head = {
        key: said.pop(key) for key in ("kind", "format", "rubric", "agency", "reform", "round") if key in said
    }
    parts = {_HEAD: head, **said, **ratings}
    return {key: json.dumps(part, sort_keys=True, separators=(",", ":")) for key, part in parts.items()}


def _full(value: Any) -> Any:
    """A value as JSON has it, without what is empty or has its default: a key that comes later changes nothing."""
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        value = {
            name: getattr(value, name)
            for name, field in fields.items()
            if field.is_required() or getattr(value, name) != field.default
        }
    if isinstance(value, dict):
        entries = {key: _full(entry) for key, entry in value.items()}
        return {key: entry for key, entry in entries.items() if entry not in ({}, [], None)}
    if isinstance(value, date):
        return value.isoformat()
    return [_full(entry) for entry in value] if isinstance(value, tuple | list) else value


def _of(parts: dict[str, str]) -> str:
    return f"sha256:{_digest(json.dumps(parts, sort_keys=True, separators=(',', ':')))}"


def _short(text: str) -> str:
    return _digest(text)[:_DIGITS]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
