"""Pictures of a trend: columns of all elements by level, and a line for each part of the rubric."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from sustainrubric.pages.parts import Step
from sustainrubric.pages.svg import number, picture, rect, text
from sustainrubric.rounds.trend_view import TrendColumn

_WIDTH, _FOOT = 860, 26

_ONE, _LEAST_HEIGHT = 17, 200
"""The height of one element, so that its number fits into it, and of a picture of few elements."""

_NARROWEST, _WIDEST = 48.0, 110.0

_ROOM_FOR_NAMES = 12

_LINE_HIGH = 26


def columns(shown: Sequence[TrendColumn], steps: Sequence[Step], nth: int) -> str:
    """A column a round: how many elements stand at each level, the lowest at the bottom.

    An element is as high in every column. `nth` tells the pictures of one page apart.
    """
    width = max(_NARROWEST, min(_WIDEST, _WIDTH / max(1, len(shown))))
    most = max((sum(column.counts) + column.unrated for column in shown), default=0)
    high = max(_LEAST_HEIGHT, _ONE * most)
    names = _level_names(steps, width - _between(width))
    shapes: list[str] = []
    for place, column in enumerate(shown):
        shapes += _column(column, names, place * width, width, high / max(1, most), high)
    shapes += _names(shown, width, high)
    whole = number(max(width * len(shown), 320))
    return picture(
        f"trend-{nth}-columns",
        "Levels of all elements, round by round",
        "; ".join(_words(column, steps) for column in shown) + ".",
        f'class="columns" viewBox="0 0 {whole} {high + _FOOT}" width="{whole}" height="{high + _FOOT}"',
        shapes,
    )


def line(numbers: Sequence[Fraction | int | None], low: int, high: int, breaks: Sequence[int] = ()) -> str:
    """A small line beside the numbers it shows, and so hidden from who hears them read out; gaps part it.

    It breaks before the places in `breaks` (from 0).
    """
    width = max(60, min(160, 24 * len(numbers)))
    step = (width - 12) / max(1, len(numbers) - 1)
    span = max(1, high - low)
    at = [
        (index, 6 + index * step, _LINE_HIGH - 5 - float(value - low) / span * (_LINE_HIGH - 10))
        for index, value in enumerate(numbers)
        if value is not None
    ]
    # Where no round is missing between two positions, both have the same distance to their place here.
    runs = [
        [(x, y) for _, (_, x, y) in run]
        for _, run in groupby(
            enumerate(at),
            key=lambda entry: (entry[1][0] - entry[0], sum(place <= entry[1][0] for place in breaks)),
        )
    ]
    paths = "".join(f'<path d="M{"L".join(f"{number(x)} {number(y)}" for x, y in run)}"/>' for run in runs)
    few = len(numbers) <= 20
    dots = [(x, y) for run in runs if few or len(run) == 1 for x, y in run]
    circles = "".join(f'<circle cx="{number(x)}" cy="{number(y)}" r="2.6"/>' for x, y in dots)
    size = f'width="{width}" height="{_LINE_HIGH}" viewBox="0 0 {width} {_LINE_HIGH}"'
    return f'<svg class="line" aria-hidden="true" {size}>{paths}{circles}</svg>'


def _column(
    column: TrendColumn, names: Sequence[tuple[str, str]], x: float, width: float, one: float, bottom: float
) -> Iterator[str]:
    thick = width - _between(width)
    for (look, name), count in zip(names, [*column.counts, column.unrated], strict=True):
        if not count:
            continue
        high = count * one
        bottom -= high
        yield rect(x + (width - thick) / 2, bottom + 0.5, thick, high - 1, f"fill-{look}")
        yield text(x + width / 2, bottom + high / 2 + 4.5, f"{count} {name}", f"on-{look} count middle")


def _between(width: float) -> float:
    return min(14.0, width * 0.2)


def _level_names(steps: Sequence[Step], room: float) -> list[tuple[str, str]]:
    """The class of each level and of what is not rated, and its name as long as there is room for it."""
    if room >= 88:
        said = [step.name for step in steps]
    elif room >= 60:
        said = [step.short for step in steps]
    else:
        said = [_beginning(step.name, [one.name for one in steps]) for step in steps]
    looks = [step.key for step in steps]
    return [*zip(looks, said, strict=True), ("none", "not rated" if room >= 88 else "–")]


def _beginning(name: str, names: Sequence[str]) -> str:
    """As many letters of a name as no other name begins with."""
    return next(
        (
            name[:size]
            for size in range(1, len(name))
            if sum(one.startswith(name[:size]) for one in names) == 1
        ),
        name,
    )


def _names(shown: Sequence[TrendColumn], width: float, high: float) -> Iterator[str]:
    """A name under each column; where there is no room for all, under the first and the last."""
    y = high + 18
    if len(shown) <= _ROOM_FOR_NAMES:
        for place, column in enumerate(shown):
            yield text((place + 0.5) * width, y, _short(column.name, width), "axis middle")
    else:
        yield text(0, y, _short(shown[0].name, 400), "axis")
        yield text(len(shown) * width, y, _short(shown[-1].name, 400), "axis end")


def _words(column: TrendColumn, steps: Sequence[Step]) -> str:
    counts = [f"{count} {step.name.lower()}" for step, count in zip(steps, column.counts, strict=True)]
    return f"{column.name}: {', '.join(counts)}, {column.unrated} not rated"


def _short(name: str, width: float) -> str:
    room = int(width / 7.5)
    return name if len(name) <= room else f"{name[: room - 1]}…"
