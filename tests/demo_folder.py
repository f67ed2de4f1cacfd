"""The folder that `sustain demo` makes, in git at two commits, for tests of what help and docs tell people to type."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.copied_examples import copy_examples

NEW = "assessments/literacy/2026-fall.yaml"

_ASK_NOTHING = "add|set|edit|move|remove|rationale|dissent|unanimous"

ASKS = rf"(assess |(worksheet|panel vote|panel decide) (?!.*--(?:{_ASK_NOTHING})))"
"""The commands that ask at a terminal; without one they are refused."""


def git(folder: Path, *words: str) -> None:
    """Run git in a folder, as somebody whose settings are nobody's; leaves a test out where there is no git."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed here")
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True, env=environment)


def make_demo_folder(folder: Path) -> Path:
    """The first commit has another level than the second; `main` is the branch, `v2025` a tag of the first."""
    copy_examples(folder)
    new = folder / NEW
    text = new.read_text(encoding="utf-8")
    new.write_text(text.replace("level: emerging", "level: inadequate", 1), encoding="utf-8")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "first")
    git(folder, "tag", "v2025")
    new.write_text(text, encoding="utf-8")
    git(folder, "commit", "-q", "-a", "-m", "second")
    return folder
