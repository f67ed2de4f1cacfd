"""Comparisons of rounds as pages: Markdown for a pull request, HTML for a browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from sustainrubric.instruments.rubric import Rubric
from sustainrubric.pages.environment import html_environment, markdown_environment
from sustainrubric.pages.notes import paragraphs
from sustainrubric.pages.palette import DARK, LIGHT
from sustainrubric.pages.parts import DayView
from sustainrubric.pages.phrases import day_view, steps_of
from sustainrubric.rounds.picture import columns, line
from sustainrubric.rounds.trend_view import TrendView
from sustainrubric.rounds.view_parts import DiffView
from sustainrubric.rounds.words import standing

_GAPS = re.compile(r"\n{3,}")


def diff_to_markdown(view: DiffView) -> str:
    return _markdown("diff.md.j2", view)


def diff_to_html(view: DiffView, rubric: Rubric) -> str:
    steps, titles = steps_of(rubric), dict(_titles(rubric))
    return _html(
        "diff.html.j2",
        view,
        standing=lambda reading: standing(reading, steps),
        title_of=lambda part_id: titles.get(part_id, ""),
        has_element=lambda element_id: element_id in rubric.elements,
    )


def _titles(rubric: Rubric) -> Iterator[tuple[str, str]]:
    """What the parts of a rubric are called, by their ids; a look-for by all of its words."""
    for element in rubric.elements.values():
        yield element.id, element.title
        yield from ((criterion.id, criterion.name) for criterion in element.criteria)
        yield from ((sign.id, sign.text) for sign in element.look_fors)


def trends_to_markdown(views: Sequence[TrendView]) -> str:
    return "\n".join(_markdown("trend.md.j2", view) for view in views)


def trends_to_html(views: Sequence[TrendView]) -> str:
    """One page for all of them, under the name of the first one's agency."""
    first = views[0]
    title = first.title if len(views) == 1 else f"Trends of {len(views)} reforms"
    reform = first.reform if len(views) == 1 else title
    sources = list(dict.fromkeys(credit for view in views for credit in view.credits))
    page = {"title": title, "agency": first.agency, "reform": reform, "trends": views, "credits": sources}
    return _html("trend.html.j2", page)


def _markdown(template: str, view: object) -> str:
    environment = markdown_environment()
    environment.globals.update(day_view=_day, paragraphs=paragraphs)
    return _GAPS.sub("\n\n", environment.get_template(template).render(view=view)).strip() + "\n"


def _html(template: str, view: object, **functions: Callable[..., object]) -> str:
    """The view is called `report`, as the style sheet takes the heads of printed pages from that."""
    environment = html_environment(columns=columns, line=line)
    environment.globals.update(day_view=_day, paragraphs=paragraphs, **functions)
    return environment.get_template(template).render(report=view, light=LIGHT, dark=DARK)


def _day(iso: str) -> DayView:
    return day_view(date.fromisoformat(iso))
