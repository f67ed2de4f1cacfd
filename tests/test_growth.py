"""No input makes a run take longer than its size deserves: twice the size takes about twice the time.

Computing time of one process is compared with itself, so that a loaded machine changes nothing; what is
exponential or quadratic stands out by far at these sizes.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sustainrubric.base.escaping import inert
from sustainrubric.check.look import _is_drawing
from sustainrubric.disk.gitignore_pattern import decision, ignore_patterns
from sustainrubric.pages.notes import paragraphs
from sustainrubric.site.names import part
from tests.conftest import Result
from tests.report.hostile import hostile
from tests.report.hostile_worksheet import hostile_worksheet
from tests.small import RATED

Sustain = Callable[..., Result]

ENOUGH = 0.05
"""Seconds below which a run is quick whatever came before."""

MOST = 3.0
"""How many times as long twice the size may take: linear is 2, quadratic 4."""


def grows_too_fast(run: Callable[[int], object], size: int) -> str:
    """Why `run` is too slow at twice the size; empty where it is not."""
    said = ""
    for _ in range(3):
        small, large = _seconds(run, size), _seconds(run, 2 * size)
        if large < ENOUGH or large < MOST * small:
            return ""
        said = f"{small:.3f} s for {size}, {large:.3f} s for {2 * size}"
    return said


def _seconds(run: Callable[[int], object], size: int) -> float:
    began = time.process_time()
    run(size)
    return time.process_time() - began


SMALL = {
    "a logo's comments": (lambda n: _is_drawing(b"<!---->" * n + b"<svgx"), 28),
    "more of a logo's comments": (lambda n: _is_drawing(b"<!-- " + b"<!-- -->" * n + b"x"), 5000),
    "blanks in Markdown": (lambda n: inert("a" + " " * n + "b"), 20_000),
    "lines in Markdown": (lambda n: inert(" \n" * n + "b"), 20_000),
    "signs in Markdown": (lambda n: inert("*_[" * n), 20_000),
    "blanks in a paragraph": (lambda n: paragraphs("a\n" + " \t" * n + "b"), 20_000),
    "lines in a paragraph": (lambda n: paragraphs("a\n" + " \n" * n + "b"), 20_000),
    "an id without separators": (lambda n: part("a" * n + "!"), 24),
    "blanks in .gitignore": (lambda n: ignore_patterns(b"a" + b" " * n + b"b"), 20_000),
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
    def run(size: int) -> None:
        text = ITEMS[items](size)
        (folder / "f.yaml").write_text(text)
        (folder / "g.yaml").write_text(_other_round(text))
        sustain(*COMMANDS[command], code=None)

    assert grows_too_fast(run, 1000) == ""


@pytest.mark.deep
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("kind", ["assessment", "worksheet"])
def test_a_long_text_in_every_field_takes_as_long_as_it_is(
    sustain: Sustain, folder: Path, kind: str, text: str, command: str
) -> None:
    def run(size: int) -> None:
        made = (hostile if kind == "assessment" else hostile_worksheet)(TEXTS[text](size))
        for old in (f"id: {json.dumps(TEXTS[text](size))}",):
            made = made.replace(old, "id: plain")
        (folder / "f.yaml").write_text(made)
        (folder / "g.yaml").write_text(_other_round(made))
        sustain(*COMMANDS[command], code=None)

    assert grows_too_fast(run, 10_000) == ""
