"""The plan of a large agency, cut to what a page of a site can hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sustainrubric.report.phrases import counted
from sustainrubric.report.plan_rows import ActionGroup, PlanView

MOST_ACTIONS, MOST_PLACES = 200, 40


def shortened(view: PlanView) -> PlanView:
    """The first actions and places, in their order, and a remark on those left out."""
    actions = sum(len(group.rows) for group in view.groups)
    remarks = list(view.remarks)
    if actions > MOST_ACTIONS:
        more = counted(actions - MOST_ACTIONS, "action")
        remarks.append(f"{more} more stand in the reports of their rounds, and in `sustain plan`.")
    places = view.shortlist_remark
    if len(view.shortlist) > MOST_PLACES:
        places = f"{counted(len(view.shortlist) - MOST_PLACES, 'element')} more are below target. {places}"
    return replace(
        view,
        remarks=tuple(remarks),
        groups=tuple(_groups(view)),
        shortlist=view.shortlist[:MOST_PLACES],
        shortlist_remark=places.strip(),
    )


def _groups(view: PlanView) -> Iterator[ActionGroup]:
    left = MOST_ACTIONS
    for group in view.groups:
        if left:
            yield ActionGroup(group.heading, group.rows[:left])
        left -= min(left, len(group.rows))
