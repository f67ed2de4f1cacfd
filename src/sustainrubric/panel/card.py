"""The card for the second vote: one rater's own votes inside the group's distribution, as a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sustainrubric.base.phrase import own
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.pages.render import page_in_html
from sustainrubric.panel.ballot_page import BallotLevel, instrument_credit
from sustainrubric.panel.spread import ElementSpread, Spread
from sustainrubric.panel.words import CLASS_MEANINGS, CLASSES, in_words
from sustainrubric.rating.votes import ElementVotes, PanelVotes
from sustainrubric.records.assessment import Assessment, RatingLevel


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many gave a level; `marked` is the level that is the reader's own, or the one agreed on."""

    id: str
    name: str
    count: int
    marked: bool


@dataclass(frozen=True, slots=True)
class CardRow:
    """One element on the card."""

    id: str
    title: str
    spread: str
    meaning: str
    counts: tuple[LevelCount, ...]
    beyond: str
    own: str
    rationale: str


@dataclass(frozen=True, slots=True)
class CardView:
    """The whole card; `rows` are in the rubric's order."""

    agency: str
    reform: str
    round: str
    rater: str
    voted: int
    levels: tuple[BallotLevel, ...]
    credit: str
    rows: tuple[CardRow, ...]

    @property
    def title(self) -> str:
        return f"Card of {self.rater} for the second vote: {self.reform}, {self.round}"

    @property
    def open(self) -> tuple[CardRow, ...]:
        """The elements on which the votes differ."""
        return tuple(row for row in self.rows if row.spread in ("split", "applies?", "adjacent"))


def card_page(assessment: Assessment, rubric: Rubric, spread: Spread, votes: PanelVotes, rater: str) -> str:
    """The card of one rater; nobody else's vote is on it but as a count."""
    by_id = votes.by_id
    view = CardView(
        agency=assessment.agency.name,
        reform=own(assessment.reform.name),
        round=assessment.round.id,
        rater=rater,
        voted=len(votes.ballots),
        levels=tuple(BallotLevel(level.id, level.name) for level in rubric.levels),
        credit=instrument_credit(rubric),
        rows=tuple(_row(each, by_id[each.id], rubric, rater) for each in spread.elements),
    )
    return page_in_html("card.html.j2", view)


def _row(spread: ElementSpread, votes: ElementVotes, rubric: Rubric, rater: str) -> CardRow:
    own = votes.first.get(rater)
    said = votes.ballots[rater].ratings.get(spread.id) if rater in votes.ballots else None
    beyond = {level: count for level, count in spread.votes.items() if level not in rubric.points}
    return CardRow(
        id=spread.id,
        title=spread.title,
        spread=CLASSES[spread.spread],
        meaning=CLASS_MEANINGS[spread.spread],
        counts=level_counts(spread.votes, rubric, own),
        beyond=", ".join(f"{count} {in_words(level)}" for level, count in beyond.items()),
        own=in_words(own) if own else ("left to others" if rater in votes.stood_back else "no vote"),
        rationale=said.rationale or "" if said is not None else "",
    )


def level_counts(
    counts: Mapping[RatingLevel, int], rubric: Rubric, marked: str | None
) -> tuple[LevelCount, ...]:
    """The count of each level of the rubric, lowest first, one of them marked."""
    return tuple(
        LevelCount(level.id, level.name, counts.get(level.id, 0), level.id == marked)
        for level in rubric.levels
    )
