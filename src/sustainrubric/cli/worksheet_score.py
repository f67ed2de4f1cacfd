"""What `sustain score` does with worksheets."""

from __future__ import annotations

from collections.abc import Sequence

from sustainrubric.cli.console import note, table, terminal_width, write, write_data
from sustainrubric.cli.inspect import needed_worksheet
from sustainrubric.cli.problems import counted
from sustainrubric.engine.worksheet_analysis import take_stock
from sustainrubric.errors import WrongUsage
from sustainrubric.files.load import Loaded
from sustainrubric.model.clean import clean, one_line
from sustainrubric.model.inventory import Inventory
from sustainrubric.report import inventory_formats as formats
from sustainrubric.report.inventory_tables import (
    ABSENT,
    TextTable,
    inventory_tables,
    sentences,
    working,
)
from sustainrubric.report.rubric_text import Line

_MOST = 100
# The matrix, whose cells are short.
_ALL_NUMBERS = frozenset(range(1, 7))


def show(opened: Sequence[Loaded], form: str, *, explain: bool) -> None:
    """Print what worksheets add up to.

    Raises:
        WrongUsage: some of the files are assessments.
        InvalidFile: one of them has errors.
    """
    if any(loaded.kind == "assessment" for loaded in opened):
        raise WrongUsage("assessments and worksheets add up to different things; score them apart")
    inventories = [(loaded.file, take_stock(*needed_worksheet(loaded))) for loaded in opened]
    if explain:
        write("\n\n".join("\n".join([_title(taken), "", *working(taken)]) for _, taken in inventories))
    elif form == "json":
        write_data(formats.inventories_to_json(inventories))
    elif form == "csv":
        write_data(formats.inventories_to_csv(inventories))
    elif form == "markdown":
        write_data("\n".join(formats.inventory_to_markdown(taken) for _, taken in inventories))
    else:
        for _, taken in inventories:
            _print_tables(taken)
    weak = sum(len(loaded.problems) for loaded in opened)
    if weak:
        note(f"{counted(weak, 'warning')} in these files; `sustain validate` shows them")


def _print_tables(inventory: Inventory) -> None:
    write(f"{_title(inventory)}\n")
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
    room = max(len(row[0]) for row in shown.rows)
    for row in shown.rows:
        head, title, *rest, last = (clean(cell) for cell in row)
        words = [*rest, *([] if last == ABSENT else [f"{shown.headers[-1].lower()} {last}"])]
        write(Line(f"{title} ({', '.join(words)})", f"{head:<{room}}  ").wrapped(width))


def _title(inventory: Inventory) -> str:
    return f"{one_line(inventory.agency.name)} ({inventory.date}), {inventory.worksheet}"
