"""How an element moved from one round to another."""

from __future__ import annotations

from typing import NamedTuple

from sustainrubric.model.round_diff import MoveKind, Reading, Reason
from sustainrubric.model.scorecard import ElementScore


class Move(NamedTuple):
    """The kind of a move, and its size in points; `reason` says why it is not comparable."""

    kind: MoveKind
    change: int | None = None
    reason: Reason | None = None


def reading(score: ElementScore) -> Reading:
    return Reading(score.given, score.level, score.derived, score.points)


def move(old: Reading | None, new: Reading | None, *, same_points: bool = True) -> Move:
    """How an element moved; None stands for a rubric that has no such element.

    `same_points` says that a level is worth the same in both rubrics.
    """
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
