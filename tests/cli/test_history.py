"""`sustain history`: a trend out of git alone."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Result
from tests.disk.scratch import FILE, at_level, commit, git, needs_git, repository, script, two_commits
from tests.small import RATED

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


@pytest.mark.deep
def test_a_point_for_each_tag(kept: Path, sustain: Sustain) -> None:
    assert points(sustain, FILE, "--tags") == [("2026-01-01", "emerging"), ("2026-04-01", "strong")]
    assert "v1 (2026-01-01), v2 (2026-04-01)" in sustain("history", FILE, "--tags").out


@pytest.mark.deep
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


@pytest.mark.deep
def test_a_renamed_file_is_followed(kept: Path, sustain: Sustain) -> None:
    git(kept, "mv", FILE, "new.yaml")
    git(kept, "commit", "--quiet", "--message=renamed", day="2026-06-01")
    assert len(points(sustain, "new.yaml")) == 3
    assert len(points(sustain, "new.yaml", "--tags")) == 2


@pytest.mark.deep
def test_versions_with_errors_are_left_out_and_said(kept: Path, sustain: Sustain) -> None:
    commit(kept, "kind: [", day="2026-06-01")
    commit(kept, at_level("emergin"), day="2026-07-01")
    commit(kept, "<<<<<<< a\n=======\n>>>>>>> b\n", day="2026-07-02")
    git(kept, "rm", "--quiet", FILE)
    git(kept, "commit", "--quiet", "--message=removed", day="2026-07-03")
    commit(kept, at_level("exemplary"), day="2026-08-01")
    assert points(sustain, FILE)[-1] == ("2026-08-01", "exemplary")
    assert "left out: 3 versions with errors" in sustain("history", FILE).err


@pytest.mark.deep
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


OTHER = at_level("inadequate").replace("id: literacy", "id: attendance")


@pytest.mark.deep
def test_what_git_takes_for_a_rename_is_not_joined_where_it_is_another_reform(
    kept: Path, sustain: Sustain
) -> None:
    git(kept, "mv", FILE, "attendance.yaml")
    commit(kept, OTHER, file="attendance.yaml", day="2026-06-01")
    assert points(sustain, "attendance.yaml") == [("2026-06-01", "inadequate")]
    assert "which is about the reform 'literacy'" in sustain("history", "attendance.yaml").err
    assert "no version that git has" in sustain("history", "attendance.yaml", "--tags", code=3).err
    git(kept, "tag", "v3")
    assert points(sustain, "attendance.yaml", "--tags") == [("2026-06-01", "inadequate")]


@pytest.mark.deep
def test_another_agency_is_not_joined_unless_it_is_the_same_under_an_older_name(
    kept: Path, sustain: Sustain
) -> None:
    renamed = at_level("exemplary").replace("Example Department of Education", "Example Learning Agency")
    commit(kept, renamed, day="2026-06-01")
    assert points(sustain, FILE) == [("2026-06-01", "exemplary")]
    assert "an agency that was renamed says so in sustain.yaml" in sustain("history", FILE).err
    (kept / "sustain.yaml").write_text(
        "kind: settings\nformat: 1\nagency:\n  name: Example Learning Agency\n"
        "  formerly: [example department of EDUCATION]\n"
    )
    assert len(points(sustain, FILE)) == 4
    elsewhere = renamed.replace("state: EX", "state: WY")
    commit(kept, elsewhere, day="2026-07-01")
    assert len(points(sustain, FILE)) == 1


def test_it_begins_with_the_first_rating(folder: Path, sustain: Sustain) -> None:
    repository(folder)
    commit(folder, at_level("").replace("    rationale: Two of five agencies share the agenda.\n", ""))
    commit(folder, at_level("emerging"), day="2026-02-01")
    assert points(sustain, FILE) == [("2026-02-01", "emerging")]


@pytest.mark.deep
@pytest.mark.parametrize("tags", [[], ["--tags"]])
def test_author_and_subject_are_shown(kept: Path, sustain: Sustain, tags: list[str]) -> None:
    (kept / FILE).write_text(at_level("exemplary"), encoding="utf-8")
    message = "Rate | the <b>agenda</b>\x1b[2J anew\n\nAfter the meeting of May."
    author = "--author=José Núñez <j@x.org>"
    git(kept, "commit", "--all", "--quiet", author, f"--message={message}", day="2026-06-01")
    git(kept, "tag", "--annotate", "--message=what the tag says", "v3")
    found = json.loads(sustain("history", FILE, *tags, "--format", "json").out)
    assert (found["rounds"][-1]["author"], found["rounds"][0]["subject"]) == ("José Núñez", "x")
    said = sustain("history", FILE, *tags).out
    assert "2026-06-01  José Núñez: Rate | the <b>agenda</b>\\x1b[2J anew\n" in said
    assert "what the tag says" not in said
    assert "meeting of May" not in said
    assert "&lt;b&gt;agenda" in sustain("history", FILE, *tags, "--format", "html").out
    assert ",José Núñez,Rate | the" in sustain("history", FILE, *tags, "--format", "csv").out


@needs_git
@pytest.mark.parametrize("name", ["a.yaml", "below/a.yaml"])
def test_a_folder_without_git_is_named_as_it_was_typed(name: str, folder: Path, sustain: Sustain) -> None:
    (folder / "below").mkdir()
    (folder / name).write_text(RATED, encoding="utf-8")
    said = sustain("history", name, code=3).err
    assert said.startswith(f"sustain: {os.path.dirname(name) or '.'}: is not in a git repository")
