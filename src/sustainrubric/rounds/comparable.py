"""What of several rounds can be compared: sums over the elements rated in all of them, and over no others.

Every place where means or levels of two rounds stand together takes them from here. A mean over whatever
is rated rises when weak elements become unknown, even if all others fell.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sustainrubric.instruments.rubric import LevelId
from sustainrubric.rating.score import summarize
from sustainrubric.rating.scorecard import ElementScore, Scorecard, Summary


class ScoredRound(NamedTuple):
    """The scores of one round by element, and what its levels are worth."""

    elements: Mapping[str, ElementScore]
    points: Mapping[LevelId, int]

    @classmethod
    def of(cls, card: Scorecard, points: Mapping[LevelId, int]) -> ScoredRound:
        return cls({element.id: element for element in card.elements}, points)

    def rates(self, element_id: str) -> bool:
        element = self.elements.get(element_id)
        return element is not None and element.points is not None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Some elements as several rounds rated them: `ids` are those that can be compared, `of` counts all.

    `summaries` has one roll-up over `ids` for each round; one with nothing in it where nothing can be compared.
    """

    ids: tuple[str, ...]
    of: int
    summaries: tuple[Summary, ...]

    @property
    def words(self) -> str:
        return compared_words(len(self.ids), self.of)


def compared_words(compared: int, of: int) -> str:
    """On how many elements a comparison rests."""
    return f"{compared} of {of}"


def in_all(
    element_ids: Sequence[str], rounds: Sequence[ScoredRound], unequal: Collection[str] = ()
) -> Comparison:
    """The elements rated in every one of the rounds; `unequal` are those with other words in one of them.

    Where a level is worth other points in one round, nothing can be compared.
    """
    same_points = all(one.points == rounds[0].points for one in rounds)
    ids = tuple(
        element_id
        for element_id in element_ids
        if same_points and element_id not in unequal and all(one.rates(element_id) for one in rounds)
    )
    return Comparison(ids, len(element_ids), tuple(_sum(ids, one) for one in rounds))


def in_series(
    element_ids: Sequence[str], rounds: Sequence[ScoredRound], unequal: Collection[str] = ()
) -> Comparison:
    """As `in_all`, for a line over the rounds: one that rates none of the elements is a gap in it.

    Else a round that was begun and not yet rated would leave nothing of all the others.
    """
    rated = [one for one in rounds if any(map(one.rates, element_ids))]
    if len(rated) < 2:
        return in_all(element_ids, rounds, unequal)
    found = in_all(element_ids, rated, unequal)
    sums = iter(found.summaries)
    nothing = summarize((), rounds[0].points)
    summaries = tuple(next(sums) if any(map(one.rates, element_ids)) else nothing for one in rounds)
    return Comparison(found.ids, found.of, summaries)


def _sum(ids: Sequence[str], one: ScoredRound) -> Summary:
    return summarize([one.elements[element_id] for element_id in ids], one.points)
