"""`sustain report FOLDER -o site/`: a small static site of everything in a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from sustainrubric.base.errors import RefusedToWrite
from sustainrubric.base.text import counted, missing_words
from sustainrubric.disk.drives import joined, seen_from, slashed
from sustainrubric.pages.frame import Audience, Frame
from sustainrubric.plan.actions import without_names
from sustainrubric.plan.model import RatedFile
from sustainrubric.plan.register import plan
from sustainrubric.records.instrument_finder import InstrumentFinder
from sustainrubric.records.settings import SETTINGS_FILE
from sustainrubric.report.copy_check import CopyCheck
from sustainrubric.report.goals import GoalsAround
from sustainrubric.report.make import Make
from sustainrubric.report.style import agency_of, frame_for, in_frame, pages, templates_in
from sustainrubric.rounds.sources import ways_for
from sustainrubric.rounds.ways import NamedWays
from sustainrubric.site import names
from sustainrubric.site.action_pages import ActionPages
from sustainrubric.site.data_files import data_files
from sustainrubric.site.first_page import first_pages, rubrics_of
from sustainrubric.site.folder import SiteFolder
from sustainrubric.site.navigation import links_from, site_places
from sustainrubric.site.portfolio import portfolio_to_html
from sustainrubric.site.reform import ReformPages, reforms_of
from sustainrubric.site.rubric_page import rubric_to_html
from sustainrubric.site.sources import SiteSources, site_sources
from sustainrubric.terminal.console import with_progress

Page = tuple[str, Make]


def write_site(
    folder: str,
    output: str,
    audience: Audience,
    *,
    strict: bool = False,
    template: str | None = None,
    contacts: bool = False,
    today: date | None = None,
    force: bool = False,
    partial: bool = False,
) -> str:
    """Write the pages of everything in a folder; those that are as they should be are not touched.

    Gives a sentence that says what was written.

    Raises:
        RefusedToWrite: the site cannot be written there, or is to be strict, and a text names somebody.
    """
    root = Path(output)
    site = SiteFolder(output)
    site.check((), force=force)
    if root.exists() and root.samefile(folder):
        raise RefusedToWrite(f"{output} holds the files the site is made from; choose another folder")
    templates = templates_in(template, "html")
    frame = frame_for(joined(folder, SETTINGS_FILE), audience)
    finder = InstrumentFinder()
    ways = ways_for([], finder, folder)
    check = CopyCheck(audience, strict=strict)
    found = site_sources(folder, audience, finder, check, contacts=contacts, partial=partial)
    left_out = [slashed(seen_from(one.file, folder)) for one in found.missing]
    frame = replace(frame, missing=missing_words(left_out, "contents"))
    made = list(site_pages(found, frame, today or found.newest, agency_of(folder), ways))
    site.check([name for name, _ in made], force=force)
    site.begin([name for name, _ in made])
    texts = pages((make for _, make in made), templates)
    try:
        for name, _ in with_progress(made, "writing"):
            site.write(name, next(texts))
    except BaseException:
        site.stop()
        raise
    site.finish()
    removed = f", {site.removed} removed" if site.removed else ""
    if site.written:
        same = ": the others have not changed" if site.written < len(made) else ""
        wrote = f"wrote {site.written} of {len(made)} pages to {output}{same}{removed}"
    else:
        wrote = f"{output} is up to date: its {counted(len(made), 'page')} have not changed{removed}"
    return f"{wrote}; open {joined(output, names.INDEX)}"


def site_pages(found: SiteSources, frame: Frame, today: date, agency: str, ways: NamedWays) -> Iterator[Page]:
    """The name of every page, and what makes it in its frame."""
    goals = GoalsAround(
        {one.file: names.other_page(one.kind, one.name) for one in found.others if one.kind == "priorities"}
    )
    reforms = reforms_of(found.rounds, ways, goals, today)
    rubrics = rubrics_of(found)
    made_plan = plan([RatedFile(o.file, o.rated) for o in found.rounds], found.worksheets, today)
    if frame.audience == "public":
        made_plan = without_names(made_plan)
    actions = ActionPages(made_plan, _places(found, reforms), len(reforms))
    newest = names.rubric_page(rubrics[-1].id, rubrics[-1].version)
    places = site_places([(o.kind, names.other_page(o.kind, o.name)) for o in found.others], newest)
    owned = replace(frame, parts=found.owned)

    def framed(name: str, make: Make, around: Frame) -> Page:
        return name, in_frame(make, replace(around, site=links_from(name, places)))

    for one in first_pages(found, reforms, rubrics, actions, agency):
        yield framed(names.portfolio_page(one.number), partial(portfolio_to_html, one), owned)
    for name, make in actions.pages():
        yield framed(name, make, owned)
    for rubric in rubrics:
        yield framed(names.rubric_page(rubric.id, rubric.version), partial(rubric_to_html, rubric), frame)
    for other in found.others:
        page = names.other_page(other.kind, other.name)
        yield framed(page, other.make, replace(frame, places=actions.places_of(other.file, page)))
    for name, make in data_files(reforms, agency, today.isoformat()):
        yield framed(name, make, owned)
    for reform in reforms:
        page = names.actions_page(reform.place)
        files = frozenset(one.file for one in reform.rounds)
        make = actions.of_reform(reform.latest.agency.name, reform.latest.reform.name, files, page)
        yield framed(page, make, replace(owned, about=reform.links(page)))
        for name, told, make in reform.pages():
            rubric = told.rated.rubric
            around = replace(
                frame,
                about=reform.links(name),
                reference=names.way(name, names.rubric_page(rubric.id, rubric.version)),
                ratings=names.way(name, reform.page_of(told)),
                actions=names.way(name, page),
            )
            yield framed(name, make, around)


def _places(found: SiteSources, reforms: Sequence[ReformPages]) -> dict[tuple[str, str], str]:
    """Where what an action comes from stands: the element of a round, by its file; a worksheet has no elements."""
    places: dict[tuple[str, str], str] = {}
    for reform in reforms:
        for page, one in reform.round_pages():
            places |= {
                (one.file, element): f"{page}#element-{element}" for element in one.rated.rubric.elements
            }
    for other in found.others:
        places[other.file, ""] = names.other_page(other.kind, other.name)
    return places
