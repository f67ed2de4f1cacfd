"""An assessment's data as lines of words, one fact a line, for line by line comparison.

Works on plain data without the models, so that it starts fast and takes whatever a half-edited file holds;
each value is shown as it is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sustainrubric.base.text import one_line

_EVIDENCE, _ACTION = ("where", "date"), ("owner", "due")


def lines(data: dict[str, Any], titles: Mapping[str, str], body: str = "") -> list[str] | None:
    """The words for an assessment; None where the data is of no kind that we have words for.

    `titles` are those of the rubric's elements, in its order; empty where nobody knows them.
    """
    ratings = data.get("ratings")
    if data.get("kind") != "assessment" or not isinstance(ratings, dict | None):
        return None
    found = [*_head(data)]
    for element_id, rating in _in_order(ratings or {}, list(titles)):
        found.append("")
        found += _rating(element_id, titles.get(element_id, ""), rating)
    return [*found, "", *body.splitlines()] if body else found


def _head(data: dict[str, Any]) -> Iterator[str]:
    for key in ("rubric", "agency", "reform", "round"):
        if key in data:
            yield f"{key}: {_words(data[key])}"
    for member in _list(data.get("team")):
        yield f"team: {_words(member)}"
    for element_id, weight in _dict(data.get("weights")).items():
        yield f"weight: {_words(element_id)} {_words(weight)}"


def _rating(element_id: str, title: str, rating: Any) -> Iterator[str]:
    name = one_line(element_id)
    values = _dict(rating)
    level = values.get("level")
    yield f"{name} {one_line(title)}: {_words(level) if level is not None else _without_level(values)}"
    for key in ("target", "priority", "rationale"):
        if values.get(key) is not None:
            yield f"{name}   {key}: {_words(values[key])}"
    for part, number in (("criteria", "criterion"), ("look_fors", "look-for")):
        for key, value in sorted(_dict(values.get(part)).items(), key=lambda pair: (len(pair[0]), pair[0])):
            yield f"{name}   {number} {_words(key)}: {_words(value)}"
    for item in _list(values.get("evidence")):
        yield f"{name}   evidence: {_described(item, _EVIDENCE)}"
    for item in _list(values.get("actions")):
        status = _words(_dict(item).get("status", "planned"))
        yield f"{name}   action: {_described(item, _ACTION)}: {status}"


def _without_level(values: dict[str, Any]) -> str:
    return "by its criteria" if _dict(values.get("criteria")) else "not rated"


def _described(item: Any, keys: tuple[str, ...]) -> str:
    values = _dict(item)
    beside = ", ".join(_words(values[key]) for key in keys if values.get(key) is not None)
    what = _words(values.get("what", item))
    return f"{what} ({beside})" if beside else what


def _in_order(ratings: dict[str, Any], order: list[str]) -> list[tuple[str, Any]]:
    """The ratings in the rubric's order, those of no element of it last."""
    places = {element_id: place for place, element_id in enumerate(order)}
    return sorted(ratings.items(), key=lambda pair: (places.get(pair[0], len(places)), str(pair[0])))


def _words(value: Any) -> str:
    """Any value on one line."""
    if isinstance(value, dict):
        return ", ".join(_words(entry) for entry in value.values() if entry is not None)
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    return one_line(" ".join(str(value).split()))


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
