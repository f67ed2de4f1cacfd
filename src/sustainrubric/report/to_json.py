"""A scorecard as JSON, in the shape product.md fixes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sustainrubric.engine.rounding import rounded
from sustainrubric.model.clean import clean
from sustainrubric.model.scorecard import ElementScore, Scorecard, Summary


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
