"""No input makes a run take longer than its size deserves: twice the size takes about twice the time.

Computing time of one process is compared with itself, so that a loaded machine changes nothing; what is
exponential or quadratic stands out by far at these sizes.
"""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sustainrubric.base.cells import read_cells
from sustainrubric.base.escaping import inert
from sustainrubric.check.look import _is_drawing
from sustainrubric.disk.gitignore_pattern import decision, ignore_patterns
from sustainrubric.exchange.archive_check import _MERGED
from sustainrubric.instruments.shipped import load_worksheet_definition
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.interview.answers import Option
from sustainrubric.interview.days import day_meant
from sustainrubric.interview.forms import Line
from sustainrubric.interview.marks import Grid, GridRow
from sustainrubric.interview.rows import row_command
from sustainrubric.pages.notes import paragraphs
from sustainrubric.records.load import KINDS, load_bytes
from sustainrubric.site.names import part
from sustainrubric.worksheet.evidence_pass import review_questions
from tests.conftest import ROOT, Result
from tests.exchange.bad_workbooks import ASSESSMENT, HARMFUL, HARMLESS, Edit, unknown_rows
from tests.filled import filled
from tests.small import RATED, WORKSHEET_HEAD

Sustain = Callable[..., Result]

ENOUGH = 0.05
"""Seconds below which a run is quick whatever came before."""

MOST = 3.0
"""How many times as long twice the size may take: linear is 2, quadratic 4."""


_GRID = Grid((GridRow("1", "One", ("a", "b")),), (Option("a", "A"), Option("b", "B")))


def _definition(text: str) -> WorksheetDefinition:
    """The worksheet's definition with this text where the second pass has its four questions."""
    found = load_worksheet_definition("lea-process@1.0.0")
    assert found is not None
    variations = tuple(each.model_copy(update={"text": f"a? b? c? d? {text}"}) for each in found.variations)
    return found.model_copy(update={"variations": variations})


def grows_too_fast(run: Callable[[int], object], size: int) -> str:
    """Why `run` is too slow at twice the size; empty where it is not."""
    # What else the machine does only adds to a time: the shortest of some runs counts.
    small = large = math.inf
    for _ in range(6):
        small, large = min(small, _seconds(run, size)), min(large, _seconds(run, 2 * size))
        if large < ENOUGH or large < MOST * small:
            return ""
    return f"{small:.3f} s for {size}, {large:.3f} s for {2 * size}"


def _seconds(run: Callable[[int], object], size: int) -> float:
    # Python would look through the thousands of tests around for what nobody needs, and at the larger size more often.
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        run(size)
        return time.process_time() - began
    finally:
        gc.enable()


def takes_longer(run: Callable[[], object], usual: Callable[[], object], times: float) -> str:
    """Why `run` takes more than some times as long as `usual`; empty where it does not."""
    ours = theirs = math.inf
    for _ in range(6):
        ours, theirs = min(ours, _seconds(lambda _: usual(), 0)), min(theirs, _seconds(lambda _: run(), 0))
        if theirs < times * ours:
            return ""
    return f"{theirs:.3f} s beside {ours:.3f} s"


SMALL = {
    "a logo's comments": (lambda n: _is_drawing(b"<!---->" * n + b"<svgx"), 28),
    "more of a logo's comments": (lambda n: _is_drawing(b"<!-- " + b"<!-- -->" * n + b"x"), 5000),
    "blanks in Markdown": (lambda n: inert("a" + " " * n + "b"), 20_000),
    "lines in Markdown": (lambda n: inert(" \n" * n + "b"), 20_000),
    "signs in Markdown": (lambda n: inert("*_[" * n), 20_000),
    "blanks in a paragraph": (lambda n: paragraphs("a\n" + " \t" * n + "b"), 20_000),
    "lines in a paragraph": (lambda n: paragraphs("a\n" + " \n" * n + "b"), 20_000),
    "dashes before a comment": (lambda n: load_bytes(b"a: b\n" + b"-" * n + b" c\n #\n", "a.yaml"), 10_000),
    "marks": (lambda n: _GRID.parse("1" + " " * n + "=" + " " * n, None), 20_000),
    "blanks in a typed day": (lambda n: day_meant("May 1" + " " * n + "x"), 20_000),
    "blanks in a typed day with a dash": (lambda n: day_meant("1" + " " * n + "-" + " " * n + "x"), 20_000),
    "blanks in a typed line": (lambda n: Line().parse("a" + " " * n + "b\nc", None), 20_000),
    "lines in a typed line": (lambda n: Line().parse("a" + "\n " * n + "b", None), 20_000),
    "text without a question": (lambda n: review_questions(_definition("a" * n)), 20_000),
    "cells of a workbook": (lambda n: _MERGED.findall(b"<mergeCell " * n), 5_000),
    "blanks in a command": (lambda n: row_command("remove" + " " * n + "x"), 20_000),
    "an id without separators": (lambda n: part("a" * n + "!"), 24),
    "blanks in .gitignore": (lambda n: ignore_patterns(b"a" + b" " * n + b"b"), 20_000),
    "empty lines of a table": (lambda n: read_cells("\n" * n + "a"), 20_000),
    "blanks in a table": (lambda n: read_cells("a,b\n" + " " * n + '"x'), 20_000),
    "separators of a table": (lambda n: read_cells("," * n + '"x'), 5_000),
    "quotation marks of a table": (lambda n: read_cells('"' * n + "x"), 20_000),
    "cells in quotation marks": (lambda n: read_cells('"a",' * n), 5_000),
    "a cell that never ends": (lambda n: read_cells('"a",\n' * 3 + '"' + '""\n' * n), 20_000),
    "backslashes in .gitignore": (lambda n: ignore_patterns(b"\\" * n + b" "), 20_000),
    "stars in .gitignore": (
        lambda n: decision(ignore_patterns(b"*a" * n + b"b"), b"a" * 250, is_folder=False),
        20,
    ),
    "folders in .gitignore": (
        lambda n: decision(ignore_patterns(b"**/a/" * n + b"b"), b"a/" * 100 + b"c", is_folder=False),
        10,
    ),
}


@pytest.mark.parametrize("case", SMALL)
def test_what_a_pattern_reads_takes_as_long_as_it_is(case: str) -> None:
    run, size = SMALL[case]
    assert grows_too_fast(run, size) == ""


TEXTS: dict[str, Callable[[int], str]] = {
    "blanks": lambda n: "a" + " " * n + "b",
    "tabs": lambda n: "a" + "\t" * n + "b",
    "lines": lambda n: "a" + "\n" * n + "b",
    "lines of blanks": lambda n: "a" + " \n" * (n // 2) + "b",
    "one word": lambda n: "a" * n,
    "signs": lambda n: "*_[(#-:,;{%|\\" * (n // 13),
    "numbers": lambda n: "2026-1 " * (n // 7),
    "openings": lambda n: "<!--{{((" * (n // 8),
}

ITEMS: dict[str, Callable[[int], str]] = {
    "actions": lambda n: _with_rows("actions", [f"{{what: Do {i * 7919} of it}}" for i in range(n)]),
    "equal actions": lambda n: _with_rows("actions", ["{what: Do it}"] * n),
    "evidence": lambda n: _with_rows("evidence", [f"{{what: Paper {i}}}" for i in range(n)]),
    "team": lambda n: RATED.replace(
        "ratings:", "team:\n" + "".join(f"  - {{id: p{i}, name: P{i}}}\n" for i in range(n)) + "ratings:"
    ),
    "comments": lambda n: RATED + "".join(f"# line {i}\n" for i in range(4 * n)),
    "comments above": lambda n: "".join(f"# line {i}\n\n" for i in range(4 * n)) + RATED,
    "comments beside": lambda n: _with_rows("evidence", [f"{{what: P{i}}} # note {i}" for i in range(n)]),
    "unknown keys": lambda n: RATED + "".join(f"key{i}: 1\n" for i in range(4 * n)),
    "unknown elements": lambda n: RATED + "".join(f"  9.Z.{i}: {{level: strong}}\n" for i in range(n)),
    "repeated keys": lambda n: RATED + "again: 1\n" * n,
    "empty lines": lambda n: RATED + "\n" * (40 * n),
    "owners who are not in a team as large": lambda n: _with_rows(
        "actions", [f"{{what: Do {i}, owner: x{i}}}" for i in range(n)]
    ).replace("ratings:", "".join(f"  - {{id: y{i}, name: P}}\n" for i in range(n)) + "ratings:"),
    "goals and reforms that there are not": lambda n: (
        "kind: priorities\nformat: 1\ngoals:\n"
        + "".join(f"  - {{id: goal{i}, name: G}}\n" for i in range(n))
        + "reforms:\n"
        + "".join(f"  - {{id: reform{i}, name: R, goals: [gaol{i}]}}\n" for i in range(n))
        + "strategies:\n"
        + "".join(f"  - {{id: s{i}, reform: refrom{i}, name: S}}\n" for i in range(n))
    ),
    "gaps and actions of one step": lambda n: (
        f"{WORKSHEET_HEAD}process: {{select: {{gaps: [{', '.join(f'G{i}' for i in range(n))}]}}}}\nactions:\n"
        + "".join(f"  - {{what: Do {i}, step: select}}\n" for i in range(n))
    ),
}

COMMANDS = {
    "validate": ("validate", "f.yaml"),
    "score": ("score", "f.yaml"),
    "fmt": ("fmt", "--check", "f.yaml"),
    "plan": ("plan", "f.yaml"),
    "html": ("report", "f.yaml", "-o", "-", "--format", "html"),
    "markdown": ("report", "f.yaml", "-o", "-", "--format", "markdown"),
    "diff": ("diff", "f.yaml", "g.yaml"),
    "rate": ("rate", "f.yaml", "1.A.ii", "strong"),
}


def _with_rows(key: str, rows: list[str]) -> str:
    return RATED.rstrip("\n") + f"\n    {key}:\n" + "".join(f"      - {row}\n" for row in rows)


def _other_round(text: str) -> str:
    return text.replace("2026", "2027").replace("Do ", "Have ").replace("Paper ", "Page ")


@pytest.mark.deep
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("items", ITEMS)
def test_many_of_anything_take_as_long_as_they_are_many(
    sustain: Sustain, folder: Path, items: str, command: str
) -> None:
    assert _growth_of_many(sustain, folder, items, command, 1000) == ""


def _growth_of_many(sustain: Sustain, folder: Path, items: str, command: str, size: int) -> str:
    def run(size: int) -> None:
        text = ITEMS[items](size)
        (folder / "f.yaml").write_text(text)
        (folder / "g.yaml").write_text(_other_round(text))
        sustain(*COMMANDS[command], code=None)

    return grows_too_fast(run, size)


RETURNED: dict[str, Edit] = {
    **{case: edit for case, (edit, _) in HARMFUL.items()},
    **HARMLESS,
    "very many rows of somebody's own": unknown_rows(5_900),
}
FORMS = 10
"""How many times as long as a form in order any other may take: that one takes less than a tenth of a second."""


@pytest.mark.deep
@pytest.mark.parametrize("case", RETURNED)
def test_no_workbook_that_comes_back_takes_much_longer_than_a_form_in_order(
    sustain: Sustain, folder: Path, case: str
) -> None:
    content = ASSESSMENT.content()
    (folder / "a.yaml").write_bytes((ROOT / "examples" / ASSESSMENT.source).read_bytes())
    (folder / "usual.xlsx").write_bytes(content)
    (folder / "f.xlsx").write_bytes(ASSESSMENT.edited(content, RETURNED[case]))

    def imported(form: str) -> Result:
        return sustain("import", form, "a.yaml", code=None)

    assert takes_longer(lambda: imported("f.xlsx"), lambda: imported("usual.xlsx"), FORMS) == ""


OF_A_KIND = {
    **{("assessment", command): arguments for command, arguments in COMMANDS.items()},
    **{("worksheet", command): COMMANDS[command] for command in ("score", "plan", "html", "markdown")},
    **{("priorities", command): COMMANDS[command] for command in ("html", "markdown")},
    **{(kind, "validate"): COMMANDS["validate"] for kind in KINDS},
    **{(kind, "fmt"): COMMANDS["fmt"] for kind in KINDS},
}


@pytest.mark.deep
@pytest.mark.parametrize(("kind", "command"), OF_A_KIND)
@pytest.mark.parametrize("text", TEXTS)
def test_a_long_text_in_every_field_takes_as_long_as_it_is(
    sustain: Sustain, folder: Path, kind: str, text: str, command: str
) -> None:
    def run(size: int) -> None:
        made = filled(kind, TEXTS[text](size))
        (folder / "f.yaml").write_text(made)
        (folder / "g.yaml").write_text(_other_round(made))
        sustain(*OF_A_KIND[kind, command], code=None)

    assert grows_too_fast(run, 10_000) == ""


@pytest.mark.deep
@pytest.mark.parametrize(
    ("items", "command", "size"),
    [
        ("comments", "fmt", 5_000),
        ("actions", "diff", 1_500),
        ("actions", "plan", 1_500),
        ("unknown keys", "validate", 12_500),
        ("owners who are not in a team as large", "validate", 1_000),
        ("goals and reforms that there are not", "validate", 1_000),
        ("gaps and actions of one step", "plan", 1_000),
    ],
)
def test_what_once_took_minutes_takes_as_long_as_it_is(
    sustain: Sustain, folder: Path, items: str, command: str, size: int
) -> None:
    """40,000 comments, 3,000 actions that differ and 100,000 unknown keys, against half of each; and others."""
    assert _growth_of_many(sustain, folder, items, command, size) == ""
