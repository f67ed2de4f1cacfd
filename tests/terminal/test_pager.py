"""Long results on a terminal go through the pager that people have set; never elsewhere."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sustainrubric.cli.long_output import ONE_SCREEN, TAKES_ALL
from sustainrubric.terminal.pager import first_screen
from tests.conftest import Result
from tests.copied_examples import copy_examples
from tests.demo_folder import git
from tests.person import Person
from tests.small import HEAD

Seat = Callable[..., Person]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal")

LOW = (12, 80)
PAGER = {"PAGER": "sed 's/^/page: /'"}


def shown(
    person: Seat, *arguments: str, env: Mapping[str, str] | None = None, size: tuple[int, int] = LOW
) -> str:
    somebody = person(*arguments, env={**PAGER, **(env or {})}, size=size)
    assert somebody.ends() == 0
    return somebody.seen


def test_what_is_longer_than_the_terminal_goes_through_the_pager(person: Seat) -> None:
    lines = shown(person, "rubric", "show", "1.A.i").splitlines()
    assert len(lines) > LOW[0]
    assert all(line.startswith("page: ") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "env", "size"),
    [
        (("rubric", "show", "1.A.i"), {}, (300, 80)),
        (("--no-pager", "rubric", "show", "1.A.i"), {}, LOW),
        (("rubric", "show", "1.A.i", "--no-pager"), {}, LOW),
        (("rubric", "show", "1.A.i"), {"TERM": "dumb"}, LOW),
        (("rubric", "show", "1.A.i"), {"ACCESSIBLE": "1"}, LOW),
        (("rubric", "show", "1.A.i"), {"PAGER": ""}, LOW),
        (("rubric", "show", "1.A.i"), {"PAGER": "cat"}, LOW),
    ],
)
def test_what_fits_or_is_not_to_be_paged_is_printed(
    person: Seat, arguments: tuple[str, ...], env: dict[str, str], size: tuple[int, int]
) -> None:
    text = shown(person, *arguments, env=env, size=size)
    assert "page: " not in text
    assert "1.A.i" in text


def test_a_pager_that_is_not_there_loses_nothing(person: Seat) -> None:
    text = shown(person, "rubric", "show", "1.A.i", env={"PAGER": "no-such-pager-here"})
    assert "1.A.i" in text


def test_who_leaves_early_hears_of_no_error(person: Seat) -> None:
    assert (
        len(shown(person, "rubric", "resolve", "sustainability", env={"PAGER": "head -n 1"}).splitlines())
        == 1
    )


def test_the_exit_code_is_that_of_the_command(person: Seat, office: Path) -> None:
    text = "kind: assessment\nformat: 1\n" + "x: 1\n" * 40
    (office / "a.yaml").write_text(text, encoding="utf-8")
    somebody = person("validate", "a.yaml", "--verbose", env=PAGER, size=LOW)
    assert somebody.ends() == 1
    assert "page: " in somebody.seen


def test_help_is_paged_too(person: Seat) -> None:
    assert "page: " in shown(person, "worksheet", "--help")
    assert "page: " in shown(person, "help", "worksheet")


def test_into_a_pipe_there_is_no_pager(
    sustain: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGER", "false")
    assert "1.A.i" in sustain("rubric", "show", "1.A.i").out
    assert sustain("rubric", "show", "1.A.i", "--no-pager").out == sustain("rubric", "show", "1.A.i").out


STYLES = re.compile("\x1b\\[[0-9;?]*[a-zA-Z]")

ERASED = re.compile(r"[^\n]*(\r?\n(\x1b\[\?25h)?\r?\x1b\[1A)?\x1b\[2K")
"""A bar that showed how far a slow machine was, up to where it is cleared away."""

NO_PAGER = {"PAGER": ""}


@pytest.mark.parametrize("size", [(24, 80), (12, 80), (24, 60)])
def test_without_a_pager_one_screen_is_shown_and_how_to_see_the_rest(
    person: Seat, size: tuple[int, int]
) -> None:
    lines = shown(person, "rubric", "show", "1.A.i", env=NO_PAGER, size=size).splitlines()
    assert len(lines) < size[0]
    assert lines[0] == "1.A.i  Align the policy agenda with priority reforms"
    assert re.fullmatch(r"\.\.\. \d+ more lines; add --all to see everything", lines[-1])


@pytest.mark.parametrize("words", [("--all",), ("-v",)])
def test_everything_is_shown_where_it_is_asked_for(person: Seat, words: tuple[str, ...]) -> None:
    text = shown(person, "rubric", "show", "1.A.i", *words, env=NO_PAGER)
    assert "add --all" not in text
    assert "L1" in text


def test_what_programs_read_is_whole_on_a_terminal_too(person: Seat, office: Path) -> None:
    (office / "a.yaml").write_text(HEAD, encoding="utf-8")
    text = shown(person, "score", "a.yaml", "--format", "csv", env=NO_PAGER)
    assert len(text.splitlines()) > LOW[0]
    assert "add --all" not in text


def test_a_screen_ends_before_a_heading_and_before_an_empty_line() -> None:
    text = b"title\n\none\n\nHeading\nrow\nrow\nrow\nrow\nrow\nrow\n"
    assert (
        first_screen(text, 80, 10)
        == b"title\n\none\n\nHeading\nrow\n... 5 more lines; add --all to see everything\n"
    )
    assert first_screen(b"a\n\nb\nc\n\nHeading\n" + b"row\n" * 9, 80, 10).splitlines()[:-1] == [
        b"a",
        b"",
        b"b",
        b"c",
    ]


def test_what_ends_on_the_first_screen_is_shown_as_it_is() -> None:
    assert first_screen(b"a\nb\nc\n", 80, 2) == b"a\nb\nc\n"


@pytest.mark.parametrize("size", [(0, 0), (1, 80), (3, 80), (5, 20)])
def test_a_low_terminal_or_one_that_tells_no_size_counts_nothing_that_is_not_left(
    person: Seat, office: Path, size: tuple[int, int]
) -> None:
    (office / "a.yaml").write_text(HEAD, encoding="utf-8")
    assert "0 more" not in shown(person, "validate", "a.yaml", env=NO_PAGER, size=size)


def test_a_line_that_folds_takes_two_rows() -> None:
    shown_first = first_screen((b"x" * 100 + b"\n") * 9, 80, 12).decode().splitlines()
    assert len(shown_first) == 5


LONG = (
    "validate", "status", "status assessments/literacy/2026-fall.yaml", "score assessments/literacy/2026-fall.yaml",
    "score assessments", "score worksheet.yaml", "diff assessments/literacy", "trend assessments", "plan",
    "plan --open", "plan --shortlist", "panel spread assessments/educator-evaluation/2026-fall.yaml --reveal",
    "rubric list",
    "rubric show 1.A.i", "rubric show stakeholder", "rubric diff sustainability jf-sustainability", "demo there",
    "history assessments/literacy/2026-fall.yaml",
)  # fmt: skip


@pytest.mark.deep
@pytest.mark.parametrize("line", LONG)
def test_every_result_fits_on_one_screen(line: str, person: Seat, office: Path) -> None:
    copy_examples(office)
    if line.startswith("history"):
        commit_each_level(office)
    somebody = person(*line.split(), env={"PAGER": "", "COLUMNS": ""}, size=(24, 80))
    assert somebody.ends() == 0
    left = STYLES.sub("", ERASED.sub("", somebody.seen))
    rows = sum(max(1, -(-len(row) // 80)) for row in left.splitlines())
    assert rows < 24, somebody.seen


def test_every_command_that_shows_one_screen_is_tried() -> None:
    begun = {name for name in TAKES_ALL | ONE_SCREEN if any(line.startswith(name) for line in LONG)}
    assert begun == TAKES_ALL | ONE_SCREEN


def commit_each_level(folder: Path) -> None:
    """More commits than fit on a screen, each with another level."""
    file = folder / "assessments" / "literacy" / "2026-fall.yaml"
    git(folder, "init", "-q")
    git(folder, "add", ".")
    for number in range(12):
        level = ("emerging", "strong")[number % 2]
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub("level: [a-z]+", f"level: {level}", text), encoding="utf-8")
        git(folder, "commit", "-q", "-a", "-m", f"Round {number}")
