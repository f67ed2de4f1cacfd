"""What git's exit codes mean: an answer, that there is none, or that it could not be had."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from sustainrubric.base.errors import Unreadable
from sustainrubric.disk import git as seam
from sustainrubric.disk import revisions
from sustainrubric.disk.revisions import (
    Commit,
    Repository,
    merge_base,
    repository_of,
    resolve,
    tagged,
    versions,
)
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
    # A near name is said beside it: what was meant may be either.
    git(tmp_path / "clone", "tag", "v10")
    with pytest.raises(Unreadable, match="--tags` brings the rest; did you mean v10"):
        resolve(found, "v1")
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


def answered(monkeypatch: pytest.MonkeyPatch, **answers: str) -> None:
    """A git that answers each of its commands so; what it is not told of, it says nothing to, and ends with 1."""

    def ask(folder: str, command: str, *_: str, **__: object) -> seam.GitAnswer:
        said = answers.get(command.replace("-", "_"))
        return seam.GitAnswer(int(said is None), (said or "").encode(), "")

    monkeypatch.setattr(revisions, "ask", ask)


HERE, SHA = Repository("folder", "", shallow=False), "a" * 40


@pytest.mark.parametrize(
    ("seconds", "day"),
    [
        ("0", "1970-01-01"),
        ("86399", "1970-01-01"),
        ("86400", "1970-01-02"),
        ("-1", "1969-12-31"),
        ("-86400", "1969-12-31"),
        ("-86401", "1969-12-30"),
        ("1767225599", "2025-12-31"),
        ("1767225600", "2026-01-01"),
        ("9" * 18, "9999-12-31"),
        ("-" + "9" * 18, "0001-01-01"),
    ],
)
def test_a_commit_and_a_tag_stand_on_their_day_in_utc(
    monkeypatch: pytest.MonkeyPatch, seconds: str, day: str
) -> None:
    log = f"commit {SHA}\n{SHA}\x00{seconds}\x00A. Chen\x00Rate it\n"
    tags = f"v1\x00{SHA}\x00\x00{seconds}\x00A. Chen\x00Rate it\x00\n"
    answered(monkeypatch, rev_list=log, for_each_ref=tags)
    (version,) = versions(HERE, Commit(SHA), "a.yaml")
    assert version == (SHA, "a" * 10, date.fromisoformat(day), ("a.yaml",), "A. Chen", "Rate it")
    (tag,) = tagged(HERE, Commit(SHA), ["a.yaml", "old.yaml"])
    assert tag == (SHA, "v1", date.fromisoformat(day), ("a.yaml", "old.yaml"), "A. Chen", "Rate it")


def test_tags_are_in_the_order_of_their_days_and_an_annotated_one_is_that_of_its_commit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [
        ("v10", "b" * 40, "", "300", "B", "three", ""),
        ("v9", "c" * 40, "d" * 40, "100", "C", "the tag's own words", "one"),
        ("v8", "e" * 40, "", "200", "D", "two", ""),
        ("undated", "f" * 40, "", "", "E", "none", ""),
    ]
    answered(monkeypatch, for_each_ref="".join("\x00".join(row) + "\n" for row in rows))
    found = tagged(HERE, Commit(SHA), ["a.yaml"])
    assert [(tag.name, tag.sha[0], tag.author, tag.subject) for tag in found] == [
        ("undated", "f", "E", "none"),
        ("v9", "d", "C", "one"),
        ("v8", "e", "D", "two"),
        ("v10", "b", "B", "three"),
    ]


@pytest.mark.parametrize(
    "tags",
    [
        f"v1\x00{SHA}\x00\x00x\x00A\x00s\x00\n",
        f"v1\x00{SHA}\x00\x001\x00A\x00s\n",
        f"v1\x00{SHA}\x00\x001\x00A\x00s\x00\x00\n",
        f"v1\x00{SHA}\x00\x00{'9' * 19}\x00A\x00s\x00\n",
        "v1\n",
    ],
)
def test_tags_in_another_form_are_not_understood(monkeypatch: pytest.MonkeyPatch, tags: str) -> None:
    answered(monkeypatch, for_each_ref=tags)
    with pytest.raises(Unreadable, match="git answers in a way that is not understood"):
        tagged(HERE, Commit(SHA), ["a.yaml"])


@pytest.mark.parametrize(
    "log",
    [
        f"commit {SHA}\n",
        f"commit {SHA}\n{SHA}\x001\x00A\x00s",
        f"commit {'b' * 40}\n{SHA}\x001\x00A\x00s\n",
        f"{SHA}\n{SHA}\x001\x00A\x00s\n",
        f"commit {SHA}\n{SHA}\x00x\x00A\x00s\n",
        f"commit {SHA}\n{SHA[:39]}\x001\x00A\x00s\n",
    ],
)
def test_a_history_in_another_form_is_not_understood(monkeypatch: pytest.MonkeyPatch, log: str) -> None:
    answered(monkeypatch, rev_list=log)
    with pytest.raises(Unreadable, match="git answers in a way that is not understood"):
        versions(HERE, Commit(SHA), "a.yaml")


@pytest.mark.parametrize(
    ("renamed", "names"),
    [
        ("R100\x00old.yaml\x00a.yaml\x00", ["old.yaml", "a.yaml"]),
        ("R100\x00x\x00y\x00R090\x00old.yaml\x00a.yaml\x00", ["old.yaml", "a.yaml"]),
        ("R100\x00old.yaml\x00b.yaml\x00", ["a.yaml"]),
        ("R100\x00a.yaml\x00", ["a.yaml"]),
        ("", ["a.yaml"]),
    ],
)
def test_a_file_is_followed_under_the_name_it_had_before(
    monkeypatch: pytest.MonkeyPatch, renamed: str, names: list[str]
) -> None:
    asked: list[tuple[str, ...]] = []

    def ask(folder: str, command: str, *more: str, **__: object) -> seam.GitAnswer:
        asked.append((command, *more))
        path = more[-1]
        said = {
            "rev-list": f"commit {SHA}\n{SHA}\x001\x00A\x00{path}\n",
            "rev-parse": SHA,
            "diff-tree": renamed if len(asked) < 4 else "",
        }[command]
        return seam.GitAnswer(0, said.encode(), "")

    monkeypatch.setattr(revisions, "ask", ask)
    found = versions(HERE, Commit("b" * 40), "a.yaml")
    assert [version.paths for version in found] == [(name,) for name in names]
    starts = [words[-3] for words in asked if words[0] == "rev-list"]
    assert starts == ["b" * 40, f"{SHA}^1"][: len(names)]


def test_a_reader_that_stops_in_the_middle_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = {
        f"echo '{SHA} blob 9'; echo abc": "git stopped while it was reading; `git fsck` says whether",
        "echo nonsense": "git stopped while it was reading",
        f"read line; echo '{SHA} blob 3'; echo abc; cat >/dev/null; exit 3": "git stopped while it was reading",
    }
    for number, (body, said) in enumerate(cases.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        with monkeypatch.context() as patched:
            where = fake_git(folder, patched, body)
            with pytest.raises(Unreadable, match=said), seam.blobs(where, timeout=20) as read:
                assert read(SHA) == seam.Blob("blob", b"abc")


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("120000 blob", "is a symbolic link in that commit, not a file"),
        ("160000 commit", "is a submodule in that commit, not a file"),
        ("040000 tree", "is a folder in that commit, not a file"),
        ("", "there is no such file in that commit"),
    ],
)
def test_what_is_no_file_in_a_commit_is_called_what_it_is(
    monkeypatch: pytest.MonkeyPatch, entry: str, said: str
) -> None:
    answered(monkeypatch, ls_tree=f"{entry} {SHA}\ta.yaml\x00" if entry else "")
    with pytest.raises(Unreadable) as caught:
        revisions.content_at(HERE, Commit(SHA), "a.yaml", "v1:a.yaml")
    assert str(caught.value) == f"v1:a.yaml: {said}"
    below = HERE._replace(prefix="in/")
    with pytest.raises(Unreadable) as caught:
        revisions.content_at(below, Commit(SHA), "a.yaml", "v1:a.yaml")
    hint = "; paths begin at the top of the repository, or with ./ here (in/)" if not entry else ""
    assert str(caught.value) == f"v1:a.yaml: {said}{hint}"
