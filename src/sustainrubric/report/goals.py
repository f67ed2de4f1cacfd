"""The goals that a reform serves, out of the files of priorities in its folder."""

from __future__ import annotations

import os
from collections.abc import Mapping

from sustainrubric.records.load import load_bytes
from sustainrubric.records.priorities import Priorities
from sustainrubric.records.priorities_around import PrioritiesAround, read_priorities
from sustainrubric.report.next_steps import goal_lines
from sustainrubric.report.view_parts import GoalLine


class GoalsAround:
    """Finds the goals of reforms; each file of priorities is read once, and `unread` are those that could not be.

    `pages` says where a site has the page of a file of priorities.
    """

    def __init__(self, pages: Mapping[str, str] | None = None) -> None:
        self.unread: list[str] = []
        self._around = PrioritiesAround()
        self._pages = {os.path.abspath(file): page for file, page in (pages or {}).items()}
        self._read: dict[str, Priorities | None] = {}

    def of(self, file: str, reform_id: str) -> tuple[GoalLine, ...]:
        """The goals that the reform of a file serves; none where no priorities lie around it, or are in order.

        A report goes without a file of priorities that is not in order, and says that it does; what is wrong
        with it is said by `sustain validate`.
        """
        if not os.path.lexists(file):
            return ()
        found = [(self._priorities(name), name) for name in self._around.of(file)]
        return tuple(
            line
            for priorities, name in found
            if priorities is not None
            for line in goal_lines(reform_id, priorities, self._pages.get(os.path.abspath(name), ""))
        )

    def names(self, file: str) -> dict[str, str]:
        """The names of the goals and reforms that the priorities around a file have, by their ids."""
        if not os.path.lexists(file):
            return {}
        named: dict[str, str] = {}
        for one in filter(None, map(self._priorities, self._around.of(file))):
            named |= {goal.id: goal.name for goal in one.goals}
            named |= {reform.id: reform.name for reform in one.reforms}
        return named

    def _priorities(self, file: str) -> Priorities | None:
        if file not in self._read:
            content = read_priorities(file)
            model = load_bytes(content, file).model if content is not None else None
            self._read[file] = model if isinstance(model, Priorities) else None
            if self._read[file] is None:
                self.unread.append(file)
        return self._read[file]
