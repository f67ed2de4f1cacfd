"""The site's first page: all reforms of an agency at a glance, and the pages that go on with many of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sustainrubric.base.phrase import listed_phrase, own
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.pages.phrases import day_view, steps_of
from sustainrubric.plan.view import action_row, plan_view
from sustainrubric.priorities.view import priorities_view
from sustainrubric.site import names
from sustainrubric.site.action_pages import ActionPages
from sustainrubric.site.attention import RULE
from sustainrubric.site.grid import column_counts, groups_of, headings
from sustainrubric.site.portfolio import (
    GoalState,
    Link,
    Portfolio,
    figures_of,
    page_links,
    paged,
    portfolio_sentence,
)
from sustainrubric.site.reform import ReformPages
from sustainrubric.site.sources import SiteSources

_NUMBERS = {3: "three", 4: "four", 5: "five"}

MOST_OVERDUE = 20
"""Overdue actions that the first page shows; the plan has all."""


def first_pages(
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
    named = sorted({row.agency for row in rows} or set(made.agencies))
    name = own(agency) if agency else listed_phrase([own(one) for one in named])
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


def rubrics_of(found: SiteSources) -> list[Rubric]:
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
