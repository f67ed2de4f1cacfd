"""Which reform needs attention first, by a rule that the page says; and what is the matter, in words."""

from __future__ import annotations

from dataclasses import dataclass

from sustainrubric.base.text import counted

RULE = (
    "Reforms with the most overdue actions come first; among equals those with the most elements that went down "
    "since the round before, then those with the most levels missing to their targets."
)


@dataclass(frozen=True, slots=True)
class Attention:
    """What of a reform needs attention: `missing` sums the levels from ratings to targets, over `below` elements.

    `rated` counts the elements that have a level.
    """

    overdue: int
    declined: int
    missing: int
    below: int
    rated: int

    @property
    def rank(self) -> tuple[int, int, int]:
        """Sorts what needs attention first to the front."""
        return (-self.overdue, -self.declined, -self.missing)

    @property
    def words(self) -> str:
        said = []
        if self.overdue:
            said.append(f"{counted(self.overdue, 'action')} overdue")
        if self.declined:
            said.append(f"{counted(self.declined, 'element')} went down")
        if self.below:
            said.append(f"{counted(self.below, 'element')} below target")
        if not self.rated:
            said.append("nothing is rated yet")
        return ", ".join(said) or "nothing overdue, nothing went down, no element below its target"
