"""The votes of a panel worked out: how they lie on each element, how far the raters agree, who leans where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from sustainrubric.instruments.rubric import LevelId, Rubric
from sustainrubric.panel.figures import (
    LEAST_UNITS,
    Interval,
    Unit,
    alpha_interval,
    exact_share,
    krippendorff_alpha,
    linear,
    paired,
    quadratic,
    share_within,
    weighted_kappa,
)
from sustainrubric.rating.score import majority_level
from sustainrubric.rating.votes import (
    ElementVotes,
    PanelVotes,
    VoteClass,
    counted_votes,
    levels_only,
    points_given,
    proposed_level,
    vote_class,
)
from sustainrubric.records.assessment import Assessment, PanelRule, RatingLevel

LEAST_RATERS = 3
"""With fewer raters only the shares are shown."""
MANY_LEVELS = 10
"""Levels, all the same, from which on a rater is said to rate all alike."""
_MUCH_ALIKE = (Fraction(19, 20), Fraction(2, 5))


@dataclass(frozen=True, slots=True)
class ElementSpread:
    """The votes on one element as counts; the class is that of the first vote, the proposal that of the last."""

    id: str
    title: str
    votes: Mapping[RatingLevel, int]
    again: Mapping[RatingLevel, int]
    spread: VoteClass
    proposed: RatingLevel | None
    agreed: RatingLevel | None
    how: str | None
    stood_back: int
    absent: int

    @property
    def is_decided(self) -> bool:
        """Whether the record says how the team came to the level."""
        return self.how is not None


@dataclass(frozen=True, slots=True)
class AgreementFigures:
    """How far raters agree in the first vote, over the `units` with two or more levels.

    Shares are of one. Alpha and its interval are None where they say nothing; `notes` say how to read them.
    """

    units: int
    exact: Fraction | None
    within_one: Fraction | None
    alpha: Fraction | None
    interval: Interval | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RaterLean:
    """How far one rater lies above (+) or below (-) the majority of the others, in levels, over `n` elements.

    `alike` says that ten or more levels were all the same.
    """

    rater: str
    lean: Fraction | None
    n: int
    alike: bool


@dataclass(frozen=True, slots=True)
class RaterPair:
    """The weighted kappas of two raters over their `n` common elements."""

    first: str
    second: str
    n: int
    linear: Fraction | None
    quadratic: Fraction | None


@dataclass(frozen=True, slots=True)
class Spread:
    """All that the votes of a panel come to."""

    raters: tuple[str, ...]
    missing: tuple[str, ...]
    rule: PanelRule
    elements: tuple[ElementSpread, ...]
    figures: AgreementFigures
    leans: tuple[RaterLean, ...]
    pairs: tuple[RaterPair, ...]

    @property
    def inside(self) -> int:
        """How many ballots are in."""
        return len(self.raters) - len(self.missing)

    @property
    def is_complete(self) -> bool:
        """Whether every rater named has voted, so that levels may be shown."""
        return not self.missing


def panel_spread(assessment: Assessment, votes: PanelVotes, rubric: Rubric) -> Spread:
    """The spread of all votes, beside what the assessment says was agreed."""
    assert assessment.panel is not None
    points = rubric.points
    units = [points_given(element, points) for element in votes.elements]
    return Spread(
        raters=votes.raters,
        missing=votes.missing,
        rule=assessment.panel.rule,
        elements=tuple(_element(each, assessment, votes, rubric) for each in votes.elements),
        figures=agreement_figures(units, len(votes.ballots)),
        leans=tuple(_lean(rater, votes, points) for rater in votes.ballots),
        pairs=tuple(_pair(a, b, votes, points) for a, b in combinations(votes.ballots, 2)),
    )


def agreement_figures(units: Sequence[Unit], raters: int, *, within: int = 1) -> AgreementFigures:
    """The shares, alpha and its interval; `within` is how far one level is, where points were multiplied."""
    counting = paired(units)
    exact = exact_share(counting)
    near = share_within(counting, within)
    few = raters < LEAST_RATERS
    alpha = None if few else krippendorff_alpha(counting)
    interval = None if few or alpha is None else alpha_interval(counting)
    notes = tuple(_notes(len(counting), raters, near, alpha, interval))
    return AgreementFigures(len(counting), exact, near, alpha, interval, notes)


def _notes(
    units: int, raters: int, near: Fraction | None, alpha: Fraction | None, interval: Interval | None
) -> Iterator[str]:
    if raters < LEAST_RATERS:
        yield f"with {raters} rater{'s' if raters != 1 else ''} only the shares say anything"
        return
    if alpha is None:
        yield (
            "alpha says nothing here: no two levels differ anywhere" if units else "nothing was rated by two"
        )
        return
    share, low = _MUCH_ALIKE
    if near is not None and near >= share and alpha < low:
        yield "the elements were rated much alike, so alpha is low though you agree; look at the shares"
    if interval is None:
        yield f"an interval needs {LEAST_UNITS} elements with two levels that differ often enough"
    yield f"with {units} elements the interval stays wide however many people rate"


def _element(votes: ElementVotes, assessment: Assessment, panel: PanelVotes, rubric: Rubric) -> ElementSpread:
    rating = assessment.ratings.get(votes.id)
    decided = rating.decided if rating is not None else None
    voted = set(votes.first) | set(votes.again) | set(votes.stood_back)
    return ElementSpread(
        id=votes.id,
        title=rubric.elements[votes.id].title,
        votes=counted_votes(votes.first.values(), rubric),
        again=counted_votes(votes.again.values(), rubric),
        spread=vote_class(votes.first.values(), rubric.points),
        proposed=proposed_level(list(votes.now.values()), rubric.points),
        agreed=rating.level if rating is not None and decided is not None else None,
        how=decided.how if decided is not None else None,
        stood_back=len(votes.stood_back),
        absent=len(panel.raters) - len(voted),
    )


def _lean(rater: str, votes: PanelVotes, points: Mapping[LevelId, int]) -> RaterLean:
    apart = []
    own_levels = []
    for element in votes.elements:
        own = levels_only([element.first[rater]] if rater in element.first else [])
        own_levels += own
        others = levels_only(level for other, level in element.first.items() if other != rater)
        majority = majority_level(((level, 1) for level in others), points)
        if own and majority is not None:
            apart.append(points[own[0]] - points[majority])
    alike = len(own_levels) >= MANY_LEVELS and len(set(own_levels)) == 1
    return RaterLean(rater, Fraction(sum(apart), len(apart)) if apart else None, len(apart), alike)


def _pair(first: str, second: str, votes: PanelVotes, points: Mapping[LevelId, int]) -> RaterPair:
    both = []
    for element in votes.elements:
        said = [element.first.get(rater, "unknown") for rater in (first, second)]
        levels = levels_only(said)
        if len(levels) == 2:
            both.append((points[levels[0]], points[levels[1]]))
    varied = all(len({pair[side] for pair in both}) > 1 for side in (0, 1))
    if len(both) < LEAST_UNITS or not varied:
        return RaterPair(first, second, len(both), None, None)
    return RaterPair(first, second, len(both), weighted_kappa(both, linear), weighted_kappa(both, quadratic))
