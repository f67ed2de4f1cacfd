"""Numbers -> pictures in SVG; the page holds the same numbers as text or in a table.

The bar and the scale measure in percentages instead of a view box, so that their words keep their
size while the picture takes the width it gets. Colours are classes of the style sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from sustainrubric.report.parts import Element, Scores, Share, Standing, Step
from sustainrubric.report.phrases import counted
from sustainrubric.report.svg import nested, percentage, picture, rect, text, triangle

_BAR = 44
# A share of this size has room for the level's name beside its count, on a phone as well.
_ROOM_FOR_NAME = 0.34
# The name of a round can be any text; half a scale on a phone has room for so many characters.
_MARK_LIMIT = 18


def distribution_bar(scores: Scores, name: str, subject: str) -> str:
    """One bar: how many elements stand at each level, and how many are not rated."""
    unrated = scores.applicable - scores.rated
    description = ", ".join(f"{counted(s.count, 'element')} {s.step.name}" for s in scores.distribution)
    return picture(
        name,
        f"Levels of {subject}",
        f"{description}, {unrated} not rated, from left to right.",
        f'class="bar" width="100%" height="{_BAR}"',
        _bar(scores.distribution, unrated, scores.applicable),
    )


def level_scale(element: Element, steps: Sequence[Step], last_round: str) -> str:
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


def _bar(shares: Sequence[Share], unrated: int, whole: int) -> Iterator[str]:
    ends = list(accumulate((share.count for share in shares), initial=0))
    for share, start in zip(shares, ends, strict=False):
        if share.count:
            at, width = percentage(start, whole), percentage(share.count, whole)
            yield rect(at, 1, width, _BAR - 2, f"fill-{share.step.key}")
            wide = share.count / whole >= _ROOM_FOR_NAME
            words = f"{share.count} {share.step.name}" if wide else str(share.count)
            yield text(percentage(start + share.count / 2, whole), 28, words, f"on-{share.step.key} middle")
    if unrated:
        yield rect(percentage(ends[-1], whole), 1, percentage(unrated, whole), _BAR - 2, "fill-none")
        yield text(percentage(ends[-1] + unrated / 2, whole), 28, str(unrated), "on-none middle")


def _steps(standing: Standing, steps: Sequence[Step], top: int) -> Iterator[str]:
    """The step reached comes last, so that its edge lies over its neighbours'."""
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


def _scale_words(element: Element, steps: Sequence[Step], last_round: str) -> str:
    words = [f"{len(steps)} steps from {steps[0].name} to {steps[-1].name}"]
    if element.target:
        words.append(f"target {element.target.name}, {element.gap_words}")
    if element.last:
        words.append(f"in round {last_round} {element.last.name}")
    return "; ".join(words) + "."
