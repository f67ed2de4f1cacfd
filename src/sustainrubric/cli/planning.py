"""What `sustain plan` does, free of how its arguments were read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from sustainrubric.cli.console import note
from sustainrubric.cli.days import day_given
from sustainrubric.cli.deliver import deliver, form_for, in_signs_known
from sustainrubric.cli.plan_sources import Sources, sources
from sustainrubric.engine.plan import plan
from sustainrubric.errors import WrongUsage

if TYPE_CHECKING:
    from sustainrubric.model.action_plan import ActionPlan, GroupBy
    from sustainrubric.report.plan_rows import PlanView

FORMS = ("table", "json", "csv", "markdown", "html", "ics")


@dataclass(frozen=True)
class Wanted:
    """The options of one `sustain plan`, as typed."""

    form: str | None = None
    group_by: str | None = None
    open_only: bool = False
    shortlist: bool = False
    places: int = 10
    today: str | None = None
    output: str | None = None
    force: bool = False

    @property
    def by(self) -> GroupBy | None:
        return cast("GroupBy | None", self.group_by)


def show_plan(paths: Sequence[str], wanted: Wanted) -> int:
    """Print the plan or write it; gives the exit code."""
    form = form_for(wanted.form, wanted.output, FORMS)
    if wanted.shortlist and form == "ics":
        raise WrongUsage("a shortlist has no dates for a calendar; choose another format")
    day = day_given("--today", wanted.today) or date.today()
    found = sources(paths)
    if found.is_empty:
        return found.code
    made = plan(found.rated, found.worksheets, day)
    if form == "table" and wanted.output is None:
        _print(made, wanted)
    else:
        deliver(_rendered(made, form, wanted), wanted.output, inputs=made.files, force=wanted.force)
    if form == "ics":
        _say_undated(made, wanted)
    return found.code


def mark_action(paths: Sequence[str], id_: str, status: str) -> int:
    """Change the status of one action in its file; gives the exit code."""
    from sustainrubric.cli.marking import mark

    found: Sources = sources(paths)
    if found.is_empty:
        return found.code
    mark(plan(found.rated, found.worksheets, date.today()), id_, status)
    return found.code


def _rendered(made: ActionPlan, form: str, wanted: Wanted) -> str:
    if form == "ics":
        from sustainrubric.report.plan_rows import shown_actions
        from sustainrubric.report.to_ics import plan_to_ics

        return plan_to_ics(made, shown_actions(made, open_only=wanted.open_only))
    if form in ("json", "csv"):
        from sustainrubric.report import plan_json

        if form == "json":
            return plan_json.plan_to_json(made, wanted.by, open_only=wanted.open_only)
        if wanted.shortlist:
            return plan_json.shortlist_to_csv(made)
        return plan_json.plan_to_csv(made, wanted.by, open_only=wanted.open_only)
    from sustainrubric.report.plan_rows import plan_view

    view = plan_view(made, wanted.by, open_only=wanted.open_only)
    if form == "table":
        return "\n".join(_lines(view, wanted, None))
    from sustainrubric.report.plan_page import plan_to_html, plan_to_markdown

    return plan_to_html(view) if form == "html" else plan_to_markdown(view)


def _print(made: ActionPlan, wanted: Wanted) -> None:
    from sustainrubric.cli.console import terminal_width, write
    from sustainrubric.report.plan_rows import plan_view

    view = plan_view(made, wanted.by, open_only=wanted.open_only)
    for line in _lines(view, wanted, terminal_width()):
        write(in_signs_known(line))


def _lines(view: PlanView, wanted: Wanted, width: int | None) -> list[str]:
    """Folded to a terminal's width; elsewhere a table, in which each action is one line."""
    from sustainrubric.cli.console import plain_table
    from sustainrubric.report import plan_text as shown

    if width is not None:
        lines = shown.shortlist(view, wanted.places) if wanted.shortlist else shown.register(view)
        opening = [] if wanted.shortlist else [*shown.opening(view)]
        return [line.wrapped(width) for line in (*opening, *lines)]
    if wanted.shortlist:
        return [plain_table([shown.PLACE_HEADERS, *shown.place_rows(view, wanted.places)])]
    lead = [line.wrapped(None) for line in shown.opening(view)]
    return [*lead, "", plain_table([shown.HEADERS, *shown.rows(view)])]


def _say_undated(made: ActionPlan, wanted: Wanted) -> None:
    from sustainrubric.report.plan_rows import shown_actions

    without = sum(action.due is None for action in shown_actions(made, open_only=wanted.open_only))
    if without:
        have = "action has" if without == 1 else "actions have"
        note(f"{without} {have} no due date, and so no day in the calendar; `sustain plan` shows all")
