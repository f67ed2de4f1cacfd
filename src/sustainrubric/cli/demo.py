"""`sustain demo`: the example agency, checked, scored and reported on."""

from __future__ import annotations

import os
import shlex
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from sustainrubric.base.errors import RefusedToWrite
from sustainrubric.cli.validate import run_validation
from sustainrubric.disk.drives import joined
from sustainrubric.terminal.console import write

SHOWN = ("assessments", "literacy", "2026-fall.yaml")

WORKSHEET = "worksheet.yaml"

PLAN_DAY = "2027-01-20"

PANEL = ("assessments", "educator-evaluation", "2026-fall.yaml")

# Programs for many files are no part of an agency's folder.
_NOT_SHOWN = frozenset({"__pycache__", "engines"})

BEFORE = ("assessments", "literacy", "2025-fall.yaml")


def demo(
    folder: Annotated[str, typer.Argument(metavar="[DIR]", help="Where to put it.")] = "sustain-demo",
) -> None:
    """Copy the example agency to a folder, check it, score it, and write its reports."""

    run(folder)


def run(folder: str) -> None:
    """Copy, check, score, report; says each command before it runs it."""
    copied = copy_examples(folder)
    write(f"Copied the example agency ({copied} files) to {joined(folder, '')}\n")
    assessment = joined(folder, *SHOWN)
    _say("validate", folder)
    run_validation([folder], strict=False, form="text")
    _say("score", assessment)
    _score(assessment)
    reports = joined(folder, "reports")
    for name in ("literacy.html", "literacy.md"):
        _say(
            "report",
            assessment,
            "--previous",
            joined(folder, *BEFORE),
            "-o",
            joined(reports, name),
        )
        _report(assessment, joined(folder, *BEFORE), joined(reports, name))
    _panel(joined(folder, *PANEL), reports)
    _worksheet(joined(folder, WORKSHEET), reports)
    _plan(folder, reports)
    _next_steps(folder, reports)


def copy_examples(folder: str) -> int:
    """Copy the examples into a folder that is not there yet or empty; gives the number of files.

    Raises:
        RefusedToWrite: something is there already, or the folder cannot be written to.
    """
    from sustainrubric.disk.save import write_new
    from sustainrubric.instruments.shipped import packaged

    if os.path.lexists(folder) and not (os.path.isdir(folder) and not os.listdir(folder)):
        raise RefusedToWrite(f"{folder} is already there; name another folder, or remove it first")
    source = packaged("examples")
    files = sorted(path for path in source.rglob("*") if path.is_file() and _NOT_SHOWN.isdisjoint(path.parts))
    for path in files:
        target = joined(folder, str(path.relative_to(source)))
        _make_folder(os.path.dirname(target))
        write_new(target, path.read_bytes())
    return len(files)


def _make_folder(folder: str) -> None:
    try:
        os.makedirs(folder or os.curdir, exist_ok=True)
    except OSError as error:
        raise RefusedToWrite(f"{folder}: cannot be made: {error.strerror}") from error


def _say(*words: str) -> None:
    write(f"\n$ sustain {shlex.join(words)}")


def _score(file: str) -> None:
    from sustainrubric.cli.score import ScoreFormat, score

    score([file], form=ScoreFormat.TABLE, explain=False)


def _panel(assessment: str, reports: str) -> None:
    """Six raters were asked, five voted: how their votes lie, and the report on what they agreed."""
    from sustainrubric.cli.panel_spread import show_spread

    _say("panel", "spread", assessment, "--reveal")
    show_spread(assessment, "table", reveal=True, names=False, element=None)
    out = joined(reports, "educator-evaluation.html")
    _say("report", assessment, "-o", out)
    _report(assessment, None, out)


def _worksheet(worksheet: str, reports: str) -> None:
    """The other instrument: what it adds up to, and its report."""
    _say("score", worksheet)
    _score(worksheet)
    out = joined(reports, "worksheet.html")
    _say("report", worksheet, "-o", out)
    _report(worksheet, None, out)


def _plan(folder: str, reports: str) -> None:
    """One plan out of all files: where to act first, a page, a calendar; and the goals behind it."""
    from sustainrubric.cli.plan import PlanWanted, show_plan

    # A day on which the example has actions in every state, whenever it is run.
    wanted = PlanWanted(today=PLAN_DAY)
    _say("plan", folder, "--today", PLAN_DAY, "--shortlist", "--places", "3")
    show_plan([folder], replace(wanted, shortlist=True, places=3))
    for name in ("plan.html", "actions.ics"):
        _say("plan", folder, "--today", PLAN_DAY, "-o", str(joined(reports, name)))
        show_plan([folder], replace(wanted, output=str(joined(reports, name))))
    priorities, out = joined(folder, "priorities.yaml"), joined(reports, "priorities.html")
    _say("report", priorities, "-o", out)
    _report(priorities, None, out)


def _report(file: str, previous: str | None, out: str) -> None:
    from sustainrubric.cli.report import ReportWanted, write_report

    _make_folder(os.path.dirname(out))
    write_report(ReportWanted(file, out, previous=previous))


def _next_steps(folder: str, reports: str) -> None:
    html = Path(reports, "literacy.html").resolve()
    write(f"\nOpen the report in a browser: {html.as_uri()}")
    write("\nWhat to try next:")
    for command, why in (
        ("sustain explain SR310", "what a warning above means, and how to mend it"),
        ("sustain rubric show 1.A.i", "the rubric's own words for an element"),
        (
            f"sustain plan {shlex.quote(folder)} --open --group-by owner",
            "who has to do what, and by when",
        ),
        (
            f"sustain score --show-work {shlex.quote(joined(folder, *SHOWN))}",
            "how each number comes about",
        ),
    ):
        write(f"  {command}\n      {why}")
