"""The files of a kit: which there are, and what is in each."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sustainrubric.base.errors import WrongUsage
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


@dataclass(frozen=True)
class KitOptions:
    """One `sustain kit` as it was typed; `start` counts minutes of the day."""

    day: date | None
    start: int
    minutes: int
    raters: tuple[str, ...]
    only: tuple[SheetName, ...]
    form: str
    force: bool


def write_kit(file: str, folder: str, options: KitOptions) -> Iterator[str]:
    """Write the sheets into a folder; gives what to tell.

    Raises:
        WrongUsage: the meeting is too short, or a rater cannot be named so.
        RefusedToWrite: a sheet is there already.
    """
    loaded = inspect(file)
    files = _of_worksheet(file, options) if loaded.kind == "worksheet" else _of_assessment(file, options)
    try:
        made = list(files)
    except TooShort as error:
        raise WrongUsage(f"{error}; see --minutes") from error
    os.makedirs(folder or os.curdir, exist_ok=True)
    for name, text in made:
        write_new(os.path.join(folder, name), text.encode("utf-8"), force=options.force)
    yield f"wrote {len(made)} files to {folder}"


def _of_assessment(file: str, options: KitOptions) -> Iterator[tuple[str, str]]:
    _, assessment, rubric = needed_assessment(file)
    panel = assessment.panel
    raters = options.raters or (panel.raters if panel is not None else ())
    votes = panel_votes(panel, read_ballots(file).values(), rubric) if panel is not None else None
    spread = panel_spread(assessment, votes, rubric) if votes is not None and votes.raters else None
    is_open = spread is not None and spread.is_complete
    plan = KitPlan(
        file=file,
        assessment=assessment,
        rubric=rubric,
        raters=tuple(raters),
        minutes=options.minutes,
        start=options.start,
        settings=_minutes(file),
        day=options.day,
        spread=spread if is_open else None,
        votes=votes.by_id if votes is not None and is_open else None,
    )
    yield from _sheets(sheets_of(plan), options)
    for rater in raters if "ballots" in options.only else ():
        if options.form == "html":
            yield f"3-ballot-{rater}.html", ballot_page(assessment, rubric, rater)
        else:
            yield f"3-ballot-{rater}.yaml", ballot_skeleton(assessment, rubric, rater)


def _of_worksheet(file: str, options: KitOptions) -> Iterator[tuple[str, str]]:
    if options.raters:
        raise WrongUsage("--raters has no meaning for a worksheet: nobody votes there")
    worksheet, definition = needed_worksheet(inspect(file))
    kit = WorksheetKit(
        file, worksheet, definition, options.minutes, options.start, _minutes(file), options.day
    )
    yield from _sheets(worksheet_sheets(kit), options)


def _sheets(sheets: Iterator[Sheet], options: KitOptions) -> Iterator[tuple[str, str]]:
    for sheet in sheets:
        if sheet.name not in options.only:
            continue
        stem = f"{sheet.number}-{sheet.name}"
        if options.form == "html":
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
        raise WrongUsage(f"there is no sheet {unknown[0]!r}; there are {', '.join(SHEETS)}")
    return tuple(name for name in SHEETS if name in wanted) if wanted else SHEETS
