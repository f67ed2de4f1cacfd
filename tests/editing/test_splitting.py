"""Two people rate different elements of one file: on branches that git merges, or in copies brought in."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.small import HEAD

ANN = {"1.A.i": "emerging", "1.B.i": "strong"}
BOB = {"1.B.ii": "emerging", "2.A.i": "strong"}


def git(folder: Path, *arguments: str) -> None:
    command = ["git", "-C", str(folder), "-c", "user.name=T", "-c", "user.email=t@example.org", *arguments]
    subprocess.run(command, check=True, capture_output=True)


def levels(file: Path) -> dict[str, str]:
    ratings: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))["ratings"]
    return {element: rating["level"] for element, rating in ratings.items() if rating["level"]}


@pytest.mark.deep
def test_branches_merge_without_a_conflict(tmp_path: Path, sustain: Any) -> None:
    file = tmp_path / "a.yaml"
    about = ("--agency", "A", "--reform", "literacy", "--round", "r1", "--date", "2026-10-15")
    sustain("new", "assessment", str(file), *about)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "a.yaml")
    git(tmp_path, "commit", "-qm", "to be rated")
    for name, part in (("ann", ANN), ("bob", BOB)):
        git(tmp_path, "switch", "-qc", name, "main")
        for element, level in part.items():
            sustain("rate", str(file), element, level, "--rationale", f"{name} says so.")
        git(tmp_path, "commit", "-qam", name)
    git(tmp_path, "switch", "-q", "main")
    git(tmp_path, "merge", "-q", "-m", "both", "ann", "bob")
    assert levels(file) == ANN | BOB


def test_copies_are_brought_in_one_after_the_other(tmp_path: Path, sustain: Any) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(HEAD, encoding="utf-8")
    for name, part in (("ann", ANN), ("bob", BOB)):
        copy = tmp_path / f"{name}.yaml"
        copy.write_text(HEAD, encoding="utf-8")
        for element, level in part.items():
            sustain("rate", str(copy), element, level)
        sustain("rate", str(file), "--from", str(copy))
    assert levels(file) == ANN | BOB
