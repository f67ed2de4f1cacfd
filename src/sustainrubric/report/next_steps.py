"""What comes next: where to act first, which actions are overdue or due soon, and the goals that are served."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sustainrubric.base.phrase import own, phrase
from sustainrubric.base.text import counted, listed, one_line
from sustainrubric.pages.phrases import day_view
from sustainrubric.plan.model import RatedFile
from sustainrubric.plan.shortlist import shortlist
from sustainrubric.priorities.goal_progress import goal_anchor, progress_to_target
from sustainrubric.priorities.words import STANDINGS, difference_words, words_of
from sustainrubric.records.assessment import OPEN_STATUSES
from sustainrubric.records.priorities import Goal, Priorities
from sustainrubric.report.element_parts import ElementView
from sustainrubric.report.view_parts import FirstPlace, GoalLine, NextSteps
from sustainrubric.rounds.model import RatedRound

SHOWN = 3
"""How many elements the first screen names; the shortlist of `sustain plan` has them all."""


def next_steps(
    rated: RatedRound, elements: Sequence[ElementView], day: date, goals: Sequence[GoalLine] = ()
) -> NextSteps:
    """What to do next as it stands on a day."""
    places, _, _ = shortlist([RatedFile("", rated)])
    by_id = {element.id: element for element in elements}
    end = quarter_end(day)
    actions = [action for element in elements for action in element.actions if action.key in OPEN_STATUSES]
    dated = sorted((one for one in actions if one.due), key=lambda one: one.due.iso if one.due else "")
    overdue = tuple(one for one in dated if one.due and one.due.iso < day.isoformat())
    due = tuple(one for one in dated if one.due and day.isoformat() <= one.due.iso <= end.isoformat())
    return NextSteps(
        day=day_view(day),
        quarter_end=day_view(end),
        first=tuple(FirstPlace(by_id[place.element], place.reason) for place in places[:SHOWN]),
        more=max(0, len(places) - SHOWN),
        overdue=overdue,
        due=due,
        open=len(actions),
        goals=tuple(goals),
        words=_words(len(actions), len(overdue), len(due), day, end),
    )


def quarter_end(day: date) -> date:
    """The last day of the quarter of the year that a day lies in."""
    last_month = (day.month - 1) // 3 * 3 + 3
    # The year 9999 has no day after it.
    return date(day.year, 12, 31) if last_month == 12 else date(day.year, last_month + 1, 1) - timedelta(1)


def goal_lines(reform_id: str, priorities: Priorities, page: str = "") -> Iterator[GoalLine]:
    """The goals that a reform serves, and how each stands; `page` is that of the priorities, on a site."""
    served = {goal for reform in priorities.reforms if reform.id == reform_id for goal in reform.goals}
    for index, goal in enumerate(priorities.goals):
        if goal.id in served:
            href = f"{page}#{goal_anchor(index)}" if page else ""
            yield replace(_goal_line(goal), href=href)


def _goal_line(goal: Goal) -> GoalLine:
    progress = progress_to_target(goal)
    name = one_line(goal.name)
    if progress is None:
        return GoalLine(name, "no-path", "No target to measure by.")
    latest = progress.latest
    if latest is None:
        return GoalLine(name, progress.standing, "No measurement yet.")
    unit = (" ", own(progress.target.unit)) if progress.target.unit else ()
    level = f"{STANDINGS[progress.standing]}: {words_of(progress)(latest.level)}"
    where = f" on {day_view(latest.date).short}, {difference_words(latest, progress)}."
    return GoalLine(name, progress.standing, phrase(level, *unit, where))


def _words(open_: int, overdue: int, due: int, day: date, end: date) -> str:
    """`7 actions are open on October 14, 2026: 1 is overdue and 3 are due by December 31, the quarter's end.`"""
    on = day_view(day).long
    if not open_:
        return f"No action is open on {on}."
    parts = [f"{overdue} {'is' if overdue == 1 else 'are'} overdue"] if overdue else []
    if due:
        parts.append(
            f"{due} {'is' if due == 1 else 'are'} due by {day_view(end).long}, the end of the quarter"
        )
    said = listed(parts) if parts else f"none is due by {day_view(end).long}, the end of the quarter"
    return f"{counted(open_, 'action')} {'is' if open_ == 1 else 'are'} open on {on}: {said}."
