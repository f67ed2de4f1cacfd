"""An assessment of one rubric -> the same of another, so that nothing is lost and the way back stays open.

Both work on the plain data of a file that was checked: what a later version of the tool adds to a
rating goes along with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, get_args

from sustainrubric.instruments.rubric import LevelId
from sustainrubric.interview.data import Plain
from sustainrubric.migration.alignment import Alignment, Row
from sustainrubric.rating.score import exact, majority_level
from sustainrubric.records.assessment import OPEN_STATUSES, Priority

LEVELS: tuple[LevelId, ...] = get_args(LevelId)
POINTS: dict[LevelId, int] = {level: points for points, level in enumerate(LEVELS, 1)}
_PRIORITIES: tuple[Priority, ...] = get_args(Priority)
_HEAVIEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Migration:
    """The new data, and what became of each element; `date` of the migration stands in the data.

    `carried` are pairs of an old and a new id whose rating counts as before. `to_confirm`, `dropped`
    and `new` are rows: to be rated anew, without a place in the new rubric, without one in the old.
    `unweighted` are elements whose weight was not carried, as it would have to be shared out.
    """

    data: Plain
    carried: tuple[tuple[str, str], ...]
    to_confirm: tuple[Row, ...]
    dropped: tuple[Row, ...]
    new: tuple[Row, ...]
    unweighted: tuple[str, ...]


def migrate(data: Plain, alignment: Alignment, *, mapping: str, date: Any) -> Migration:
    """Move an assessment along an alignment.

    `mapping` is the checksum of the mapping and `date` the day; both are only written down.
    """
    ratings = _mapping(data.get("ratings"))
    rows = [row for row in alignment.rows if not row.is_equal]
    moved: Plain = {**data, "rubric": alignment.new}
    if isinstance(data.get("ratings"), dict):
        moved["ratings"] = _ratings(ratings, alignment, rows)
    weights, unweighted = _weights(_mapping(data.get("weights")), alignment, rows)
    if weights:
        moved["weights"] = weights
    elif isinstance(data.get("weights"), dict):
        del moved["weights"]
    moved |= _previous(data, ratings, alignment, rows)
    moved["migrated"] = _record(data, alignment, rows, mapping=mapping, date=date)
    return Migration(
        moved,
        tuple(
            (one, alignment.from_source(one).targets[0])
            for one, rating in ratings.items()
            if alignment.from_source(one).is_equal and says_something(rating)
        ),
        tuple(row for row in rows if row.targets and any(map(says_something, _of(row, ratings)))),
        tuple(row for row in rows if not row.targets),
        tuple(row for row in rows if not row.sources),
        tuple(unweighted),
    )


def says_something(rating: Any) -> bool:
    """Whether a rating holds anything; a skeleton has its keys with nothing after them."""
    return isinstance(rating, dict) and any(value not in (None, {}, []) for value in rating.values())


def _of(row: Row, ratings: Mapping[str, Any]) -> list[Any]:
    return [ratings[one] for one in row.sources if one in ratings]


def _ratings(ratings: Mapping[str, Any], alignment: Alignment, rows: Iterable[Row]) -> Plain:
    moved: Plain = {}
    for one, rating in ratings.items():
        row = alignment.from_source(one)
        if row.is_equal:
            moved[row.targets[0]] = rating
    for row in rows:
        sources = [rating for rating in _of(row, ratings) if isinstance(rating, dict)]
        for place, target in enumerate(row.targets):
            joined = _joined(sources, with_actions=place == 0)
            if joined:
                moved[target] = joined
    return moved


def _joined(ratings: list[Plain], *, with_actions: bool) -> Plain:
    """What goes along without being confirmed: evidence, the highest target and priority, open actions."""
    joined: Plain = {}
    evidence = _once(item for rating in ratings for item in rating.get("evidence") or ())
    if evidence:
        joined["evidence"] = evidence
    targets = [rating["target"] for rating in ratings if rating.get("target")]
    if targets:
        joined["target"] = max(targets, key=LEVELS.index)
    priorities = [rating["priority"] for rating in ratings if rating.get("priority")]
    if priorities:
        joined["priority"] = min(priorities, key=_PRIORITIES.index)
    actions = _once(
        action
        for rating in ratings
        for action in rating.get("actions") or ()
        if with_actions and (action.get("status") or "planned") in OPEN_STATUSES
    )
    if actions:
        joined["actions"] = actions
    return joined


def _once(items: Iterable[Any]) -> list[Any]:
    """The items in their order, each once."""
    found: list[Any] = []
    for item in items:
        if item not in found:
            found.append(item)
    return found


def _weights(
    weights: Mapping[str, Any], alignment: Alignment, rows: Iterable[Row]
) -> tuple[Plain, list[str]]:
    """The new weights, and the old elements whose weight has no single place to go to."""
    moved: Plain = {}
    left: list[str] = []
    for one, weight in weights.items():
        row = alignment.from_source(one)
        if row.is_equal:
            moved[row.targets[0]] = weight
    for row in rows:
        own = [one for one in row.sources if one in weights]
        total = sum((exact(weights.get(one, 1)) for one in row.sources), Fraction(0))
        if len(row.targets) == 1 and (own or row.is_merge) and total <= _HEAVIEST:
            moved[row.targets[0]] = int(total) if total == int(total) else float(total)
        elif row.targets:
            left += own
    return moved, left


def _previous(data: Plain, ratings: Mapping[str, Any], alignment: Alignment, rows: Iterable[Row]) -> Plain:
    """What is to be confirmed; where there is nothing, what was to be confirmed of equal elements."""
    levels: Plain = {}
    rationales: Plain = {}
    for row in rows:
        said = [(one, ratings.get(one)) for one in row.sources]
        level = _lowest([_level(rating) for _, rating in said])
        rationale = _rationale(said)
        for target in row.targets:
            if level is not None:
                levels[target] = level
            if rationale:
                rationales[target] = rationale
    if levels or rationales:
        filled = {"levels": levels, "rationales": rationales}
        return {
            "previous": {"round": data["round"]["id"], **{key: each for key, each in filled.items() if each}}
        }
    before = data.get("previous")
    if not isinstance(before, dict):
        return {}
    return {"previous": {**before, **_renamed(before, alignment)}}


def _renamed(previous: Plain, alignment: Alignment) -> Plain:
    """The levels and rationales of an earlier round under the new ids of equal elements."""
    return {
        key: {
            row.targets[0]: value
            for one, value in previous[key].items()
            if (row := alignment.from_source(one)).is_equal
        }
        for key in ("levels", "rationales")
        if isinstance(previous.get(key), dict)
    }


def _level(rating: Any) -> str | None:
    """The level of a rating, given or worked out from its criteria; or not-applicable, or unknown."""
    if not isinstance(rating, dict):
        return None
    level: str | None = rating.get("level")
    if level is not None:
        return level
    criteria = [each for each in _mapping(rating.get("criteria")).values() if each is not None]
    return majority_level(((each, 1) for each in criteria), POINTS)


def _lowest(levels: Iterable[str | None]) -> str | None:
    """The lowest level; unknown, or else not-applicable, only where no level was given."""
    given = [level for level in levels if level is not None]
    for level in (*LEVELS, "unknown", "not-applicable"):
        if level in given:
            return level
    return None


def _rationale(said: list[tuple[str, Any]]) -> str:
    """The rationale of one element; of several, all of them with their ids and levels."""
    texts = [(one, rating, _mapping(rating).get("rationale")) for one, rating in said]
    if len(texts) == 1:
        return texts[0][2] or ""
    if not any(says_something(rating) for _, rating, _ in texts):
        return ""
    return "\n".join(
        f"{one} ({_level(rating) or 'not rated'}){f': {text}' if text else ''}" for one, rating, text in texts
    )


def _record(data: Plain, alignment: Alignment, rows: list[Row], *, mapping: str, date: Any) -> Plain:
    """What the way back needs: where the file came from, the rows, and all that was not equal, whole."""
    moved_ids = {one for row in rows for one in row.sources}
    record: Plain = {"from": data["rubric"], "mapping": mapping, "date": date}
    if alignment.rows:
        record["rows"] = [
            {"from": list(row.sources), "to": list(row.targets), "relation": row.relation}
            for row in alignment.rows
        ]
    kept = {one: rating for one, rating in _mapping(data.get("ratings")).items() if one in moved_ids}
    if kept:
        record["kept"] = kept
    if "weights" in data:
        weights = data["weights"]
        record["weights"] = (
            {one: weight for one, weight in weights.items() if one in moved_ids}
            if isinstance(weights, dict)
            else weights
        )
    if "previous" in data:
        record["previous"] = data["previous"]
    if "migrated" in data:
        record["earlier"] = data["migrated"]
    return record


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
