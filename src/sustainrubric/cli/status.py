"""`sustain status`: where the elements of a file, and the reforms of a folder, stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from sustainrubric.cli.shared_options import Force, Output, Partial, Today

if TYPE_CHECKING:
    from sustainrubric.plan.round_status import RoundStatus
    from sustainrubric.plan.sources import Sources

_ROOM_FOR_A_TABLE = 130
"""Columns from which a terminal shows a table; in fewer, paragraphs are easier to read."""


class StatusFormat(StrEnum):
    TABLE = "table"
    JSON = "json"


def status(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Assessments or folders (default: this folder)."),
    ] = None,
    form: Annotated[
        StatusFormat | None, typer.Option("--format", help="Default: as the name of OUT says, else table.")
    ] = None,
    today: Today = None,
    output: Output = None,
    force: Force = False,
    partial: Partial = False,
) -> int:
    """Show how far ratings have come: each element of a file, the newest round of each reform in a folder.

    Level, rationale, evidence, look-fors, target, actions, and what is missing; what is overdue or missing comes
    first (JSON keeps the rubric's order). Of several files that are named, those that can be read are shown.
    """
    from sustainrubric.base.errors import Unreadable
    from sustainrubric.base.text import nothing_there
    from sustainrubric.cli.options import day_given
    from sustainrubric.plan.round_status import file_statuses, reform_statuses
    from sustainrubric.records.read_folder import refuse_what_looks_whole
    from sustainrubric.terminal.console import complain
    from sustainrubric.terminal.output import form_for, written_to

    chosen = StatusFormat(form_for(form, output, list(StatusFormat)))
    day = day_given("--today", today) or date.today()
    named, folders = _parted(paths or ["."])
    files, inside = _sources(named), _sources(folders)
    for line in dict.fromkeys([*files.wrong, *inside.wrong]):
        complain(line, prefix="")
    if folders and not inside.rated and not inside.missing:
        complain(nothing_there(folders, "assessment"))
    if not partial:
        refuse_what_looks_whole(inside.missing, "the status was not made")
    not_read = list(dict.fromkeys(one.file for one in (*files.missing, *inside.missing)))
    by_file, by_reform = file_statuses(files.rated, day), reform_statuses(inside.rated, day)
    if by_file or by_reform:
        with written_to(output, inputs=[*named, *(one.file for one in inside.rated)], force=force):
            _show(by_file, by_reform, not_read, day, chosen)
    whole = not files.missing and (inside.rated or not folders)
    return max(files.code, inside.code) if whole else Unreadable.exit_code


def _parted(paths: Sequence[str]) -> tuple[list[str], list[str]]:
    """Files and folders, each in their order."""
    import os

    folders = [path for path in paths if path != "-" and os.path.isdir(path)]
    return [path for path in paths if path not in folders], folders


def _sources(paths: Sequence[str]) -> Sources:
    from sustainrubric.plan.sources import assessments
    from sustainrubric.terminal.console import with_progress

    return assessments(paths, with_progress)


def _show(
    files: Sequence[RoundStatus],
    reforms: Sequence[RoundStatus],
    not_read: Sequence[str],
    day: date,
    form: StatusFormat,
) -> None:
    from sustainrubric.base.text import missing_words
    from sustainrubric.instruments.show import TextLine
    from sustainrubric.pages.credits import own_credits
    from sustainrubric.plan import round_status_text as shown
    from sustainrubric.terminal.console import terminal_width, write, write_data

    if form is StatusFormat.JSON:
        write_data(shown.statuses_to_json(files, reforms, not_read, day))
        return
    write(f"Status on {day}")
    if not_read:
        write(missing_words(not_read, "rounds"))
    for each in files:
        write("")
        _show_file(each)
    if reforms:
        write("")
        _show_reforms(reforms)
    width = terminal_width()
    if width is not None:
        for words in (*([shown.ELEMENT_ORDER] if files else []), *([shown.REFORM_ORDER] if reforms else [])):
            write("")
            write(TextLine(words).wrapped(width))
    for line in own_credits(each.rubric for each in (*files, *reforms)):
        write(f"\n{line}")


def _show_file(each: RoundStatus) -> None:
    from sustainrubric.instruments.show import TextLine
    from sustainrubric.plan import round_status_text as shown
    from sustainrubric.terminal.console import table, terminal_width, write

    width = terminal_width()
    for words in (shown.title(each), shown.sentence(each)):
        write(TextLine(words).wrapped(width))
    write("")
    if width is None:
        table(shown.ELEMENT_HEADERS, shown.element_rows(each))
    elif width >= _ROOM_FOR_A_TABLE:
        # A title says what its id says, and leaves what is missing no room.
        headers, *rows = (
            [cell for place, cell in enumerate(row) if place != 1]
            for row in (shown.ELEMENT_HEADERS, *shown.element_rows(each))
        )
        table(headers, rows)
    else:
        for line in shown.element_lines(each):
            write(line.wrapped(width))


def _show_reforms(reforms: Sequence[RoundStatus]) -> None:
    from sustainrubric.plan import round_status_text as shown
    from sustainrubric.terminal.console import table, terminal_width, write

    width = terminal_width()
    if width is None:
        table(shown.REFORM_HEADERS, shown.reform_rows(reforms), shown.REFORM_NUMBERS)
        return
    for line in shown.reform_lines(reforms):
        write(line.wrapped(width))
