"""What a page of the plan says of all actions together, and of what has no place in the shortlist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sustainrubric.base.phrase import joined, listed_phrase, own, phrase
from sustainrubric.base.text import counted, missing_words, one_line
from sustainrubric.pages.phrases import day_view
from sustainrubric.plan.model import WORKSHEET_TITLE, ActionPlan, Origin, open_words


def of_words(origin: Origin) -> str:
    """The reform or the worksheet, and the agency where there are several."""
    if origin.kind == "worksheet":
        what = f"{WORKSHEET_TITLE} of {day_view(date.fromisoformat(origin.round)).short}"
    else:
        what = own(origin.reform)
    return phrase(own(origin.agency), ": ", what) if origin.names_agency else what


def sentence(plan: ActionPlan) -> str:
    open_ = sum(action.is_open for action in plan.actions)
    overdue, done, dropped = (plan.count(state) for state in ("overdue", "done", "dropped"))
    reviews = sum(action.is_review for action in plan.actions)
    review = f" {counted(reviews, 'piece')} of evidence to review." if reviews else ""
    return f"{open_words(open_, overdue)}; {done} done, {dropped} dropped.{review}"


def remarks(plan: ActionPlan) -> Iterator[str]:
    if plan.missing:
        yield missing_words(plan.missing, "actions")
    undated, gone_missing = plan.count("undated"), plan.count("left-out")
    without_owner = sum(action.is_open and not action.owner for action in plan.actions)
    if undated:
        yield f"{counted(undated, 'open action')} {'has' if undated == 1 else 'have'} no due date."
    if without_owner:
        yield f"{counted(without_owner, 'open action')} {'has' if without_owner == 1 else 'have'} no owner."
    gone = [one for one in plan.actions if one.owner_left]
    if gone:
        names = listed_phrase(list(dict.fromkeys(own(one.owner_name) for one in gone)))
        has = "has" if len(gone) == 1 else "have"
        yield phrase(
            f"{counted(len(gone), 'open action')} {has} an owner who is not on the team of the newest round: ",
            names,
            ".",
        )
    if gone_missing:
        yield (
            f"{counted(gone_missing, 'action')} that {'was' if gone_missing == 1 else 'were'} open in an earlier "
            f"round {'is' if gone_missing == 1 else 'are'} not in the newest one."
        )


def unplaced(plan: ActionPlan) -> str:
    if not plan.unplaced:
        return ""
    noun = counted(plan.unplaced, "element")
    return f"{noun} with a target {'is' if plan.unplaced == 1 else 'are'} not rated, and so not ranked."


def left_out(plan: ActionPlan) -> str:
    """Which reforms have no place in the shortlist, and why."""
    said = [
        phrase(
            *((own(one.agency), ": ") if one.names_agency else ()),
            own(one.reform),
            f", round {one_line(one.round)} ({one.reason})",
        )
        for one in plan.left_out
    ]
    return phrase("Without a place here: ", joined("; ", said), ".") if said else ""
