"""Scratch repositories of git for tests, in a temporary folder and with nobody's configuration."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.small import RATED

FILE = "literacy.yaml"

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed here")

_QUIET = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}


def git(
    folder: Path, *arguments: str, day: str = "2026-01-01", check: bool = True, stdin: bytes = b""
) -> str:
    """Run git as a user would; gives what it printed. A test is left out where there is no git."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed here")
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **_QUIET, **when},
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert not check or done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().strip()


def repository(folder: Path) -> Path:
    """A new repository with nothing in it."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


def commit(
    folder: Path, text: str | bytes, *, file: str = FILE, day: str = "2026-01-01", tag: str = ""
) -> str:
    """Write the file and commit it; gives the commit."""
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    git(folder, "add", "--", file)
    git(folder, "commit", "--quiet", "--message=x", day=day)
    if tag:
        git(folder, "tag", tag)
    return git(folder, "rev-parse", "HEAD")


def at_level(level: str) -> str:
    """The small assessment with 1.A.i at this level."""
    return RATED.replace("level: emerging", f"level: {level}")


def two_commits(folder: Path) -> Path:
    """A repository whose file went from emerging (tag v1) to strong."""
    repository(folder)
    commit(folder, at_level("emerging"), tag="v1", day="2026-01-01")
    commit(folder, at_level("strong"), day="2026-02-01")
    return folder


def script(path: Path, body: str) -> Path:
    """A program of the shell's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path
