"""Numbers -> pictures in SVG; the page holds the same numbers as text or in a table.

The bar and the scale measure in percentages instead of a view box, so that their words keep their size while
the picture takes the width it gets. Colors are classes of the style sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from sustainrubric.base.text import counted
from sustainrubric.pages.parts import Scores, Share, Standing, Step
from sustainrubric.pages.svg import nested, number, percentage, picture, rect, text, triangle, wrapped
from sustainrubric.report.element_parts import ElementView
from sustainrubric.report.view_parts import VariableView

_BAR, _THIN_BAR = 44, 28

# A share of this size has room for the level's name beside its count, on a phone as well.
_ROOM_FOR_NAME = 0.34

# The name of a round can be any text; half a scale on a phone has room for so many characters.
_MARK_LIMIT = 18

WIDTH = 360

_TITLE_AT, _TILE_AT, _TILE, _TILE_HIGH = 46, 244, 116, 31

_LINE, _HEADING, _GAP = 14, 20, 7

# How many characters fit beside the tile, and across: a little less than in the widest common font.
_TITLE_LIMIT, _HEADING_LIMIT = 31, 52


def distribution_bar(scores: Scores, name: str, subject: str, beside: int = 0) -> str:
    """One bar: how many elements stand at each level, and how many are not rated.

    One that stands `beside` a bar of so many elements is lower, and in proportion to that.
    """
    unrated = scores.applicable - scores.rated
    description = ", ".join(f"{counted(s.count, 'element')} {s.step.name}" for s in scores.distribution)
    height = _THIN_BAR if beside else _BAR
    return picture(
        name,
        f"Levels of {subject}",
        f"{description}, {unrated} not rated, from left to right.",
        f'class="bar" width="100%" height="{height}"',
        _bar(scores.distribution, unrated, max(beside, scores.applicable), height),
    )


def small_bar(scores: Scores) -> str:
    """The same beside its numbers in a row of a table, and so hidden from who hears them read out."""
    unrated, whole = scores.applicable - scores.rated, scores.applicable
    ends = list(accumulate((share.count for share in scores.distribution), initial=0))
    shapes = [
        rect(percentage(start, whole), 1, percentage(share.count, whole), 12, f"fill-{share.step.key}")
        for share, start in zip(scores.distribution, ends, strict=False)
        if share.count
    ]
    if unrated:
        shapes.append(rect(percentage(ends[-1], whole), 1, percentage(unrated, whole), 12, "fill-none"))
    return f'<svg class="small-bar" aria-hidden="true" width="100%" height="14">{"".join(shapes)}</svg>'


def dumbbell(element: ElementView, steps: Sequence[Step]) -> str:
    """From the level of the last round to that of this one; hidden, as both stand beside it in words."""
    if not element.last or not element.last.points or not element.standing.points:
        return ""
    places = {step.points: 9 + 34 * index for index, step in enumerate(steps)}
    old, new = places[element.last.points], places[element.standing.points]
    toward = 1 if new > old else -1
    shapes = [f'<path class="rail" d="M9 10H{9 + 34 * (len(steps) - 1)}"/>']
    shapes += [f'<circle class="stop" cx="{x}" cy="10" r="2.5"/>' for x in places.values()]
    shapes.append(f'<path class="way" d="M{old} 10H{new - 9 * toward}"/>')
    shapes.append(f'<circle class="then" cx="{old}" cy="10" r="5"/>')
    shapes.append(
        f'<path class="now {element.move}" d="M{new - 9 * toward} 3L{new + 5 * toward} 10L{new - 9 * toward} 17Z"/>'
    )
    width = 18 + 34 * (len(steps) - 1)
    size = f'width="{width}" height="20" viewBox="0 0 {width} 20"'
    return f'<svg class="dumbbell" aria-hidden="true" {size}>{"".join(shapes)}</svg>'


def level_scale(element: ElementView, steps: Sequence[Step], last_round: str) -> str:
    """The levels side by side: the one reached filled, the target marked above, the last round below."""
    marks_last = element.last is not None and element.last.points is not None
    top = 20 if element.target else 0
    height = top + 34 + (20 if marks_last else 0)
    shapes = [*_steps(element.standing, steps, top)]
    if element.target:
        shapes += _mark(element.target, steps, 7, "Target", up=False)
    if marks_last and element.last:
        shapes += _mark(element.last, steps, top + 47, last_round, up=True)
    return picture(
        f"scale-{element.id}",
        f"{element.id}: {element.standing.name}",
        _scale_words(element, steps, last_round),
        f'class="scale" width="100%" height="{height}"',
        shapes,
    )


def _bar(shares: Sequence[Share], unrated: int, whole: int, height: int) -> Iterator[str]:
    ends = list(accumulate((share.count for share in shares), initial=0))
    line = height / 2 + 5.5
    for share, start in zip(shares, ends, strict=False):
        if share.count:
            at, width = percentage(start, whole), percentage(share.count, whole)
            yield rect(at, 1, width, height - 2, f"fill-{share.step.key}")
            wide = share.count / whole >= _ROOM_FOR_NAME
            words = f"{share.count} {share.step.name}" if wide else str(share.count)
            yield text(percentage(start + share.count / 2, whole), line, words, f"on-{share.step.key} middle")
    if unrated:
        yield rect(percentage(ends[-1], whole), 1, percentage(unrated, whole), height - 2, "fill-none")
        yield text(percentage(ends[-1] + unrated / 2, whole), line, str(unrated), "on-none middle")


def _steps(standing: Standing, steps: Sequence[Step], top: int) -> Iterator[str]:
    """The step reached comes last, so that its edge lies over its neighbors'."""
    for index, step in sorted(enumerate(steps), key=lambda item: item[1].key == standing.key):
        reached = step.key == standing.key
        look = f"fill-{step.key} reached" if reached else "step" if standing.points else "step open"
        at = percentage(index, len(steps))
        yield rect(at, top + 1.5, percentage(1, len(steps)), 31, look)
        words = f"on-{step.key} middle reached" if reached else "on-step middle"
        yield text(percentage(index + 0.5, len(steps)), top + 21, step.name, words)


def _mark(standing: Standing, steps: Sequence[Step], y: int, words: str, *, up: bool) -> Iterator[str]:
    index = next(index for index, step in enumerate(steps) if step.key == standing.key)
    x = percentage(index + 0.5, len(steps))
    # In the right half the words stand before the mark, so that they stay inside the picture.
    at, look = (-8, "mark-words before") if index >= len(steps) / 2 else (8, "mark-words")
    yield triangle(x, y + (-4 if up else 7), "pointer", up=up, size=4)
    yield nested(x, y, text(at, 4, _shortened(words), look))


def _shortened(words: str) -> str:
    return words if len(words) <= _MARK_LIMIT else f"{words[: _MARK_LIMIT - 1]}…"


def _scale_words(element: ElementView, steps: Sequence[Step], last_round: str) -> str:
    words = [f"{len(steps)} steps from {steps[0].name} to {steps[-1].name}"]
    if element.target:
        words.append(f"target {element.target.name}, {element.gap_words}")
    if element.last:
        words.append(f"in round {last_round} {element.last.name}")
    return "; ".join(words) + "."


def heat_map(variable: VariableView, steps: Sequence[Step]) -> str:
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
        "; ".join(f"{one.id} {one.title}: {one.standing.name}{_moved(one)}" for one in variable.elements)
        + ".",
        f'class="heat" viewBox="0 0 {WIDTH} {number(y)}" width="{WIDTH}" height="{number(y)}"',
        shapes,
    )


def _row(
    element: ElementView, lines: Sequence[str], y: float, high: float, steps: Sequence[Step]
) -> Iterator[str]:
    yield rect(0, y, WIDTH, 1, "heat-rule")
    first = y + high / 2 - _LINE * (len(lines) - 1) / 2 + 4.5
    yield text(0, first, element.id, "heat-id")
    yield from _lines(_TITLE_AT, first, lines, "heat-title")
    yield from _tile(element, y + (high - _TILE_HIGH) / 2, steps)


def _tile(element: ElementView, y: float, steps: Sequence[Step]) -> Iterator[str]:
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


def _moved(element: ElementView) -> str:
    return {"improved": " (up)", "declined": " (down)"}.get(element.move or "", "")
