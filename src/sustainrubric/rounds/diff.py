"""Two rounds of a reform -> what moved between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from sustainrubric.instruments.rubric import Element
from sustainrubric.rating.score import score
from sustainrubric.rating.scorecard import ElementScore
from sustainrubric.rounds import changes
from sustainrubric.rounds.changes import rewording
from sustainrubric.rounds.comparable import ScoredRound, in_all
from sustainrubric.rounds.model import (
    MOVE_KINDS,
    CategoryMove,
    ElementMove,
    MoveKind,
    RatedRound,
    Reading,
    Reason,
    Rollup,
    RoundDiff,
)
from sustainrubric.rounds.pairs import Tree, elements_of, rubric_tree

if TYPE_CHECKING:
    from sustainrubric.migration.alignment import Alignment


class Move(NamedTuple):
    """The kind of a move, and its size in points; `reason` says why it is not comparable."""

    kind: MoveKind
    change: int | None = None
    reason: Reason | None = None


def reading(score: ElementScore) -> Reading:
    return Reading(score.given, score.level, score.derived, score.points)


def move(
    old: Reading | None,
    new: Reading | None,
    *,
    same_points: bool = True,
    unequal: Reason | None = None,
) -> Move:
    """How an element moved; None stands for a rubric that has no such element.

    `same_points` says that a level is worth the same in both rubrics, `unequal` why the element is
    not the same in them, where it is not.
    """
    if unequal is not None:
        return Move("not_comparable", None, unequal)
    if old is None or new is None:
        reason: Reason = "added-to-the-rubric" if old is None else "removed-from-the-rubric"
        return Move("not_comparable", None, reason)
    inapplicable = _not_applicable(old, new)
    if inapplicable is not None:
        return Move("not_comparable", None, inapplicable)
    if old.points is None and new.points is None:
        return Move("not_comparable", None, "rated-in-neither")
    if old.points is None:
        return Move("newly_rated")
    if new.points is None:
        return Move("no_longer_rated")
    if not same_points:
        return Move("not_comparable", None, "levels-worth-other-points")
    change = new.points - old.points
    return Move("improved" if change > 0 else "declined" if change < 0 else "unchanged", change)


def _not_applicable(old: Reading, new: Reading) -> Reason | None:
    before, after = old.given == "not-applicable", new.given == "not-applicable"
    if before and after:
        return "not-applicable-in-both"
    if before:
        return "ceased-to-be-not-applicable"
    return "became-not-applicable" if after else None


def diff(old: RatedRound, new: RatedRound, alignment: Alignment | None = None) -> RoundDiff:
    """Compare two rounds, element by element and roll-up by roll-up.

    Rounds of two rubrics are compared where their elements are equal, by `alignment`; without one
    these are the elements with the same id and the same words.
    """
    if old.rubric is not new.rubric and old.rubric != new.rubric:
        # Imported late: most rounds are of one rubric.
        from sustainrubric.migration.alignment import align
        from sustainrubric.rounds.side_by_side import side_by_side

        alignment = alignment or align((), old.rubric, new.rubric)
        beside = side_by_side(old, alignment, new.rubric)
        return compared(beside.old, new, beside.reasons)
    return compared(old, new, {})


def compared(old: RatedRound, new: RatedRound, unequal: Mapping[str, Reason]) -> RoundDiff:
    """Compare two rounds whose elements have the same ids; `unequal` are those that cannot be compared."""
    tree = rubric_tree([old.rubric, new.rubric])
    elements = elements_of(tree)
    sides = _sides(old, new, unequal)
    moves = _pairs(sides, elements)
    return RoundDiff(
        old=old,
        new=new,
        overall=_rollup("", "Overall", moves.values(), sides),
        categories=tuple(_categories(tree, moves, sides)),
        elements=tuple(moves.values()),
        rationales=tuple(changes.rationales(old, new, elements)),
        targets=tuple(changes.targets(old, new, elements)),
        priorities=tuple(changes.priorities(old, new, elements)),
        decisions=tuple(changes.decisions(old, new, elements)),
        criteria=tuple(changes.criteria(old, new, elements)),
        look_fors=tuple(changes.look_fors(old, new, elements)),
        evidence=tuple(changes.evidence(old, new, elements)),
        actions=tuple(changes.actions(old, new, elements)),
        team=tuple(changes.team(old, new)),
        weights=tuple(changes.weights(old, new, elements)),
        wording=tuple(rewording(old.rubric, new.rubric)) if old.rubric is not new.rubric else (),
        subject=tuple(changes.subject(old, new)),
    )


class _Sides(NamedTuple):
    """Both rounds with their scores, and the elements that cannot be compared."""

    old: ScoredRound
    new: ScoredRound
    unequal: Mapping[str, Reason]


def _sides(old: RatedRound, new: RatedRound, unequal: Mapping[str, Reason]) -> _Sides:
    before, after = (
        ScoredRound.of(score(one.assessment, one.rubric), one.rubric.points) for one in (old, new)
    )
    return _Sides(before, after, unequal)


def _pairs(sides: _Sides, elements: Iterable[Element]) -> dict[str, ElementMove]:
    return {element.id: _pair(element, sides) for element in elements}


def _pair(element: Element, sides: _Sides) -> ElementMove:
    old, new = (side.elements.get(element.id) for side in (sides.old, sides.new))
    before = reading(old) if old else None
    after = reading(new) if new else None
    same_points = sides.old.points == sides.new.points
    found = move(before, after, same_points=same_points, unequal=sides.unequal.get(element.id))
    return ElementMove(element.id, element.title, before, after, found.kind, found.change, found.reason)


def _categories(tree: Tree, moves: Mapping[str, ElementMove], sides: _Sides) -> Iterator[CategoryMove]:
    for category, variables in tree:
        inside = [[moves[element.id] for element in elements] for _, elements in variables]
        yield CategoryMove(
            _rollup(category.id, category.title, chain.from_iterable(inside), sides),
            tuple(
                _rollup(variable.id, variable.title, here, sides)
                for (variable, _), here in zip(variables, inside, strict=True)
            ),
        )


def _rollup(part_id: str, title: str, moves: Iterable[ElementMove], sides: _Sides) -> Rollup:
    moves = list(moves)
    counts = dict.fromkeys(MOVE_KINDS, 0)
    for one in moves:
        counts[one.kind] += 1
    old, new = in_all([one.id for one in moves], (sides.old, sides.new), sides.unequal).summaries
    return Rollup(id=part_id, title=title, counts=counts, old=old, new=new)
