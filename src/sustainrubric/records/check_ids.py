"""Ids that become names of pages and files: those of reforms, rounds, goals and people (SR333)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sustainrubric.base.problem import Code, DocumentPath, Problem
from sustainrubric.base.text import is_short_name, quoted, short_name

if TYPE_CHECKING:
    from sustainrubric.records.assessment import Assessment
    from sustainrubric.records.priorities import Priorities


def check_ids_of_assessment(assessment: Assessment) -> Iterator[Problem]:
    """The ids of the reform, the round and the members of the team."""
    places: list[tuple[str, DocumentPath]] = [
        (assessment.reform.id, ("reform", "id")),
        (assessment.round.id, ("round", "id")),
        *((member.id, ("team", index, "id")) for index, member in enumerate(assessment.team)),
    ]
    yield from _checked(places)


def check_ids_of_priorities(priorities: Priorities) -> Iterator[Problem]:
    """The ids of goals, reforms and strategies."""
    lists = {
        "goals": [goal.id for goal in priorities.goals],
        "reforms": [reform.id for reform in priorities.reforms],
        "strategies": [strategy.id for strategy in priorities.strategies],
    }
    yield from _checked(
        (id_, (name, index, "id")) for name, ids in lists.items() for index, id_ in enumerate(ids)
    )


def _checked(places: Iterable[tuple[str, DocumentPath]]) -> Iterator[Problem]:
    for id_, path in places:
        if not is_short_name(id_):
            right = short_name(id_)
            hint = f", such as {right}" if right else ""
            message = f"{quoted(id_)} is no id: write letters, digits, '-', '_' and '.' only{hint}"
            yield Problem(Code.NOT_A_SHORT_NAME, message, path)
