"""`sustain plan`: one plan of action from all assessments and worksheets."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from sustainrubric.base.errors import Unreadable, WrongUsage
from sustainrubric.cli.options import Readers, day_given, said_of_readers
from sustainrubric.cli.shared_options import Force, ForReaders, Output, Partial, Strict, Today
from sustainrubric.terminal.console import complain, note, with_progress
from sustainrubric.terminal.output import form_for, in_signs_known, print_or_write

if TYPE_CHECKING:
    from sustainrubric.pages.frame import Audience, Frame
    from sustainrubric.plan.model import ActionPlan, GroupBy
    from sustainrubric.plan.sources import Sources
    from sustainrubric.plan.view_parts import PlanView
    from sustainrubric.report.copy_check import CopyCheck

PLACES = 10
FORMS = ("table", "json", "csv", "markdown", "html", "ics")


class PlanFormat(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"
    ICS = "ics"


class Grouping(StrEnum):
    OWNER = "owner"
    ELEMENT = "element"
    REFORM = "reform"
    MONTH = "month"
    LEVEL = "level"


def plan(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Files or folders (default: this folder)."),
    ] = None,
    form: Annotated[
        PlanFormat | None, typer.Option("--format", help="Default: as the name of OUT says, else table.")
    ] = None,
    group_by: Annotated[Grouping | None, typer.Option("--group-by", help="Put actions together.")] = None,
    open_only: Annotated[bool, typer.Option("--open", help="Leave out what is done or dropped.")] = False,
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Only what should be done by now, with reviews of evidence.")
    ] = False,
    shortlist: Annotated[
        bool, typer.Option("--shortlist", help="Show where to act first, in place of the actions.")
    ] = False,
    places: Annotated[
        int | None,
        typer.Option("--places", metavar="N", min=1, help="Places of the shortlist to show (default: 10)."),
    ] = None,
    today: Today = None,
    mark: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--mark", metavar="ID STATUS", help="Set planned, under-way, done or dropped in its file."
        ),
    ] = None,
    output: Output = None,
    force: Force = False,
    partial: Partial = False,
    audience: ForReaders = Readers.TEAM,
    strict: Strict = False,
) -> int:
    """Put all actions into one register: overdue first, each once however many rounds carry it.

    With --mark the status of one action is changed in the file it stands in, and nothing else of it.
    """
    from sustainrubric.base.errors import WrongUsage

    if mark is not None:
        if partial:
            raise WrongUsage("--mark writes only where every file can be read; leave --partial out")
        return mark_action(paths or ["."], *mark)
    wanted = PlanWanted(
        form=form.value if form else None,
        group_by=group_by.value if group_by else None,
        open_only=open_only,
        overdue=overdue,
        shortlist=shortlist,
        places=places,
        today=today,
        output=output,
        force=force,
        partial=partial,
        audience=audience.value,
        strict=strict,
    )
    return show_plan(paths or ["."], wanted)


@dataclass(frozen=True)
class PlanWanted:
    """The options of one `sustain plan`, as typed."""

    form: str | None = None
    group_by: str | None = None
    open_only: bool = False
    overdue: bool = False
    shortlist: bool = False
    places: int | None = None
    today: str | None = None
    output: str | None = None
    force: bool = False
    partial: bool = False
    audience: Audience = "team"
    strict: bool = False

    @property
    def by(self) -> GroupBy | None:
        return cast("GroupBy | None", self.group_by)


def show_plan(paths: Sequence[str], wanted: PlanWanted) -> int:
    """Print the plan or write it; gives the exit code."""
    from sustainrubric.pages.frame import framed
    from sustainrubric.plan.actions import without_names
    from sustainrubric.plan.register import plan as make_plan
    from sustainrubric.records.read_folder import refuse_what_looks_whole
    from sustainrubric.records.settings import language_around
    from sustainrubric.report.copy_check import ACTIONS_SHOWN, CopyCheck

    form = form_for(wanted.form, wanted.output, FORMS)
    if wanted.shortlist and form not in ("table", "csv"):
        why = {"ics": "it has no dates for a calendar", "json": "json holds it in any case"}
        said = why.get(form, "the page of the plan holds it in any case")
        raise WrongUsage(f"--shortlist is for table and csv, not for {form}: {said}")
    if wanted.group_by and form == "ics":
        raise WrongUsage("--group-by has no effect on a calendar: it is by day")
    if wanted.group_by == "owner" and wanted.audience == "public":
        raise WrongUsage("--group-by owner has no effect for the public: owners are left out")
    day = day_given("--today", wanted.today) or date.today()
    check = CopyCheck(wanted.audience, strict=wanted.strict, shown=ACTIONS_SHOWN)
    found = _sources(paths, check)
    if found.is_empty:
        return Unreadable.exit_code
    if not wanted.partial:
        refuse_what_looks_whole(found.missing, "the plan was not made")
    check.finish()
    shown, frame = _for_readers(found, wanted.audience)
    made = replace(
        make_plan(shown.rated, shown.worksheets, day), missing=tuple(one.file for one in found.missing)
    )
    if wanted.overdue:
        made = replace(made, actions=tuple(one for one in made.actions if one.state == "overdue"))
    if wanted.audience == "public":
        made = without_names(made)
    if form == "html":
        frame = replace(frame, language=language_around(Path(paths[0])))
    with framed(frame):
        if form == "table" and wanted.output is None:
            _print(made, wanted)
        else:
            text = _rendered(made, form, wanted)
            for_people = form == "table"
            print_or_write(text, wanted.output, inputs=made.files, force=wanted.force, for_people=for_people)
    if form == "ics":
        _say_undated(made, wanted)
    return found.code


def _for_readers(found: Sources, audience: Audience) -> tuple[Sources, Frame]:
    """What the plan is made of as an audience may see it, and the frame that says so."""
    from sustainrubric.pages.frame import PLAIN
    from sustainrubric.report.audience import left_out_of_plan, rounds_for, worksheet_for

    rounds = rounds_for(audience, [one.rated for one in found.rated])
    rated = tuple(replace(one, rated=shown) for one, shown in zip(found.rated, rounds, strict=True))
    worksheets = tuple(
        replace(one, worksheet=worksheet_for(audience, one.worksheet)) for one in found.worksheets
    )
    parts = left_out_of_plan(
        audience,
        (one.rated.assessment for one in found.rated),
        (one.worksheet for one in found.worksheets),
    )
    return found._replace(rated=rated, worksheets=worksheets), replace(PLAIN, audience=audience, parts=parts)


def mark_action(paths: Sequence[str], id_: str, status: str) -> int:
    """Change the status of one action in its file; gives the exit code.

    Raises:
        Unreadable: a file cannot be read, which may hold a newer round with the action in it.
    """
    from sustainrubric.editing.mark import mark
    from sustainrubric.plan.register import plan as make_plan
    from sustainrubric.records.read_folder import refuse_what_looks_whole

    found = _sources(paths)
    if found.is_empty:
        return Unreadable.exit_code
    refuse_what_looks_whole(found.missing, f"{id_} was not marked")
    mark(make_plan(found.rated, found.worksheets, date.today()), id_, status)
    return found.code


def _sources(paths: Sequence[str], check: CopyCheck | None = None) -> Sources:
    """What the plan is made of; what is wrong with a file is said, and each is shown to `check`."""
    from sustainrubric.plan.sources import sources

    found = sources(paths, with_progress, check.add if check is not None else lambda loaded: loaded)
    for line in found.wrong:
        complain(line, prefix="")
    return found


def _rendered(made: ActionPlan, form: str, wanted: PlanWanted) -> str:
    if form == "ics":
        from sustainrubric.plan.calendar import plan_to_ics
        from sustainrubric.plan.view import shown_actions

        return plan_to_ics(made, shown_actions(made, open_only=wanted.open_only), _before(wanted.output))
    if form in ("json", "csv"):
        from sustainrubric.plan import export

        if form == "json":
            return export.plan_to_json(made, wanted.by, open_only=wanted.open_only)
        if wanted.shortlist:
            return export.shortlist_to_csv(made, wanted.places)
        return export.plan_to_csv(made, wanted.by, open_only=wanted.open_only)
    from sustainrubric.plan.view import plan_view

    view = plan_view(made, wanted.by, open_only=wanted.open_only)
    if form == "table":
        return "\n".join(_lines(view, wanted, None))
    from sustainrubric.plan.view import plan_to_html, plan_to_markdown

    return plan_to_html(view) if form == "html" else plan_to_markdown(view)


def _before(output: str | None) -> str:
    """The calendar that is to be replaced, where there is one."""
    from sustainrubric.yaml.source import read_bytes

    if output is None or not os.path.isfile(output):
        return ""
    try:
        return read_bytes(output).decode("utf-8", "replace")
    except Unreadable:
        return ""


def _print(made: ActionPlan, wanted: PlanWanted) -> None:
    from sustainrubric.plan.view import plan_view
    from sustainrubric.terminal.console import terminal_width, write

    view = plan_view(made, wanted.by, open_only=wanted.open_only)
    for line in _lines(view, wanted, terminal_width()):
        write(in_signs_known(line))


def _lines(view: PlanView, wanted: PlanWanted, width: int | None) -> list[str]:
    """Folded to a terminal's width; elsewhere a table, in which each action is one line."""
    from sustainrubric.plan import text as shown
    from sustainrubric.terminal.console import plain_table

    if width is not None:
        lines = shown.shortlist(view, wanted.places or PLACES) if wanted.shortlist else shown.register(view)
        opening = shown.missing(view) if wanted.shortlist else shown.opening(view)
        credits_ = () if wanted.shortlist else shown.credit_lines(view)
        return [*(line.wrapped(width) for line in (*opening, *lines, *credits_)), *said_of_readers()]
    if wanted.shortlist:
        said = [line.wrapped(None) for line in shown.missing(view)]
        said += [view.shortlist_remark] if view.shortlist_remark else []
        places = shown.place_rows(view, wanted.places or PLACES)
        return [*said, plain_table([shown.PLACE_HEADERS, *places]), *said_of_readers()]
    lead = [line.wrapped(None) for line in shown.opening(view)]
    last = [line.wrapped(None) for line in shown.credit_lines(view)]
    return [*lead, "", plain_table(shown.table(view)), *last, *said_of_readers()]


def _say_undated(made: ActionPlan, wanted: PlanWanted) -> None:
    from sustainrubric.plan.view import shown_actions

    without = sum(action.due is None for action in shown_actions(made, open_only=wanted.open_only))
    if without:
        have = "action has" if without == 1 else "actions have"
        note(f"{without} {have} no due date, and so no day in the calendar; `sustain plan` shows all")
