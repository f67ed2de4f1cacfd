"""What an edit of an assessment changed, in words: `1.A.i: emerging -> strong`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sustainrubric.base.text import clean, quoted
from sustainrubric.interview.data import Plain

_NOT_RATED = "not rated"


def change_lines(before: Plain, after: Plain) -> Iterator[str]:
    """A line for the team and for each element that changed, in the order in which the file has them."""
    team = list(_rows("member", before.get("team"), after.get("team")))
    if team:
        yield f"team: {', '.join(team)}"
    old, new = before.get("ratings") or {}, after.get("ratings") or {}
    for element in [*new, *(each for each in old if each not in new)]:
        said = list(_of_rating(old.get(element) or {}, new.get(element) or {}))
        if said:
            yield f"{clean(element)}: {', '.join(said)}"
    yield from _sign_off(before.get("signed"), after.get("signed"))


def _sign_off(old: Any, new: Any) -> Iterator[str]:
    if old != new:
        yield f"signed by {clean(str(new['by']))} on {new['date']}" if new else "sign-off taken back"


def _of_rating(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    if old.get("level") != new.get("level"):
        yield f"{_word(old.get('level'), _NOT_RATED)} -> {_word(new.get('level'), _NOT_RATED)}"
    yield from _texts(old, new, ("rationale", "dissent"))
    yield from _marks("criterion", old.get("criteria"), new.get("criteria"), "not rated")
    yield from _marks("look-for", old.get("look_fors"), new.get("look_fors"), "not marked")
    yield from _rows("evidence", old.get("evidence"), new.get("evidence"))
    for key in ("target", "priority"):
        if old.get(key) != new.get(key):
            yield f"{key} {_word(old.get(key), 'none')} -> {_word(new.get(key), 'none')}"
    yield from _rows("action", old.get("actions"), new.get("actions"))
    yield from _texts(old, new, ("decided",))


def _texts(old: Mapping[str, Any], new: Mapping[str, Any], keys: Sequence[str]) -> Iterator[str]:
    for key in keys:
        before, now = old.get(key), new.get(key)
        if before != now:
            yield f"{key} {'added' if before is None else 'taken back' if now is None else 'changed'}"


def _marks(what: str, old: Any, new: Any, nothing: str) -> Iterator[str]:
    before, now = old or {}, new or {}
    for number in [*now, *(each for each in before if each not in now)]:
        if before.get(number) != now.get(number):
            words = f"{_word(before.get(number), nothing)} -> {_word(now.get(number), nothing)}"
            yield f"{what} {clean(number)} {words}"


def _rows(what: str, old: Any, new: Any) -> Iterator[str]:
    before, now = list(old or []), list(new or [])
    yield from (f"{what} {_name(row)} added" for row in now if row not in before)
    yield from (f"{what} {_name(row)} removed" for row in before if row not in now)


def _name(row: Any) -> str:
    said = (row.get("what") or row.get("name") or row.get("id") or "") if isinstance(row, dict) else row
    return quoted(str(said))


def _word(value: Any, nothing: str) -> str:
    return clean(str(value)) if value else nothing
