"""Small rubrics and assessments, built in a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sustainrubric.instruments.rubric import LevelId, Rubric
from sustainrubric.records.assessment import Assessment

LEVELS: tuple[LevelId, ...] = ("inadequate", "emerging", "strong", "exemplary")
POINTS: dict[LevelId, int] = {"inadequate": 1, "emerging": 2, "strong": 3, "exemplary": 4}


def small_rubric(*categories: Sequence[int]) -> Rubric:
    """A rubric with a category for each argument, in it a variable of so many elements for each number.

    `small_rubric([2, 1])` has the elements 1.A.1, 1.A.2 and 1.B.1, each with criteria 1 to 3 and
    look-fors L1 and L2.
    """
    return Rubric.model_validate(
        {
            "kind": "rubric",
            "format": 1,
            "id": "small",
            "version": "1.0.0",
            "title": "Small",
            "subtitle": "s",
            "source": {"publisher": "p", "published": "2026", "rights": "r"},
            "levels": [{"id": level, "name": level.title(), "points": POINTS[level]} for level in LEVELS],
            "introduction": [],
            "categories": [_category(str(number), sizes) for number, sizes in enumerate(categories, 1)],
            "glossary": [],
        }
    )


def small_assessment(ratings: Mapping[str, Any], **more: Any) -> Assessment:
    """An assessment with these ratings; a rating may be its level alone."""
    whole = {
        "kind": "assessment",
        "format": 1,
        "rubric": "small@1.0.0",
        "agency": {"name": "Example"},
        "reform": {"id": "literacy", "name": "Literacy"},
        "round": {"id": "2026-fall", "date": "2026-10-15"},
        "ratings": {
            element: {"level": rating} if isinstance(rating, str) else rating
            for element, rating in ratings.items()
        },
    }
    return Assessment.model_validate({**whole, **more})


def _category(category: str, sizes: Sequence[int]) -> dict[str, Any]:
    variables = [_variable(f"{category}.{'ABCDEFGH'[index]}", size) for index, size in enumerate(sizes)]
    return {"id": category, "title": f"Category {category}", "description": "d", "variables": variables}


def _variable(variable: str, size: int) -> dict[str, Any]:
    elements = [_element(f"{variable}.{number + 1}") for number in range(size)]
    return {"id": variable, "title": f"Variable {variable}", "description": "d", "elements": elements}


def _element(element: str) -> dict[str, Any]:
    return {
        "id": element,
        "title": f"Element {element}",
        "questions": ["?"],
        "criteria": [{"id": f"{element}.{n}", "name": "c", **dict.fromkeys(LEVELS, "d")} for n in (1, 2, 3)],
        "look_fors": [{"id": f"{element}.{n}", "text": "l"} for n in ("L1", "L2")],
    }
