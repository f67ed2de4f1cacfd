"""What a panel talks about first, and how its decision is written into the assessment. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sustainrubric.instruments.rubric import LevelId, Rubric
from sustainrubric.interview.data import Plain, drop, put
from sustainrubric.panel.spread import ElementSpread
from sustainrubric.rating.votes import ElementVotes, VoteClass, counted_votes, levels_only
from sustainrubric.records.assessment import DecidedHow, PanelRule, RatingLevel

_FIRST: dict[VoteClass, int] = {"split": 0, "scope": 1, "adjacent": 2, "single": 3, "unanimous": 4, "none": 6}
_WITH_EVIDENCE = 5


@dataclass(frozen=True, slots=True)
class Decision:
    """What the team agreed on one element; None leaves what is there."""

    level: RatingLevel
    how: DecidedHow
    day: date
    rationale: str | None = None
    dissent: str | None = None


def discussion_order(
    elements: Sequence[ElementSpread], votes: Mapping[str, ElementVotes], rubric: Rubric
) -> list[str]:
    """The elements as they are to be talked about.

    Split first and the wider ones before, then whether an element applies at all, then adjacent. What all
    gave the same comes next where nobody named evidence: agreement is cheap there.
    """
    places = {element: place for place, element in enumerate(rubric.elements)}

    def rank(element: ElementSpread) -> tuple[int, int, int]:
        first = _FIRST[element.spread]
        if element.spread == "unanimous" and has_evidence(votes[element.id]):
            first = _WITH_EVIDENCE
        return first, -width(element.votes, rubric.points), places[element.id]

    return [element.id for element in sorted(elements, key=rank)]


def width(votes: Mapping[RatingLevel, int], points: Mapping[LevelId, int]) -> int:
    """How many levels lie between the lowest and the highest vote."""
    worth = [points[level] for level in levels_only(votes)]
    return max(worth) - min(worth) if worth else 0


def has_evidence(votes: ElementVotes) -> bool:
    """Whether any rater named evidence or saw a look-for."""
    said = [votes.said(rater) for rater in votes.now]
    return any(
        rating is not None and (rating.evidence or "seen" in rating.look_fors.values()) for rating in said
    )


def how_by_rule(level: str | None, votes: ElementVotes, rule: PanelRule) -> DecidedHow:
    """How a level was agreed where nobody says: unanimous where all stand there now, else by the panel's rule."""
    now = set(votes.now.values())
    if not now:
        return "chair"
    return "unanimous" if now == {level} and len(votes.now) > 1 else rule


def decided_entry(how: DecidedHow, day: date, votes: ElementVotes, rubric: Rubric) -> dict[str, Any]:
    """What stands under `decided:`; counts, never names."""
    entry: dict[str, Any] = {"how": how, "date": day}
    for key, given in (("votes", votes.first), ("again", votes.again)):
        counts = counted_votes(given.values(), rubric)
        if counts:
            entry[key] = dict(counts)
    return entry


def with_decision(data: Plain, decision: Decision, votes: ElementVotes, rubric: Rubric) -> Plain:
    """The assessment's data with a decision in it."""
    place = ("ratings", votes.id)
    data = put(data, (*place, "level"), decision.level)
    for key, text in (("rationale", decision.rationale), ("dissent", decision.dissent)):
        if text is not None:
            data = put(data, (*place, key), text)
    entry = decided_entry(decision.how, decision.day, votes, rubric)
    return dict(put(data, (*place, "decided"), entry))


def without_decision(data: Plain, element: str) -> Plain:
    """The data without the level and the record of an element."""
    for key in ("level", "decided"):
        data = drop(data, ("ratings", element, key))
    return data


def agreed_by_all(elements: Sequence[ElementSpread]) -> list[ElementSpread]:
    """Undecided elements that two or more raters gave the same level, and none could not tell.

    Not-applicable is left to the meeting: it needs a reason that the team gives.
    """
    return [
        each
        for each in elements
        if each.spread == "unanimous"
        and not each.is_decided
        and "unknown" not in each.votes
        and "not-applicable" not in each.votes
        and sum(each.votes.values()) > 1
        and len({*each.votes, *each.again}) == 1
    ]
