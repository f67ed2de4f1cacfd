"""Plans of action from small assessments and worksheets, built in a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sustainrubric.instruments.shipped import load_worksheet_definition
from sustainrubric.plan.model import ActionPlan, RatedFile, WorksheetFile
from sustainrubric.plan.register import plan
from sustainrubric.records.worksheet import Worksheet
from sustainrubric.rounds.model import RatedRound
from tests.rating.build import small_assessment, small_rubric

TODAY = date(2027, 1, 20)
RUBRIC = small_rubric([2, 1])


def assessment(
    actions: Mapping[str, Sequence[Mapping[str, Any] | str]] | None = None,
    *,
    file: str = "a.yaml",
    day: str = "2026-10-15",
    reform: str = "literacy",
    ratings: Mapping[str, Mapping[str, Any]] | None = None,
    **more: Any,
) -> RatedFile:
    """An assessment by the small rubric; an action may be its words alone."""
    whole: dict[str, dict[str, Any]] = {key: dict(value) for key, value in (ratings or {}).items()}
    for element, rows in (actions or {}).items():
        whole.setdefault(element, {})["actions"] = [
            {"what": row} if isinstance(row, str) else dict(row) for row in rows
        ]
    filled = small_assessment(
        whole,
        reform={"id": reform, "name": reform.title()},
        round={"id": day[:4], "date": day},
        **more,
    )
    return RatedFile(file, RatedRound(filled, RUBRIC))


def worksheet(actions: Sequence[Mapping[str, Any]], *, file: str = "w.yaml", **more: Any) -> WorksheetFile:
    definition = load_worksheet_definition("lea-process@1.0.0")
    assert definition is not None
    filled = {
        "kind": "worksheet",
        "format": 1,
        "worksheet": definition.reference,
        "agency": {"name": "Example"},
        "date": "2026-11-06",
        "actions": list(actions),
        **more,
    }
    return WorksheetFile(file, Worksheet.model_validate(filled), definition)


def made(*sources: RatedFile | WorksheetFile, today: date = TODAY) -> ActionPlan:
    rated = [source for source in sources if isinstance(source, RatedFile)]
    worksheets = [source for source in sources if isinstance(source, WorksheetFile)]
    return plan(rated, worksheets, today)


def ids(found: ActionPlan) -> dict[str, str]:
    """The id of each action by its words."""
    return {action.what: action.id for action in found.actions}
