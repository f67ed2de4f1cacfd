"""What is left out on Windows is named test by test, with its reason; and our own CI has the three systems."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tests.not_on_windows import LEFT_OUT, reason_on_windows

NAMES = [(reason, name) for reason, names in LEFT_OUT.items() for name in names]


def names_in(path: Path) -> set[str]:
    """The tests of a file, those of a class as `Class::test`."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        inner = node.body if isinstance(node, ast.ClassDef) else [node]
        prefix = f"{node.name}::" if isinstance(node, ast.ClassDef) else ""
        found |= {f"{prefix}{each.name}" for each in inner if isinstance(each, ast.FunctionDef)}
    return found


@pytest.mark.parametrize(("reason", "name"), NAMES, ids=[name for _, name in NAMES])
def test_it_is_a_test_that_there_is(reason: str, name: str) -> None:
    file, _, test = name.partition("::")
    assert test.partition("[")[0] in names_in(ROOT / "tests" / file)
    assert reason_on_windows(f"tests/{name}") == reason


def test_the_others_are_run() -> None:
    assert reason_on_windows("tests/disk/test_save.py::test_x") is None
    file, _, test = NAMES[0][1].partition("::")
    assert reason_on_windows(f"tests/{file}::{test}") == NAMES[0][0]
    assert reason_on_windows(f"tests/{file}::{test}[a-b]") == NAMES[0][0]


def test_no_test_is_named_twice() -> None:
    names = [name for _, name in NAMES]
    assert sorted(set(names)) == sorted(names)


def test_ci_runs_on_the_three_systems_that_the_package_says_it_is_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    systems = {line for line in project["classifiers"] if line.startswith("Operating System")}
    assert {re.split(r" :: ", line)[-1] for line in systems} == {"MacOS", "Windows", "Linux"}
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8"))
    matrix = workflow["jobs"]["quick"]["strategy"]["matrix"]
    assert set(matrix["os"]) == {"ubuntu-latest", "windows-latest", "macos-latest"}
    lowest = project["requires-python"].removeprefix(">=")
    assert lowest in matrix["python"]
