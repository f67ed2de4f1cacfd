"""`sustain validate`: everything that is wrong or weak in files and folders."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"


class Requirement(StrEnum):
    TARGETS = "targets"


def validate(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...", help="Files or folders (default: this folder); - is standard input."
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail the check, too.")] = False,
    form: Annotated[Format, typer.Option("--format", help="How to print the problems.")] = Format.TEXT,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="CODE",
            help="Only these codes, or those that begin so: SR2,SR301; again for more.",
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore", metavar="CODE", help="All but these codes, or those that begin so; again for more."
        ),
    ] = None,
    min_coverage: Annotated[
        str | None,
        typer.Option(
            "--min-coverage",
            metavar="PERCENT",
            help="Fail assessments with fewer of their applicable elements rated (SR390).",
        ),
    ] = None,
    min_level: Annotated[
        list[str] | None,
        typer.Option(
            "--min-level",
            metavar="ELEMENT=LEVEL",
            help="Fail assessments in which the element is below the level (SR391); again for more.",
        ),
    ] = None,
    require: Annotated[
        list[Requirement] | None,
        typer.Option("--require", help="Fail assessments with a rated element that has no target (SR392)."),
    ] = None,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs", "-j", metavar="N", min=0, max=64, help="Processes to work with; 0: as many as help."
        ),
    ] = 0,
    skip_others: Annotated[
        bool, typer.Option("--skip-others", help="Pass over named files that are not ours, as in folders.")
    ] = False,
) -> int:
    """Check files: can they be read, do they fit their rubric, where are they weak.

    Ends with 0 when all is well, 1 when problems were found, 3 when a path could not be opened.
    Warnings (SR3xx) count only with --strict. `sustain explain CODE` says how to mend a problem.
    """
    from sustainrubric.cli.check_options import CheckOptions, codes, gates
    from sustainrubric.cli.validation import run_validation

    options = CheckOptions(
        strict=strict,
        select=codes(select or [], "--select"),
        ignore=codes(ignore or [], "--ignore"),
        gates=gates(min_coverage, min_level or [], require or []),
        jobs=jobs,
        skip_others=skip_others,
    )
    return run_validation(paths or [], form=form.value, options=options)
