"""Where each element stands: what has been said of it, what is open, and the time that a meeting has left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sustainrubric.instruments.rubric import LevelId, Rubric
from sustainrubric.interview.data import Plain, get
from sustainrubric.rating.completeness import level_that_counts
from sustainrubric.rating.topics import open_topics


@dataclass(frozen=True, slots=True)
class ElementStatus:
    """What is known of one element; counts are of answers given, `missing` are topics nobody spoke to.

    `level` is the one given, `derived` what the criteria make of it where none is.
    """

    id: str
    title: str
    level: str | None
    derived: LevelId | None
    criteria: int
    all_criteria: int
    look_fors: int
    all_look_fors: int
    reason: bool
    evidence: int
    target: str | None
    priority: str | None
    actions: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of so many elements have a level, a reason, evidence, a target.

    Unknown and not applicable are levels too.
    """

    elements: int
    levels: int
    reasons: int
    evidence: int
    targets: int

    @property
    def words(self) -> str:
        """`7 of 19 have a level, 5 a reason, 3 evidence`."""
        return f"{self.levels} of {self.elements} have a level, {self.reasons} a reason, {self.evidence} evidence"

    @property
    def short_words(self) -> str:
        """The same for a narrow window: `7/19 level, 5 why, 3 evid.`"""
        return f"{self.levels}/{self.elements} level, {self.reasons} why, {self.evidence} evid."


@dataclass(frozen=True)
class Pace:
    """A meeting of so many minutes; `elapsed` gives the seconds since it began."""

    minutes: int
    elapsed: Callable[[], float]

    def words(self, left: int) -> str:
        """`0:34 of 2:00, 7 min for each of 12`; only the time where no element is left, or no time is."""
        each = self._for_each(left)
        if each is None:
            return self._time
        return (
            f"{self._time}, {each} for {'each of ' if left > 1 else 'the last '}{left if left > 1 else 'one'}"
        )

    def short_words(self, left: int) -> str:
        """The same for a narrow window: `0:34/2:00, 7 min`."""
        each = self._for_each(left)
        return f"{self._time.replace(' of ', '/')}{f', {each}' if each is not None else ''}"

    @property
    def _time(self) -> str:
        return f"{_hours(int(self.elapsed()) // 60)} of {_hours(self.minutes)}"

    def _for_each(self, left: int) -> str | None:
        """The time for each of the elements that are left."""
        remaining = self.minutes * 60 - self.elapsed()
        if not left or remaining <= 0:
            return None
        each = remaining / left
        return f"{int(each // 60)} min" if each >= 120 else f"{int(each)} s"


def element_statuses(rubric: Rubric, data: Plain, elements: Sequence[str]) -> list[ElementStatus]:
    """The status of some elements, in their order."""
    return [_status(rubric, data, element) for element in elements]


def counts(rubric: Rubric, data: Plain) -> Counts:
    """How far an assessment has come, over all its elements."""
    ratings = [get(data, ("ratings", each)) or {} for each in rubric.elements]
    return Counts(
        len(ratings),
        sum(bool(rating.get("level")) for rating in ratings),
        sum(bool(rating.get("rationale")) for rating in ratings),
        sum(bool(rating.get("evidence")) for rating in ratings),
        sum(bool(rating.get("target")) for rating in ratings),
    )


def has_answers(data: Plain) -> bool:
    """Whether anything was said of any element."""
    ratings = data.get("ratings") or {}
    return any(value for rating in ratings.values() for value in (rating or {}).values())


def _status(rubric: Rubric, data: Plain, id_: str) -> ElementStatus:
    element, rating = rubric.elements[id_], get(data, ("ratings", id_)) or {}
    criteria, look_fors = rating.get("criteria") or {}, rating.get("look_fors") or {}
    return ElementStatus(
        id=id_,
        title=element.title,
        level=rating.get("level"),
        derived=None if rating.get("level") else level_that_counts(rating, rubric),
        criteria=sum(number in criteria for number in element.criteria_by_number),
        all_criteria=len(element.criteria),
        look_fors=sum(number in look_fors for number in element.look_fors_by_number),
        all_look_fors=len(element.look_fors),
        reason=bool(rating.get("rationale")),
        evidence=len(rating.get("evidence") or ()),
        target=rating.get("target"),
        priority=rating.get("priority"),
        actions=len(rating.get("actions") or ()),
        missing=open_topics(rubric, id_, data),
    )


def _hours(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
