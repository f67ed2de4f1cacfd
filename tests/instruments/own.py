"""Own instruments for tests, as data and as text."""

from __future__ import annotations

from typing import Any

from sustainrubric.instruments.extension import RubricExtension
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.instruments.shipped import load_rubric

SOURCE = {"publisher": "Jefferson", "published": "2027-01", "rights": "Our changes CC0."}


def shipped() -> Rubric:
    rubric = load_rubric("sustainability@1.0.0")
    assert rubric is not None
    return rubric


def extension(**changes: Any) -> RubricExtension:
    """An own rubric that extends ours by `changes`."""
    data = {
        "kind": "rubric",
        "format": 1,
        "id": "jf-sustainability",
        "version": "1.1.0",
        "extends": "sustainability@1.0.0",
        "title": "Jefferson wording",
        "source": SOURCE,
    }
    return RubricExtension.model_validate({**data, **changes})


def element(element_id: str, title: str = "A new element") -> dict[str, Any]:
    levels = {level: f"It is {level}." for level in ("inadequate", "emerging", "strong", "exemplary")}
    return {
        "id": element_id,
        "title": title,
        "questions": ["Is it new?"],
        "criteria": [{"id": f"{element_id}.1", "name": "Newness", **levels}],
        "look_fors": [{"id": f"{element_id}.L1", "text": "Something new."}],
    }
