"""What git's exit codes mean: an answer, that there is none, or that it could not be had."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sustainrubric.base.errors import Unreadable
from sustainrubric.disk import git as seam
from sustainrubric.disk.revisions import Commit, merge_base, repository_of, resolve
from tests.disk.scratch import commit, git, repository, script, two_commits


def fake_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> str:
    """A program called git that does what `body` says; gives a folder to ask about."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script(folder / "git", body)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return str(tmp_path)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("kill -9 $$", "git cannot read this repository: it was stopped by signal 9"),
        ("kill -1 $$", "git cannot read this repository: it was stopped by signal 1"),
        ("exit 1", "git cannot read this repository: it ended with 1, and does not say why"),
        ("echo 'fatal: one' >&2; echo 'error: bad object' >&2; echo more >&2; exit 128",
         "git cannot read this repository: bad object"),
        ("echo 'fatal: not a git repository' >&2; exit 128", "is not in a git repository"),
        ("echo 'fatal: cannot change to x' >&2; exit 128", "there is no such folder"),
        ("echo 'fatal: detected dubious ownership' >&2; exit 128", "git refuses this repository"),
    ],
)  # fmt: skip
def test_a_call_that_fails_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, said: str
) -> None:
    folder = fake_git(tmp_path, monkeypatch, body)
    with pytest.raises(Unreadable) as caught:
        seam.ask(folder, "rev-parse")
    assert said in str(caught.value)


def test_a_code_that_is_an_answer_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = fake_git(tmp_path, monkeypatch, "echo out; echo err >&2; exit 3")
    assert seam.ask(folder, "x", codes=(0, 3)) == seam.GitAnswer(3, b"out\n", "err\n")
    with pytest.raises(Unreadable, match="it ended with 3"):
        seam.ask(folder, "x", codes=(0, 2))


def two_roots(folder: Path) -> tuple[Commit, Commit]:
    repository(folder)
    commit(folder, "one")
    one = git(folder, "rev-parse", "HEAD")
    git(folder, "checkout", "-q", "--orphan", "other")
    commit(folder, "two")
    return Commit(one), Commit(git(folder, "rev-parse", "HEAD"))


def test_two_histories_without_a_common_commit_are_told_apart_from_a_failure(tmp_path: Path) -> None:
    one, other = two_roots(tmp_path)
    found = repository_of(str(tmp_path))
    with pytest.raises(Unreadable) as caught:
        merge_base(found, one, other)
    assert str(caught.value) == "the two revisions have no commit in common"
    with pytest.raises(Unreadable, match="shallow, `git fetch --unshallow --tags` brings the rest"):
        merge_base(found._replace(shallow=True), one, other)
    # 128: one of them is no commit of this repository.
    with pytest.raises(Unreadable, match="git cannot read this repository"):
        merge_base(found, one, Commit("1" * 40))
    assert merge_base(found, one, one) == one


def test_a_shallow_clone_says_how_to_get_the_rest(tmp_path: Path) -> None:
    two_commits(tmp_path / "whole")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tmp_path / 'whole'}", "clone")
    found = repository_of(str(tmp_path / "clone"))
    assert found.shallow
    hint = "; this clone is shallow, `git fetch --unshallow --tags` brings the rest"
    for revision in ("v1", "HEAD~1"):
        with pytest.raises(Unreadable) as caught:
            resolve(found, revision)
        assert str(caught.value) == f"unknown revision '{revision}'{hint}"
    whole = repository_of(str(tmp_path / "whole"))
    assert not whole.shallow
    with pytest.raises(
        Unreadable, match="unknown revision 'v9': git knows no such commit, tag or branch here"
    ):
        resolve(whole, "v9")


def test_a_branch_of_the_server_is_proposed_and_an_empty_repository_is_called_so(tmp_path: Path) -> None:
    two_commits(tmp_path / "whole")
    git(tmp_path, "clone", "-q", f"file://{tmp_path / 'whole'}", "clone")
    git(tmp_path / "clone", "checkout", "-q", "--detach")
    git(tmp_path / "clone", "branch", "-q", "-D", "main")
    with pytest.raises(Unreadable, match="did you mean origin/main"):
        resolve(repository_of(str(tmp_path / "clone")), "main")
    repository(tmp_path / "empty")
    with pytest.raises(Unreadable, match="the repository has no commits yet"):
        resolve(repository_of(str(tmp_path / "empty")), "main")
