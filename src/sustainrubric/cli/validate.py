"""`sustain validate`: everything that is wrong or weak in files and folders."""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from sustainrubric import __version__
from sustainrubric.base.errors import Unreadable
from sustainrubric.terminal.console import (
    complain,
    is_terminal,
    note,
    takes_color,
    with_progress,
    write,
    write_data,
)

if TYPE_CHECKING:
    import typer

    from sustainrubric.base.problem import CheckResult
    from sustainrubric.check.gates import Gates


PROBLEMS_FOUND = 1


class ProblemFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"


FORMS = tuple(ProblemFormat)


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
    form: Annotated[
        ProblemFormat | None, typer.Option("--format", help="Default: as the name of OUT says, else text.")
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="OUT", help="Where to write it; - is standard output."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT where it exists.")] = False,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="CODE",
            help="Only these codes, or those that begin so: SR2,SR301; may be repeated.",
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore", metavar="CODE", help="All but these codes, or those that begin so; may be repeated."
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
            help="Fail assessments in which the element is below the level (SR391); may be repeated.",
        ),
    ] = None,
    require: Annotated[
        list[Requirement] | None,
        typer.Option("--require", help="Fail assessments with a rated element that has no target (SR392)."),
    ] = None,
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
    skip_others: Annotated[
        bool, typer.Option("--skip-others", help="Skip named files that are not ours, as is done in folders.")
    ] = False,
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose",
            "--all",
            "-v",
            help="Show each problem by itself, and on a terminal not only the first screen.",
        ),
    ] = False,
) -> int:
    """Check files: can they be read, do they fit their rubric, where are they weak.

    Ends with 0 when all is well, 1 when problems were found, 3 when a path could not be opened.
    Warnings (SR3xx) count only with --strict. `sustain explain CODE` says how to mend a problem.
    """
    from sustainrubric.cli.options import codes, gates, refuse_idle_codes

    selected, ignored = codes(select or [], "--select"), codes(ignore or [], "--ignore")
    asked = gates(min_coverage, min_level or [], require or [])
    refuse_idle_codes(selected, ignored, asked)
    return run_validation(
        paths or [],
        form=form.value if form else None,
        output=output,
        force=force,
        strict=strict,
        select=selected,
        ignore=ignored,
        gates=asked,
        jobs=jobs,
        skip_others=skip_others,
        verbose=verbose,
    )


def run_validation(
    paths: Sequence[str],
    *,
    form: str | None = None,
    output: str | None = None,
    force: bool = False,
    strict: bool = False,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    gates: Gates | None = None,
    jobs: int = 0,
    skip_others: bool = False,
    verbose: bool = False,
) -> int:
    """Check files and folders, print what is wrong or weak, and give the exit code."""
    from sustainrubric.check.run import check
    from sustainrubric.terminal.output import form_for, written_to

    form = form_for(form, output, FORMS, default="text")
    result = check(
        paths or ["."],
        strict=strict,
        select=select,
        ignore=ignore,
        gates=gates,
        jobs=jobs,
        skip_others=skip_others,
        progress=with_progress,
    )
    for message in result.unreadable:
        complain(_for_log(message, form))
    with written_to(output, inputs=result.files, force=force):
        print_problems(result, form, verbose=verbose)
    if result.unreadable:
        return Unreadable.exit_code
    nothing = not result.files and (strict or gates is not None)
    return PROBLEMS_FOUND if result.failed or nothing else 0


def _for_log(message: str, form: str) -> str:
    if form != "github":
        return message
    from sustainrubric.check.github import harmless

    return harmless(message)


def print_problems(result: CheckResult, form: str, *, verbose: bool = False) -> None:
    """Print what a check found in one of the formats: text, json, github, sarif or junit."""
    if form == "json":
        from sustainrubric.check.text import render

        write_data(render(result))
    elif form == "github":
        _print_for_github(result)
    elif form == "sarif":
        from sustainrubric.check.sarif import render as render_sarif

        write_data(render_sarif(result, _root(), __version__))
    elif form == "junit":
        from sustainrubric.check.junit import render as render_junit

        write_data(render_junit(result))
    else:
        _print_text(result, verbose=verbose)


def _print_text(result: CheckResult, *, verbose: bool) -> None:
    from sustainrubric.check import text

    is_shown = is_terminal()
    color = is_shown and takes_color()
    shown = [text.named(found) for found in result.findings] if verbose else text.folded(result.findings)
    for found in shown:
        write(text.block(found, color=color) if is_shown else text.line(found))
    note(text.summary(result))


def _print_for_github(result: CheckResult) -> None:
    from sustainrubric.check.github import render, render_summary

    write_data(render(result, _root()))
    page = os.environ.get("GITHUB_STEP_SUMMARY")
    if page:
        try:
            with open(page, "a", encoding="utf-8", errors="backslashreplace") as stream:
                stream.write(render_summary(result))
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            note(f"the summary of the step could not be written: {why}")


def _root() -> str:
    """What services name files from: the folder that was checked out, else the repository's, else this one."""
    from sustainrubric.disk.drives import is_below
    from sustainrubric.disk.gitignore import repository_around

    here = os.getcwd()
    workspace = os.environ.get("GITHUB_WORKSPACE")
    if workspace and is_below(here, os.path.abspath(workspace)):
        return os.path.abspath(workspace)
    return repository_around(here) or here
