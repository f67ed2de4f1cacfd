"""Assessments and worksheets against the priorities of their folder: the reforms and goals they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sustainrubric.model.assessment import Assessment
from sustainrubric.model.base import Model
from sustainrubric.model.clean import quoted
from sustainrubric.model.nearest import did_you_mean
from sustainrubric.model.priorities import Priorities
from sustainrubric.model.problem import Code, DocumentPath, Problem

_SHOWN = 8


class KnownPriorities(NamedTuple):
    """The ids that the priorities of a folder have; `files` are where they stand."""

    files: tuple[str, ...]
    reforms: tuple[str, ...]
    goals: tuple[str, ...]


def known_priorities(found: Sequence[tuple[str, Priorities]]) -> KnownPriorities:
    """All that the files of priorities in one folder say together."""
    return KnownPriorities(
        files=tuple(file for file, _ in found),
        reforms=tuple(reform.id for _, priorities in found for reform in priorities.reforms),
        goals=tuple(goal.id for _, priorities in found for goal in priorities.goals),
    )


def check_agreement(model: Model, known: KnownPriorities) -> list[Problem]:
    """The names in an assessment or a worksheet that the priorities do not have.

    Priorities that name no reform yet are a beginning, and say nothing of the assessments there.
    """
    return [
        _unknown(noun, name, names, known.files, path)
        for noun, name, path in _names(model)
        if (names := known.reforms if noun == "reform" else known.goals) and name not in names
    ]


def _names(model: Model) -> Iterator[tuple[str, str, DocumentPath]]:
    """Each reform and goal that a file names, and where."""
    if isinstance(model, Assessment):
        yield "reform", model.reform.id, ("reform", "id")
        return
    # Imported late: most files are assessments.
    from sustainrubric.model.worksheet import Worksheet

    if isinstance(model, Worksheet):
        for index, area in enumerate(model.priorities):
            for place, name in enumerate(area.reforms):
                yield "reform", name, ("priorities", index, "reforms", place)
            for place, name in enumerate(area.goals):
                yield "goal", name, ("priorities", index, "goals", place)


def _unknown(noun: str, name: str, names: Sequence[str], files: Sequence[str], path: DocumentPath) -> Problem:
    shown = ", ".join(map(quoted, names[:_SHOWN])) + (", ..." if len(names) > _SHOWN else "")
    right = did_you_mean(name, names) or f"; there {'is' if len(names) == 1 else 'are'} {shown}"
    message = f"{quoted(name)} is not a {noun} of {' and '.join(files)}{right}"
    return Problem(Code.NOT_AMONG_PRIORITIES, message, path)
