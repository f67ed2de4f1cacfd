"""`sustain score`: what the ratings of an assessment, or the answers of a worksheet, add up to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from sustainrubric.base.errors import InvalidFile, Unreadable, WrongUsage
from sustainrubric.base.text import clean, one_line
from sustainrubric.terminal.console import note, table, terminal_width, write, write_data

if TYPE_CHECKING:
    from sustainrubric.instruments.rubric import Rubric
    from sustainrubric.rating.scorecard import Scorecard
    from sustainrubric.records.load import Loaded
    from sustainrubric.worksheet.model import Inventory
    from sustainrubric.worksheet.text import TextTable

_MOST = 100

# The matrix, whose cells are short.
_ALL_NUMBERS = frozenset(range(1, 7))


class ScoreFormat(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


def score(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="Assessments, or worksheets; - is standard input."),
    ],
    form: Annotated[
        ScoreFormat, typer.Option("--format", help="How to print the scores.")
    ] = ScoreFormat.TABLE,
    explain: Annotated[bool, typer.Option("--explain", help="Show the working behind every number.")] = False,
) -> int:
    """Score assessments: distribution, majority level, mean with bounds, coverage, distance to targets.

    Of a worksheet: how far each step is filled, what covers the recommended steps, the gaps. A file that
    cannot be used is told of, the others are scored, and the command ends with 3.
    """
    from sustainrubric.base.text import counted
    from sustainrubric.check.file import with_rubric
    from sustainrubric.rating.score import score as work_out
    from sustainrubric.terminal.console import note, write

    scores: list[tuple[str, Scorecard]] = []
    used: dict[str, Rubric] = {}
    weak = 0
    opened = _opened(files)
    code = 0 if len(opened) == len(files) else Unreadable.exit_code
    if any(loaded.kind == "worksheet" for loaded in opened):
        show_worksheets(opened, form.value, explain=explain)
        return code
    for loaded in opened:
        try:
            _, assessment, rubric = with_rubric(loaded)
        except InvalidFile as error:
            if len(files) == 1:
                raise
            code = _told(error)
            continue
        weak += len(loaded.problems)
        scores.append((loaded.file, work_out(assessment, rubric)))
        used[rubric.reference] = rubric
        if explain:
            from sustainrubric.rating.working import working

            write("\n".join([_title(scores[-1][1]), "", *working(scores[-1][1], assessment, rubric)]))
    if scores and not explain:
        _print(scores, form, several=len(files) > 1)
        _print_credits(used.values(), form)
    if weak:
        note(f"{counted(weak, 'warning')} in these files; `sustain validate` shows them")
    return code


def _print_credits(rubrics: Collection[Rubric], form: ScoreFormat) -> None:
    """Whose words own rubrics are, below what people read; other formats carry numbers alone."""
    if form not in (ScoreFormat.TABLE, ScoreFormat.MARKDOWN) or not any(rubric.is_own for rubric in rubrics):
        return
    from sustainrubric.base.escaping import inert
    from sustainrubric.pages.credits import own_credits
    from sustainrubric.terminal.console import write

    for line in own_credits(rubrics):
        write("")
        write(inert(line) if form is ScoreFormat.MARKDOWN else line)


def _opened(files: Sequence[str]) -> list[Loaded]:
    """The files that can be opened; the others are told of, where there are any beside them.

    Raises:
        Unreadable: none of them can be opened.
    """
    from sustainrubric.check.file import inspect
    from sustainrubric.terminal.console import complain

    opened, closed = [], []
    for file in files:
        try:
            opened.append(inspect(file))
        except Unreadable as error:
            closed.append(error)
    for why in closed if opened else closed[:-1]:
        complain(str(why))
    if closed and not opened:
        raise closed[-1]
    return opened


def _told(error: InvalidFile) -> int:
    from sustainrubric.check.text import as_text
    from sustainrubric.terminal.console import complain

    for problem in error.problems:
        complain(as_text(problem), prefix="")
    complain(str(error))
    return error.exit_code


def _print(scores: Sequence[tuple[str, Scorecard]], form: ScoreFormat, *, several: bool) -> None:
    from sustainrubric.terminal.console import write_data

    if form is ScoreFormat.JSON:
        from sustainrubric.rating.score_export import score_to_json

        write_data(score_to_json(scores, several=several))
    elif form is ScoreFormat.CSV:
        from sustainrubric.rating.score_export import score_to_csv

        write_data(score_to_csv(scores))
    elif form is ScoreFormat.MARKDOWN:
        from sustainrubric.rating.score_table import score_to_markdown

        write_data("\n".join(score_to_markdown(scorecard) for _, scorecard in scores))
    else:
        for _, scorecard in scores:
            _print_tables(scorecard)


def _print_tables(scorecard: Scorecard) -> None:
    from sustainrubric.rating import score_table as shown
    from sustainrubric.terminal.console import table, terminal_width, write

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
    from sustainrubric.base.text import one_line

    names = (scorecard.agency.name, scorecard.reform.name, scorecard.round.id)
    return f"{', '.join(map(one_line, names))} ({scorecard.round.date}), {scorecard.rubric}"


def show_worksheets(opened: Sequence[Loaded], form: str, *, explain: bool) -> None:
    """Print what worksheets add up to.

    Raises:
        WrongUsage: some of the files are assessments.
        InvalidFile: one of them has errors.
    """
    from sustainrubric.base.text import counted
    from sustainrubric.check.file import needed_worksheet
    from sustainrubric.worksheet import export as formats
    from sustainrubric.worksheet.inventory import take_stock
    from sustainrubric.worksheet.text import working

    if any(loaded.kind == "assessment" for loaded in opened):
        raise WrongUsage("assessments and worksheets add up to different things; score them apart")
    inventories = [(loaded.file, take_stock(*needed_worksheet(loaded))) for loaded in opened]
    if explain:
        write(
            "\n\n".join("\n".join([_worksheet_title(taken), "", *working(taken)]) for _, taken in inventories)
        )
    elif form == "json":
        write_data(formats.inventories_to_json(inventories))
    elif form == "csv":
        write_data(formats.inventories_to_csv(inventories))
    elif form == "markdown":
        write_data("\n".join(formats.inventory_to_markdown(taken) for _, taken in inventories))
    else:
        for _, taken in inventories:
            _print_worksheet(taken)
    weak = sum(len(loaded.problems) for loaded in opened)
    if weak:
        note(f"{counted(weak, 'warning')} in these files; `sustain validate` shows them")


def _print_worksheet(inventory: Inventory) -> None:
    from sustainrubric.worksheet.text import inventory_tables, sentences

    write(f"{_worksheet_title(inventory)}\n")
    for sentence in sentences(inventory):
        write(sentence)
    width = terminal_width()
    for shown in inventory_tables(inventory):
        if not shown.rows:
            continue
        write(f"\n{shown.title}\n")
        if width is None or shown.numbers == _ALL_NUMBERS:
            table(shown.headers, shown.rows, shown.numbers)
        else:
            _print_lines(shown, min(width, _MOST))


def _print_lines(shown: TextTable, width: int) -> None:
    """A table with texts in it, as lines that fold instead of cells that are cut."""
    from sustainrubric.instruments.show import TextLine
    from sustainrubric.worksheet.text import ABSENT

    room = max(len(row[0]) for row in shown.rows)
    for row in shown.rows:
        head, title, *rest, last = (clean(cell) for cell in row)
        words = [*rest, *([] if last == ABSENT else [f"{shown.headers[-1].lower()} {last}"])]
        write(TextLine(f"{title} ({', '.join(words)})", f"{head:<{room}}  ").wrapped(width))


def _worksheet_title(inventory: Inventory) -> str:
    return f"{one_line(inventory.agency.name)} ({inventory.date}), {inventory.worksheet}"
