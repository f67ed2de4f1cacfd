"""`sustain score`: what the ratings add up to."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sustainrubric.model.scorecard import Scorecard


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


def score(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="Assessments, or worksheets; - is standard input."),
    ],
    form: Annotated[Format, typer.Option("--format", help="How to print the scores.")] = Format.TABLE,
    explain: Annotated[bool, typer.Option("--explain", help="Show the working behind every number.")] = False,
) -> None:
    """Score assessments: distribution, majority level, mean with bounds, coverage, distance to targets.

    Of a worksheet: how far each step is filled, what covers the recommended steps, the gaps.
    """
    from sustainrubric.cli.console import note, write
    from sustainrubric.cli.inspect import inspect, with_rubric
    from sustainrubric.cli.problems import counted
    from sustainrubric.engine.score import score as work_out

    scores: list[tuple[str, Scorecard]] = []
    weak = 0
    opened = [inspect(file) for file in files]
    if any(loaded.kind == "worksheet" for loaded in opened):
        from sustainrubric.cli.worksheet_score import show

        show(opened, form.value, explain=explain)
        return
    for loaded in opened:
        _, assessment, rubric = with_rubric(loaded)
        weak += len(loaded.problems)
        scores.append((loaded.file, work_out(assessment, rubric)))
        if explain:
            from sustainrubric.report.working import working

            write("\n".join([_title(scores[-1][1]), "", *working(scores[-1][1], assessment, rubric)]))
    if not explain:
        _print(scores, form)
    if weak:
        note(f"{counted(weak, 'warning')} in these files; `sustain validate` shows them")


def _print(scores: Sequence[tuple[str, Scorecard]], form: Format) -> None:
    from sustainrubric.cli.console import write_data

    if form is Format.JSON:
        from sustainrubric.report.to_json import score_to_json

        write_data(score_to_json(scores))
    elif form is Format.CSV:
        from sustainrubric.report.to_csv import score_to_csv

        write_data(score_to_csv(scores))
    elif form is Format.MARKDOWN:
        from sustainrubric.report.score_markdown import score_to_markdown

        write_data("\n".join(score_to_markdown(scorecard) for _, scorecard in scores))
    else:
        for _, scorecard in scores:
            _print_tables(scorecard)


def _print_tables(scorecard: Scorecard) -> None:
    from sustainrubric.cli.console import table, terminal_width, write
    from sustainrubric.report import score_table as shown

    tables = shown.score_table(scorecard)
    write(f"{_title(scorecard)}\n")
    chosen = shown.rollups_for(terminal_width())
    headers, *rollups = chosen.rows([shown.ROLLUP_HEADERS, *tables.rollups])
    table(headers, rollups, chosen.numbers)
    if chosen.left_out:
        write(f"Left out for want of room: {', '.join(chosen.left_out)}; --explain shows all.")
    write("")
    table(shown.ELEMENT_HEADERS, tables.elements, shown.ELEMENT_NUMBERS)


def _title(scorecard: Scorecard) -> str:
    from sustainrubric.model.clean import one_line

    names = (scorecard.agency.name, scorecard.reform.name, scorecard.round.id)
    return f"{', '.join(map(one_line, names))} ({scorecard.round.date}), {scorecard.rubric}"
