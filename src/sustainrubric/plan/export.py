"""The plan of action for programs: JSON, and CSV with a row an action or a row a place of the shortlist."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from sustainrubric.base.numbers import rounded
from sustainrubric.base.text import clean
from sustainrubric.plan.model import STATES, ActionPlan, GroupBy, PlannedAction, ShortlistPlace
from sustainrubric.plan.register import grouped
from sustainrubric.plan.view import shown_actions
from sustainrubric.rating.score_export import safe_cell

ACTION_KEYS = (
    "id", "what", "owner", "owner_name", "due", "status", "state", "resources", "group",
    "source", "agency", "reform", "reform_name", "round", "part", "title",
    "level", "target", "gap", "priority", "gaps", "areas", "rounds", "left_out_of", "file",
)  # fmt: skip

PLACE_KEYS = (
    "place", "element", "title", "agency", "reform", "reform_name", "round",
    "level", "target", "gap", "priority", "weight", "lowest_criterion", "criteria_at_lowest",
    "criteria_rated", "reason", "behind", "file",
)  # fmt: skip


def plan_to_json(plan: ActionPlan, by: GroupBy | None, *, open_only: bool) -> str:
    """Actions in the order of the register, or of the groups where it is grouped; the whole shortlist."""
    actions = _actions(plan, by, open_only=open_only)
    whole = {
        "today": plan.today.isoformat(),
        "agencies": [clean(name) for name in plan.agencies],
        "files": [clean(file) for file in plan.files],
        "missing": [clean(file) for file in plan.missing],
        "counts": {state: plan.count(state) for state in STATES},
        "group_by": by,
        "actions": actions,
        "shortlist": [_place(place) for place in plan.shortlist],
        "not_ranked": plan.unplaced,
    }
    return json.dumps(whole, indent=2, ensure_ascii=False)


def plan_to_csv(plan: ActionPlan, by: GroupBy | None, *, open_only: bool) -> str:
    return _csv(ACTION_KEYS, [*_missing(plan, "what"), *_actions(plan, by, open_only=open_only)])


def shortlist_to_csv(plan: ActionPlan) -> str:
    return _csv(PLACE_KEYS, [*_missing(plan, "title"), *map(_place, plan.shortlist)])


def _missing(plan: ActionPlan, column: str) -> list[dict[str, Any]]:
    """A row for each file that could not be read: a table has no other place to say so."""
    return [
        {column: "NOT WHOLE: this file could not be read", "state": "missing", "file": clean(file)}
        for file in plan.missing
    ]


def _actions(plan: ActionPlan, by: GroupBy | None, *, open_only: bool) -> list[dict[str, Any]]:
    actions = shown_actions(plan, open_only=open_only)
    if by is None:
        return [_action(action, None) for action in actions]
    return [_action(action, heading) for heading, inside in grouped(actions, by) for action in inside]


def _action(action: PlannedAction, group: str | None) -> dict[str, Any]:
    origin = action.origin
    return {
        "id": clean(action.id),
        "what": clean(action.what),
        "owner": clean(action.owner) or None,
        "owner_name": clean(action.owner_name) or None,
        "due": action.due.isoformat() if action.due else None,
        "status": action.status,
        "state": action.state,
        "resources": clean(action.resources) or None,
        "group": group if group is None else clean(group),
        "source": origin.kind,
        "agency": clean(origin.agency),
        "reform": clean(origin.reform_id) or None,
        "reform_name": clean(origin.reform) or None,
        "round": clean(origin.round),
        "part": clean(origin.part) or None,
        "title": clean(origin.title) or None,
        "level": origin.level,
        "target": origin.target,
        "gap": origin.gap,
        "priority": origin.priority,
        "gaps": [clean(gap) for gap in origin.gaps],
        "areas": [clean(area) for area in origin.areas],
        "rounds": [clean(name) for name in action.rounds],
        "left_out_of": clean(action.left_out_of) or None,
        "file": clean(action.file),
    }


def _place(place: ShortlistPlace) -> dict[str, Any]:
    return {
        "place": place.place,
        "element": clean(place.element),
        "title": clean(place.title),
        "agency": clean(place.agency),
        "reform": clean(place.reform_id),
        "reform_name": clean(place.reform),
        "round": clean(place.round),
        "level": place.level,
        "target": place.target,
        "gap": place.gap,
        "priority": place.priority,
        "weight": rounded(place.weight),
        "lowest_criterion": place.worst,
        "criteria_at_lowest": place.at_worst,
        "criteria_rated": place.criteria,
        "reason": place.reason,
        "behind": place.behind or None,
        "file": clean(place.file),
    }


def _csv(keys: Sequence[str], rows: Iterable[dict[str, Any]]) -> str:
    """All text in quotation marks, so that no separator of any country parts it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(keys)
    for row in rows:
        writer.writerow([safe_cell(_flat(row.get(key))) for key in keys])
    return out.getvalue()


def _flat(value: Any) -> Any:
    return " | ".join(value) if isinstance(value, list) else value
