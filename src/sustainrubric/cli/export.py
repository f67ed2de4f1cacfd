"""`sustain export`: tidy tables of many files, for a spreadsheet, a database or a program of statistics."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from sustainrubric.cli.options import Readers
from sustainrubric.cli.shared_options import ForReaders, Partial, Strict
from sustainrubric.terminal.console import complain, note, with_progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sustainrubric.pages.frame import Audience
    from sustainrubric.records.find import Candidate
    from sustainrubric.report.audience import Secrets


class ExportFormat(StrEnum):
    CSV = "csv"
    PARQUET = "parquet"


def export(
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="DIR", help="The folder to write the tables into."),
    ],
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Files or folders (default: this folder)."),
    ] = None,
    form: Annotated[
        ExportFormat,
        typer.Option("--format", help="Parquet needs the add-on: pip install 'sustainrubric[tables]'."),
    ] = ExportFormat.CSV,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs",
            "-j",
            metavar="N",
            min=0,
            max=64,
            help="How many processes work at once; 0 lets sustain choose.",
        ),
    ] = 0,
    full: Annotated[
        bool, typer.Option("--full", help="Read every file anew, not only those that changed.")
    ] = False,
    from_list: Annotated[
        str | None,
        typer.Option(
            "--from-list", metavar="FILE", help="Also the paths in FILE, one a line; - is standard input."
        ),
    ] = None,
    audience: ForReaders = Readers.TEAM,
    partial: Partial = False,
    strict: Strict = False,
) -> None:
    """Write tables of all assessments: elements, criteria, evidence, actions, scores and more.

    Each table is a folder of parts; datapackage.json names their columns, types and keys. A second run
    reads only the files that changed. A file that cannot be read leaves the tables as they were.
    """

    from sustainrubric.base.errors import WrongUsage
    from sustainrubric.base.text import counted
    from sustainrubric.exchange.export import export as write_tables
    from sustainrubric.exchange.tabulate import useful_processes
    from sustainrubric.records.find import candidates
    from sustainrubric.records.read_folder import refuse_what_looks_whole
    from sustainrubric.terminal.output import names_a_page

    if output == "-":
        raise WrongUsage(
            "an export is a folder of tables, so it cannot be standard output; name a folder with -o"
        )
    if names_a_page(output) and not os.path.isdir(output):
        raise WrongUsage(f"an export is a folder of tables, and {output} is named like one file")
    named = [*(paths or []), *(_listed(from_list) if from_list is not None else [])]
    if "-" in named:
        raise WrongUsage(
            "export reads files and folders; write it to a file, or give a list of paths with --from-list -"
        )
    found = candidates(named or ([] if from_list is not None else ["."]))
    done = write_tables(
        found,
        output,
        form=form.value,
        audience=audience.value,
        secrets=_checked(found, audience.value, strict=strict),
        jobs=jobs or useful_processes(),
        full=full,
        partial=partial,
        progress=lambda answers, number: with_progress(answers, "reading", number),
    )
    for one in done.missing:
        complain(one.why)
    if done.parts_written is None:
        refuse_what_looks_whole(done.missing, f"{output} was not written")
    note(
        f"{output}: {counted(done.files, 'file')} in {counted(done.parts, 'part')}; read {done.read}, "
        + (f"wrote {counted(done.parts_written, 'part')}" if done.parts_written else "as nothing has changed")
    )


def _checked(found: Sequence[Candidate], audience: Audience, *, strict: bool) -> Secrets:
    """What is sensitive in any of the files, where they are for others; texts that name somebody are told."""
    from sustainrubric.records.assessment import Assessment
    from sustainrubric.records.read_folder import Unread, read_folder
    from sustainrubric.report.audience import Secrets, secrets_of
    from sustainrubric.report.copy_check import CopyCheck

    check = CopyCheck(audience, strict=strict)
    if audience == "team":
        return Secrets()
    read = read_folder(with_progress(found, "checking", len(found)), ("assessment",))
    models = [check.add(one).model for one in read if not isinstance(one, Unread)]
    check.finish()
    assessments = [model for model in models if isinstance(model, Assessment)]
    return secrets_of(assessments) if audience == "public" else Secrets()


def _listed(name: str) -> list[str]:
    """The paths in a list, one a line."""
    from sustainrubric.yaml.source import read_input

    _, content = read_input(name, limit=200_000_000)
    return [os.fsdecode(line) for line in content.splitlines() if line.strip()]
