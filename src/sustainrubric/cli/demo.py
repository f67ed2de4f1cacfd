"""`sustain demo`: the example agency, checked, scored and reported on."""

from __future__ import annotations

import io
import os
import shlex
import textwrap
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from sustainrubric.base.errors import RefusedToWrite
from sustainrubric.cli.long_output import EVERYTHING, EVERYTHING_HELP
from sustainrubric.cli.validate import run_validation
from sustainrubric.disk.drives import joined
from sustainrubric.terminal.console import is_terminal, terminal_width, write

SHOWN = ("assessments", "literacy", "2026-fall.yaml")

WORKSHEET = "worksheet.yaml"

PLAN_DAY = "2027-01-20"

PANEL = ("assessments", "educator-evaluation", "2026-fall.yaml")

# Programs for many files are no part of an agency's folder.
_NOT_SHOWN = frozenset({"__pycache__", "engines"})

# What a short demo proposes to try next.
_FEW = 3

# Of the commands that a short demo shows: the line of its result that says most.
_HEADLINES = {"validate": -1, "diff": 2, "panel": 0}

BEFORE = ("assessments", "literacy", "2025-fall.yaml")


def demo(
    folder: Annotated[str, typer.Argument(metavar="[DIR]", help="Where to put it.")] = "sustain-demo",
    everything: Annotated[bool, typer.Option(*EVERYTHING, help=EVERYTHING_HELP)] = False,
) -> None:
    """Copy the example agency to a folder, check it, score it, and write its reports."""

    run(folder, whole=everything or not is_terminal())


def run(folder: str, *, whole: bool = True) -> None:
    """Copy, check, score, report; says each command before it runs it.

    What a command prints is shown `whole`, or only how it begins, so that all of it fits on one screen.
    """
    copied = copy_examples(folder)
    write(f"Copied the example agency ({copied} files) to {joined(folder, '')}\n")
    reports = joined(folder, "reports")
    for words, call in _steps(folder, reports):
        if whole:
            write(f"\n$ sustain {shlex.join(words)}")
            call()
        elif words[0] in _HEADLINES:
            write(f"$ sustain {shlex.join(words)}\n  {_headline(call, _HEADLINES[words[0]])}")
        else:
            _headline(call, 0)
    if not whole:
        write(f"The reports are in {joined(reports, '')}: {', '.join(sorted(os.listdir(reports)))}")
    _next_steps(folder, reports, whole=whole)


def _headline(call: Callable[[], object], place: int) -> str:
    """The line of a command's result that says most, by its place among those that are not empty."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        call()
    lines = [line.strip() for line in out.getvalue().splitlines() if line.strip()]
    return textwrap.shorten(lines[place], (terminal_width() or 80) - 2, placeholder="…")


def _steps(folder: str, reports: str) -> Iterator[tuple[list[str], Callable[[], object]]]:
    """Each command that is shown: its words after `sustain`, and what to call."""
    new, old = joined(folder, *SHOWN), joined(folder, *BEFORE)
    panel, worksheet = joined(folder, *PANEL), joined(folder, WORKSHEET)

    def check() -> None:
        run_validation([folder], strict=False, form="text")

    yield ["validate", folder], check
    yield ["diff", os.path.dirname(new)], partial(_diff, old, new)
    yield ["score", new], partial(_score, new)
    for name in ("literacy.html", "literacy.md"):
        yield _report(new, old, joined(reports, name))
    # Six raters were asked, five voted: how their votes lie, and the report on what they agreed.
    yield ["panel", "spread", panel, "--reveal"], partial(_spread, panel)
    yield _report(panel, None, joined(reports, "educator-evaluation.html"))
    # The other instrument: what it adds up to, and its report.
    yield ["score", worksheet], partial(_score, worksheet)
    yield _report(worksheet, None, joined(reports, "worksheet.html"))
    yield from _plan(folder, reports)
    yield _report(joined(folder, "priorities.yaml"), None, joined(reports, "priorities.html"))


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
    from sustainrubric.disk.writable import refusing

    with refusing(f"{folder} cannot be made"):
        os.makedirs(folder or os.curdir, exist_ok=True)


def _diff(old: str, new: str) -> None:
    from sustainrubric.cli.diff import run_diff

    run_diff([old, new])


def _score(file: str) -> None:
    from sustainrubric.cli.score import ScoreFormat, score

    score([file], form=ScoreFormat.TABLE, explain=False)


def _spread(assessment: str) -> None:
    from sustainrubric.cli.panel_spread import show_spread

    show_spread(assessment, "table", reveal=True, names=False, element=None)


def _plan(folder: str, reports: str) -> Iterator[tuple[list[str], Callable[[], object]]]:
    """One plan out of all files: where to act first, a page, a calendar."""
    from sustainrubric.cli.plan import PlanWanted, show_plan

    # A day on which the example has actions in every state, whenever it is run.
    words, wanted = ["plan", folder, "--today", PLAN_DAY], PlanWanted(today=PLAN_DAY)
    yield (
        [*words, "--shortlist", "--places", "3"],
        partial(show_plan, [folder], replace(wanted, shortlist=True, places=3)),
    )
    for name in ("plan.html", "actions.ics"):
        out = joined(reports, name)
        yield [*words, "-o", out], partial(show_plan, [folder], replace(wanted, output=out))


def _report(file: str, previous: str | None, out: str) -> tuple[list[str], Callable[[], object]]:
    from sustainrubric.cli.report import ReportWanted, write_report

    def make() -> None:
        _make_folder(os.path.dirname(out))
        write_report(ReportWanted(file, out, previous=previous))

    before = ["--previous", previous] if previous else []
    return ["report", file, *before, "-o", out], make


def _next_steps(folder: str, reports: str, *, whole: bool) -> None:
    from sustainrubric.cli.next_step import after_demo

    html = Path(reports, "literacy.html").resolve()
    write(f"\nOpen the report in a browser: {html.as_uri()}")
    write("\nWhat to try next:")
    steps = after_demo(folder, joined(folder, *SHOWN))
    # A short demo fits on one screen.
    for command, why in steps if whole else steps[:_FEW]:
        write(f"  {command}\n      {why}")
    if not whole:
        write("`sustain demo NAME --all` shows what each command prints.")
