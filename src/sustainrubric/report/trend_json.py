"""A trend as JSON, and the same numbers as CSV: a row a part of the rubric and round."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from sustainrubric.engine.rounding import rounded
from sustainrubric.model.clean import clean
from sustainrubric.model.scorecard import Summary
from sustainrubric.model.trend import ElementSeries, RollupSeries, Trend
from sustainrubric.report.diff_words import span_headline
from sustainrubric.report.to_csv import safe_cell

HEADERS = (
    "agency", "reform", "part", "id", "title", "name", "round", "date",
    "level", "derived", "points", "majority", "mean", "rated", "applicable", "coverage",
)  # fmt: skip


def trends_to_json(trends: Sequence[Trend]) -> str:
    """One object for one reform, a list of objects for several."""
    objects = [trend_as_dict(trend) for trend in trends]
    return json.dumps(objects[0] if len(objects) == 1 else objects, indent=2, ensure_ascii=False)


def trends_to_csv(trends: Sequence[Trend]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADERS)
    for trend in trends:
        for row in _csv_rows(trend_as_dict(trend)):
            writer.writerow([safe_cell(cell) for cell in row])
    return out.getvalue()


def trend_as_dict(trend: Trend) -> dict[str, Any]:
    return {
        "agency": {"name": clean(trend.agency.name)},
        "reform": {"id": clean(trend.reform.id), "name": clean(trend.reform.name)},
        "headline": span_headline(trend),
        "rounds": [
            {
                "name": clean(point.name),
                "round": clean(point.round),
                "date": point.day.isoformat(),
                "rubric": point.rubric,
            }
            for point in trend.points
        ],
        "steps": [dict(step) for step in trend.steps],
        "summary": dict(trend.span.overall.counts),
        "overall": _rollup(trend.overall),
        "categories": [
            {
                "id": category.rollup.id,
                "title": category.rollup.title,
                **_rollup(category.rollup),
                "variables": [
                    {
                        "id": variable.rollup.id,
                        "title": variable.rollup.title,
                        **_rollup(variable.rollup),
                        "elements": [_element(element) for element in variable.elements],
                    }
                    for variable in category.variables
                ],
            }
            for category in trend.categories
        ],
    }


def _rollup(series: RollupSeries) -> dict[str, Any]:
    """`series` is over what is rated in each round, `steady` over the elements rated in all of them."""
    return {
        "series": [_summary(summary) if summary else None for summary in series.summaries],
        "steady": {
            "elements": series.steady_elements,
            "majority": [summary.majority for summary in series.steady],
            "mean": [rounded(summary.mean) for summary in series.steady],
        },
    }


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "majority": summary.majority,
        "mean": rounded(summary.mean),
        "rated": summary.rated,
        "applicable": summary.applicable,
        "coverage": rounded(summary.coverage),
        "distribution": dict(summary.distribution),
    }


def _element(series: ElementSeries) -> dict[str, Any]:
    return {
        "id": series.id,
        "title": series.title,
        "kind": series.kind,
        "change": series.change,
        "levels": [reading.word if reading else None for reading in series.readings],
        "derived": [bool(reading and reading.derived) for reading in series.readings],
        "points": list(series.points),
    }


def _csv_rows(trend: dict[str, Any]) -> Iterator[list[object]]:
    head = [trend["agency"]["name"], trend["reform"]["id"]]
    for index, point in enumerate(trend["rounds"]):
        beside = [point["name"], point["round"], point["date"]]
        for part, entry in _parts(trend):
            yield [*head, part, entry.get("id", ""), entry.get("title", ""), *beside, *_cells(entry, index)]


def _parts(trend: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "overall", trend["overall"]
    for category in trend["categories"]:
        yield "category", category
        for variable in category["variables"]:
            yield "variable", variable
            yield from (("element", element) for element in variable["elements"])


def _cells(entry: dict[str, Any], index: int) -> list[object]:
    if "levels" in entry:
        derived = "yes" if entry["derived"][index] else "no"
        return [entry["levels"][index], derived, entry["points"][index], *[None] * 5]
    summary = entry["series"][index] or {}
    keys = ("majority", "mean", "rated", "applicable", "coverage")
    return [None, None, None, *(summary.get(key) for key in keys)]
