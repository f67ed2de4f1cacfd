"""A finished round -> where the next one starts from, with what was said last time to confirm or change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sustainrubric.instruments.rubric import LevelId, Rubric
from sustainrubric.rating.score import effective_level
from sustainrubric.rating.script import LastTime
from sustainrubric.records.assessment import OPEN_STATUSES, Assessment, Rating, RatingLevel, Round


@dataclass(frozen=True, slots=True)
class LastRating:
    """How an element was rated last time, for the team to confirm or change."""

    level: RatingLevel
    derived: bool
    rating: Rating


def carry(previous: Assessment, new_round: Round) -> Assessment:
    """The next round's assessment: team, weights, targets, priorities, evidence and open actions go along.

    Levels, rationales, criteria, look-fors and the sign-off do not: a rating counts for a round when somebody gave
    it in that round. `last_time` has them, to be confirmed.
    """
    carried = {element_id: _carried(rating) for element_id, rating in previous.ratings.items()}
    nothing = Rating()
    ratings = {element_id: rating for element_id, rating in carried.items() if rating != nothing}
    return previous.model_copy(
        update={"round": new_round, "ratings": ratings, "previous": None, "signed": None}
    )


def last_time(previous: Assessment, points: Mapping[LevelId, int]) -> dict[str, LastRating]:
    """What each element was rated, by id; those that were not rated are left out."""
    found = {}
    for element_id, rating in previous.ratings.items():
        level, derived = effective_level(rating, points)
        word = level if level is not None else rating.level
        if word is not None:
            found[element_id] = LastRating(word, derived, rating)
    return found


def _carried(rating: Rating) -> Rating:
    return Rating(
        evidence=rating.evidence,
        target=rating.target,
        priority=rating.priority,
        actions=tuple(action for action in rating.actions if action.status in OPEN_STATUSES),
    )


def of_round(previous: Assessment, rubric: Rubric) -> LastTime:
    """A round as the next one shows it; what its criteria make of an element without a level counts too."""
    said = last_time(previous, rubric.points)
    return LastTime(
        previous.round.id,
        {element: last.level for element, last in said.items()},
        {element: last.rating.rationale for element, last in said.items() if last.rating.rationale},
        {element: dict(rating.criteria) for element, rating in previous.ratings.items() if rating.criteria},
    )


def carried_in(
    assessment: Assessment, criteria: Mapping[str, Mapping[str, str]] | None = None
) -> LastTime | None:
    """Last time as the file itself carries it, when it was made from the round before.

    It carries no criteria; `criteria` are those of the file it was made from, where that is found.
    """
    before = assessment.previous
    if before is None:
        return None
    return LastTime(before.round, dict(before.levels), dict(before.rationales), criteria or {})
