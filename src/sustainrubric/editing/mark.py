"""`sustain plan --mark`: the status of one action, written back into the file it stands in."""

from __future__ import annotations

from typing import get_args

from sustainrubric.base.errors import WrongUsage
from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.editing.user_file import UserFile, changed_meanwhile, open_for_session, save_once
from sustainrubric.interview.data import get, put
from sustainrubric.plan.model import ActionPlan, PlannedAction
from sustainrubric.records.assessment import ActionStatus
from sustainrubric.terminal.console import note
from sustainrubric.yaml.source import STANDARD_INPUT_SHOWN

STATUSES: tuple[str, ...] = get_args(ActionStatus)


def mark(plan: ActionPlan, id_: str, status: str) -> None:
    """Set the status of the action `id_`, and leave the rest of its file as it is.

    Raises:
        WrongUsage: there is no such action or status, or several actions have the id.
        RefusedToWrite: the file cannot be saved, was changed meanwhile, or a session is open on it.
    """
    wanted = _status(status)
    action = _action(plan, id_)
    if action.is_review:
        raise WrongUsage(f"{id_} is a review of evidence; set the new day as its review_by in {action.file}")
    if action.file == STANDARD_INPUT_SHOWN:
        raise WrongUsage("what came from standard input cannot be written back; name the file")
    with open_for_session(action.file, session=False) as opened:
        _check_unchanged(opened, action)
        before = get(opened.data, (*action.path, "status")) or "planned"
        if before == wanted:
            note(f"{id_} is {wanted} already; nothing was written")
            return
        for text in save_once(opened, put(opened.data, (*action.path, "status"), wanted)):
            note(text)
        place = opened.document.locate((*action.path, "status"))
        note(f"{id_} is {wanted} (was {before}): {place.file}:{place.line}")


def _status(typed: str) -> str:
    word = typed.strip().lower()
    if word not in STATUSES:
        hint = did_you_mean(word, STATUSES)
        raise WrongUsage(f"{quoted(typed)} is not one of {', '.join(STATUSES)}{hint}")
    return word


def _action(plan: ActionPlan, id_: str) -> PlannedAction:
    found = [action for action in plan.actions if action.id.casefold() == id_.strip().casefold()]
    if not found:
        hint = did_you_mean(id_, [action.id for action in plan.actions], most=2000)
        raise WrongUsage(f"there is no action {quoted(id_)}{hint}; `sustain plan` shows the ids")
    if len(found) > 1:
        files = ", ".join(sorted({action.file for action in found}))
        raise WrongUsage(f"{len(found)} actions have the id {quoted(id_)}, in {files}; name one file")
    return found[0]


def _check_unchanged(opened: UserFile, action: PlannedAction) -> None:
    """Whether the action still stands where it was read: the file may have changed since."""
    if get(opened.data, (*action.path, "what")) != action.what:
        raise changed_meanwhile(action.file)
