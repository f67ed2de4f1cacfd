"""Options that are called otherwise now: the old spelling does the same, and help shows the new one."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sustainrubric.cli.command_tree import command_at
from sustainrubric.cli.old_spellings import OLD_SPELLINGS
from tests.conftest import ROOT, Result

Sustain = Callable[..., Result]

NEW = "assessments/literacy/2026-fall.yaml"

LINES = {
    "score": f"score {NEW} {{}}",
    "rate": f"rate {NEW} {{}} answers.yaml",
    "kit": f"kit {NEW} -o kit --force {{}} agenda",
}

PAIRS = [(command, old, new) for command, pairs in OLD_SPELLINGS.items() for old, new in pairs.items()]


@pytest.mark.parametrize(("command", "old", "new"), PAIRS)
def test_the_old_spelling_does_what_the_new_one_does(
    command: str, old: str, new: str, folder: Path, sustain: Sustain
) -> None:
    shutil.copytree(ROOT / "examples" / "assessments", folder / "assessments")
    (folder / "answers.yaml").write_text("1.A.i: exemplary\n")
    before = (folder / NEW).read_bytes()
    said = []
    for spelling in (old, new):
        (folder / NEW).write_bytes(before)
        done = sustain(*shlex.split(LINES[command].format(spelling)))
        said.append((done.out, done.err, (folder / NEW).read_bytes()))
    assert said[0] == said[1]
    assert said[0][0] or said[0][1]


@pytest.mark.parametrize(("command", "old", "new"), PAIRS)
def test_help_shows_the_new_spelling_and_what_it_was(command: str, old: str, new: str) -> None:
    options = {option.names[0]: option for option in command_at(command).options}
    assert old not in options
    assert f"{old} before" in options[new].text


def test_a_variable_by_the_old_name_goes_on_working(
    sustain: Sustain, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples" / "assessments", folder / "assessments")
    work = sustain("score", NEW, "--show-work").out
    monkeypatch.setenv("SUSTAIN_SCORE_EXPLAIN", "1")
    assert sustain("score", NEW).out == work
