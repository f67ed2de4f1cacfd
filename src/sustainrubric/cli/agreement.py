"""Files checked against the priorities of their folder, which are read once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sustainrubric.check.ballots_around import BallotsAround
from sustainrubric.files.load import Loaded, load_bytes
from sustainrubric.files.priorities_around import PrioritiesAround, read_priorities

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sustainrubric.engine.check_agreement import KnownPriorities
    from sustainrubric.model.base import Model
    from sustainrubric.model.problem import Problem

_CHECKED = ("assessment", "worksheet")


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
    from sustainrubric.engine.check_agreement import known_priorities
    from sustainrubric.model.priorities import Priorities

    found = []
    for file in files:
        content = read_priorities(file)
        model = load_bytes(content, file).model if content is not None else None
        if not isinstance(model, Priorities):
            return None
        found.append((file, model))
    return known_priorities(found)


def _findings(loaded: Loaded, known: KnownPriorities) -> list[Problem]:
    from sustainrubric.engine.check_agreement import check_agreement

    if loaded.model is not None:
        return check_agreement(loaded.model, known)
    partial = loaded.partial
    if partial is None:
        return []
    model: Model = partial.model  # type: ignore[assignment]
    return [found for found in check_agreement(model, known) if not partial.could_have_caused(found)]
