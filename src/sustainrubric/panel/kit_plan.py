"""What a kit for a meeting about an assessment is made for, and the meetings that its elements need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sustainrubric.base.phrase import own
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.panel.decisions import discussion_order, has_evidence
from sustainrubric.panel.meeting import Meeting, Need, minutes_by_class, plan_meetings
from sustainrubric.panel.spread import Spread
from sustainrubric.panel.words import CLASSES
from sustainrubric.rating.votes import ElementVotes
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.settings import KitMinutes


@dataclass(frozen=True, slots=True)
class KitPlan:
    """What a kit is made for: `raters` get a ballot each; `spread` only where all ballots are in."""

    file: str
    assessment: Assessment
    rubric: Rubric
    raters: tuple[str, ...]
    minutes: int
    start: int
    settings: KitMinutes
    day: date | None = None
    spread: Spread | None = None
    votes: Mapping[str, ElementVotes] | None = None

    @property
    def leader(self) -> str:
        """Who leads, by name where the team has one."""
        panel = self.assessment.panel
        if panel is None or panel.facilitator is None:
            return "the person who leads the meeting"
        names = {member.id: member.name for member in self.assessment.team}
        return own(names.get(panel.facilitator, panel.facilitator))

    @property
    def order(self) -> list[str]:
        """The elements as they are talked about: by the votes where all are in, else as in the rubric."""
        if self.spread is None or self.votes is None:
            return list(self.rubric.elements)
        return discussion_order(self.spread.elements, self.votes, self.rubric)


def meetings_of(plan: KitPlan) -> list[Meeting]:
    """The meetings that the elements need.

    Raises:
        TooShort: there is not a minute for each element.
    """
    # Before the votes are in nobody knows what could be cut short.
    by_votes = plan.spread is not None
    return plan_meetings(list(_needs(plan)), plan.minutes, plan.settings, may_shrink=by_votes)


def _needs(plan: KitPlan) -> Iterator[Need]:
    categories = {
        element.id: category.id
        for category in plan.rubric.categories
        for variable in category.variables
        for element in variable.elements
    }
    spreads = {each.id: each for each in plan.spread.elements} if plan.spread is not None else {}
    for element in plan.order:
        found = spreads.get(element)
        if found is None or plan.votes is None:
            minutes = plan.settings.criterion * len(plan.rubric.elements[element].criteria)
            yield Need(element, max(1, minutes), categories[element])
        else:
            evidence = has_evidence(plan.votes[element])
            minutes = minutes_by_class(found.spread, has_evidence=evidence, minutes=plan.settings)
            yield Need(element, minutes, categories[element], CLASSES[found.spread])
