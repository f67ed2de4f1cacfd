"""Assessments and worksheets against the priorities of their folder, which are read once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sustainrubric.base.model import Model
from sustainrubric.base.problem import Code, DocumentPath, Problem
from sustainrubric.base.text import NearWords, quoted
from sustainrubric.check.ballots_around import BallotsAround
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.load import Loaded, load_bytes
from sustainrubric.records.priorities import Priorities
from sustainrubric.records.priorities_around import PrioritiesAround, read_priorities

if TYPE_CHECKING:
    from collections.abc import Iterable

_CHECKED = ("assessment", "worksheet")

_SHOWN = 8


class Agreement:
    """What the priorities around each file say; `paths` are those that the user gave."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._around = PrioritiesAround(path for path in paths if os.path.isdir(path))
        self._ballots = BallotsAround()
        self._known: dict[tuple[str, ...], KnownPriorities | None] = {}

    def checked(self, loaded: Loaded) -> Loaded:
        """The file with what its priorities have to say of it, and what ballots and their assessment do."""
        loaded = self._ballots.checked(loaded)
        if loaded.kind not in _CHECKED or not os.path.lexists(loaded.file):
            return loaded
        files = self._around.of(loaded.file)
        if not files:
            return loaded
        if files not in self._known:
            self._known[files] = _read(files)
        known = self._known[files]
        return loaded if known is None else loaded.with_problems(_findings(loaded, known))


def _read(files: tuple[str, ...]) -> KnownPriorities | None:
    """What the files say together; nothing where one of them is out of order, and may be missing a name."""
    from sustainrubric.records.priorities import Priorities

    found = []
    for file in files:
        content = read_priorities(file)
        model = load_bytes(content, file).model if content is not None else None
        if not isinstance(model, Priorities):
            return None
        found.append((file, model))
    return known_priorities(found)


def _findings(loaded: Loaded, known: KnownPriorities) -> list[Problem]:

    if loaded.model is not None:
        return check_agreement(loaded.model, known)
    partial = loaded.partial
    if partial is None:
        return []
    model: Model = partial.model  # type: ignore[assignment]
    return [found for found in check_agreement(model, known) if not partial.could_have_caused(found)]


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
    names = {"reform": known.reforms, "goal": known.goals}
    there = {noun: frozenset(ids) for noun, ids in names.items()}
    near = {noun: NearWords(dict.fromkeys(ids)) for noun, ids in names.items()}
    return [
        _unknown(noun, name, names[noun], near[noun], known.files, path)
        for noun, name, path in _names(model)
        if names[noun] and name not in there[noun]
    ]


def _names(model: Model) -> Iterator[tuple[str, str, DocumentPath]]:
    """Each reform and goal that a file names, and where."""
    if isinstance(model, Assessment):
        yield "reform", model.reform.id, ("reform", "id")
        return
    # Imported late: most files are assessments.
    from sustainrubric.records.worksheet import Worksheet

    if isinstance(model, Worksheet):
        for index, area in enumerate(model.priorities):
            for place, name in enumerate(area.reforms):
                yield "reform", name, ("priorities", index, "reforms", place)
            for place, name in enumerate(area.goals):
                yield "goal", name, ("priorities", index, "goals", place)


def _unknown(
    noun: str, name: str, names: Sequence[str], near: NearWords, files: Sequence[str], path: DocumentPath
) -> Problem:
    shown = ", ".join(map(quoted, names[:_SHOWN])) + (", ..." if len(names) > _SHOWN else "")
    right = near.hint(name) or f"; there {'is' if len(names) == 1 else 'are'} {shown}"
    message = f"{quoted(name)} is not a {noun} of {' and '.join(files)}{right}"
    return Problem(Code.NOT_AMONG_PRIORITIES, message, path)
