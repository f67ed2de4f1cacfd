"""`sustain history`: a trend out of git alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Result
from tests.disk.scratch import FILE, at_level, commit, git, repository, script, two_commits

Sustain = Callable[..., Result]


def points(sustain: Sustain, *arguments: str) -> list[Any]:
    """The date and the level of 1.A.i at each point."""
    found = json.loads(sustain("history", *arguments, "--format", "json").out)
    levels = found["categories"][0]["variables"][0]["elements"][0]["levels"]
    return list(zip([point["date"] for point in found["rounds"]], levels, strict=True))


@pytest.fixture
def kept(folder: Path) -> Path:
    """A file with five commits, of which three changed a rating."""
    repository(folder)
    commit(folder, at_level("emerging"), day="2026-01-01", tag="v1")
    commit(folder, "# Note\n" + at_level("emerging"), day="2026-02-01")
    commit(folder, at_level("unknown"), day="2026-03-01")
    commit(folder, at_level("strong"), day="2026-04-01", tag="v2")
    commit(folder, at_level("strong").replace("shared", "share").replace("Two", "Four"), day="2026-05-01")
    return folder


def test_a_point_for_each_commit_that_changed_a_rating(kept: Path, sustain: Sustain) -> None:
    assert points(sustain, FILE) == [
        ("2026-01-01", "emerging"),
        ("2026-03-01", "unknown"),
        ("2026-04-01", "strong"),
    ]
    assert git(kept, "rev-parse", "--short=10", "v1") in sustain("history", FILE).out


def test_a_point_for_each_tag(kept: Path, sustain: Sustain) -> None:
    assert points(sustain, FILE, "--tags") == [("2026-01-01", "emerging"), ("2026-04-01", "strong")]
    assert "v1 (2026-01-01), v2 (2026-04-01)" in sustain("history", FILE, "--tags").out


def test_a_file_below_the_top_is_found_from_anywhere(
    kept: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(kept, at_level("exemplary"), file="deep/er/a.yaml", day="2026-06-01", tag="v3")
    expected = [("2026-06-01", "exemplary")]
    assert points(sustain, "deep/er/a.yaml") == points(sustain, "deep/er/a.yaml", "--tags") == expected
    monkeypatch.chdir(kept / "deep" / "er")
    assert points(sustain, "a.yaml") == expected
    assert len(points(sustain, f"../../{FILE}")) == 3
    assert "exemplary → strong" in sustain("diff", "a.yaml", f"HEAD:{FILE}").out
    assert "exemplary → strong" in sustain("diff", "HEAD:./a.yaml", f"../../{FILE}").out
    assert sustain("diff", "--git", "v3", "a.yaml", "--exit-code").code == 0


def test_it_ends_where_it_is_told_to(kept: Path, sustain: Sustain) -> None:
    assert points(sustain, FILE, "--until", "HEAD~2")[-1] == ("2026-03-01", "unknown")


def test_nothing_is_checked_out_and_nothing_written(kept: Path, sustain: Sustain) -> None:
    (kept / FILE).write_text("changed and not committed", encoding="utf-8")
    before = _state(kept)
    sustain("history", FILE)
    assert _state(kept) == before


def test_another_folder_and_a_file_that_is_gone_will_do(
    kept: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (kept / FILE).unlink()
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert len(points(sustain, str(kept / FILE))) == 3


def test_a_renamed_file_is_followed(kept: Path, sustain: Sustain) -> None:
    git(kept, "mv", FILE, "new.yaml")
    git(kept, "commit", "--quiet", "--message=renamed", day="2026-06-01")
    assert len(points(sustain, "new.yaml")) == 3
    assert len(points(sustain, "new.yaml", "--tags")) == 2


def test_versions_with_errors_are_left_out_and_said(kept: Path, sustain: Sustain) -> None:
    commit(kept, "kind: [", day="2026-06-01")
    commit(kept, at_level("emergin"), day="2026-07-01")
    commit(kept, "<<<<<<< a\n=======\n>>>>>>> b\n", day="2026-07-02")
    git(kept, "rm", "--quiet", FILE)
    git(kept, "commit", "--quiet", "--message=removed", day="2026-07-03")
    commit(kept, at_level("exemplary"), day="2026-08-01")
    assert points(sustain, FILE)[-1] == ("2026-08-01", "exemplary")
    assert "left out: 3 versions with errors" in sustain("history", FILE).err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.yaml"], "nowhere.yaml: git has no commit of this file on the way to HEAD"),
        ([FILE, "--until", "v9"], "unknown revision 'v9'"),
        ([FILE, "--until=--output=pwn"], "unknown revision '--output=pwn'"),
        (["broken.yaml"], "no version that git has of it can be read as an assessment"),
    ],
)
def test_what_cannot_be_told_ends_with_3(
    arguments: Sequence[str], words: str, kept: Path, sustain: Sustain
) -> None:
    commit(kept, "a: b\n", file="broken.yaml")
    assert words in sustain("history", *arguments, code=3).err


def test_a_shallow_clone_says_that_it_is_one(
    folder: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_commits(folder / "whole")
    git(folder, "clone", "--quiet", "--depth=1", f"file://{folder}/whole", "cut")
    assert "this clone is shallow" in sustain("history", f"cut/{FILE}").err


@pytest.mark.deep
def test_500_commits_are_read_by_one_process(
    folder: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(folder)
    git(folder, "fast-import", "--quiet", stdin=_stream(500))
    log = folder / "calls"
    real = shutil.which("git")
    script(folder / "bin" / "git", f'echo "$*" >> {log}\nexec {real} "$@"')
    monkeypatch.setenv("PATH", str(folder / "bin"))
    assert len(points(sustain, FILE)) == 500
    calls = log.read_text().splitlines()
    assert sum("cat-file" in call for call in calls) == 1
    assert len(calls) <= 5


def _stream(commits: int) -> bytes:
    """A history in which the rating goes up and down, as git's fast-import reads it."""
    parts = []
    for number in range(commits):
        text = at_level("strong" if number % 2 else "emerging").encode()
        parts.append(b"commit refs/heads/main\n")
        parts.append(b"committer A <a@example.org> %d +0000\n" % (1_700_000_000 + number * 86_400))
        parts.append(b"data 1\nx\n")
        parts.append(b"M 100644 inline %s\ndata %d\n%s\n" % (FILE.encode(), len(text), text))
    return b"".join(parts)


def _state(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
