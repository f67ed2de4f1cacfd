"""All reforms of an agency -> the plain view of the site's first page, and the pages only a site has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from sustainrubric.base.numbers import two_places
from sustainrubric.base.text import DASH, counted, moved_words, one_line
from sustainrubric.instruments.rubric import Category
from sustainrubric.pages.parts import DayView, Scores, Standing, Step
from sustainrubric.pages.phrases import day_view, steps_of
from sustainrubric.pages.render import page_in_html
from sustainrubric.plan.view import ActionRow
from sustainrubric.rating.score_view import scores_view
from sustainrubric.rounds.comparable import compared_words
from sustainrubric.rounds.model import RollupSeries, Trend
from sustainrubric.rounds.picture import line
from sustainrubric.rounds.words import NOT_IN_RUBRIC, standing

# A reform takes as many bytes of a page as so many rounds of it do; 50 reforms of two rounds fill a page.
_ROOM_OF_REFORM, _ROOM = 8, 500

_MARKS = {"not-applicable": "n/a", "unknown": "?", "not-rated": DASH}


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the site, and what it is called."""

    words: str
    href: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """An element of one reform; `mark` is what fits into a small square."""

    standing: Standing
    mark: str


@dataclass(frozen=True, slots=True)
class Heading:
    """An element that heads a column, in the reference pages."""

    id: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class ReformRow:
    """A reform in its latest round, and how it came there.

    `numbers` and `change` are means over the elements rated in every round; `compared` says how many
    these are, where they are not all, and `change` is empty where there are none.
    """

    name: str
    agency: str
    href: str
    round: str
    day: DayView
    tiles: tuple[Tile, ...]
    scores: Scores
    numbers: tuple[Fraction | int | None, ...]
    change: str
    compared: str
    trend: Link | None
    rounds: tuple[Link, ...]
    changes: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The first page of a site; the frame takes `title`, `agency` and `reform` as those of every page.

    Where there are many reforms, `rows` are those of page `number` among `pages`, which is empty otherwise.
    """

    title: str
    agency: str
    reform: str
    day: DayView
    sentence: str
    steps: tuple[Step, ...]
    groups: tuple[tuple[str, int], ...]
    elements: tuple[Heading, ...]
    rows: tuple[ReformRow, ...]
    number: int
    pages: tuple[Link, ...]
    agencies: int
    overdue: tuple[ActionRow, ...]
    plan: Link | None
    plan_sentence: str
    others: tuple[Link, ...]
    rubrics: tuple[Link, ...]


def groups_of(categories: Sequence[Category]) -> tuple[tuple[str, int], ...]:
    """The headings over the columns, each with how many columns it is over."""
    return tuple(
        (f"{one.id}. {one.title}", sum(len(variable.elements) for variable in one.variables))
        for one in categories
    )


def headings(categories: Sequence[Category], reference: str) -> tuple[Heading, ...]:
    elements = [element for one in categories for variable in one.variables for element in variable.elements]
    return tuple(Heading(each.id, each.title, f"{reference}#element-{each.id}") for each in elements)


def reform_row(
    trend: Trend, shown: Sequence[Heading], rounds: Sequence[Link], changes: Sequence[Link], page: Link | None
) -> ReformRow:
    """The row of a reform; `rounds` and `changes` are its pages, oldest first, `page` that of its trend."""
    steps = steps_of(trend.span.new.rubric)
    last = {series.id: standing(series.readings[-1], steps) for series in trend.elements}
    latest = trend.overall.summaries[-1]
    assert latest is not None
    course = _course(trend.overall)
    return ReformRow(
        name=one_line(trend.reform.name),
        agency=one_line(trend.agency.name),
        href=rounds[-1].href,
        round=one_line(trend.points[-1].round),
        day=day_view(trend.points[-1].day),
        tiles=tuple(_tile(last.get(heading.id, NOT_IN_RUBRIC)) for heading in shown),
        scores=scores_view(latest, steps),
        numbers=course.numbers,
        change=course.change,
        compared=course.compared,
        trend=page,
        rounds=tuple(rounds),
        changes=tuple(changes),
    )


class _Course(NamedTuple):
    numbers: tuple[Fraction | int | None, ...]
    change: str
    compared: str


def _course(series: RollupSeries) -> _Course:
    """How the mean went, over what is rated in every round."""
    numbers = tuple(summary.mean for summary in series.steady)
    if len(numbers) == 1:
        return _Course(numbers, "", "")
    if numbers[0] is None or numbers[-1] is None:
        return _Course(numbers, "", "not comparable with the first round")
    compared = f"over {compared_words(series.steady_elements, series.elements)} elements rated in every round"
    change = moved_words(two_places(numbers[0]), two_places(numbers[-1]))
    return _Course(numbers, change, compared if series.is_partial else "")


def paged(rows: Sequence[ReformRow]) -> tuple[tuple[ReformRow, ...], ...]:
    """The reforms of each page, in their order: as many as keep a page small, and at least one."""
    pages: list[list[ReformRow]] = [[]]
    room = _ROOM
    for row in rows:
        size = _ROOM_OF_REFORM + len(row.rounds)
        if pages[-1] and size > room:
            pages.append([])
            room = _ROOM
        pages[-1].append(row)
        room -= size
    return tuple(map(tuple, pages))


def page_links(pages: Sequence[Sequence[ReformRow]], hrefs: Sequence[str]) -> tuple[Link, ...]:
    """Where the reforms of each page stand; nothing where one page holds them all."""
    if len(pages) == 1:
        return ()
    ends = list(accumulate(map(len, pages), initial=0))
    return tuple(
        Link(f"Reforms {first + 1} to {last}", href, f"{rows[0].name} to {rows[-1].name}")
        for first, last, href, rows in zip(ends, ends[1:], hrefs, pages, strict=False)
    )


def portfolio_sentence(rows: Sequence[ReformRow]) -> str:
    if not rows:
        return "No reform is rated yet."
    several = len(rows) != 1
    days = sorted({row.day.iso: row.day for row in rows}.items())
    first, last = _unbroken(days[0][1]), _unbroken(days[-1][1])
    when = f"on {last}" if first == last else f"between {first} and {last}"
    latest = "each in its latest round, rated" if several else "in its latest round, rated"
    return f"{counted(len(rows), 'reform')}, {latest} {when}. {_spread(rows)}"


def _unbroken(day: DayView) -> str:
    """A date that does not part at the end of a line."""
    return day.long.replace(" ", "\N{NO-BREAK SPACE}")


def _spread(rows: Sequence[ReformRow]) -> str:
    rated = sum(row.scores.rated for row in rows)
    if not rated:
        return "No element is rated yet."
    counts: dict[str, int] = {}
    for row in rows:
        for share in row.scores.distribution:
            counts[share.step.name] = counts.get(share.step.name, 0) + share.count
    said = ", ".join(f"{count} {name.lower()}" for name, count in reversed(counts.items()) if count)
    return f"Of {counted(rated, 'rating')}: {said}."


def _tile(at: Standing) -> Tile:
    return Tile(at, str(at.points) if at.points else _MARKS[at.key])


def portfolio_to_html(portfolio: Portfolio) -> str:
    return page_in_html("portfolio.html.j2", portfolio, line=line)
