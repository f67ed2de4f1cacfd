"""A small rubric, a script over it, and people who wander through an interview."""

from __future__ import annotations

from typing import Any

from sustainrubric.instruments.rubric import Rubric
from sustainrubric.interview.answers import Rejected
from sustainrubric.interview.interview import State, answer
from sustainrubric.rating.script import RatingScript

LEVELS = ("inadequate", "emerging", "strong", "exemplary")


def criterion(id_: str, name: str) -> dict[str, Any]:
    return {"id": id_, "name": name, **{level: f"{name}, {level}" for level in LEVELS}}


def element(id_: str, criteria: int, look_fors: int) -> dict[str, Any]:
    return {
        "id": id_,
        "title": f"Element {id_}",
        "questions": ["Does it?"],
        "criteria": [criterion(f"{id_}.{number}", f"name {number}") for number in range(1, criteria + 1)],
        "look_fors": [
            {"id": f"{id_}.L{number}", "text": f"sign {number}"} for number in range(1, look_fors + 1)
        ],
    }


def category(id_: str, *elements: dict[str, Any]) -> dict[str, Any]:
    variable = {"id": f"{id_}.A", "title": "Variable", "description": "About it", "elements": list(elements)}
    return {"id": id_, "title": "Category", "description": "About it", "variables": [variable]}


RUBRIC = Rubric.model_validate(
    {
        "kind": "rubric",
        "format": 1,
        "id": "small",
        "version": "1.0.0",
        "title": "A small rubric",
        "subtitle": "For tests",
        "source": {"publisher": "Us", "published": "2026", "rights": "none"},
        "levels": [
            {"id": id_, "name": id_.title(), "points": points} for points, id_ in enumerate(LEVELS, 1)
        ],
        "introduction": [],
        "categories": [
            category("1", element("1.A.i", 2, 3), element("1.A.ii", 1, 1)),
            category("2", element("2.A.i", 3, 2)),
        ],
        "glossary": [],
    }
)
TEAM = [{"id": "mlopez", "name": "M. Lopez"}, {"id": "rpatel", "name": "R. Patel"}]


def script(**options: Any) -> RatingScript:
    return RatingScript(RUBRIC, tuple(RUBRIC.elements), **options)


def answered(rating_script: RatingScript, state: State, *typed: str) -> State:
    """The state after some typed answers, each of which is taken."""
    for text in typed:
        outcome = answer(rating_script, state, text)
        assert not isinstance(outcome, Rejected), f"{text!r}: {outcome.reason}"
        state = outcome
    return state
