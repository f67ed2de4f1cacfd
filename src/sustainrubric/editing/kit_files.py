"""The files of a kit: which there are, and what is in each."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from sustainrubric.base.errors import WrongUsage
from sustainrubric.base.text import did_you_mean, listed, quoted
from sustainrubric.check.file import inspect, needed_assessment, needed_worksheet
from sustainrubric.disk.save import write_new
from sustainrubric.panel.assessment_kit import sheets_of
from sustainrubric.panel.ballot_page import ballot_page
from sustainrubric.panel.kit_formats import sheet_to_html, sheet_to_markdown, sheet_to_text
from sustainrubric.panel.kit_plan import KitPlan
from sustainrubric.panel.kit_worksheet import WorksheetKit, worksheet_sheets
from sustainrubric.panel.meeting import TooShort
from sustainrubric.panel.sheets import SHEETS, Sheet, SheetName
from sustainrubric.panel.skeleton import ballot_skeleton
from sustainrubric.panel.sources import read_ballots
from sustainrubric.panel.spread import panel_spread
from sustainrubric.rating.votes import panel_votes
from sustainrubric.records.settings import KitMinutes, SettingsFinder


def write_kit(
    file: str,
    folder: str,
    *,
    day: date | None,
    start: int,
    minutes: int,
    raters: Sequence[str] = (),
    only: Sequence[SheetName] = SHEETS,
    form: str = "html",
    force: bool = False,
) -> Iterator[str]:
    """Write the sheets of a meeting into a folder; gives what to tell.

    Args:
        file: the assessment or worksheet that the meeting is about.
        folder: where the sheets go.
        day: the day of the meeting, if it is known.
        start: when it begins, in minutes since midnight.
        minutes: how long it takes.
        raters: who gets a ballot; those of the panel where there is none.
        only: the sheets to write.
        form: "html" or "markdown".
        force: whether sheets that are there are replaced.

    Raises:
        WrongUsage: the meeting is too short, or a rater cannot be named so.
        RefusedToWrite: a sheet is there already.
    """
    if inspect(file).kind == "worksheet":
        if raters:
            raise WrongUsage("--raters has no meaning for a worksheet: nobody votes there")
        files = _rendered(_of_worksheet(file, day, start, minutes), only, form)
    else:
        plan = _plan(file, raters, day, start, minutes)
        files = chain(
            _rendered(sheets_of(plan), only, form), _ballots(plan, form) if "ballots" in only else ()
        )
    try:
        made = list(files)
    except TooShort as error:
        raise WrongUsage(f"{error}; see --minutes") from error
    os.makedirs(folder or os.curdir, exist_ok=True)
    for name, text in made:
        write_new(os.path.join(folder, name), text.encode("utf-8"), force=force)
    yield f"wrote {len(made)} files to {folder}"


def _plan(file: str, raters: Sequence[str], day: date | None, start: int, minutes: int) -> KitPlan:
    _, assessment, rubric = needed_assessment(file)
    panel = assessment.panel
    votes = panel_votes(panel, read_ballots(file).values(), rubric) if panel is not None else None
    spread = panel_spread(assessment, votes, rubric) if votes is not None and votes.raters else None
    is_open = spread is not None and spread.is_complete
    return KitPlan(
        file=file,
        assessment=assessment,
        rubric=rubric,
        raters=tuple(raters or (panel.raters if panel is not None else ())),
        minutes=minutes,
        start=start,
        settings=_minutes(file),
        day=day,
        spread=spread if is_open else None,
        votes=votes.by_id if votes is not None and is_open else None,
    )


def _ballots(plan: KitPlan, form: str) -> Iterator[tuple[str, str]]:
    for rater in plan.raters:
        if form == "html":
            yield f"3-ballot-{rater}.html", ballot_page(plan.assessment, plan.rubric, rater)
        else:
            yield f"3-ballot-{rater}.yaml", ballot_skeleton(plan.assessment, plan.rubric, rater)


def _of_worksheet(file: str, day: date | None, start: int, minutes: int) -> Iterator[Sheet]:
    worksheet, definition = needed_worksheet(inspect(file))
    yield from worksheet_sheets(
        WorksheetKit(file, worksheet, definition, minutes, start, _minutes(file), day)
    )


def _rendered(sheets: Iterator[Sheet], only: Sequence[SheetName], form: str) -> Iterator[tuple[str, str]]:
    for sheet in sheets:
        if sheet.name not in only:
            continue
        stem = f"{sheet.number}-{sheet.name}"
        if form == "html":
            yield f"{stem}.html", sheet_to_html(sheet)
        else:
            yield f"{stem}.md", sheet_to_markdown(sheet)
        if sheet.name == "invitation":
            yield f"{stem}.txt", sheet_to_text(sheet)


def _minutes(file: str) -> KitMinutes:
    around = SettingsFinder().around(file)
    settings = around.settings if around is not None else None
    return settings.kit if settings is not None else KitMinutes()


def chosen_sheets(typed: Sequence[str]) -> tuple[SheetName, ...]:
    """The sheets named with `--only`, separated by commas; all where none is.

    Raises:
        WrongUsage: there is no such sheet.
    """
    wanted = [name.strip() for each in typed for name in each.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in SHEETS]
    if unknown:
        named = listed([f"{quoted(name)}{did_you_mean(name, SHEETS)}" for name in unknown])
        raise WrongUsage(f"there is no sheet {named}; there are {', '.join(SHEETS)}")
    return tuple(name for name in SHEETS if name in wanted) if wanted else SHEETS
