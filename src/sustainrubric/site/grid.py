"""The grid of all reforms by all elements: a tile for each, with its move, and how levels are spread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sustainrubric.base.phrase import own, phrase
from sustainrubric.base.text import DASH
from sustainrubric.instruments.rubric import Category
from sustainrubric.pages.parts import Standing, Step
from sustainrubric.pages.svg import number, rect
from sustainrubric.rounds.model import MoveKind

_MARKS = {"not-applicable": "n/a", "unknown": "?", "not-rated": DASH}

_WAYS: dict[MoveKind, str] = {"improved": "up", "declined": "down"}

_HIGH, _WIDE = 30, 22


@dataclass(frozen=True, slots=True)
class Heading:
    """An element that heads a column, in the reference pages."""

    id: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Tile:
    """An element of one reform; `mark` is what fits into a small square, `way` is `up`, `down` or empty.

    `words` say the same for those who hear it; `href` leads to the rating, and is empty where there is none.
    """

    standing: Standing
    mark: str
    way: str
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class LevelCounts:
    """How many ratings stand at each level, lowest first, and the same in words."""

    counts: tuple[tuple[str, int], ...]
    words: str


def headings(categories: Sequence[Category], reference: str) -> tuple[Heading, ...]:
    elements = [element for one in categories for variable in one.variables for element in variable.elements]
    return tuple(Heading(each.id, each.title, f"{reference}#element-{each.id}") for each in elements)


def groups_of(categories: Sequence[Category]) -> tuple[tuple[str, int], ...]:
    """The headings over the columns, each with how many columns it is over."""
    return tuple(
        (f"{one.id}. {one.title}", sum(len(variable.elements) for variable in one.variables))
        for one in categories
    )


def tile(heading: Heading, at: Standing, reform: str, moved: Mapping[str, MoveKind], href: str) -> Tile:
    """The tile of an element; `moved` says how elements went since the round before."""
    way = _WAYS.get(moved.get(heading.id, "unchanged"), "")
    moved_words = f", {way} since the round before" if way else ""
    words = phrase(f"{at.name}{moved_words}: {heading.id}, ", own(reform))
    mark = str(at.points) if at.points else _MARKS[at.key]
    return Tile(at, mark, way, words, href)


def column_counts(columns: Sequence[Sequence[Tile]], steps: Sequence[Step]) -> tuple[LevelCounts, ...]:
    """How the levels of each element are spread over the reforms."""
    return tuple(_counts(column, steps) for column in columns)


def _counts(tiles: Sequence[Tile], steps: Sequence[Step]) -> LevelCounts:
    counts = tuple((step.key, sum(one.standing.key == step.key for one in tiles)) for step in steps)
    names = {step.key: step.name.lower() for step in steps}
    said = ", ".join(f"{count} {names[key]}" for key, count in counts if count)
    return LevelCounts(counts, said or "not rated in any reform")


def stack(counts: LevelCounts) -> str:
    """A small column of levels, lowest at the foot; its words stand beside it for those who do not see it."""
    whole = sum(count for _, count in counts.counts)
    shapes, y = [], float(_HIGH)
    for key, count in counts.counts:
        high = _HIGH * count / whole if whole else 0
        y -= high
        if count:
            shapes.append(rect(0, y, _WIDE, high, f"fill-{key}"))
    return (
        f'<svg class="stack" aria-hidden="true" width="{number(_WIDE)}" height="{number(_HIGH)}">'
        f"{''.join(shapes)}</svg>"
    )
