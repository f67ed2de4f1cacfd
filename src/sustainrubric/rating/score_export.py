"""A scorecard as JSON, in the shape product.md fixes, and as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sustainrubric.base.machine_formats import as_data, csv_text, json_text, one_or_all
from sustainrubric.rating.scorecard import CategoryScore, ElementScore, Scorecard, VariableScore

_KEYS = (
    "level", "derived", "points", "weight", "target", "gap",
    "inadequate", "emerging", "strong", "exemplary",
    "majority", "mean", "lower_bound", "upper_bound", "lowest",
    "rated", "applicable", "coverage", "percent_to_target",
)  # fmt: skip

HEADERS = ("file", "agency", "reform", "round", "date", "part", "id", "title", *_KEYS)


def score_to_json(
    scores: Sequence[tuple[str, Scorecard]], *, several: bool = False, missing: Sequence[str] = ()
) -> str:
    """One object for one file, a list of objects for `several`; each pair is a file and its scorecard.

    Each object names the `missing` files that the folder has beside it and that cannot be read, if there are any.
    """
    left_out = {"missing": list(missing)} if missing else {}
    objects = [scorecard_as_dict(file, scorecard) | left_out for file, scorecard in scores]
    return json_text(objects if several else one_or_all(objects))


def scorecard_as_dict(file: str, scorecard: Scorecard) -> dict[str, Any]:
    """Numbers are rounded to two places, half up; coverage and percent_to_target are shares of one."""
    whole = {
        "file": file,
        "rubric": scorecard.rubric,
        "agency": {"name": scorecard.agency.name, "state": scorecard.agency.state},
        "reform": {"id": scorecard.reform.id, "name": scorecard.reform.name},
        "round": {"id": scorecard.round.id, "date": scorecard.round.date},
        "overall": scorecard.overall,
        "categories": [
            {
                **_titled(category),
                "variables": [
                    {**_titled(variable), "elements": [_element(element) for element in variable.elements]}
                    for variable in category.variables
                ],
            }
            for category in scorecard.categories
        ],
    }
    data: dict[str, Any] = as_data(whole)
    return data


def _titled(part: CategoryScore | VariableScore) -> dict[str, Any]:
    return {"id": part.id, "title": part.title, **as_data(part.summary)}


def _element(element: ElementScore) -> dict[str, Any]:
    weight = element.weight
    return {
        "id": element.id,
        "title": element.title,
        "level": element.level if element.level is not None else element.given,
        "derived": element.derived,
        "points": element.points,
        "weight": int(weight) if weight == int(weight) else float(weight),
        "target": element.target,
        "gap": element.gap,
    }


def score_to_csv(scores: Sequence[tuple[str, Scorecard]]) -> str:
    """The same numbers as the JSON, one part of the rubric a row; empty where there is none."""
    rows = (row for file, scorecard in scores for row in _rows(scorecard_as_dict(file, scorecard)))
    return csv_text(HEADERS, rows)


def _rows(card: dict[str, object]) -> Iterator[list[object]]:
    agency, reform, round_ = (_as_dict(card[key]) for key in ("agency", "reform", "round"))
    head = [card["file"], agency["name"], reform["id"], round_["id"], round_["date"]]
    yield [*head, "overall", "", "", *_cells(_as_dict(card["overall"]))]
    for category in _as_list(card["categories"]):
        yield [*head, "category", category["id"], category["title"], *_cells(category)]
        for variable in _as_list(category["variables"]):
            yield [*head, "variable", variable["id"], variable["title"], *_cells(variable)]
            for element in _as_list(variable["elements"]):
                yield [*head, "element", element["id"], element["title"], *_cells(element)]


def _cells(part: dict[str, object]) -> Iterator[object]:
    """The values under `_KEYS`, with the nested ones of the JSON laid flat."""
    distribution = part.get("distribution")
    bounds = part.get("bounds")
    lowest = part.get("lowest")
    flat = {
        **part,
        **(distribution if isinstance(distribution, dict) else {}),
        "derived": {True: "yes", False: "no"}.get(part.get("derived") is True) if "derived" in part else None,
        "lower_bound": bounds[0] if isinstance(bounds, list) else None,
        "upper_bound": bounds[1] if isinstance(bounds, list) else None,
        "lowest": " ".join(lowest) if isinstance(lowest, list) else None,
    }
    return (flat.get(key) for key in _KEYS)


def _as_dict(value: object) -> dict[str, object]:
    assert isinstance(value, dict)
    return value


def _as_list(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value
