"""A migrated assessment -> the assessment it was, with what changed since in elements that are equal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sustainrubric.interview.data import Plain
from sustainrubric.migration.alignment import Alignment, Row
from sustainrubric.migration.migrate import migrate


class WayBack(NamedTuple):
    """The data as it was; `lost` are changes since the migration that have no place in it, by what they are of."""

    data: Plain
    lost: tuple[str, ...]


def back(data: Plain) -> WayBack:
    """Undo the last migration of a file; `data` says `migrated`.

    Ratings of equal elements go back as they are now, the others as they were.
    """
    restored = _restored(data)
    again = migrate(
        restored, recorded(data), mapping=data["migrated"]["mapping"], date=data["migrated"]["date"]
    ).data
    return WayBack(restored, tuple(_lost(data, again)))


def recorded(data: Plain) -> Alignment:
    """The way that a migrated file has come, as it is written in the file."""
    record = data["migrated"]
    rows = (
        Row(tuple(row.get("from") or ()), tuple(row.get("to") or ()), row["relation"])
        for row in record.get("rows") or ()
    )
    return Alignment(record["from"], data["rubric"], tuple(rows))


def _restored(data: Plain) -> Plain:
    record, alignment = data["migrated"], recorded(data)
    restored = {key: value for key, value in data.items() if key not in ("migrated", "previous")}
    restored["rubric"] = record["from"]
    kept = record.get("kept") or {}
    if isinstance(data.get("ratings"), dict) or kept:
        restored["ratings"] = _equal_only(data.get("ratings"), alignment) | dict(kept)
    weights = _equal_only(data.get("weights"), alignment)
    if "weights" in record:
        old = record["weights"]
        restored["weights"] = weights | dict(old or {}) if weights or old is not None else None
    elif weights:
        restored["weights"] = weights
    else:
        restored.pop("weights", None)
    if "previous" in record:
        restored["previous"] = record["previous"]
    if "earlier" in record:
        restored["migrated"] = record["earlier"]
    return restored


def _equal_only(values: Any, alignment: Alignment) -> Plain:
    """The values of equal elements under their old ids."""
    if not isinstance(values, dict):
        return {}
    rows = {one: alignment.of_target(one) for one in values}
    return {rows[one].sources[0]: value for one, value in values.items() if rows[one].is_equal}


def _lost(data: Plain, again: Plain) -> Iterator[str]:
    """What the file says that a new migration of the restored one would not."""
    for key, words in (("ratings", "the rating of"), ("weights", "the weight of")):
        now, then = _by_id(data, key), _by_id(again, key)
        for one in dict.fromkeys([*now, *then]):
            if (now.get(one) or None) != (then.get(one) or None):
                yield f"{words} {one}"
    if data.get("previous") != again.get("previous"):
        yield "what is to be confirmed, under 'previous'"


def _by_id(data: Plain, key: str) -> Plain:
    values = data.get(key)
    return values if isinstance(values, dict) else {}
