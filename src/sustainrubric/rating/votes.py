"""What the raters of a panel gave, element by element: counts, how far apart they lie, a proposed level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sustainrubric.instruments.rubric import LevelId, Rubric
from sustainrubric.rating.score import majority_level
from sustainrubric.records.assessment import Panel, RatingLevel
from sustainrubric.records.ballot import Ballot, BallotRating

VoteClass = Literal["split", "scope", "adjacent", "unanimous", "single", "none"]
"""Two or more levels apart; levels beside not-applicable; next to each other; the same; one vote; no vote."""

Votes = Mapping[str, RatingLevel]
"""A level for each rater who gave one; `unknown` and `not-applicable` are among them."""


@dataclass(frozen=True, slots=True)
class ElementVotes:
    """The votes on one element, by rater in the panel's order; `stood_back` left it to the others."""

    id: str
    first: Votes
    again: Votes
    stood_back: tuple[str, ...]
    ballots: Mapping[str, Ballot]

    @property
    def now(self) -> Votes:
        """Where each rater stands: the second vote, where there is one, else the first."""
        return {**self.first, **self.again}

    def said(self, rater: str) -> BallotRating | None:
        """What a rater wrote last about this element."""
        ballot = self.ballots[rater]
        return ballot.again.get(self.id) or ballot.ratings.get(self.id)


@dataclass(frozen=True, slots=True)
class PanelVotes:
    """All votes of a panel; `ballots` are those of the raters it names, in its order."""

    raters: tuple[str, ...]
    ballots: Mapping[str, Ballot]
    elements: tuple[ElementVotes, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Raters whose ballot is not in."""
        return tuple(rater for rater in self.raters if rater not in self.ballots)

    @property
    def by_id(self) -> dict[str, ElementVotes]:
        return {element.id: element for element in self.elements}


def panel_votes(panel: Panel, ballots: Iterable[Ballot], rubric: Rubric) -> PanelVotes:
    """The votes of the panel's raters on each element; a second ballot of a rater counts for nothing."""
    by_rater: dict[str, Ballot] = {}
    for ballot in ballots:
        by_rater.setdefault(ballot.rater, ballot)
    raters = tuple(dict.fromkeys(panel.raters))
    named = {rater: by_rater[rater] for rater in raters if rater in by_rater}
    return PanelVotes(raters, named, tuple(_element(element, named) for element in rubric.elements))


def counted_votes(votes: Iterable[RatingLevel], rubric: Rubric) -> dict[RatingLevel, int]:
    """How many gave each level, lowest first, then not-applicable and unknown; only what was given."""
    counts = Counter(votes)
    order: list[RatingLevel] = [*rubric.points, "not-applicable", "unknown"]
    return {level: counts[level] for level in order if counts[level]}


def levels_only(votes: Iterable[RatingLevel]) -> list[LevelId]:
    """The votes that are levels of the rubric."""
    return [level for level in votes if level != "unknown" and level != "not-applicable"]


def vote_class(votes: Iterable[RatingLevel], points: Mapping[LevelId, int]) -> VoteClass:
    """How far apart the votes lie."""
    said = [level for level in votes if level != "unknown"]
    levels = levels_only(said)
    if levels and len(levels) < len(said):
        return "scope"
    if len(said) < 2:
        return "single" if said else "none"
    worth = [points[level] for level in levels]
    apart = max(worth) - min(worth) if worth else 0
    return "split" if apart >= 2 else "adjacent" if apart else "unanimous"


def proposed_level(votes: Sequence[RatingLevel], points: Mapping[LevelId, int]) -> RatingLevel | None:
    """The majority level; not-applicable where nobody gave a level and somebody said that."""
    majority = majority_level(((level, 1) for level in levels_only(votes)), points)
    if majority is None and "not-applicable" in votes:
        return "not-applicable"
    return majority


def points_given(element: ElementVotes, points: Mapping[LevelId, int]) -> list[int]:
    """The points of the first vote, without those missing."""
    return [points[level] for level in levels_only(element.first.values())]


def _element(element: str, ballots: Mapping[str, Ballot]) -> ElementVotes:
    standing = {rater: ballot for rater, ballot in ballots.items() if element not in ballot.stands_back}
    back = tuple(rater for rater in ballots if rater not in standing)
    first = {rater: level for rater, ballot in standing.items() if (level := _level(ballot.ratings, element))}
    again = {rater: level for rater, ballot in standing.items() if (level := _level(ballot.again, element))}
    return ElementVotes(element, first, again, back, ballots)


def _level(ratings: Mapping[str, BallotRating], element: str) -> RatingLevel | None:
    rating = ratings.get(element)
    return rating.level if rating is not None else None
