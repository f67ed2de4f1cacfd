"""A scorecard as JSON, in the shape product.md fixes, and as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from sustainrubric.base.numbers import rounded
from sustainrubric.base.text import clean, one_line
from sustainrubric.rating.scorecard import ElementScore, Scorecard, Summary

_KEYS = (
    "level", "derived", "points", "weight", "target", "gap",
    "inadequate", "emerging", "strong", "exemplary",
    "majority", "mean", "lower_bound", "upper_bound", "lowest",
    "rated", "applicable", "coverage", "percent_to_target",
)  # fmt: skip

HEADERS = ("file", "agency", "reform", "round", "date", "part", "id", "title", *_KEYS)


def score_to_json(scores: Sequence[tuple[str, Scorecard]]) -> str:
    """One object for one file, a list of objects for several; each pair is a file and its scorecard."""
    objects = [scorecard_as_dict(file, scorecard) for file, scorecard in scores]
    return json.dumps(objects[0] if len(objects) == 1 else objects, indent=2, ensure_ascii=False)


def scorecard_as_dict(file: str, scorecard: Scorecard) -> dict[str, Any]:
    """Numbers are rounded to two places, half up; coverage and percent_to_target are shares of one."""
    return {
        "file": clean(file),
        "rubric": scorecard.rubric,
        "agency": {"name": clean(scorecard.agency.name), "state": _clean(scorecard.agency.state)},
        "reform": {"id": clean(scorecard.reform.id), "name": clean(scorecard.reform.name)},
        "round": {"id": clean(scorecard.round.id), "date": scorecard.round.date.isoformat()},
        "overall": summary_as_dict(scorecard.overall),
        "categories": [
            {
                "id": category.id,
                "title": category.title,
                **summary_as_dict(category.summary),
                "variables": [
                    {
                        "id": variable.id,
                        "title": variable.title,
                        **summary_as_dict(variable.summary),
                        "elements": [_element_as_dict(element) for element in variable.elements],
                    }
                    for variable in category.variables
                ],
            }
            for category in scorecard.categories
        ],
    }


def summary_as_dict(summary: Summary) -> dict[str, Any]:
    """A roll-up as every machine format carries it."""
    return {
        "distribution": dict(summary.distribution),
        "majority": summary.majority,
        "mean": rounded(summary.mean),
        "bounds": [rounded(bound) for bound in summary.bounds] if summary.bounds else None,
        "lowest": list(summary.lowest),
        "rated": summary.rated,
        "applicable": summary.applicable,
        "coverage": rounded(summary.coverage),
        "percent_to_target": rounded(summary.percent_to_target),
    }


def _element_as_dict(element: ElementScore) -> dict[str, Any]:
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


def _clean(text: str | None) -> str | None:
    return None if text is None else clean(text)


def score_to_csv(scores: Sequence[tuple[str, Scorecard]]) -> str:
    """The same numbers as the JSON, one part of the rubric a row; empty where there is none."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADERS)
    for file, scorecard in scores:
        for row in _rows(scorecard_as_dict(file, scorecard)):
            writer.writerow([safe_cell(cell) for cell in row])
    return out.getvalue()


def safe_cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula: text that begins like one gets an apostrophe."""
    if not isinstance(value, str):
        return "" if value is None else value
    text = one_line(value)
    return f"'{text}" if value[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else text


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
