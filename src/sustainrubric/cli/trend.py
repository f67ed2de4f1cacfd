"""`sustain trend`: how the ratings went over several rounds; and how trends are printed, for `sustain history` too."""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from sustainrubric.cli.options import Readers, said_of_readers
from sustainrubric.cli.shared_options import Force, ForReaders, Mappings, Output, Partial, Strict
from sustainrubric.terminal.output import form_for, in_signs_known, print_or_write
from sustainrubric.yaml.source import STANDARD_INPUT

if TYPE_CHECKING:
    from sustainrubric.rounds.model import RatedRound, Trend
    from sustainrubric.rounds.trend_view import TrendView


class TrendFormat(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"


def format_for(form: TrendFormat | None, output: str | None) -> TrendFormat:
    """The format asked for, else the one that the name of the output says, else a table."""
    return TrendFormat(form_for(form, output, list(TrendFormat)))


def show_trends(
    trends: Sequence[Trend], *, form: TrendFormat, output: str | None, inputs: Sequence[str], force: bool
) -> None:
    if form is TrendFormat.TABLE and output is None:
        _print(trends)
    else:
        for_people = form is TrendFormat.TABLE
        print_or_write(_rendered(trends, form), output, inputs=inputs, force=force, for_people=for_people)


def _rendered(trends: Sequence[Trend], form: TrendFormat) -> str:
    if form in (TrendFormat.JSON, TrendFormat.CSV):
        from sustainrubric.rounds.export import trends_to_csv, trends_to_json

        return trends_to_json(trends) if form is TrendFormat.JSON else trends_to_csv(trends)
    from sustainrubric.rounds.trend_view import trend_view

    views = [trend_view(trend) for trend in trends]
    if form is TrendFormat.TABLE:
        return "\n\n".join("\n".join(_plain_lines(view)) for view in views)
    from sustainrubric.rounds.page import trends_to_html, trends_to_markdown

    return trends_to_html(views) if form is TrendFormat.HTML else trends_to_markdown(views)


def _plain_lines(view: TrendView) -> list[str]:
    from sustainrubric.rounds import text as shown
    from sustainrubric.terminal.console import plain_table

    lines = [line.wrapped(None) for line in shown.trend_opening(view)]
    return [*lines, "", plain_table(shown.table(view, unicode=True)), *said_of_readers()]


def _print(trends: Sequence[Trend]) -> None:
    from sustainrubric.rounds import text as shown
    from sustainrubric.rounds.trend_view import trend_view
    from sustainrubric.terminal.console import speaks_unicode, table, terminal_width, write

    width = terminal_width()
    for place, trend in enumerate(trends):
        view = trend_view(trend)
        if place:
            write("")
        for line in shown.trend_opening(view):
            write(in_signs_known(line.wrapped(width)))
        write("")
        headers, *rows = shown.table(view, unicode=speaks_unicode(), width=width)
        table(headers, [[in_signs_known(cell) for cell in row] for row in rows])
        for words in said_of_readers():
            write(words)


def trend(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE... | FOLDER",
            help="Assessments, or folders of them; - is standard input. One file alone: its reform's rounds up to it.",
        ),
    ],
    form: Annotated[
        TrendFormat | None, typer.Option("--format", help="Default: as the name of OUT says, else table.")
    ] = None,
    output: Output = None,
    mappings: Mappings = None,
    force: Force = False,
    partial: Partial = False,
    audience: ForReaders = Readers.TEAM,
    strict: Strict = False,
) -> None:
    """Follow every part of the rubric over two or more rounds, reform by reform, in order of their dates.

    A round in which something was not rated stays a gap. Where the rubric changed, a line breaks.
    """
    from dataclasses import replace
    from pathlib import Path

    from sustainrubric.cli.round_files import rounds_found, rounds_up_to
    from sustainrubric.pages.frame import PLAIN, framed
    from sustainrubric.records.instrument_finder import InstrumentFinder
    from sustainrubric.records.read_folder import refuse_what_looks_whole
    from sustainrubric.records.settings import language_around
    from sustainrubric.report.audience import rounds_for
    from sustainrubric.report.copy_check import NAMES_SHOWN, CopyCheck
    from sustainrubric.rounds.sources import ways_for
    from sustainrubric.rounds.trend import trend as follow

    chosen = format_for(form, output)
    finder = InstrumentFinder()
    if len(paths) == 1 and paths[0] != STANDARD_INPUT and not os.path.isdir(paths[0]):
        paths = rounds_up_to(paths[0], finder, "name the files to follow")
    check = CopyCheck(audience.value, strict=strict, shown=NAMES_SHOWN)
    found, missing = rounds_found(paths, finder, check.add)
    if not partial:
        refuse_what_looks_whole(missing, "the trend was not made")
    check.finish()
    rounds = rounds_for(audience.value, found)
    names = tuple(one.file for one in missing)
    ways = ways_for(mappings or [], finder, paths[0])
    align = ways.between_or_by_words
    trends = [replace(follow(rounds, align), missing=names) for rounds in _reforms(rounds)]
    ways.check_used()
    language = language_around(Path(paths[0])) if chosen == "html" else "en"
    with framed(replace(PLAIN, audience=audience.value, language=language)):
        show_trends(trends, form=chosen, output=output, inputs=paths, force=force)


def _reforms(rounds: Sequence[RatedRound]) -> list[list[RatedRound]]:
    """The rounds of each reform that has two or more."""
    from sustainrubric.base.errors import WrongUsage
    from sustainrubric.base.text import quoted
    from sustainrubric.rounds.subject import by_reform, from_first_rating
    from sustainrubric.terminal.console import note

    found = []
    for group in by_reform(rounds):
        reform = quoted(group[0].assessment.reform.id)
        begun = from_first_rating(group)
        for one in group[: len(group) - len(begun)]:
            round_id = quoted(one.assessment.round.id)
            note(
                f"left out: the round {round_id} of the reform {reform} rates nothing, and none before it does"
            )
        if len(begun) > 1:
            found.append(begun)
        else:
            note(f"left out: the reform {reform} has one round here, and a trend needs two")
        ids = [one.assessment.round.id for one in group]
        for round_id in sorted({round_id for round_id in ids if ids.count(round_id) > 1}):
            note(f"the reform {reform} has the round {quoted(round_id)} more than once; all are shown")
    if not found:
        raise WrongUsage(
            "a trend needs two or more rounds of one reform; name the files, or the folder that holds them"
        )
    return found
