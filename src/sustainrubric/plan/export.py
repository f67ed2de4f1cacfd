"""The plan of action for programs: JSON, and CSV with a row an action or a row a place of the shortlist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from sustainrubric.base.machine_formats import as_data, csv_text, json_text
from sustainrubric.plan.groups import grouped
from sustainrubric.plan.model import STATES, ActionPlan, GroupBy, PlannedAction, ReformLeftOut, ShortlistPlace
from sustainrubric.plan.view import shown_actions

ACTION_KEYS = (
    "id", "what", "owner", "owner_name", "due", "status", "state", "resources", "group",
    "source", "agency", "reform", "reform_name", "round", "part", "title",
    "level", "target", "gap", "priority", "gaps", "areas", "rounds", "left_out_of", "file",
    "owner_left",
)  # fmt: skip

PLACE_KEYS = (
    "place", "element", "title", "agency", "reform", "reform_name", "round",
    "level", "target", "gap", "priority", "weight", "lowest_criterion", "criteria_at_lowest",
    "criteria_rated", "reason", "behind", "file",
    "share_at_lowest", "open_actions",
)  # fmt: skip


_NAMES = frozenset({"id", "owner", "owner_name", "file", "owner_left"})
"""What a plan that names nobody is written without."""


def plan_to_json(plan: ActionPlan, by: GroupBy | None, *, open_only: bool) -> str:
    """Actions in the order of the register, or of the groups where it is grouped; the whole shortlist."""
    actions = _actions(plan, by, open_only=open_only)
    whole = {
        "today": plan.today,
        "agencies": list(plan.agencies),
        **({} if plan.names_nobody else {"files": list(plan.files)}),
        "missing": list(plan.missing),
        "counts": {state: plan.count(state) for state in STATES},
        "group_by": by,
        "actions": actions,
        "shortlist": [_shown(_place(place), plan) for place in plan.shortlist],
        "not_ranked": plan.unplaced,
        "left_out": [_shown(_left_out(one), plan) for one in plan.left_out],
    }
    return json_text(as_data(whole))


def plan_to_csv(plan: ActionPlan, by: GroupBy | None, *, open_only: bool) -> str:
    return _csv(_keys(ACTION_KEYS, plan), [*_missing(plan, "what"), *_actions(plan, by, open_only=open_only)])


def shortlist_to_csv(plan: ActionPlan, places: int | None = None) -> str:
    """The first `places` of the shortlist, or all of it; then the reforms without a place, each with the reason."""
    left_out = [{**_left_out(one), "reason": f"left out: {one.reason}"} for one in plan.left_out]
    return _csv(
        _keys(PLACE_KEYS, plan), [*_missing(plan, "title"), *map(_place, plan.shortlist[:places]), *left_out]
    )


def _missing(plan: ActionPlan, column: str) -> list[dict[str, Any]]:
    """A row for each file that could not be read: a table has no other place to say so."""
    return [
        {column: "NOT WHOLE: this file could not be read", "state": "missing", "file": file}
        for file in plan.missing
    ]


def _actions(plan: ActionPlan, by: GroupBy | None, *, open_only: bool) -> list[dict[str, Any]]:
    actions = shown_actions(plan, open_only=open_only)
    if by is None:
        return [_shown(_action(action, None), plan) for action in actions]
    return [
        _shown(_action(action, heading), plan)
        for heading, inside in grouped(actions, by)
        for action in inside
    ]


def _keys(keys: Sequence[str], plan: ActionPlan) -> tuple[str, ...]:
    return tuple(key for key in keys if not (plan.names_nobody and key in _NAMES))


def _shown(row: dict[str, Any], plan: ActionPlan) -> dict[str, Any]:
    return {key: row[key] for key in _keys(tuple(row), plan)}


def _action(action: PlannedAction, group: str | None) -> dict[str, Any]:
    origin = action.origin
    return {
        "id": action.id,
        "what": action.what,
        "owner": action.owner or None,
        "owner_name": action.owner_name or None,
        "due": action.due,
        "status": action.status,
        "state": action.state,
        "resources": action.resources or None,
        "group": group,
        "source": origin.kind,
        "agency": origin.agency,
        "reform": origin.reform_id or None,
        "reform_name": origin.reform or None,
        "round": origin.round,
        "part": origin.part or None,
        "title": origin.title or None,
        "level": origin.level,
        "target": origin.target,
        "gap": origin.gap,
        "priority": origin.priority,
        "gaps": list(origin.gaps),
        "areas": list(origin.areas),
        "rounds": list(action.rounds),
        "left_out_of": action.left_out_of or None,
        "file": action.file,
        "owner_left": action.owner_left or None,
    }


def _left_out(one: ReformLeftOut) -> dict[str, Any]:
    return {
        "agency": one.agency,
        "reform": one.reform_id,
        "reform_name": one.reform,
        "round": one.round,
        "reason": one.reason,
        "file": one.file,
    }


def _place(place: ShortlistPlace) -> dict[str, Any]:
    return {
        "place": place.place,
        "element": place.element,
        "title": place.title,
        "agency": place.agency,
        "reform": place.reform_id,
        "reform_name": place.reform,
        "round": place.round,
        "level": place.level,
        "target": place.target,
        "gap": place.gap,
        "priority": place.priority,
        "weight": Fraction(place.weight),
        "lowest_criterion": place.worst,
        "criteria_at_lowest": place.at_worst,
        "criteria_rated": place.criteria,
        "reason": place.reason,
        "behind": place.behind or None,
        "file": place.file,
        "share_at_lowest": Fraction(place.at_worst, place.criteria) if place.criteria else None,
        "open_actions": place.open_actions,
    }


def _csv(keys: Sequence[str], rows: Iterable[dict[str, Any]]) -> str:
    return csv_text(keys, ([_flat(as_data(row.get(key))) for key in keys] for row in rows), quote_text=True)


def _flat(value: Any) -> Any:
    return " | ".join(value) if isinstance(value, list) else value
