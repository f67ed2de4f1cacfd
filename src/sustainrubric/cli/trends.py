"""What `sustain trend` and `sustain history` share: a trend printed, or written to a file."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from sustainrubric.cli.deliver import deliver, form_for, in_signs_known

if TYPE_CHECKING:
    from sustainrubric.model.trend import Trend
    from sustainrubric.report.trend_parts import TrendView


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"


def format_for(form: Format | None, output: str | None) -> Format:
    """The format asked for, else the one that the name of the output says, else a table."""
    return Format(form_for(form, output, list(Format)))


def show_trends(
    trends: Sequence[Trend], *, form: Format, output: str | None, inputs: Sequence[str], force: bool
) -> None:
    if form is Format.TABLE and output is None:
        _print(trends)
    else:
        deliver(_rendered(trends, form), output, inputs=inputs, force=force)


def _rendered(trends: Sequence[Trend], form: Format) -> str:
    if form in (Format.JSON, Format.CSV):
        from sustainrubric.report.trend_json import trends_to_csv, trends_to_json

        return trends_to_json(trends) if form is Format.JSON else trends_to_csv(trends)
    from sustainrubric.report.trend_view import trend_view

    views = [trend_view(trend) for trend in trends]
    if form is Format.TABLE:
        return "\n\n".join("\n".join(_plain_lines(view)) for view in views)
    from sustainrubric.report.rounds_page import trends_to_html, trends_to_markdown

    return trends_to_html(views) if form is Format.HTML else trends_to_markdown(views)


def _plain_lines(view: TrendView) -> list[str]:
    from sustainrubric.cli.console import plain_table
    from sustainrubric.report import trend_text as shown

    lines = [line.wrapped(None) for line in shown.opening(view)]
    return [*lines, "", plain_table(shown.table(view, unicode=True))]


def _print(trends: Sequence[Trend]) -> None:
    from sustainrubric.cli.console import speaks_unicode, table, terminal_width, write
    from sustainrubric.report import trend_text as shown
    from sustainrubric.report.trend_view import trend_view

    width = terminal_width()
    for place, trend in enumerate(trends):
        view = trend_view(trend)
        if place:
            write("")
        for line in shown.opening(view):
            write(in_signs_known(line.wrapped(width)))
        write("")
        headers, *rows = shown.table(view, unicode=speaks_unicode(), width=width)
        table(headers, [[in_signs_known(cell) for cell in row] for row in rows])
