"""How far the rounds of reforms have come on a day: what is rated, what rests on what, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sustainrubric.instruments.rubric import Rubric
from sustainrubric.plan.actions import agencies_apart
from sustainrubric.plan.model import PlannedAction, RatedFile
from sustainrubric.plan.register import newest_rounds, plan
from sustainrubric.rating.completeness import Progress, progress
from sustainrubric.rating.element_status import Counts, ElementStatus, counts, element_statuses
from sustainrubric.rating.topics import TOPICS


@dataclass(frozen=True, slots=True)
class ActionCounts:
    """How many actions are still to be done, and how many of these are past their day."""

    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class ElementLine:
    """An element and what is to be done about it."""

    status: ElementStatus
    actions: ActionCounts


@dataclass(frozen=True, slots=True)
class RoundStatus:
    """One round of one reform; `missing` says of how many elements a topic is open, in the order of topics."""

    source: RatedFile
    progress: Progress
    counts: Counts
    actions: ActionCounts
    missing: dict[str, int]
    elements: tuple[ElementLine, ...]

    @property
    def rubric(self) -> Rubric:
        return self.source.rated.rubric

    @property
    def by_need(self) -> list[ElementLine]:
        """The elements: most overdue actions first, then most missing, then furthest below target."""
        points: dict[str, int] = {level.id: level.points for level in self.rubric.levels}

        def need(line: ElementLine) -> tuple[int, int, int]:
            one = line.status
            level, target = (points.get(word or "", 0) for word in (one.level or one.derived, one.target))
            return -line.actions.overdue, -len(one.missing), level and min(level - target, 0)

        return sorted(self.elements, key=need)


def reforms_by_need(statuses: Sequence[RoundStatus]) -> list[RoundStatus]:
    """Rounds of reforms: most overdue actions first, then most missing."""
    return sorted(statuses, key=lambda each: (-each.actions.overdue, -sum(each.missing.values())))


def file_statuses(sources: Sequence[RatedFile], today: date) -> list[RoundStatus]:
    """Each file by itself, in their order."""
    return [_status(source, plan([source], [], today).actions) for source in sources]


def reform_statuses(sources: Sequence[RatedFile], today: date) -> list[RoundStatus]:
    """The newest round of each reform, with the actions that the register has of it over all its rounds.

    Where two files are the newest round of one reform, both are there.
    """
    sources, _ = agencies_apart(sources)
    by_reform: dict[tuple[str, str], list[PlannedAction]] = {}
    for action in plan(sources, [], today).actions:
        key = (action.origin.agency_key, action.origin.reform_id)
        by_reform.setdefault(key, []).append(action)
    return [_status(source, by_reform.get(_reform(source), ())) for source in newest_rounds(sources)]


def _reform(source: RatedFile) -> tuple[str, str]:
    return source.rated.agency.key, source.rated.assessment.reform.id


def _status(source: RatedFile, actions: Sequence[PlannedAction]) -> RoundStatus:
    assessment, rubric = source.rated.assessment, source.rated.rubric
    data = assessment.model_dump(include={"ratings"}, exclude_none=True)
    statuses = element_statuses(rubric, data, list(rubric.elements))
    open_topics = [topic for status in statuses for topic in status.missing]
    return RoundStatus(
        source=source,
        progress=progress(data, rubric),
        counts=counts(rubric, data),
        actions=_count(actions),
        missing={topic: open_topics.count(topic) for topic in TOPICS if topic in open_topics},
        elements=tuple(
            ElementLine(status, _count([each for each in actions if each.origin.part == status.id]))
            for status in statuses
        ),
    )


def _count(actions: Sequence[PlannedAction]) -> ActionCounts:
    return ActionCounts(
        sum(action.is_open for action in actions), sum(action.is_overdue for action in actions)
    )
