"""What a session can ask of an element, topic by topic, and what of it is still open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.interview.answers import Rejected
from sustainrubric.interview.data import Plain, get

CRITERIA = "criteria"
LEVEL = "level"
RATIONALE = "rationale"
LOOK_FORS = "look-fors"
EVIDENCE = "evidence"
TARGET = "target"
ACTIONS = "actions"

TOPICS = (CRITERIA, LEVEL, RATIONALE, LOOK_FORS, EVIDENCE, TARGET, ACTIONS)
"""In the order in which a session asks; a target comes with its priority."""

_ALSO_CALLED = {"reason": RATIONALE, "reasons": RATIONALE, "levels": LEVEL, "priority": TARGET,
                "targets": TARGET, "action": ACTIONS, "look-for": LOOK_FORS, "criterion": CRITERIA}  # fmt: skip
NOT_APPLICABLE = "not-applicable"


def topics_named(texts: Iterable[str]) -> tuple[str, ...] | Rejected:
    """Topics in the order in which they were named: `level,rationale`; none twice."""
    found: list[str] = []
    for word in (part.strip().lower() for text in texts for part in text.split(",")):
        topic = _ALSO_CALLED.get(word, word)
        if topic not in TOPICS:
            hint = did_you_mean(word, TOPICS) or f"; there are {', '.join(TOPICS)}"
            return Rejected(f"a session has no question called {quoted(word)}{hint}")
        found.append(topic)
    return tuple(dict.fromkeys(found))


def open_topics(rubric: Rubric, element: str, data: Plain, topics: Sequence[str] = TOPICS) -> tuple[str, ...]:
    """What nobody has said of an element yet.

    A level stands for criteria nobody marked, an element at its target or at the top needs no action, one
    at the top no target, and one that does not apply no more than its reason.
    """
    rating = get(data, ("ratings", element)) or {}
    wanted = [topic for topic in topics if not _is_there(topic, rubric, element, rating)]
    if rating.get("level") == NOT_APPLICABLE:
        return tuple(topic for topic in wanted if topic == RATIONALE)
    return tuple(wanted)


def missing(
    rubric: Rubric, data: Plain, elements: Sequence[str], topics: Sequence[str] = TOPICS
) -> dict[str, tuple[str, ...]]:
    """The elements with something open, each with what that is."""
    found = {each: open_topics(rubric, each, data, topics) for each in elements}
    return {each: open_ones for each, open_ones in found.items() if open_ones}


def _is_there(topic: str, rubric: Rubric, element: str, rating: Mapping[str, Any]) -> bool:
    points: dict[str, int] = {level.id: level.points for level in rubric.levels}
    stands = points.get(rating.get("level") or "", 0)
    aims = points.get(rating.get("target") or "", 0)
    at_the_top = stands == max(points.values())
    if topic == CRITERIA:
        rows = rubric.elements[element].criteria_by_number
        marked = [number for number in rows if number in (rating.get("criteria") or {})]
        return len(marked) == len(rows) or (bool(rating.get("level")) and not marked)
    if topic == LOOK_FORS:
        return not rubric.elements[element].look_fors or bool(rating.get("look_fors"))
    if topic == TARGET:
        return at_the_top or bool(aims and rating.get("priority"))
    if topic == ACTIONS:
        return at_the_top or bool(stands and aims and aims <= stands) or bool(rating.get("actions"))
    return bool(rating.get(topic))
