"""The actions of a plan under headings: by owner, element, reform, month or level."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import get_args

from sustainrubric.base.phrase import Own, phrase
from sustainrubric.instruments.rubric import LevelId
from sustainrubric.plan.model import WORKSHEET_TITLE, GroupBy, Origin, PlannedAction
from sustainrubric.plan.words import of_words

LEVELS: tuple[LevelId, ...] = get_args(LevelId)


def grouped(actions: Sequence[PlannedAction], by: GroupBy) -> list[tuple[str, list[PlannedAction]]]:
    """The actions by heading; inside each group they keep the order of the register."""
    groups: dict[tuple[object, ...], tuple[str, list[PlannedAction]]] = {}
    for action in actions:
        rank, heading = _HEADINGS[by](action)
        groups.setdefault((*rank, heading), (heading, []))[1].append(action)
    return [(_told_apart(key, groups), groups[key][1]) for key in sorted(groups)]


def _told_apart(
    key: tuple[object, ...], groups: Mapping[tuple[object, ...], tuple[str, list[PlannedAction]]]
) -> str:
    """A heading; where others read alike, such as that of two people of one name, with what tells them apart."""
    heading, actions = groups[key]
    alike = [inside[0].origin for other, inside in groups.values() if other == heading]
    if len(alike) == 1 or not heading:
        return heading
    origin = actions[0].origin
    by_agency = len({one.agency_key for one in alike}) == len(alike)
    return phrase(heading, " (", Own(origin.agency) if by_agency else of_words(origin), ")")


def _by_owner(action: PlannedAction) -> tuple[tuple[object, ...], str]:
    return (
        not action.owner_name,
        action.owner_name.casefold(),
        action.owner_key,
    ), Own(action.owner_name) or "No owner"


def _by_element(action: PlannedAction) -> tuple[tuple[object, ...], str]:
    origin = action.origin
    return (origin.kind, origin.order, origin.part), part_words(origin)


def _by_reform(action: PlannedAction) -> tuple[tuple[object, ...], str]:
    origin = action.origin
    return (origin.kind, origin.agency, origin.reform_id), _without_round(origin)


def _without_round(origin: Origin) -> str:
    what = Own(origin.reform) or WORKSHEET_TITLE
    return phrase(Own(origin.agency), ": ", what) if origin.names_agency else what


def _by_month(action: PlannedAction) -> tuple[tuple[object, ...], str]:
    month = action.due.isoformat()[:7] if action.due else ""
    return (not month, month), month or "No due date"


def _by_level(action: PlannedAction) -> tuple[tuple[object, ...], str]:
    origin = action.origin
    if origin.kind == "worksheet":
        return (len(LEVELS) + 1,), "Of the worksheet"
    if origin.level is None:
        return (len(LEVELS),), "Element not rated"
    return (LEVELS.index(origin.level),), f"Element at {origin.level}"


def part_words(origin: Origin) -> str:
    """The element or the worksheet's step, as people know it."""
    if origin.kind == "worksheet":
        return f"Worksheet: {origin.title or origin.part or 'next steps'}"
    return f"{origin.part} {origin.title}".strip()


_HEADINGS: dict[GroupBy, Callable[[PlannedAction], tuple[tuple[object, ...], str]]] = {
    "owner": _by_owner,
    "element": _by_element,
    "reform": _by_reform,
    "month": _by_month,
    "level": _by_level,
}
