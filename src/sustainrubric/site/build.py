"""`sustain report FOLDER -o site/`: a small static site of everything in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from sustainrubric.base.errors import RefusedToWrite
from sustainrubric.base.text import listed, missing_words
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.pages.frame import Audience, Crumb, Frame
from sustainrubric.pages.phrases import day_view, steps_of
from sustainrubric.plan.actions import without_names
from sustainrubric.plan.model import ActionPlan, RatedFile
from sustainrubric.plan.register import plan
from sustainrubric.plan.view import MOST_ACTIONS, action_row, plan_to_html, plan_view, shortened
from sustainrubric.records.instrument_finder import InstrumentFinder
from sustainrubric.records.settings import SETTINGS_FILE
from sustainrubric.report.copy_check import CopyCheck
from sustainrubric.report.make import Make
from sustainrubric.report.style import agency_of, frame_for, in_frame, pages, templates_in
from sustainrubric.rounds.sources import ways_for
from sustainrubric.rounds.ways import NamedWays
from sustainrubric.site import names
from sustainrubric.site.folder import SiteFolder
from sustainrubric.site.portfolio import (
    Link,
    Portfolio,
    groups_of,
    headings,
    page_links,
    paged,
    portfolio_sentence,
    portfolio_to_html,
    rubric_to_html,
)
from sustainrubric.site.reform import ReformPages, reforms_of
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
    site = SiteFolder(root)
    site.check((), force=force)
    if root.exists() and os.path.samefile(root, folder):
        raise RefusedToWrite(f"{root} holds the files the site is made from; choose another folder")
    templates = templates_in(template, "html")
    frame = frame_for(os.path.join(folder, SETTINGS_FILE), audience)
    finder = InstrumentFinder()
    ways = ways_for([], finder, folder)
    check = CopyCheck(audience, strict=strict)
    found = site_sources(folder, audience, finder, check, contacts=contacts, partial=partial)
    left_out = [os.path.relpath(one.file, folder) for one in found.missing]
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
    return f"wrote {site.written} of {len(made)} pages to {output}{removed}; open {root / names.INDEX}"


def site_pages(found: SiteSources, frame: Frame, today: date, agency: str, ways: NamedWays) -> Iterator[Page]:
    """The name of every page, and what makes it in its frame."""
    reforms = reforms_of(found.rounds, ways)
    rubrics = _rubrics(found)
    made_plan = plan([RatedFile(o.file, o.rated) for o in found.rounds], found.worksheets, today)
    if frame.audience == "public":
        made_plan = without_names(made_plan)
    owned = replace(frame, parts=found.owned)
    plain: list[Page] = [
        (names.PLAN, lambda: plan_to_html(shortened(plan_view(made_plan)))),
        *((names.rubric_page(r.id, r.version), _rubric_page(r)) for r in rubrics),
        *((names.other_page(one.kind, one.name), one.make) for one in found.others),
    ]
    for one in _portfolios(found, reforms, rubrics, made_plan, agency):
        name = names.portfolio_page(one.number)
        trail = () if name == names.INDEX else _trail(name)
        yield name, in_frame(partial(portfolio_to_html, one), replace(owned, trail=trail))
    for name, make in plain:
        yield name, in_frame(make, replace(owned if name == names.PLAN else frame, trail=_trail(name)))
    for reform in reforms:
        for name, rubric, make in reform.pages():
            reference = names.way(name, names.rubric_page(rubric.id, rubric.version))
            yield name, in_frame(make, replace(frame, trail=_trail(name), reference=reference))


def _portfolios(
    found: SiteSources,
    reforms: Sequence[ReformPages],
    rubrics: Sequence[Rubric],
    made: ActionPlan,
    agency: str,
) -> Iterator[Portfolio]:
    """The first page, and one after the other those that many reforms need beside it."""
    whole = _portfolio(found, reforms, rubrics, made, agency)
    parts = paged(whole.rows)
    links = page_links(parts, [names.portfolio_page(number) for number in range(1, len(parts) + 1)])
    for number, rows in enumerate(parts, 1):
        yield replace(whole, rows=rows, number=number, pages=links)


def _portfolio(
    found: SiteSources,
    reforms: Sequence[ReformPages],
    rubrics: Sequence[Rubric],
    made: ActionPlan,
    agency: str,
) -> Portfolio:
    categories = rubrics[-1].categories
    columns = headings(categories, names.rubric_page(rubrics[-1].id, rubrics[-1].version))
    rows = tuple(reform.row(columns) for reform in reforms)
    overdue = [one for one in made.actions if one.state == "overdue"]
    name = agency or listed(sorted({row.agency for row in rows} or set(made.agencies)))
    return Portfolio(
        title="Portfolio of reforms",
        agency=name,
        reform="Our priority reforms",
        day=day_view(made.today),
        sentence=portfolio_sentence(rows),
        steps=steps_of(rubrics[-1]),
        groups=groups_of(categories),
        elements=columns,
        rows=rows,
        number=1,
        pages=(),
        agencies=len({row.agency for row in rows}),
        overdue=tuple(action_row(one, headed=True) for one in overdue[:MOST_ACTIONS]),
        plan=Link("The whole plan of action", names.PLAN),
        plan_sentence=plan_view(made).sentence,
        others=tuple(
            Link(one.title, names.other_page(one.kind, one.name), day_view(one.day).long if one.day else "")
            for one in found.others
        ),
        rubrics=tuple(Link(r.title, names.rubric_page(r.id, r.version), _version_words(r)) for r in rubrics),
    )


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


def _rubric_page(rubric: Rubric) -> Make:
    return lambda: rubric_to_html(rubric)


def _trail(name: str) -> tuple[Crumb, ...]:
    return (Crumb("All reforms", names.way(name, names.INDEX)),)
