"""A scorecard as Markdown tables, for a pull request or a page in the repository."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sustainrubric.model.clean import clean
from sustainrubric.model.scorecard import Scorecard
from sustainrubric.report import score_table as shown
from sustainrubric.report.markdown_text import inert


def score_to_markdown(scorecard: Scorecard) -> str:
    """The same two tables as on a terminal, under a heading that names reform and round."""
    tables = shown.score_table(scorecard)
    names = (scorecard.reform.name, scorecard.round.id)
    lines = [
        f"## {': '.join(inert(clean(name)) for name in names)}",
        "",
        f"{inert(clean(scorecard.agency.name))}, {scorecard.round.date}, {scorecard.rubric}",
        "",
        *_table(shown.ROLLUP_HEADERS, tables.rollups, shown.ROLLUP_NUMBERS),
        "",
        *_table(shown.ELEMENT_HEADERS, tables.elements, shown.ELEMENT_NUMBERS),
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
