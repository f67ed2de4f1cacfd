"""Several rounds of a reform -> one series for every part of the rubric."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from sustainrubric.instruments.rubric import Category, Element, Variable
from sustainrubric.migration.alignment import Alignment, align
from sustainrubric.pages.credits import instrument_words
from sustainrubric.rating.score import score
from sustainrubric.rating.scorecard import Scorecard, Summary
from sustainrubric.records.assessment import Agency
from sustainrubric.rounds import comparable
from sustainrubric.rounds.comparable import ScoredRound
from sustainrubric.rounds.diff import Move, compared, move, reading
from sustainrubric.rounds.model import (
    MOVE_KINDS,
    CategorySeries,
    ElementMove,
    ElementSeries,
    MoveKind,
    RatedRound,
    Reading,
    Reason,
    RollupSeries,
    Trend,
    TrendPoint,
    VariableSeries,
)
from sustainrubric.rounds.pairs import elements_of, rubric_tree
from sustainrubric.rounds.side_by_side import Ways, in_line

Breaks = Mapping[str, Mapping[int, Reason]]

"""By element: the rounds (from 0) before which its series breaks, and why."""


class _Places(NamedTuple):
    """Where lines break: those of elements, and those of what holds elements that came or went."""

    breaks: Breaks
    other_elements: Mapping[str, frozenset[int]]

    def of(self, element_id: str) -> set[int]:
        return {*self.breaks.get(element_id, ()), *self.other_elements.get(element_id, ())}


class _Scored(NamedTuple):
    """One round with its scores at hand by id."""

    round: RatedRound
    card: Scorecard
    beside: ScoredRound
    summaries: dict[str, Summary]


def trend(rounds: Sequence[RatedRound], ways: Ways | None = None) -> Trend:
    """The series of the rounds, in the order in which they are given; at least one is needed.

    `ways` aligns rounds of different rubrics; without it elements with the same id and the same words
    are equal. The series of an element breaks where it is not equal, and so do those of what holds it.
    """
    line = in_line(rounds, ways or _by_words)
    rounds, breaks = line.rounds, line.breaks
    places = _Places(breaks, line.other_elements)
    scored = [_scored(one) for one in rounds]
    last = rounds[-1].assessment
    tree = rubric_tree([one.rubric for one in rounds])
    elements = elements_of(tree)
    span = compared(rounds[0], rounds[-1], {one: next(iter(found.values())) for one, found in breaks.items()})
    moves = {move.id: move for move in span.elements}
    return Trend(
        agency=Agency(name=rounds[-1].agency.name, state=rounds[-1].agency.state or None),
        reform=last.reform,
        points=tuple(_point(one) for one in rounds),
        overall=_rollup("", "Overall", elements, scored, places),
        categories=tuple(
            _category(category, variables, scored, moves, places) for category, variables in tree
        ),
        steps=tuple(
            _moves(elements, old, new, {one: found.get(place) for one, found in breaks.items()})
            for place, (old, new) in enumerate(pairwise(scored), 1)
        ),
        span=span,
    )


def _by_words(old: RatedRound, new: RatedRound) -> Alignment:
    return align((), old.rubric, new.rubric)


def _point(one: RatedRound) -> TrendPoint:
    occasion = one.assessment.round
    agreed = sum(rating.decided is not None for rating in one.assessment.ratings.values())
    return TrendPoint(
        one.shown_name,
        one.day or occasion.date,
        occasion.id,
        one.assessment.rubric,
        instrument_words(one.rubric),
        agreed,
        one.author,
        one.message,
    )


def _scored(one: RatedRound) -> _Scored:
    card = score(one.assessment, one.rubric)
    summaries = {"": card.overall}
    for category in card.categories:
        summaries[category.id] = category.summary
        summaries.update({variable.id: variable.summary for variable in category.variables})
    return _Scored(one, card, ScoredRound.of(card, one.rubric.points), summaries)


def _category(
    category: Category,
    variables: Sequence[tuple[Variable, list[Element]]],
    scored: Sequence[_Scored],
    moves: Mapping[str, ElementMove],
    places: _Places,
) -> CategorySeries:
    inside = [element for _, elements in variables for element in elements]
    return CategorySeries(
        _rollup(category.id, category.title, inside, scored, places),
        tuple(
            VariableSeries(
                _rollup(variable.id, variable.title, elements, scored, places),
                tuple(
                    _element(element, scored, moves.get(element.id), places.breaks.get(element.id, {}))
                    for element in elements
                ),
            )
            for variable, elements in variables
        ),
    )


def _element(
    element: Element, scored: Sequence[_Scored], span: ElementMove | None, breaks: Mapping[int, Reason]
) -> ElementSeries:
    """`span` is None for an element that neither the first nor the last rubric has."""
    readings = tuple(_reading(element.id, one) for one in scored)
    kind: MoveKind = span.kind if span else "not_comparable"
    change = span.change if span else None
    return ElementSeries(element.id, element.title, readings, kind, change, dict(sorted(breaks.items())))


def _reading(element_id: str, one: _Scored) -> Reading | None:
    found = one.beside.elements.get(element_id)
    return reading(found) if found else None


def _move(element_id: str, old: _Scored, new: _Scored, unequal: Reason | None) -> Move:
    same_points = old.round.rubric.points == new.round.rubric.points
    before, after = _reading(element_id, old), _reading(element_id, new)
    return move(before, after, same_points=same_points, unequal=unequal)


def _moves(
    elements: Sequence[Element], old: _Scored, new: _Scored, unequal: Mapping[str, Reason | None]
) -> dict[MoveKind, int]:
    counts = dict.fromkeys(MOVE_KINDS, 0)
    for element in elements:
        counts[_move(element.id, old, new, unequal.get(element.id)).kind] += 1
    return counts


def _rollup(
    part_id: str, title: str, elements: Sequence[Element], scored: Sequence[_Scored], places: _Places
) -> RollupSeries:
    found = comparable.in_series(
        [element.id for element in elements], [one.beside for one in scored], places.breaks
    )
    return RollupSeries(
        id=part_id,
        title=title,
        summaries=tuple(one.summaries.get(part_id) for one in scored),
        steady=found.summaries,
        steady_elements=len(found.ids),
        elements=found.of,
        breaks=tuple(sorted({place for element in elements for place in places.of(element.id)})),
    )
