"""One round with all that a comparison of rounds needs: what was rated, by which rubric, and its name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sustainrubric.model.assessment import Assessment
from sustainrubric.model.rubric import Rubric


@dataclass(frozen=True, slots=True)
class RatedRound:
    """An assessment with the rubric it names; `name` is what comparisons call it.

    `day` is set where another day than the round's own puts it in order: that of a commit.
    """

    assessment: Assessment
    rubric: Rubric
    name: str = ""
    day: date | None = None

    @property
    def shown_name(self) -> str:
        """The name given, else the round's own id."""
        return self.name or self.assessment.round.id

    def named(self, name: str) -> RatedRound:
        return replace(self, name=name)
