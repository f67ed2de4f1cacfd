"""`sustain import`: take a form back that was filled in elsewhere."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from sustainrubric.cli.shared_options import Backup

if TYPE_CHECKING:
    from sustainrubric.base.problem import LocatedProblem


class ImportFormat(StrEnum):
    TABLE = "table"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"


class AcceptedSide(StrEnum):
    THEIRS = "theirs"
    OURS = "ours"


def import_form(
    form: Annotated[
        str,
        typer.Argument(metavar="FORM", help="The form that came back, an .xlsx file; - is standard input."),
    ],
    file: Annotated[
        str | None,
        typer.Argument(metavar="[FILE]", help="The file to change (default: the one the form was made of)."),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Say what would be done, and write nothing; end with 1 if anything."),
    ] = False,
    accept: Annotated[
        AcceptedSide | None,
        typer.Option("--accept", help="Whose text counts where the form and the file both changed."),
    ] = None,
    allow_clearing: Annotated[
        bool, typer.Option("--allow-clearing", help="Remove from the file what was emptied in the form.")
    ] = False,
    output_format: Annotated[
        ImportFormat,
        typer.Option("--format", help="How to print the changes, or for CI the problems."),
    ] = ImportFormat.TABLE,
    backup: Backup = False,
) -> int:
    """Put what was written in a form into its file; nothing else in the file changes.

    What changed in the form alone goes in. What changed in both is a conflict: nothing is written, and
    the three texts are listed. Problems name the cell.
    """
    from sustainrubric.base.errors import InvalidFile
    from sustainrubric.editing.user_file import open_for_session
    from sustainrubric.exchange.archive_check import MAX_FORM_BYTES
    from sustainrubric.exchange.import_form import file_of, plan_import, refuse_ballot, write_import
    from sustainrubric.exchange.import_text import import_json, import_lines
    from sustainrubric.exchange.workbook_reader import open_workbook
    from sustainrubric.terminal.console import note, write, write_data
    from sustainrubric.yaml.source import read_input

    form, content = read_input(form, MAX_FORM_BYTES)
    workbook = open_workbook(content, form)
    refuse_ballot(workbook)
    name = file or file_of(workbook, ["."])
    with open_for_session(name, session=False, backup=backup) as opened:
        try:
            plan = plan_import(
                opened, workbook, accept=accept.value if accept else None, clearing=allow_clearing
            )
        except InvalidFile as error:
            return _tell(error, form, output_format.value)
        is_written = not dry_run and not plan.conflicts and bool(plan.taken)
        notes = write_import(opened, plan) if is_written else []
        if output_format.value == "json":
            write_data(import_json(form, name, plan, written=is_written))
        elif output_format is ImportFormat.TABLE:
            for line in import_lines(plan):
                write(line)
        else:
            _tell_problems([], form, output_format.value)
        for message in notes:
            note(message)
        if dry_run:
            return 1 if plan.taken or plan.conflicts else 0
        if plan.conflicts:
            write_import(opened, plan)
        if is_written:
            number = len(plan.taken)
            note(f"{name}: {number} {'answer' if number == 1 else 'answers'} written")
    return 0


def _tell(error: Exception, form: str, output_format: str) -> int:
    """Print the problems of a form in a format for programs; a table leaves that to the error boundary."""
    from sustainrubric.base.errors import InvalidFile

    assert isinstance(error, InvalidFile)
    if output_format == "table":
        raise error
    _tell_problems(list(error.problems), form, output_format)
    return InvalidFile.exit_code


def _tell_problems(problems: list[LocatedProblem], form: str, output_format: str) -> None:
    from sustainrubric.base.problem import CheckResult
    from sustainrubric.check.text import as_finding
    from sustainrubric.cli.validate import print_problems

    print_problems(CheckResult(tuple(map(as_finding, problems)), (form,)), output_format)
