"""`-o` with a suffix that a command does not make is refused, whatever the command."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sustainrubric.cli.command_tree import Command, command_tree
from tests.conftest import Result
from tests.copied_examples import copy_examples
from tests.small import HEAD, RATED

Sustain = Callable[..., Result]

# What each command is given beside -o; a command that is not here fails the test.
ARGUMENTS = {
    "diff": ("assessments/literacy/2025-fall.yaml", "assessments/literacy/2026-fall.yaml"),
    "status": ("assessments/literacy",),
    "validate": ("assessments/literacy",),
    "panel spread": ("panel.yaml",),
    "trend": ("assessments/literacy",),
    "history": ("assessments/literacy/2026-fall.yaml",),
    "plan": (".",),
    "report": ("assessments/literacy/2026-fall.yaml",),
    "schema": ("assessment",),
    "score": ("assessments/literacy/2026-fall.yaml",),
    "panel ballot": ("panel.yaml", "--rater", "r1"),
    "panel card": ("panel.yaml", "--rater", "r1"),
    "form": ("assessments/literacy/2026-fall.yaml",),
    "rubric resolve": ("sustainability@1.0.0",),
    "rubric diff": ("sustainability@1.0.0", "sustainability@1.0.0"),
    "rubric new": ("our-rubric",),
    "rubric map": ("sustainability@1.0.0", "sustainability@1.0.0"),
    "migrate": ("assessments/literacy/2026-fall.yaml", "--to", "sustainability@1.0.0"),
}
# Where the help names no formats, or those of what is printed and not of the file.
MAKES = {
    "panel card": {"html"},
    "schema": {"json"},
    "validate": {"table", "json", "sarif", "junit"},
    "rubric resolve": {"yaml"},
    "rubric diff": {"table", "json", "markdown"},
    "rubric new": {"yaml"},
    "rubric map": {"yaml"},
    "migrate": {"yaml", "markdown"},
}
SUFFIXES = {
    ".html": "html",
    ".HTM": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".csv": "csv",
    ".ics": "ics",
    ".pdf": "pdf",
    ".txt": "table",
    ".xlsx": "xlsx",
    ".docx": "docx",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".sarif": "sarif",
    ".xml": "junit",
    ".p": "",
}


def commands(command: Command | None = None) -> Iterator[Command]:
    for inner in (command or command_tree()).commands:
        yield inner
        yield from commands(inner)


def makes(command: Command) -> set[str]:
    """The formats that the help of a command names."""
    named = [option.value for option in command.options if "--format" in option.names]
    if command.path in MAKES:
        return MAKES[command.path]
    # An XLSForm is a workbook: its name alone does not say so.
    return set(named[0].split("|")) - {"xlsform"}


# Where a command writes a folder, its name may end in anything.
WRITERS = [c for c in commands() if any("-o" in o.names and o.value != "DIR" for o in c.options)]


@pytest.mark.parametrize("command", WRITERS, ids=lambda command: command.path)
def test_a_suffix_that_is_not_made_is_refused(command: Command, folder: Path, sustain: Sustain) -> None:
    copy_examples(folder)
    (folder / "panel.yaml").write_text(HEAD + "panel: {raters: [r1, r2]}\n")
    known = makes(command)
    for suffix, form in SUFFIXES.items():
        if form in known:
            continue
        run = sustain(*command.path.split(), *ARGUMENTS[command.path], "-o", f"p{suffix}", code=None)
        assert run.code == 2, suffix
        assert f"'p{suffix}' ends in '{suffix}'; this command makes " in run.err
        told = run.err.strip().rpartition("makes ")[2].split(", ")
        assert {SUFFIXES.get(each, "html") for each in told} == known
        assert not (folder / f"p{suffix}").exists()


def test_a_suffix_that_is_made_is_written(folder: Path, sustain: Sustain) -> None:
    copy_examples(folder)
    sustain("plan", "-o", "p.ICS", "--today", "2027-01-20")
    assert (folder / "p.ICS").read_text().startswith("BEGIN:VCALENDAR")
    sustain("plan", "-o", "plain", "--today", "2027-01-20")
    sustain("plan", "-o", "p.txt", "--today", "2027-01-20")
    assert (folder / "plain").read_text() == (folder / "p.txt").read_text()


def test_a_format_that_is_named_counts_before_the_suffix(folder: Path, sustain: Sustain) -> None:
    (folder / "a.yaml").write_text(HEAD)
    sustain("report", "a.yaml", "--format", "markdown", "-o", "a.text")
    assert (folder / "a.text").read_text().startswith("#")


def test_a_site_is_not_named_like_a_page(folder: Path, sustain: Sustain) -> None:
    (folder / "a.yaml").write_text(HEAD)
    assert "is a folder of pages" in sustain("report", ".", "-o", "site.pdf", code=2).err
    assert not (folder / "site.pdf").exists()
    sustain("report", ".", "-o", "site.v2")


def test_an_export_is_not_named_like_a_page(folder: Path, sustain: Sustain) -> None:
    (folder / "a.yaml").write_text(HEAD)
    assert "is a folder of tables" in sustain("export", "-o", "tables.csv", code=2).err
    assert not (folder / "tables.csv").exists()


FOLDERS = {"kit": ("assessments/literacy/2026-fall.yaml",), "export": ("assessments/literacy",)}


@pytest.mark.parametrize(
    "path",
    [
        path if path in ("score", "schema", "kit") else pytest.param(path, marks=pytest.mark.deep)
        for path in (*ARGUMENTS, *FOLDERS)
    ],
)
def test_a_dash_is_standard_output_or_refused_and_never_a_file(
    path: str, folder: Path, sustain: Sustain
) -> None:
    copy_examples(folder)
    (folder / "panel.yaml").write_text(HEAD + "panel: {raters: [r1, r2]}\n")
    run = sustain(*path.split(), *(ARGUMENTS | FOLDERS)[path], "-o", "-", code=None)
    assert not (folder / "-").exists()
    assert (
        (run.code == 2 and "name a f" in run.err) or run.out or "spread is shown" in run.err or path in CARDS
    )
    assert "wrote" not in run.err


CARDS = {"panel card", "migrate", "validate", "history"}
"""Those that have nothing to print of these files."""


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("report a.yaml -o x.htlm", "; did you mean .html?"),
        ("score a.yaml -o x.jsn", "; did you mean .json?"),
        ("form a.yaml -o x.xslx", "; did you mean .xlsx?"),
        ("report a.yaml -o x.zip", ""),
        ("plan a.yaml -o x.docx", ""),
    ],
)
def test_a_suffix_that_is_near_one_is_told(line: str, meant: str, folder: Path, sustain: Sustain) -> None:
    (folder / "a.yaml").write_text(RATED, encoding="utf-8")
    said = sustain(*line.split(), code=2).err
    assert said.rstrip("\n").endswith(meant)
    assert ("did you mean" in said) == bool(meant)
