"""The next step at the end of a command: it exists, it works where the first command did, and only people see it."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sustainrubric.cli.next_step import NEXT, next_step
from tests.conftest import Result
from tests.copied_examples import copy_examples
from tests.demo_folder import ASKS
from tests.person import Person
from tests.small import HEAD

Sustain = Callable[..., Result]

NEW = "assessments/literacy/2026-fall.yaml"
PANEL = "assessments/educator-evaluation/2026-fall.yaml"
BALLOT = "assessments/educator-evaluation/2026-fall.ballots/rpatel.yaml"

LINES = (
    ("rate", f"rate {NEW} 1.A.i strong"),
    ("status", f"status {NEW}"),
    ("status", "status"),
    ("score", f"score {NEW}"),
    ("score", "score worksheet.yaml"),
    ("score", "score assessments"),
    ("report", f"report {NEW} --force"),
    ("report", "report . -o site --force"),
    ("diff", "diff assessments/literacy"),
    ("diff", f"diff assessments/literacy/2025-fall.yaml {NEW}"),
    ("plan", "plan"),
    ("plan", f"plan {NEW} --open"),
    ("panel ballot", f"panel ballot {PANEL} --rater tnguyen -o ballot.yaml"),
    ("panel collect", f"panel collect {PANEL} {BALLOT} --replace"),
    ("panel spread", f"panel spread {PANEL}"),
    ("form", f"form {NEW} -o form.xlsx"),
    ("import", f"import form.xlsx {NEW}"),
    ("migrate", "migrate assessments/educator-evaluation/2024-fall.yaml --to sustainability -o moved.yaml"),
    ("migrate", "migrate assessments/literacy --to sustainability"),
)

EXPECTED = {f"panel ballot {PANEL} --rater tnguyen -o ballot.yaml": 3}
"""The ballot is empty until somebody votes, and is refused."""


def test_every_command_with_a_next_step_is_tried() -> None:
    assert {name for name, _ in LINES} == set(NEXT) - {"panel vote"}, "a vote asks"


@pytest.mark.deep
@pytest.mark.parametrize("line", [line for _, line in LINES])
def test_the_next_step_works_in_the_folder_of_the_demo(
    line: str, folder: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_examples(folder / "demo")
    monkeypatch.chdir(folder / "demo")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    if line.startswith("import"):
        sustain(*shlex.split(f"form {NEW} -o form.xlsx"))
    words = shlex.split(line)
    sustain(*words)
    said = next_step(words)
    assert said.startswith("Next: `sustain "), said
    typed = said.split("`")[1].removeprefix("sustain ")
    found = sustain(*shlex.split(typed), code=None)
    allowed = {2} if re.match(ASKS, typed) else {0, 1, EXPECTED.get(line, 0)}
    assert found.code in allowed, typed


@pytest.mark.parametrize(
    "line",
    [
        "score a.yaml --format json",
        "score -",
        "plan --mark a done",
        "report a.yaml -o -",
        "form a.yaml",
        "trend a.yaml",
        "rubric show 1.A.i",
        "score --help",
    ],
)
def test_where_no_step_follows_none_is_said(line: str) -> None:
    assert next_step(shlex.split(line)) == ""


def test_a_path_is_quoted_and_an_option_is_no_path() -> None:
    said = next_step(["score", "--partial", "-o", "x y.txt", "a b.yaml"])
    assert said == "Next: `sustain report 'a b.yaml'` makes a page of it."


def test_a_form_for_a_rater_is_a_ballot() -> None:
    said = next_step(["form", "a.yaml", "--rater", "r1", "-o", "r1.xlsx"])
    assert said == "Next: `sustain panel collect a.yaml r1.xlsx` takes the ballot in when it is back."


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal")
def test_a_person_sees_it_and_a_program_does_not(
    person: Callable[..., Person], office: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    (office / "a.yaml").write_text(HEAD, encoding="utf-8")
    somebody = person("score", "a.yaml")
    assert somebody.ends() == 0
    assert somebody.seen.splitlines()[-1] == "Next: `sustain report a.yaml` makes a page of it."
    monkeypatch.chdir(office)
    assert "Next" not in sustain("score", "a.yaml").err
