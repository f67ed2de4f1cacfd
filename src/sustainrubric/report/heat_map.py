"""The heat map: every element with its level, as a word, as a number of filled marks and as a colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sustainrubric.report.parts import Element, Step, Variable
from sustainrubric.report.svg import number, picture, rect, text, triangle, wrapped

WIDTH = 360
_TITLE_AT, _TILE_AT, _TILE, _TILE_HIGH = 46, 244, 116, 31
_LINE, _HEADING, _GAP = 14, 20, 7
# How many characters fit beside the tile, and across: a little less than in the widest common font.
_TITLE_LIMIT, _HEADING_LIMIT = 31, 52


def heat_map(variable: Variable, steps: Sequence[Step]) -> str:
    """The elements of one variable below its name."""
    heading = wrapped(f"{variable.id}  {variable.title}", _HEADING_LIMIT)
    shapes = [*_lines(0, _LINE, heading, "heat-variable")]
    y = float(_HEADING + _LINE * (len(heading) - 1))
    for element in variable.elements:
        lines = wrapped(element.title, _TITLE_LIMIT)
        high = max(_TILE_HIGH + 5, _LINE * len(lines) + 8)
        shapes += _row(element, lines, y, high, steps)
        y += high
    y += _GAP
    return picture(
        f"map-{variable.id}",
        f"Levels in {variable.title}",
        ", ".join(f"{element.id} {element.standing.name}{_moved(element)}" for element in variable.elements)
        + ".",
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
        yield text(_TILE_AT + 12, y + _TILE_HIGH / 2 + 4.5, standing.name, "on-none")
        return
    yield rect(_TILE_AT + 1, y + 1, _TILE - 2, _TILE_HIGH - 2, f"fill-{standing.key}", 4)
    yield text(_TILE_AT + 12, y + 15, standing.name, f"on-{standing.key}")
    for index, step in enumerate(steps):
        look = "pip" if step.points <= standing.points else "pip empty"
        yield rect(_TILE_AT + 12 + index * 17, y + 20, 14, 5, f"{look} pip-{standing.key}", 1)
    if element.move in ("improved", "declined"):
        up = element.move == "improved"
        yield triangle(_TILE_AT + _TILE - 16, y + _TILE_HIGH / 2, f"pip-{standing.key}", up=up, size=5)


def _lines(x: float, y: float, lines: Sequence[str], look: str) -> Iterator[str]:
    for index, line in enumerate(lines):
        yield text(x, y + index * _LINE, line, look)


def _moved(element: Element) -> str:
    return {"improved": " (up)", "declined": " (down)"}.get(element.move or "", "")
