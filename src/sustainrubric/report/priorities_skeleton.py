"""The text of a new file of priorities: its places in order, each with the glossary's definition.

Guidance stands behind `#:`, so that reports can tell it from a person's own comments.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from sustainrubric.model.rubric import Rubric

_WIDTH = 104
_HEAD = """\
#: Priorities: what the agency wants to achieve and how, in one place for all of its assessments.
#: Lines that begin with #: are guidance and can be deleted. `sustain validate` checks the file, and
#: `sustain report` makes a page of it. Definitions are quoted from the glossary of the rubric.
"""
_GOAL = """\
- id: grade-3-reading
  name: More grade 3 students read proficiently
  target:
    metric: Grade 3 students at or above proficient on the state reading test
    unit: percent
    baseline: {date: 2024-05-15, level: 48.2}
    interim:
      - {date: 2026-05-15, level: 52.0}
    end: {date: 2030-05-15, level: 62.0}
    measurements:
      - {date: 2025-05-15, level: 49.6}
"""
_REFORM = "- {id: literacy, name: Early literacy standards, goals: [grade-3-reading]}\n"
_STRATEGY = """\
- id: coaches
  reform: literacy
  name: Literacy coaches in LEAs
  start: 2024-08-15
  end: 2029-06-30
  scale: In 141 of 168 LEAs by 2027, and by video in the others.
"""
_THEORY = """\
theory_of_action: >-
  If literacy coaches in LEAs show teachers how to teach by the early literacy standards, then more
  grade 3 students read proficiently.
"""


def priorities_skeleton(head: str, reforms: str, rubric: Rubric) -> str:
    """A new file: `head` is its YAML up to the goals, `reforms` the YAML of those already known."""
    definitions = {term.term: term.definition for term in rubric.glossary}
    parts = [
        _HEAD,
        head,
        *_chapter("Priority goals", definitions["Priority goal"]),
        *_said(f"Target: {definitions['Target']}"),
        "#: Add measurements as they come in; the report says whether the goal is on track.\n",
        *_like(_GOAL),
        "goals:\n",
        *_chapter("Priority reforms", definitions["Priority reform"]),
        "#: Assessments name a reform by its id.\n",
        *_like(_REFORM),
        "reforms:\n",
        reforms,
        *_chapter("Strategies", definitions["Strategy"]),
        *_like(_STRATEGY),
        "strategies:\n",
        *_chapter("Theory of action", definitions["Theory of action"]),
        "#: Name every goal, reform and strategy, by its name or by its id in brackets: [coaches].\n",
        *_like(_THEORY),
        "theory_of_action:\n",
    ]
    return "".join(parts)


def _chapter(title: str, definition: str) -> Iterator[str]:
    yield f"\n#: {title}\n"
    yield from _said(definition)


def _said(text: str) -> Iterator[str]:
    for paragraph in text.split("\n"):
        if paragraph.strip():
            yield from (f"#:   {line}\n" for line in textwrap.wrap(paragraph, _WIDTH))


def _like(example: str) -> Iterator[str]:
    yield "#: Such as:\n"
    yield from (f"#:     {line}\n" for line in example.splitlines())
