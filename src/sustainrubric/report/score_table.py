"""A scorecard as rows of text, for the terminal's table and the Markdown one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sustainrubric.engine.rounding import percent, two_places
from sustainrubric.model.scorecard import ElementScore, Scorecard, Summary

ABSENT = "–"

ROLLUP_HEADERS = (
    "", "Inadequate", "Emerging", "Strong", "Exemplary",
    "Majority", "Mean", "Bounds", "Rated", "Coverage", "To target", "Lowest",
)  # fmt: skip
ROLLUP_NUMBERS = frozenset({1, 2, 3, 4, 6, 7, 8, 9, 10})

ELEMENT_HEADERS = ("Element", "", "Level", "Points", "Weight", "Target", "Gap")
ELEMENT_NUMBERS = frozenset({3, 4, 6})


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """The two tables of a scorecard: roll-ups from the whole to the variables, then every element."""

    rollups: tuple[tuple[str, ...], ...]
    elements: tuple[tuple[str, ...], ...]


def score_table(scorecard: Scorecard) -> ScoreTable:
    """All numbers of a scorecard, as they are shown to people."""
    return ScoreTable(tuple(_rollups(scorecard)), tuple(map(_element_row, scorecard.elements)))


def level_words(element: ElementScore) -> str:
    """The level as a person reads it: derived, unknown, not applicable or not rated is said in words."""
    if element.level is not None:
        return f"{element.level} (derived)" if element.derived else element.level
    return {"not-applicable": "not applicable", "unknown": "unknown"}.get(element.given or "", "not rated")


def _rollups(scorecard: Scorecard) -> Iterator[tuple[str, ...]]:
    yield _rollup_row("Overall", scorecard.overall)
    for category in scorecard.categories:
        yield _rollup_row(f"{category.id}. {category.title}", category.summary)
        for variable in category.variables:
            yield _rollup_row(f"{variable.id} {variable.title}", variable.summary)


def _rollup_row(name: str, summary: Summary) -> tuple[str, ...]:
    bounds = " to ".join(map(two_places, summary.bounds)) if summary.bounds else ABSENT
    return (
        name,
        *(str(count) for count in summary.distribution.values()),
        summary.majority or ABSENT,
        two_places(summary.mean),
        bounds,
        f"{summary.rated} of {summary.applicable}",
        percent(summary.coverage),
        percent(summary.percent_to_target),
        ", ".join(summary.lowest) or ABSENT,
    )


def _element_row(element: ElementScore) -> tuple[str, ...]:
    return (
        element.id,
        element.title,
        level_words(element),
        ABSENT if element.points is None else str(element.points),
        f"{float(element.weight):g}",
        element.target or ABSENT,
        ABSENT if element.gap is None else str(element.gap),
    )
