"""The register of actions and the shortlist in words, decided once for every format that people read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sustainrubric.base.text import counted, listed, missing_words, one_line
from sustainrubric.pages.credits import own_credits
from sustainrubric.pages.phrases import STATUSES, day_view
from sustainrubric.pages.render import page_in_html, page_in_markdown
from sustainrubric.pages.timeline import due_columns, due_picture
from sustainrubric.plan.model import (
    STATES,
    ActionPlan,
    GroupBy,
    Origin,
    PlannedAction,
    ShortlistPlace,
    State,
    open_words,
)
from sustainrubric.plan.register import grouped
from sustainrubric.plan.view_parts import ActionGroup, ActionRow, PlaceRow, PlanView

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
) -> PlanView:
    """The register, by the states of the actions or by `by`; with `open_only` without what is over."""
    actions = shown_actions(plan, open_only=open_only)
    agencies = listed([one_line(name) for name in plan.agencies])
    return PlanView(
        title="Plan of action",
        agency=agencies or "No agency",
        reform="Plan of action",
        day=day_view(plan.today),
        sentence=_sentence(plan),
        remarks=tuple(_remarks(plan)),
        credits=own_credits(plan.own_instruments),
        months=due_columns([(one.due, _DUE[one.state]) for one in actions if one.due and not one.is_review]),
        groups=tuple(_groups(actions, by, link)),
        grouped_by=by or "",
        shortlist=tuple(map(_place_row, plan.shortlist)),
        shortlist_remark=" ".join(filter(None, (_unplaced(plan), _left_out(plan)))),
        rules=RULES,
        missing=missing_words(plan.missing, "actions"),
        names_nobody=plan.names_nobody,
    )


def shown_actions(plan: ActionPlan, *, open_only: bool) -> list[PlannedAction]:
    return [action for action in plan.actions if action.is_open or action.is_review or not open_only]


def standing_words(origin: Origin) -> str:
    """The level, the gap and the priority of an element; the gaps and the priority areas of a step."""
    if origin.kind == "worksheet":
        gaps = "; ".join(map(one_line, origin.gaps))
        areas = "; ".join(map(one_line, origin.areas))
        return ". ".join(
            filter(None, (f"Gap: {gaps}" if gaps else "", f"Priority: {areas}" if areas else ""))
        )
    return ", ".join((origin.level or "not rated", _gap_words(origin), f"{origin.priority or 'no'} priority"))


def part_title(origin: Origin) -> str:
    return one_line(origin.title or ("next steps" if origin.kind == "worksheet" else ""))


def _gap_words(origin: Origin) -> str:
    if origin.target is None:
        return "no target"
    if origin.gap is None:
        return f"target {origin.target}"
    return f"{counted(origin.gap, 'level')} below {origin.target}" if origin.gap else "target reached"


def _groups(
    actions: Sequence[PlannedAction], by: GroupBy | None, link: Callable[[PlannedAction], str]
) -> Iterator[ActionGroup]:
    if by is not None:
        for heading, inside in grouped(actions, by):
            yield ActionGroup(one_line(heading), tuple(action_row(one, href=link(one)) for one in inside))
        return
    for state in STATES:
        inside = [action for action in actions if action.state == state]
        rows = tuple(action_row(one, headed=True, href=link(one)) for one in inside)
        if rows:
            yield ActionGroup(HEADINGS[state], rows)


def action_row(action: PlannedAction, *, headed: bool = False, href: str = "") -> ActionRow:
    """A row; where it is `headed` by its state, it does not say that again."""
    origin = action.origin
    return ActionRow(
        id=one_line(action.id),
        key=action.state,
        status_key=action.status,
        status=STATUSES[action.status],
        remark=_left_words(action) if headed and action.state == "overdue" else _remark(action),
        due=day_view(action.due) if action.due else None,
        what=one_line(action.what),
        owner=one_line(action.owner_name),
        part=one_line(origin.part) if origin.kind == "assessment" else "",
        title=part_title(origin),
        of=one_line(origin.of),
        standing=standing_words(origin),
        resources=one_line(action.resources),
        rounds=listed([one_line(name) for name in action.rounds]),
        href=href,
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
        reform=one_line(f"{place.agency}: {place.reform}" if place.names_agency else place.reform),
        standing=f"{place.level} → {place.target}",
        why=f"{place.reason}; {counted(place.open_actions, 'open action') if place.open_actions else 'no open action'}",
        behind=place.behind,
    )


def _sentence(plan: ActionPlan) -> str:
    open_ = sum(action.is_open for action in plan.actions)
    overdue, done, dropped = (plan.count(state) for state in ("overdue", "done", "dropped"))
    reviews = sum(action.is_review for action in plan.actions)
    review = f" {counted(reviews, 'piece')} of evidence to review." if reviews else ""
    return f"{open_words(open_, overdue)}; {done} done, {dropped} dropped.{review}"


def _remarks(plan: ActionPlan) -> Iterator[str]:
    if plan.missing:
        yield missing_words(plan.missing, "actions")
    undated, left_out = plan.count("undated"), plan.count("left-out")
    without_owner = sum(action.is_open and not action.owner for action in plan.actions)
    if undated:
        yield f"{counted(undated, 'open action')} {'has' if undated == 1 else 'have'} no due date."
    if without_owner:
        yield f"{counted(without_owner, 'open action')} {'has' if without_owner == 1 else 'have'} no owner."
    gone = [one for one in plan.actions if one.owner_left]
    if gone:
        names = listed(list(dict.fromkeys(one_line(one.owner_name) for one in gone)))
        yield (
            f"{counted(len(gone), 'open action')} {'has' if len(gone) == 1 else 'have'} an owner who is not on "
            f"the team of the newest round: {names}."
        )
    if left_out:
        yield (
            f"{counted(left_out, 'action')} that {'was' if left_out == 1 else 'were'} open in an earlier "
            f"round {'is' if left_out == 1 else 'are'} not in the newest one."
        )


def _unplaced(plan: ActionPlan) -> str:
    if not plan.unplaced:
        return ""
    noun = counted(plan.unplaced, "element")
    return f"{noun} with a target {'is' if plan.unplaced == 1 else 'are'} not rated, and so not ranked."


def _left_out(plan: ActionPlan) -> str:
    """Which reforms have no place in the shortlist, and why."""
    said = [
        f"{f'{one_line(one.agency)}: ' if one.names_agency else ''}{one_line(one.reform)}, round "
        f"{one_line(one.round)} ({one.reason})"
        for one in plan.left_out
    ]
    return f"Without a place here: {'; '.join(said)}." if said else ""


def plan_to_markdown(view: PlanView) -> str:
    return page_in_markdown("action_plan.md.j2", view)


def plan_to_html(view: PlanView) -> str:
    return page_in_html("action_plan.html.j2", view, due_picture=due_picture)
