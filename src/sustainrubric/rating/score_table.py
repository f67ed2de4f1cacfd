"""A scorecard as rows of text, for the terminal's table and for Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sustainrubric.base.escaping import inert
from sustainrubric.base.numbers import percent, two_places
from sustainrubric.base.text import clean
from sustainrubric.rating.scorecard import ElementScore, Scorecard, Summary

ABSENT = "–"

ROLLUP_HEADERS = (
    "", "Inadequate", "Emerging", "Strong", "Exemplary",
    "Majority", "Mean", "Bounds", "Rated", "Coverage", "To target", "Lowest",
)  # fmt: skip

ROLLUP_NUMBERS = frozenset({1, 2, 3, 4, 6, 7, 8, 9, 10})

ELEMENT_HEADERS = ("Element", "", "Level", "Points", "Weight", "Target", "Gap")

ELEMENT_NUMBERS = frozenset({3, 4, 6})


# Columns in the order in which they go when there is no room, and the width from which they stay.
_ROOM = ((11, 165), (7, 140), (10, 106), (8, 76))

_WIDTH_FOR_WORDS = 116


def score_to_markdown(scorecard: Scorecard) -> str:
    """The same two tables as on a terminal, under a heading that names reform and round."""
    tables = score_table(scorecard)
    names = (scorecard.reform.name, scorecard.round.id)
    lines = [
        f"## {': '.join(inert(clean(name)) for name in names)}",
        "",
        f"{inert(clean(scorecard.agency.name))}, {scorecard.round.date}, {scorecard.rubric}",
        "",
        *_table(ROLLUP_HEADERS, tables.rollups, ROLLUP_NUMBERS),
        "",
        *_table(ELEMENT_HEADERS, tables.elements, ELEMENT_NUMBERS),
    ]
    return "\n".join(lines) + "\n"


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]], numbers: frozenset[int]) -> Iterator[str]:
    yield _row(headers)
    yield _row(["---:" if position in numbers else "---" for position in range(len(headers))])
    yield from (_row([_cell(text) for text in row]) for row in rows)


def _cell(text: str) -> str:
    # Within a table row no line begins, so a number needs no guard against being read as a list.
    return inert(text).replace("\\.", ".", 1)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """The two tables of a scorecard: roll-ups from the whole to the variables, then every element."""

    rollups: tuple[tuple[str, ...], ...]
    elements: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ChosenColumns:
    """The columns of the roll-ups that fit a terminal."""

    positions: tuple[int, ...]
    merged: bool

    @property
    def numbers(self) -> frozenset[int]:
        """Where numbers stand among the chosen columns."""
        positions = self.positions if not self.merged else (0, 1, *self.positions[5:])
        return frozenset(
            place
            for place, position in enumerate(positions)
            if position in ROLLUP_NUMBERS and (place != 1 or not self.merged)
        )

    @property
    def left_out(self) -> list[str]:
        return [header for place, header in enumerate(ROLLUP_HEADERS) if place not in self.positions]

    def rows(self, rows: Sequence[Sequence[str]]) -> list[list[str]]:
        """The rows with these columns only; the four counts in one column where there is little room."""
        chosen = [[row[position] for position in self.positions] for row in rows]
        if not self.merged:
            return chosen
        heads = [header[:2] for header in chosen[0][1:5]]
        return [
            [
                row[0],
                " ".join(text.rjust(2) for text in (row[1:5] if row is not chosen[0] else heads)),
                *row[5:],
            ]
            for row in chosen
        ]


def rollups_for(width: int | None) -> ChosenColumns:
    """Which columns to show in `width` columns; all where there is no limit."""
    dropped = {position for position, room in _ROOM if width is not None and width < room}
    positions = tuple(position for position in range(len(ROLLUP_HEADERS)) if position not in dropped)
    return ChosenColumns(positions, width is not None and width < _WIDTH_FOR_WORDS)


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
