"""A trend -> the plain view that every readable format is made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sustainrubric.base.numbers import two_places
from sustainrubric.base.text import DASH, missing_words, moved_words, one_line
from sustainrubric.pages.credits import own_credits
from sustainrubric.pages.parts import DayView, Standing, Step
from sustainrubric.pages.phrases import day_view, standing_at, steps_of
from sustainrubric.rating.scorecard import Summary
from sustainrubric.rounds.comparable import compared_words
from sustainrubric.rounds.model import ElementSeries, Reason, RollupSeries, Trend
from sustainrubric.rounds.words import HEADINGS, REASONS, span_headline, standing

_BROKEN: dict[Reason, str] = {"reworded": "reworded", "split": "split", "merged": "merged"}

_NOTHING = Standing("not-rated", DASH)


@dataclass(frozen=True, slots=True)
class PointView:
    """A round or a commit: `round` is set where its name is not the round's.

    `author` and `subject` say who committed it and why; both are empty for a round of its own.
    """

    name: str
    day: DayView
    round: str
    author: str
    subject: str


@dataclass(frozen=True, slots=True)
class Cell:
    """How a part stood in one round; `remark` is what has to be said beside it."""

    standing: Standing
    remark: str


@dataclass(frozen=True, slots=True)
class TrendRow:
    """A part of the rubric over all rounds; `depth` is 0 for the whole, 3 for an element.

    `compared` says on how many elements the levels, means and line of a roll-up rest, where these are not all.
    `breaks` are the rounds (from 0) before which its line breaks, as its words are others.
    """

    depth: int
    id: str
    name: str
    numbers: tuple[Fraction | int | None, ...]
    cells: tuple[Cell, ...]
    change: str
    compared: str = ""
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TrendColumn:
    """All elements in one round: how many stand at each level, lowest first, and how many nowhere."""

    name: str
    counts: tuple[int, ...]
    unrated: int


@dataclass(frozen=True, slots=True)
class TrendView:
    title: str
    agency: str
    reform: str
    points: tuple[PointView, ...]
    headline: str
    remarks: tuple[str, ...]
    credits: tuple[str, ...]
    rows: tuple[TrendRow, ...]
    columns: tuple[TrendColumn, ...]
    steps: tuple[Step, ...]
    rubric: str

    @property
    def commits(self) -> tuple[PointView, ...]:
        """The points that are commits."""
        return tuple(point for point in self.points if point.author or point.subject)


def trend_view(trend: Trend) -> TrendView:
    steps = steps_of(trend.span.new.rubric)
    return TrendView(
        title=f"Trend: {one_line(trend.reform.name)}",
        agency=one_line(trend.agency.name),
        reform=one_line(trend.reform.name),
        points=tuple(_points(trend)),
        headline=span_headline(trend),
        remarks=tuple(_remarks(trend)),
        credits=own_credits(one.rubric for one in (trend.span.old, trend.span.new)),
        rows=tuple(_rows(trend, steps)),
        columns=tuple(_columns(trend)),
        steps=steps,
        rubric=trend.points[-1].rubric,
    )


def _points(trend: Trend) -> Iterator[PointView]:
    for point in trend.points:
        name = one_line(point.name)
        other = one_line(point.round) if point.round != point.name else ""
        yield PointView(name, day_view(point.day), other, one_line(point.author), one_line(point.message))


def _remarks(trend: Trend) -> Iterator[str]:
    if trend.missing:
        yield missing_words(trend.missing, "rounds")
    if len(trend.points) > 1:
        yield from _compared(trend)
    readings = (reading for series in trend.elements for reading in series.readings)
    derived = sum(1 for reading in readings if reading and reading.derived)
    if derived:
        yield f"Levels marked derived ({derived}) are worked out from rated criteria, and count as levels."
    agreed = [f"{point.agreed} in {one_line(point.name)}" for point in trend.points if point.agreed]
    if agreed:
        yield f"Levels that a panel of raters agreed on: {', '.join(agreed)}."
    rubrics = dict.fromkeys(point.instrument for point in trend.points)
    if len(rubrics) > 1:
        yield f"The rubrics differ ({'; '.join(rubrics)}); only elements that are equal are compared."
    yield from _broken(trend)


def _broken(trend: Trend) -> Iterator[str]:
    """Where lines break, and for which elements."""
    places = sorted({place for series in trend.elements for place in series.breaks})
    for place in places:
        reasons: dict[Reason, list[str]] = {}
        for series in trend.elements:
            if place in series.breaks:
                reasons.setdefault(series.breaks[place], []).append(series.id)
        said = "; ".join(f"{', '.join(ids)} {_BROKEN[reason]}" for reason, ids in reasons.items())
        before, after = (one_line(trend.points[at].name) for at in (place - 1, place))
        yield f"The lines break between {before} and {after}: {said}."


def _compared(trend: Trend) -> Iterator[str]:
    rounds = [
        f"{one_line(point.name)} ({day_view(point.day).long})"
        for point in (trend.points[0], trend.points[-1])
    ]
    yield f"The headline compares the last with the first of {len(trend.points)}: {' and '.join(rounds)}."
    steady, everything = trend.overall.steady_elements, sum(1 for _ in trend.elements)
    rates_nothing = any(summary is None or not summary.rated for summary in trend.overall.summaries)
    every = "every one that rates anything" if rates_nothing else "every one"
    yield (
        f"Rated in {every}: {compared_words(steady, everything)} elements. "
        "Only such elements count in the majority levels, means and lines."
    )
    if trend.span.weights:
        yield "Weights changed between the rounds, which by itself can move a majority level or a mean."


def _rows(trend: Trend, steps: Sequence[Step]) -> Iterator[TrendRow]:
    reasons = {move.id: move.reason for move in trend.span.elements}
    yield _rollup(trend.overall, 0, steps)
    for category in trend.categories:
        yield _rollup(category.rollup, 1, steps)
        for variable in category.variables:
            yield _rollup(variable.rollup, 2, steps)
            for element in variable.elements:
                yield _element(element, steps, reasons.get(element.id))


def _rollup(series: RollupSeries, depth: int, steps: Sequence[Step]) -> TrendRow:
    """Beside one another and on one line stand only sums over the elements rated in every round."""
    first, last = series.steady[0].mean, series.steady[-1].mean
    several = len(series.steady) > 1
    compared = compared_words(series.steady_elements, series.elements)
    return TrendRow(
        depth=depth,
        id=series.id,
        name=series.title,
        numbers=tuple(summary.mean for summary in series.steady),
        cells=tuple(_cells(series, compared, steps)),
        change=moved_words(two_places(first), two_places(last))
        if first is not None and last is not None
        else DASH,
        compared=compared if several and series.is_partial else "",
        breaks=series.breaks,
    )


def _cells(series: RollupSeries, compared: str, steps: Sequence[Step]) -> Iterator[Cell]:
    for whole, steady in zip(series.summaries, series.steady, strict=True):
        if whole is None:
            yield Cell(_NOTHING, "not in this rubric")
            continue
        # One round alone stands beside no other.
        shown = whole if len(series.steady) == 1 else steady
        at = standing_at(shown.majority, steps) if shown.majority else _NOTHING
        rated = f"{whole.rated} of {whole.applicable}" if len(series.steady) == 1 else compared
        yield Cell(at, f"{two_places(shown.mean, DASH)}, {rated}" if shown.rated else _why_nothing(whole))


def _why_nothing(whole: Summary) -> str:
    return "nothing rated" if not whole.rated else "nothing rated in every round"


def _element(series: ElementSeries, steps: Sequence[Step], reason: Reason | None) -> TrendRow:
    stood = [standing(reading, steps) for reading in series.readings]
    return TrendRow(
        depth=3,
        id=series.id,
        name=series.title,
        numbers=series.points,
        cells=tuple(Cell(at, "derived" if at.points and at.remark else "") for at in stood),
        change=_change(series, reason),
        breaks=tuple(series.breaks),
    )


def _change(series: ElementSeries, reason: Reason | None) -> str:
    if reason in ("rated-in-neither", "not-applicable-in-both"):
        return DASH
    if series.change is None:
        return REASONS[reason] if reason else HEADINGS[series.kind].lower()
    return f"{series.change:+d}" if series.change else "0"


def _columns(trend: Trend) -> Iterator[TrendColumn]:
    for point, summary in zip(trend.points, trend.overall.summaries, strict=True):
        if summary is not None:
            counts = tuple(summary.distribution.values())
            yield TrendColumn(one_line(point.name), counts, summary.applicable - summary.rated)
