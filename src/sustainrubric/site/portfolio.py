"""All reforms of an agency -> the plain view of the site's first page, and the pages only a site has."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sustainrubric.base.text import counted, one_line
from sustainrubric.pages.parts import DayView, Scores, Step
from sustainrubric.pages.phrases import day_view, steps_of
from sustainrubric.pages.render import page_in_html
from sustainrubric.plan.view_parts import ActionRow
from sustainrubric.rating.score_view import scores_view
from sustainrubric.report.charts import small_bar
from sustainrubric.rounds.model import RoundDiff, Trend
from sustainrubric.rounds.words import NOT_IN_RUBRIC, standing
from sustainrubric.site.attention import Attention
from sustainrubric.site.grid import Heading, LevelCounts, Tile, stack, tile

# A reform takes as many bytes of a page as so many rounds of it do; 30 reforms of two rounds fill a page.
_ROOM_OF_REFORM, _ROOM = 8, 300


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the site, and what it is called."""

    words: str
    href: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ReformRow:
    """A reform in its latest round, and how it came there.

    `now` and `before` are the last two rounds over the elements rated in both, and None where none is;
    `up` and `down` count those that moved between them.
    """

    name: str
    agency: str
    href: str
    round: str
    day: DayView
    tiles: tuple[Tile, ...]
    scores: Scores
    before: Scores | None
    now: Scores | None
    up: int
    down: int
    attention: Attention
    trend: Link | None
    rounds: tuple[Link, ...]
    changes: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A total over all reforms."""

    name: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class GoalState:
    """A goal of the agency and how it stands: `on-track`, `behind`, `not-measured` or `no-path`."""

    name: str
    key: str
    standing: str
    sentence: str
    reforms: str
    href: str


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
    introduction: str
    figures: tuple[Figure, ...]
    rule: str
    columns: tuple[LevelCounts, ...]
    goals: tuple[GoalState, ...]
    names_nobody: bool
    others: tuple[Link, ...]
    rubrics: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ReformSources:
    """What the row of a reform is made of: its rounds as a trend, the last step of it, and its pages.

    `rounds` and `changes` are oldest first, `page` is that of the trend; `elements` are those that the page of
    the latest round has. `overdue` counts its actions.
    """

    trend: Trend
    moved: RoundDiff | None
    rounds: Sequence[Link]
    changes: Sequence[Link]
    page: Link | None
    elements: Collection[str]
    gaps: Sequence[int]
    overdue: int


def reform_row(found: ReformSources, shown: Sequence[Heading]) -> ReformRow:
    """The row of a reform, with a tile for each of the elements that are shown."""
    trend = found.trend
    steps = steps_of(trend.span.new.rubric)
    last = {series.id: standing(series.readings[-1], steps) for series in trend.elements}
    latest = trend.overall.summaries[-1]
    assert latest is not None
    moved = found.moved
    counts = moved.overall.counts if moved else {}
    kinds = {one.id: one.kind for one in moved.elements} if moved else {}
    page = found.rounds[-1].href
    is_compared = moved is not None and moved.overall.compared > 0
    return ReformRow(
        name=one_line(trend.reform.name),
        agency=one_line(trend.agency.name),
        href=page,
        round=one_line(trend.points[-1].round),
        day=day_view(trend.points[-1].day),
        tiles=tuple(
            tile(
                heading,
                last.get(heading.id, NOT_IN_RUBRIC),
                trend.reform.name,
                kinds,
                f"{page}#element-{heading.id}" if heading.id in found.elements else "",
            )
            for heading in shown
        ),
        scores=scores_view(latest, steps),
        before=scores_view(moved.overall.old, steps) if moved and is_compared else None,
        now=scores_view(moved.overall.new, steps) if moved and is_compared else None,
        up=counts.get("improved", 0),
        down=counts.get("declined", 0),
        attention=Attention(
            overdue=found.overdue,
            declined=counts.get("declined", 0),
            missing=sum(found.gaps),
            below=sum(gap > 0 for gap in found.gaps),
            rated=latest.rated,
        ),
        trend=found.page,
        rounds=tuple(found.rounds),
        changes=tuple(found.changes),
    )


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


def figures_of(rows: Sequence[ReformRow], actions: int, overdue: int) -> tuple[Figure, ...]:
    """The totals over all reforms."""
    rated, whole = sum(row.scores.rated for row in rows), sum(row.scores.applicable for row in rows)
    up, down = sum(row.up for row in rows), sum(row.down for row in rows)
    return (
        Figure("Reforms", str(len(rows)), "each in its latest round"),
        Figure("Elements rated", str(rated), f"of {whole} that apply"),
        Figure("Moved since the round before", f"{down} down, {up} up", "elements rated in both rounds"),
        Figure("Actions overdue", str(overdue), f"of {actions} open"),
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


def portfolio_to_html(portfolio: Portfolio) -> str:
    return page_in_html("portfolio.html.j2", portfolio, small_bar=small_bar, stack=stack)
