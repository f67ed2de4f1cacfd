"""The register of actions and the shortlist in words, decided once for every format that people read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sustainrubric.base.phrase import Own, Phrase, joined, listed_phrase, own, phrase
from sustainrubric.base.text import counted, listed, missing_words, one_line
from sustainrubric.pages.credits import month_words, own_credits
from sustainrubric.pages.phrases import STATUSES, day_view
from sustainrubric.pages.render import page_in_html, page_in_markdown
from sustainrubric.pages.timeline import due_columns, due_picture
from sustainrubric.plan.groups import grouped
from sustainrubric.plan.model import (
    STATES,
    ActionPlan,
    GroupBy,
    Origin,
    PlannedAction,
    ShortlistPlace,
    State,
)
from sustainrubric.plan.view_parts import ActionGroup, ActionRow, PlaceRow, PlanView
from sustainrubric.plan.words import left_out, of_words, remarks, sentence, unplaced

HEADINGS: dict[State, str] = {
    "overdue": "Overdue",
    "due": "Open",
    "undated": "Open, without a due date",
    "left-out": "Left out of the newest round",
    "done": "Done",
    "dropped": "Dropped",
}


RULES = (
    "the wider gap to the target, in levels",
    "the higher priority: high, medium, low, none given",
    "the greater weight",
    "the lower of the lowest levels among the rated criteria",
    "the greater share of the rated criteria at that lowest level",
    "the order of agencies, reforms and elements",
)
"""What ranks the shortlist: each counts only where all above it are equal."""

_DUE: dict[State, str] = {
    "overdue": "overdue",
    "due": "due",
    "undated": "due",
    "left-out": "over",
    "done": "over",
    "dropped": "over",
}
"""How each state stands in the picture of the months."""


def plan_view(
    plan: ActionPlan,
    by: GroupBy | None = None,
    *,
    open_only: bool = False,
    link: Callable[[PlannedAction], str] = lambda action: "",
    anchor: Callable[[PlannedAction], str] = lambda action: "",
) -> PlanView:
    """The register, by the states of the actions or by `by`; with `open_only` without what is over.

    `link` leads to what an action comes from, and `anchor` names its row for what leads here.
    """
    actions = shown_actions(plan, open_only=open_only)
    agencies = listed_phrase([own(name) for name in plan.agencies])
    return PlanView(
        title="Plan of action",
        agency=agencies or phrase("No agency"),
        reform="Plan of action",
        day=day_view(plan.today),
        sentence=sentence(plan),
        remarks=tuple(remarks(plan)),
        credits=own_credits(plan.own_instruments),
        months=due_columns([(one.due, _DUE[one.state]) for one in actions if one.due and not one.is_review]),
        groups=tuple(
            _groups(
                actions,
                by,
                lambda one: action_row(one, headed=by is None, href=link(one), anchor=anchor(one)),
            )
        ),
        grouped_by=by or "",
        shortlist=tuple(map(_place_row, plan.shortlist)),
        shortlist_remark=joined(" ", list(filter(None, (unplaced(plan), left_out(plan))))),
        rules=RULES,
        missing=missing_words(plan.missing, "actions"),
        names_nobody=plan.names_nobody,
    )


def shown_actions(plan: ActionPlan, *, open_only: bool) -> list[PlannedAction]:
    return [action for action in plan.actions if action.is_open or action.is_review or not open_only]


def standing_words(origin: Origin) -> str:
    """The level, the gap and the priority of an element; the gaps and the priority areas of a step."""
    if origin.kind == "worksheet":
        said = [
            phrase(words, joined("; ", [own(text) for text in texts]))
            for words, texts in (("Gap: ", origin.gaps), ("Priority: ", origin.areas))
            if texts
        ]
        return joined(". ", said)
    return ", ".join((origin.level or "not rated", _gap_words(origin), f"{origin.priority or 'no'} priority"))


def part_title(origin: Origin) -> str:
    return one_line(origin.title or ("Next steps" if origin.kind == "worksheet" else ""))


def _gap_words(origin: Origin) -> str:
    if origin.target is None:
        return "no target"
    if origin.gap is None:
        return f"target {origin.target}"
    return f"{counted(origin.gap, 'level')} below {origin.target}" if origin.gap else "target reached"


def _groups(
    actions: Sequence[PlannedAction], by: GroupBy | None, row: Callable[[PlannedAction], ActionRow]
) -> Iterator[ActionGroup]:
    if by is not None:
        for heading, inside in grouped(actions, by):
            yield ActionGroup(_heading(by, heading), tuple(map(row, inside)))
        return
    for state in STATES:
        inside = [action for action in actions if action.state == state]
        if inside:
            yield ActionGroup(HEADINGS[state], tuple(map(row, inside)))


def _heading(by: GroupBy, heading: str) -> str:
    return (
        month_words(heading)
        if by == "month"
        else own(heading)
        if isinstance(heading, Own | Phrase)
        else heading
    )


def action_row(action: PlannedAction, *, headed: bool = False, href: str = "", anchor: str = "") -> ActionRow:
    """A row; where it is `headed` by its state, it does not say that again."""
    origin = action.origin
    return ActionRow(
        id=one_line(action.id),
        key=action.state,
        status_key=action.status,
        status=STATUSES[action.status],
        remark=_left_words(action) if headed and action.state == "overdue" else _remark(action),
        due=day_view(action.due) if action.due else None,
        what=own(action.what),
        owner=one_line(action.owner_name),
        part=one_line(origin.part) if origin.kind == "assessment" else "",
        title=part_title(origin),
        of=of_words(origin),
        standing=standing_words(origin),
        resources=one_line(action.resources),
        rounds=listed([one_line(name) for name in action.rounds]),
        href=href,
        anchor=anchor,
    )


def _remark(action: PlannedAction) -> str:
    said = "overdue" if action.state == "overdue" else ""
    if action.state == "left-out":
        said = f"left out of {one_line(action.left_out_of)}"
    return "; ".join(filter(None, (said, _left_words(action))))


def _left_words(action: PlannedAction) -> str:
    return f"owner not on the team of {one_line(action.owner_left)}" if action.owner_left else ""


def _place_row(place: ShortlistPlace) -> PlaceRow:
    return PlaceRow(
        place=place.place,
        element=one_line(place.element),
        title=one_line(place.title),
        reform=phrase(own(place.agency), ": ", own(place.reform))
        if place.names_agency
        else own(place.reform),
        standing=f"{place.level} → {place.target}",
        why=f"{place.reason}; {counted(place.open_actions, 'open action') if place.open_actions else 'no open action'}",
        behind=place.behind,
    )


def plan_to_markdown(view: PlanView) -> str:
    return page_in_markdown("action_plan.md.j2", view)


def plan_to_html(view: PlanView) -> str:
    return page_in_html("action_plan.html.j2", view, due_picture=due_picture)
