"""Which rounds belong together: those of one reform of one agency, be it called by an older name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sustainrubric.instruments.rubric import Rubric
from sustainrubric.migration.alignment import Alignment
from sustainrubric.rating.score import effective_level
from sustainrubric.records.agency_names import told_apart
from sustainrubric.rounds.model import RatedRound


class ReformKey(NamedTuple):
    """What rounds of one reform have in common: the key of their agency, and the id of the reform."""

    agency: str
    reform: str


def reform_key(one: RatedRound) -> ReformKey:
    return ReformKey(one.agency.key, one.assessment.reform.id)


def by_reform(rounds: Iterable[RatedRound]) -> list[list[RatedRound]]:
    """The rounds of each reform of each agency, in order of their dates."""
    rounds = list(rounds)
    groups: dict[ReformKey, list[RatedRound]] = {}
    for one, agency in zip(rounds, told_apart([one.agency for one in rounds]), strict=True):
        groups.setdefault(reform_key(one)._replace(agency=agency.key), []).append(one)
    return [sorted(group, key=_occasion) for _, group in sorted(groups.items())]


def _occasion(one: RatedRound) -> tuple[str, str, str]:
    occasion = one.assessment.round
    return occasion.date.isoformat(), occasion.id, one.name


def from_first_rating(rounds: Sequence[RatedRound]) -> list[RatedRound]:
    """The rounds from the first that rates an element; the last one where none does."""
    for place, one in enumerate(rounds):
        if is_begun(one):
            return list(rounds[place:])
    return list(rounds[-1:])


class OneReform(NamedTuple):
    """The last versions of a file that are about one reform, and the newest one before them that is about another."""

    rounds: tuple[RatedRound, ...]
    other: RatedRound | None


def of_one_reform(versions: Sequence[RatedRound], newest: RatedRound | None = None) -> OneReform:
    """The versions back to where the file was about another reform, or another agency, than the newest.

    What git takes for a rename may be another reform's file, from which this one was begun.
    """
    for place in range(len(versions) - 1, -1, -1):
        one, newest = versions[place], newest or versions[-1]
        if reform_key(one) != reform_key(newest) or one.agency.is_of_other_state(newest.agency):
            return OneReform(tuple(versions[place + 1 :]), one)
    return OneReform(tuple(versions), None)


def is_begun(one: RatedRound) -> bool:
    """Whether anybody has said of any element how it stands."""
    points = one.rubric.points
    return any(
        rating.level is not None or effective_level(rating, points)[0] is not None
        for rating in one.assessment.ratings.values()
    )


def why_not_one_subject(old: RatedRound, new: RatedRound, alignment: Alignment | None = None) -> str | None:
    """Say why two rounds are not two rounds of the same reform, or None where they are.

    Rubrics of two names can be compared along an alignment, or where one is made of the other.
    """
    before, after = old.assessment, new.assessment
    if reform_key(old).reform != reform_key(new).reform:
        return f"the reforms differ: {before.reform.id!r} and {after.reform.id!r}"
    if old.agency.key != new.agency.key:
        return f"the agencies differ: {before.agency.name!r} and {after.agency.name!r}"
    if old.agency.is_of_other_state(new.agency):
        return f"the agencies are of different states: {old.agency.state!r} and {new.agency.state!r}"
    if old.rubric.id != new.rubric.id and alignment is None and not _are_related(old.rubric, new.rubric):
        return f"the instruments differ: {old.rubric.reference} and {new.rubric.reference}"
    return None


def _are_related(old: Rubric, new: Rubric) -> bool:
    """Whether both are made of one rubric, whose ids then mean the same in both."""
    first, second = ({one.reference, *(base.reference for base in one.bases)} for one in (old, new))
    return bool(first & second)
