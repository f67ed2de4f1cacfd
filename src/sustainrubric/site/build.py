"""`sustain report FOLDER -o site/`: a small static site of everything in a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from sustainrubric.base.errors import RefusedToWrite
from sustainrubric.base.text import listed, missing_words
from sustainrubric.disk.drives import joined, seen_from, slashed
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.pages.frame import Audience, Frame
from sustainrubric.pages.phrases import day_view, steps_of
from sustainrubric.plan.actions import without_names
from sustainrubric.plan.model import RatedFile
from sustainrubric.plan.register import plan
from sustainrubric.plan.view import action_row, plan_view
from sustainrubric.priorities.view import priorities_view
from sustainrubric.records.instrument_finder import InstrumentFinder
from sustainrubric.records.settings import SETTINGS_FILE
from sustainrubric.report.copy_check import CopyCheck
from sustainrubric.report.make import Make
from sustainrubric.report.style import agency_of, frame_for, in_frame, pages, templates_in
from sustainrubric.rounds.sources import ways_for
from sustainrubric.rounds.ways import NamedWays
from sustainrubric.site import names
from sustainrubric.site.action_pages import ActionPages
from sustainrubric.site.attention import RULE
from sustainrubric.site.data_files import data_files
from sustainrubric.site.folder import SiteFolder
from sustainrubric.site.grid import column_counts, groups_of, headings
from sustainrubric.site.navigation import links_from, site_places
from sustainrubric.site.portfolio import (
    GoalState,
    Link,
    Portfolio,
    figures_of,
    page_links,
    paged,
    portfolio_sentence,
    portfolio_to_html,
)
from sustainrubric.site.reform import ReformPages, reforms_of
from sustainrubric.site.rubric_page import rubric_to_html
from sustainrubric.site.sources import SiteSources, site_sources
from sustainrubric.terminal.console import with_progress

Page = tuple[str, Make]

_NUMBERS = {3: "three", 4: "four", 5: "five"}

MOST_OVERDUE = 20
"""Overdue actions that the first page shows; the plan has all."""


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
    unchanged = ": the others have not changed" if site.written else ": nothing has changed"
    same = unchanged if site.written < len(made) else ""
    wrote = f"wrote {site.written} of {len(made)} pages to {output}{same}{removed}"
    return f"{wrote}; open {joined(output, names.INDEX)}"


def site_pages(found: SiteSources, frame: Frame, today: date, agency: str, ways: NamedWays) -> Iterator[Page]:
    """The name of every page, and what makes it in its frame."""
    reforms = reforms_of(found.rounds, ways)
    rubrics = _rubrics(found)
    made_plan = plan([RatedFile(o.file, o.rated) for o in found.rounds], found.worksheets, today)
    if frame.audience == "public":
        made_plan = without_names(made_plan)
    actions = ActionPages(made_plan, _places(found, reforms), len(reforms))
    newest = names.rubric_page(rubrics[-1].id, rubrics[-1].version)
    places = site_places([(o.kind, names.other_page(o.kind, o.name)) for o in found.others], newest)
    owned = replace(frame, parts=found.owned)

    def framed(name: str, make: Make, around: Frame) -> Page:
        return name, in_frame(make, replace(around, site=links_from(name, places)))

    for one in _portfolios(found, reforms, rubrics, actions, agency):
        yield framed(names.portfolio_page(one.number), partial(portfolio_to_html, one), owned)
    for name, make in actions.pages():
        yield framed(name, make, owned)
    for rubric in rubrics:
        yield framed(names.rubric_page(rubric.id, rubric.version), partial(rubric_to_html, rubric), frame)
    for other in found.others:
        yield framed(names.other_page(other.kind, other.name), other.make, frame)
    for name, make in data_files(reforms, agency, today.isoformat()):
        yield framed(name, make, owned)
    for reform in reforms:
        page = names.actions_page(reform.place)
        files = frozenset(one.file for one in reform.rounds)
        make = actions.of_reform(reform.latest.agency.name, reform.latest.reform.name, files, page)
        yield framed(page, make, replace(owned, about=reform.links(page)))
        for name, rubric, make in reform.pages():
            around = replace(
                frame,
                about=reform.links(name),
                reference=names.way(name, names.rubric_page(rubric.id, rubric.version)),
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


def _portfolios(
    found: SiteSources,
    reforms: Sequence[ReformPages],
    rubrics: Sequence[Rubric],
    actions: ActionPages,
    agency: str,
) -> Iterator[Portfolio]:
    """The first page, and one after the other those that many reforms need beside it."""
    whole = _portfolio(found, reforms, rubrics, actions, agency)
    parts = paged(whole.rows)
    links = page_links(parts, [names.portfolio_page(number) for number in range(1, len(parts) + 1)])
    for number, rows in enumerate(parts, 1):
        yield replace(whole, rows=rows, number=number, pages=links)


def _portfolio(
    found: SiteSources,
    reforms: Sequence[ReformPages],
    rubrics: Sequence[Rubric],
    actions: ActionPages,
    agency: str,
) -> Portfolio:
    made, link = actions.made, actions.link_from(names.INDEX)
    categories = rubrics[-1].categories
    columns = headings(categories, names.rubric_page(rubrics[-1].id, rubrics[-1].version))
    overdue = [one for one in made.actions if one.is_overdue]
    late = [one.file for one in overdue]
    ordered = sorted((reform.row(columns, late) for reform in reforms), key=lambda row: row.attention.rank)
    rows = tuple(ordered)
    steps = steps_of(rubrics[-1])
    name = agency or listed(sorted({row.agency for row in rows} or set(made.agencies)))
    return Portfolio(
        title="Portfolio of reforms",
        agency=name,
        reform="Our priority reforms",
        day=day_view(made.today),
        sentence=portfolio_sentence(rows),
        steps=steps,
        groups=groups_of(categories),
        elements=columns,
        rows=rows,
        number=1,
        pages=(),
        agencies=len({row.agency for row in rows}),
        overdue=tuple(action_row(one, headed=True, href=link(one)) for one in overdue[:MOST_OVERDUE]),
        plan=Link("The whole plan of action", names.PLAN),
        plan_sentence=plan_view(made).sentence,
        introduction=(
            f"What this is: every reform is rated on the {len(columns)} elements of the {rubrics[-1].title}, "
            f"at {_NUMBERS.get(len(steps), len(steps))} levels from {steps[0].name.lower()} to "
            f"{steps[-1].name.lower()}, to see how well it will last."
        ),
        figures=figures_of(rows, sum(one.is_open for one in made.actions), len(overdue)),
        rule=RULE,
        columns=column_counts([[row.tiles[at] for row in rows] for at in range(len(columns))], steps),
        goals=tuple(_goals(found, name, rubrics[-1])),
        names_nobody=made.names_nobody,
        others=tuple(
            Link(one.title, names.other_page(one.kind, one.name), day_view(one.day).long if one.day else "")
            for one in found.others
        ),
        rubrics=tuple(Link(r.title, names.rubric_page(r.id, r.version), _version_words(r)) for r in rubrics),
    )


def _goals(found: SiteSources, agency: str, rubric: Rubric) -> Iterator[GoalState]:
    for page, model in found.priorities:
        for goal in priorities_view(model, agency, rubric).goals:
            href = f"{page}#{goal.anchor}"
            yield GoalState(goal.name, goal.key, goal.standing, goal.sentence, goal.reforms, href)


def _rubrics(found: SiteSources) -> list[Rubric]:
    """The rubrics that the rounds were rated by, and the newest where there is none; the newest last."""
    from sustainrubric.instruments.shipped import newest_rubric

    used = {one.rated.rubric.reference: one.rated.rubric for one in found.rounds}
    if not used:
        used = {newest_rubric().reference: newest_rubric()}
    return [used[reference] for reference in sorted(used, key=_version)]


def _version_words(rubric: Rubric) -> str:
    return f"version {rubric.version}{', draft instrument' if rubric.is_draft else ''}"


def _version(reference: str) -> tuple[str, tuple[int, ...]]:
    name, _, version = reference.partition("@")
    return name, tuple(int(number) for number in version.split("."))
