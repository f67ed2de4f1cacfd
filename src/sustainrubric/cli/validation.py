"""What `sustain validate` does, free of how its arguments were read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sustainrubric import __version__
from sustainrubric.cli.check_options import CheckOptions
from sustainrubric.cli.checking import check
from sustainrubric.cli.console import complain, is_terminal, note, takes_colour, write, write_data
from sustainrubric.errors import Unreadable
from sustainrubric.report import problem_text

if TYPE_CHECKING:
    from sustainrubric.model.finding import CheckResult

FORMATS = ("text", "json", "github", "sarif", "junit")
PROBLEMS_FOUND = 1


def run_validation(
    paths: Sequence[str], *, strict: bool = False, form: str = "text", options: CheckOptions | None = None
) -> int:
    """Check files and folders, print what is wrong or weak, and give the exit code."""
    result = check(paths or ["."], options or CheckOptions(strict=strict))
    for message in result.unreadable:
        complain(_for_log(message, form))
    _print(result, form)
    if result.unreadable:
        return Unreadable.exit_code
    return PROBLEMS_FOUND if result.failed else 0


def _for_log(message: str, form: str) -> str:
    if form != "github":
        return message
    from sustainrubric.report.problem_github import harmless

    return harmless(message)


def _print(result: CheckResult, form: str) -> None:
    if form == "json":
        from sustainrubric.report.problem_json import render

        write_data(render(result))
    elif form == "github":
        _print_for_github(result)
    elif form == "sarif":
        from sustainrubric.report.problem_sarif import render as render_sarif

        write_data(render_sarif(result, _root(), __version__))
    elif form == "junit":
        from sustainrubric.report.problem_junit import render as render_junit

        write_data(render_junit(result))
    else:
        _print_text(result)


def _print_text(result: CheckResult) -> None:
    is_shown = is_terminal()
    colour = is_shown and takes_colour()
    for found in result.findings:
        write(problem_text.block(found, colour=colour) if is_shown else problem_text.line(found))
    note(problem_text.summary(result))


def _print_for_github(result: CheckResult) -> None:
    from sustainrubric.report.problem_github import render, render_summary

    write_data(render(result, _root()))
    page = os.environ.get("GITHUB_STEP_SUMMARY")
    if page:
        try:
            with open(page, "a", encoding="utf-8", errors="backslashreplace") as stream:
                stream.write(render_summary(result))
        except (OSError, ValueError) as error:
            note(f"the summary of the step could not be written: {error}")


def _root() -> str:
    """What services name files from: the folder that was checked out, else the repository's, else this one."""
    from sustainrubric.files.ignored import repository_around

    here = os.getcwd()
    workspace = os.environ.get("GITHUB_WORKSPACE")
    if workspace and os.path.commonpath([os.path.abspath(workspace), here]) == os.path.abspath(workspace):
        return os.path.abspath(workspace)
    return repository_around(here) or here
