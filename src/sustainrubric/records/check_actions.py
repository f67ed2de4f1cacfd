"""Ids that people gave to actions: each stands for one action of its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from sustainrubric.base.problem import Code, DocumentPath, Problem
from sustainrubric.base.text import quoted
from sustainrubric.records.assessment import Assessment


class _Identified(Protocol):
    @property
    def id(self) -> str | None: ...


def check_action_ids(assessment: Assessment) -> Iterator[Problem]:
    """Ids that two actions of an assessment have."""
    return check_ids_once(
        (("ratings", element_id, "actions", index), action)
        for element_id, rating in assessment.ratings.items()
        for index, action in enumerate(rating.actions)
    )


def check_ids_once(placed: Iterable[tuple[DocumentPath, _Identified]]) -> Iterator[Problem]:
    """An id that two actions of one file have: nobody could say which is meant."""
    seen: set[str] = set()
    for path, action in placed:
        if action.id is not None and action.id in seen:
            message = f"{quoted(action.id)} is the id of another action in this file; give each its own"
            yield Problem(Code.ACTION_ID_TWICE, message, (*path, "id"))
        if action.id is not None:
            seen.add(action.id)
