"""What .gitignore leaves out is what git says it leaves out; git is run here, and nowhere else for this."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sustainrubric.disk.gitignore import ignored_in
from sustainrubric.disk.gitignore_pattern import decision, ignore_patterns
from tests.profiles import examples

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is what we are compared with")

FILES = [
    "a.yaml", "b.yaml", "build/a.yaml", "build/x/b.yaml", "x/build/a.yaml", "x/y/z/a.yaml", "x/y/b.yaml",
    "x/a b.yaml", "x/[1].yaml", "x/#c.yaml", "!d.yaml", "x/é.yaml", "ab/cd/ef.yaml", "foo/bar", "foobar/x",
    "x/trailing ", "x/back\\slash.yaml",
]  # fmt: skip


def make_repository(folder: Path, files: Iterable[str] = FILES) -> None:
    git(folder, "init", "--quiet")
    for name in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("kind: assessment\n")


def git(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """git without the settings of whoever runs the tests; 1 is its answer `none`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment = {**kept, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, input=stdin, capture_output=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def ignored_by_git(folder: Path, names: Iterable[str] = FILES) -> set[str]:
    asked = b"".join(os.fsencode(name) + b"\0" for name in names)
    answer = git(folder, "check-ignore", "--no-index", "--stdin", "-z", stdin=asked)
    return {os.fsdecode(name) for name in answer.split(b"\0") if name}


def ignored_by_us(folder: Path, names: Iterable[str] = FILES) -> set[str]:
    return {name for name in names if is_ignored(folder, name)}


def is_ignored(folder: Path, name: str) -> bool:
    """By way of the folders above it, as a walk comes by."""
    here = ignored_in(str(folder))
    *above, last = name.split("/")
    for part in above:
        if here.has(part, is_folder=True):
            return True
        here = here.below(part)
    return here.has(last, is_folder=False)


PATTERNS = [
    "a.yaml", "*.yaml", "/a.yaml", "build", "build/", "/build/", "x/", "x/*", "x/**", "**/a.yaml", "x/**/a.yaml",
    "**/build/**", "*.yaml\n!b.yaml", "x/\n!x/y/", "!a.yaml", "# a.yaml", "\\#c.yaml", "\\!d.yaml", "a?yaml",
    "[ab].yaml", "[!a].yaml", "[^a].yaml", "x/[[]1].yaml", "x/\\[1\\].yaml", "a b.yaml", "a\\ b.yaml",
    "a.yaml  ", "x/trailing\\ ", "x/trailing ", "é.yaml", "??.yaml", "?.yaml", "foo**/bar", "foo/bar", "fo*/b*",
    "a*/c*/e*.yaml", "**", "*", "/*", "**/", "a.yaml\r", "\ufeffa.yaml", "[a-c].yaml", "[[:alpha:]].yaml",
    "[[:nope:]].yaml", "[", "a[", "a\\", "x/y/z", "y/z", "/x/y/z/", "x//y", "*/", "build//", "[]-].yaml",
    "x/back\\\\slash.yaml", "back[\\\\]slash.yaml", "***/a.yaml", "x**/a.yaml", "x/***", "**/y/**/a.yaml", "\\**",
    " a.yaml", "!", "/", "\n\n", "[a-", "[!", "[[:alpha:", "**\\/a.yaml", "x/**y/b.yaml", "x/y**/b.yaml",
]  # fmt: skip


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository")
    make_repository(folder)
    return folder


@pytest.mark.parametrize("text", PATTERNS, ids=ascii)
def test_a_pattern_leaves_out_what_git_leaves_out(text: str, repository: Path) -> None:
    (repository / ".gitignore").write_bytes(text.encode() + b"\n")
    assert ignored_by_us(repository) == ignored_by_git(repository)


piece = st.sampled_from(
    ["a", "b", "x", "y", "build", "foo", "bar", ".yaml", "*", "**", "?", "/", "/", "!", "[ab]", "[!a]", "[a-z]",
     "\\", " ", "#", "[", "]", "-", "[[:alpha:]]", "é"]
)  # fmt: skip
line = st.lists(piece, min_size=1, max_size=7).map("".join)


@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(line, min_size=1, max_size=4))
def test_any_pattern_leaves_out_what_git_leaves_out(lines: list[str], repository: Path) -> None:
    (repository / ".gitignore").write_bytes("\n".join(lines).encode())
    assert ignored_by_us(repository) == ignored_by_git(repository)


def test_rules_further_down_count_first_and_the_repositorys_own_last(tmp_path: Path) -> None:
    make_repository(tmp_path)
    (tmp_path / ".gitignore").write_text("*.yaml\n")
    (tmp_path / "x" / ".gitignore").write_text("!*.yaml\n/y/b.yaml\n")
    (tmp_path / ".git" / "info" / "exclude").write_text("!a.yaml\nfoo/bar\n")
    assert ignored_by_us(tmp_path) == ignored_by_git(tmp_path)
    assert "foo/bar" in ignored_by_us(tmp_path)


def test_a_check_that_begins_further_down_keeps_the_rules_from_above(tmp_path: Path) -> None:
    make_repository(tmp_path)
    (tmp_path / ".gitignore").write_text("/x/y/*.yaml\n")
    assert ignored_by_us(tmp_path / "x", ["y/b.yaml", "y/z/a.yaml"]) == {"y/b.yaml"}


def test_a_repository_in_a_repository_has_rules_of_its_own(tmp_path: Path) -> None:
    make_repository(tmp_path)
    (tmp_path / ".gitignore").write_text("*.yaml\n")
    (tmp_path / "x" / ".git").mkdir()
    assert "x/y/b.yaml" not in ignored_by_us(tmp_path)
    assert "a.yaml" in ignored_by_us(tmp_path)


def test_without_a_repository_the_files_in_the_folder_still_count(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("a.yaml\n")
    assert is_ignored(tmp_path, "a.yaml")


@pytest.mark.parametrize(
    "make", [os.mkdir, lambda path: os.symlink("elsewhere", path)], ids=["folder", "link"]
)
def test_rules_that_are_no_file_are_none(make: object, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("a.yaml\n")
    make(tmp_path / ".gitignore")  # type: ignore[operator]
    assert not is_ignored(tmp_path, "a.yaml")


def test_a_pattern_full_of_stars_takes_no_time() -> None:
    patterns = ignore_patterns(b"a*" * 40 + b"b")
    assert decision(patterns, b"a" * 250, is_folder=False) is None
