"""The heat map: every element with its level, as a word, as a number of filled marks and as a colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sustainrubric.report.parts import Category, Element, Step, Variable
from sustainrubric.report.svg import number, picture, rect, text, triangle, wrapped

WIDTH = 360
_TITLE_AT, _TILE_AT, _TILE, _TILE_HIGH = 46, 244, 116, 36
_LINE = 15
# How many characters fit beside the tile, and across: a little less than in the widest common font.
_TITLE_LIMIT, _HEADING_LIMIT = 31, 52


def heat_map(category: Category, steps: Sequence[Step]) -> str:
    """The elements of one category, below the variables they belong to."""
    shapes: list[str] = []
    y = 0.0
    for variable in category.variables:
        heading = wrapped(f"{variable.id}  {variable.title}", _HEADING_LIMIT)
        y += 20
        shapes += _lines(0, y, heading, "heat-variable")
        y += _LINE * (len(heading) - 1) + 9
        for element in variable.elements:
            lines = wrapped(element.title, _TITLE_LIMIT)
            high = max(_TILE_HIGH + 8, _LINE * len(lines) + 12)
            shapes += _row(element, lines, y, high, steps)
            y += high
        y += 6
    return picture(
        f"map-{category.id}",
        f"Levels in {category.title}",
        "; ".join(_variable_words(variable) for variable in category.variables) + ".",
        f'class="heat" viewBox="0 0 {WIDTH} {number(y)}" width="{WIDTH}" height="{number(y)}"',
        shapes,
    )


def _row(
    element: Element, lines: Sequence[str], y: float, high: float, steps: Sequence[Step]
) -> Iterator[str]:
    yield rect(0, y, WIDTH, 1, "heat-rule")
    first = y + high / 2 - _LINE * (len(lines) - 1) / 2 + 4.5
    yield text(0, first, element.id, "heat-id")
    yield from _lines(_TITLE_AT, first, lines, "heat-title")
    yield from _tile(element, y + (high - _TILE_HIGH) / 2, steps)


def _tile(element: Element, y: float, steps: Sequence[Step]) -> Iterator[str]:
    standing = element.standing
    if standing.points is None:
        yield rect(_TILE_AT + 1, y + 1, _TILE - 2, _TILE_HIGH - 2, "fill-none", 4)
        yield text(_TILE_AT + 12, y + 22.5, standing.name, "on-none")
        return
    yield rect(_TILE_AT + 1, y + 1, _TILE - 2, _TILE_HIGH - 2, f"fill-{standing.key}", 4)
    yield text(_TILE_AT + 12, y + 17, standing.name, f"on-{standing.key}")
    for index, step in enumerate(steps):
        look = "pip" if step.points <= standing.points else "pip empty"
        yield rect(_TILE_AT + 12 + index * 17, y + 23, 14, 5, f"{look} pip-{standing.key}", 1)
    if element.move in ("improved", "declined"):
        up = element.move == "improved"
        yield triangle(_TILE_AT + _TILE - 16, y + _TILE_HIGH / 2, f"pip-{standing.key}", up=up, size=5)


def _lines(x: float, y: float, lines: Sequence[str], look: str) -> Iterator[str]:
    for index, line in enumerate(lines):
        yield text(x, y + index * _LINE, line, look)


def _variable_words(variable: Variable) -> str:
    words = (f"{element.id} {element.standing.name}{_moved(element)}" for element in variable.elements)
    return f"{variable.title}: {', '.join(words)}"


def _moved(element: Element) -> str:
    return {"improved": " (up)", "declined": " (down)"}.get(element.move or "", "")
