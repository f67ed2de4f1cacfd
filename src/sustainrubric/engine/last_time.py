"""What a team said in the round before, for the next one to confirm or change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sustainrubric.engine.carry import last_time
from sustainrubric.model.assessment import Assessment
from sustainrubric.model.rubric import Rubric


@dataclass(frozen=True)
class LastTime:
    """Levels and rationales of the round before, by element id."""

    round: str
    levels: Mapping[str, str]
    rationales: Mapping[str, str] = field(default_factory=dict)


def of_round(previous: Assessment, rubric: Rubric) -> LastTime:
    """A round as the next one shows it; what its criteria make of an element without a level counts too."""
    said = last_time(previous, rubric.points)
    return LastTime(
        previous.round.id,
        {element: last.level for element, last in said.items()},
        {element: last.rating.rationale for element, last in said.items() if last.rating.rationale},
    )


def carried_in(assessment: Assessment) -> LastTime | None:
    """Last time as the file itself carries it, when it was made from the round before."""
    before = assessment.previous
    return None if before is None else LastTime(before.round, dict(before.levels), dict(before.rationales))
