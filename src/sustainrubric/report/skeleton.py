"""The text of a new file: what is known, and guidance to fill in the rest in an editor.

Guidance stands behind `#:`, so that reports can tell it from a person's own comments.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from sustainrubric.model.rubric import Element, Rubric

_HEAD = """\
#: An assessment: one reform, rated in one round. Fill it in here, or with `sustain assess`.
#: Lines that begin with #: are guidance and can be deleted. `sustain validate` checks the file.
"""
_HOW = """\
#: A rating, element by element. A level is one of: {levels},
#: unknown (the team looked and could not tell) or not-applicable (say why in the rationale).
#: A full one looks like this:
#:   1.A.i:
#:     level: emerging
#:     rationale: Two of five agencies share the agenda.
#:     criteria: {{1: strong, 2: emerging}}
#:     look_fors: {{L1: seen, L3: partly}}        (seen, partly, not-seen)
#:     evidence:
#:       - {{what: Joint agenda, where: https://example.gov/agenda, date: 2026-08-01}}
#:     target: strong
#:     priority: high                           (high, medium, low)
#:     actions:
#:       - {{what: Convene the council, owner: mlopez, due: 2027-03-01, status: planned}}
"""


def assessment_skeleton(head: str, rubric: Rubric, ratings: Mapping[str, Any]) -> str:
    """A new assessment: `head` is its YAML up to the ratings, `ratings` the YAML of each already there."""
    levels = ", ".join(level.id for level in rubric.levels)
    return "".join([_HEAD, head, "\n", _HOW.format(levels=levels), "ratings:\n", *_elements(rubric, ratings)])


def _elements(rubric: Rubric, ratings: Mapping[str, Any]) -> Iterator[str]:
    for category in rubric.categories:
        for variable in category.variables:
            yield f"\n  #: {category.id}. {category.title} > {variable.id} {variable.title}\n"
            for element in variable.elements:
                yield f"  #: {element.title}. Criteria:\n"
                yield from _guidance(_criteria(element))
                yield ratings.get(element.id) or f"  {element.id}:\n    level:\n    rationale:\n"


def _guidance(text: str) -> Iterator[str]:
    yield from (f"  #:   {line}\n" for line in textwrap.wrap(text, 100))


def _criteria(element: Element) -> str:
    return ", ".join(f"{criterion.number} {criterion.name}" for criterion in element.criteria)
