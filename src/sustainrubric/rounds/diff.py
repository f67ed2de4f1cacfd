"""Two rounds of a reform -> what moved between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from sustainrubric.base.text import normalised
from sustainrubric.instruments.rubric import Element, Rubric
from sustainrubric.migration.alignment import Alignment, align
from sustainrubric.rating.score import score, summarize
from sustainrubric.rating.scorecard import ElementScore
from sustainrubric.rounds import changes
from sustainrubric.rounds.changes import rewording
from sustainrubric.rounds.model import (
    COMPARABLE,
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
from sustainrubric.rounds.side_by_side import side_by_side


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


class _Pair(NamedTuple):
    """One element with its scores in both rounds."""

    move: ElementMove
    old: ElementScore | None
    new: ElementScore | None


def diff(old: RatedRound, new: RatedRound, alignment: Alignment | None = None) -> RoundDiff:
    """Compare two rounds, element by element and roll-up by roll-up.

    Rounds of two rubrics are compared where their elements are equal, by `alignment`; without one
    these are the elements with the same id and the same words.
    """
    if old.rubric is not new.rubric and old.rubric != new.rubric:
        alignment = alignment or align((), old.rubric, new.rubric)
        beside = side_by_side(old, alignment, new.rubric)
        return compared(beside.old, new, beside.reasons)
    return compared(old, new, {})


def compared(old: RatedRound, new: RatedRound, unequal: Mapping[str, Reason]) -> RoundDiff:
    """Compare two rounds whose elements have the same ids; `unequal` are those that cannot be compared."""
    tree = rubric_tree([old.rubric, new.rubric])
    elements = elements_of(tree)
    pairs = _pairs(old, new, elements, unequal)
    return RoundDiff(
        old=old,
        new=new,
        overall=_rollup("", "Overall", pairs.values(), old, new),
        categories=tuple(_categories(tree, pairs, old, new)),
        elements=tuple(pair.move for pair in pairs.values()),
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


def why_not_one_subject(old: RatedRound, new: RatedRound, alignment: Alignment | None = None) -> str | None:
    """Say why two rounds are not two rounds of the same reform, or None where they are.

    Rubrics of two names can be compared along an alignment, or where one is made of the other.
    """
    before, after = old.assessment, new.assessment
    if before.reform.id != after.reform.id:
        return f"the reforms differ: {before.reform.id!r} and {after.reform.id!r}"
    if normalised(before.agency.name) != normalised(after.agency.name):
        return f"the agencies differ: {before.agency.name!r} and {after.agency.name!r}"
    states = (before.agency.state, after.agency.state)
    if all(states) and normalised(states[0] or "") != normalised(states[1] or ""):
        return f"the agencies are of different states: {states[0]!r} and {states[1]!r}"
    if old.rubric.id != new.rubric.id and alignment is None and not _are_related(old.rubric, new.rubric):
        return f"the instruments differ: {old.rubric.reference} and {new.rubric.reference}"
    return None


def _are_related(old: Rubric, new: Rubric) -> bool:
    """Whether both are made of one rubric, whose ids then mean the same in both."""
    first, second = ({one.reference, *(base.reference for base in one.bases)} for one in (old, new))
    return bool(first & second)


def _pairs(
    old: RatedRound, new: RatedRound, elements: Iterable[Element], unequal: Mapping[str, Reason]
) -> dict[str, _Pair]:
    same_points = old.rubric.points == new.rubric.points
    before = {element.id: element for element in score(old.assessment, old.rubric).elements}
    after = {element.id: element for element in score(new.assessment, new.rubric).elements}
    return {
        element.id: _pair(
            element, before.get(element.id), after.get(element.id), same_points, unequal.get(element.id)
        )
        for element in elements
    }


def _pair(
    element: Element,
    old: ElementScore | None,
    new: ElementScore | None,
    same_points: bool,
    unequal: Reason | None,
) -> _Pair:
    before = reading(old) if old else None
    after = reading(new) if new else None
    found = move(before, after, same_points=same_points, unequal=unequal)
    whole = ElementMove(element.id, element.title, before, after, found.kind, found.change, found.reason)
    return _Pair(whole, old, new)


def _categories(
    tree: Tree, pairs: dict[str, _Pair], old: RatedRound, new: RatedRound
) -> Iterator[CategoryMove]:
    for category, variables in tree:
        inside = [[pairs[element.id] for element in elements] for _, elements in variables]
        yield CategoryMove(
            _rollup(category.id, category.title, chain.from_iterable(inside), old, new),
            tuple(
                _rollup(variable.id, variable.title, here, old, new)
                for (variable, _), here in zip(variables, inside, strict=True)
            ),
        )


def _rollup(part_id: str, title: str, pairs: Iterable[_Pair], old: RatedRound, new: RatedRound) -> Rollup:
    pairs = list(pairs)
    counts = dict.fromkeys(MOVE_KINDS, 0)
    for pair in pairs:
        counts[pair.move.kind] += 1
    compared = [pair for pair in pairs if pair.move.kind in COMPARABLE]
    return Rollup(
        id=part_id,
        title=title,
        counts=counts,
        old=summarize([pair.old for pair in compared if pair.old], old.rubric.points),
        new=summarize([pair.new for pair in compared if pair.new], new.rubric.points),
    )
