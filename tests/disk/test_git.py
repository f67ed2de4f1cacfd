"""Reading from git: revisions, histories, and repositories that mean harm (hostile-inputs.md 73 to 75)."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from sustainrubric.base.errors import Unreadable
from sustainrubric.disk import git as seam
from sustainrubric.disk.revisions import (
    Commit,
    content_at,
    contents,
    merge_base,
    path_from_top,
    repository_and_path,
    repository_of,
    resolve,
    tagged,
    versions,
)
from tests.disk.processes import IS_ROOT
from tests.disk.scratch import FILE, at_level, commit, git, needs_git, repository, script, two_commits

ZEROS = "0" * 40


def read(folder: Path, revision: str, path: str = FILE) -> bytes:
    found = repository_of(str(folder))
    return content_at(found, resolve(found, revision), path, f"{revision}:{path}")


def history(folder: Path, path: str = FILE) -> list[str]:
    """The names under which each version stands, oldest first."""
    found = repository_of(str(folder))
    return [version.paths[0] for version in versions(found, resolve(found, "HEAD"), path)]


@pytest.mark.parametrize("revision", ["v1", "HEAD~1", "main^", "main@{1}", ":/x~0", "v1^{commit}"])
def test_a_revision_is_whatever_git_takes_for_one(revision: str, tmp_path: Path) -> None:
    two_commits(tmp_path)
    if revision.startswith(":/"):
        revision = "HEAD^{/x}~1"
    assert read(tmp_path, revision) == at_level("emerging").encode()


def test_a_day_is_looked_up_in_the_log_of_the_branch(tmp_path: Path) -> None:
    two_commits(tmp_path)
    found = repository_of(str(tmp_path))
    assert resolve(found, "HEAD@{2026-01-15}").sha == git(tmp_path, "rev-parse", "v1")
    assert "only goes back to" in resolve(found, "HEAD@{2020-01-01}").remark


@pytest.mark.parametrize(
    "revision",
    ["--output=pwn", "-h", "--all", "HEAD:x", "HEAD@{now}", "", ZEROS, "HEAD\n", "HEAD\0", "a b", "v1..HEAD"],
)
def test_item_73_what_is_no_revision_is_unknown_and_nothing_is_written(revision: str, tmp_path: Path) -> None:
    found = repository_of(str(two_commits(tmp_path)))
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Unreadable, match="unknown revision"):
        resolve(found, revision)
    assert sorted(tmp_path.rglob("*")) == before


def test_item_73_the_message_escapes_a_revision(tmp_path: Path) -> None:
    found = repository_of(str(two_commits(tmp_path)))
    with pytest.raises(Unreadable) as caught:
        resolve(found, "\x1b]0;pwn\x07")
    assert "\x1b" not in str(caught.value)


PROGRAMS = {
    "core.fsmonitor": "{evil}",
    "core.pager": "{evil}",
    "core.editor": "{evil}",
    "core.sshCommand": "{evil}",
    "core.askPass": "{evil}",
    "core.hooksPath": "{folder}/hooks",
    "core.attributesFile": "{folder}/attributes",
    "credential.helper": "!{evil}",
    "diff.external": "{evil}",
    "diff.evil.textconv": "{evil}",
    "diff.evil.command": "{evil}",
    "filter.evil.smudge": "{evil}",
    "filter.evil.clean": "{evil}",
    "filter.evil.process": "{evil}",
    "gpg.program": "{evil}",
    "log.showSignature": "true",
    "alias.rev-parse": "!{evil}",
    "alias.cat-file": "!{evil}",
    "pager.rev-list": "{evil}",
    "uploadpack.packObjectsHook": "{evil}",
    "protocol.allow": "always",
    "protocol.ext.allow": "always",
    "extensions.partialClone": "origin",
    "remote.origin.url": "ext::{evil} %S",
    "remote.origin.promisor": "true",
    "remote.origin.uploadpack": "{evil}",
}


class Evil(NamedTuple):
    folder: Path
    first: str
    blob: Path


@pytest.fixture
def evil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Evil:
    """A repository, and an environment, that name a program wherever git takes one; it leaves a mark."""
    folder = two_commits(tmp_path / "repository")
    first = git(folder, "rev-parse", "v1")
    blob = git(folder, "rev-parse", f"v1:{FILE}")
    program = script(tmp_path / "evil", f"touch {tmp_path}/pwned; exit 1")
    attributes = f"*.yaml diff=evil filter=evil\n{FILE} diff=evil filter=evil\n"
    (folder / ".gitattributes").write_text(attributes, encoding="utf-8")
    (folder / ".git" / "info" / "attributes").write_text(attributes, encoding="utf-8")
    (tmp_path / "attributes").write_text(attributes, encoding="utf-8")
    for hook in ("post-checkout", "reference-transaction", "post-index-change", "pre-auto-gc"):
        script(folder / ".git" / "hooks" / hook, f"touch {tmp_path}/pwned")
        script(tmp_path / "hooks" / hook, f"touch {tmp_path}/pwned")
    for name, value in PROGRAMS.items():
        git(folder, "config", name, value.format(evil=program, folder=tmp_path))
    other = two_commits(tmp_path / "other")
    for name, text in {
        "GIT_DIR": str(other / ".git"),
        "GIT_WORK_TREE": str(other),
        "GIT_EXTERNAL_DIFF": str(program),
        "GIT_PAGER": str(program),
        "PAGER": str(program),
        "GIT_SSH_COMMAND": str(program),
        "GIT_PROXY_COMMAND": str(program),
        "GIT_ASKPASS": str(program),
        "SSH_ASKPASS": str(program),
        "GIT_EDITOR": str(program),
        "GIT_EXEC_PATH": str(tmp_path),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": str(program),
        "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor={program}'",
        "GIT_TRACE2": str(tmp_path / "pwned"),
        "GIT_ALLOW_PROTOCOL": "ext",
        "GIT_INDEX_FILE": str(tmp_path / "pwned"),
    }.items():
        monkeypatch.setenv(name, text)
    return Evil(folder, first, folder / ".git" / "objects" / blob[:2] / blob[2:])


@pytest.mark.deep
def test_item_74_no_program_that_a_repository_names_is_run(evil: Evil, tmp_path: Path) -> None:
    assert read(evil.folder, "v1") == at_level("emerging").encode()
    found = repository_of(str(evil.folder))
    head = resolve(found, "HEAD")
    chosen = versions(found, head, FILE)
    assert [content for _, content in contents(found, chosen)] == [
        at_level("emerging").encode(),
        at_level("strong").encode(),
    ]
    assert len(tagged(found, head, [FILE])) == 1
    assert merge_base(found, head, resolve(found, "v1")).sha == evil.first
    assert not (tmp_path / "pwned").exists()


@pytest.mark.deep
def test_item_74_a_missing_object_is_not_fetched(evil: Evil, tmp_path: Path) -> None:
    evil.blob.unlink()
    with pytest.raises(Unreadable, match="not in this clone"):
        read(evil.folder, "v1")
    assert not (tmp_path / "pwned").exists()


@pytest.mark.deep
def test_item_74_without_our_care_the_evil_repository_does_harm(
    evil: Evil, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests above would prove nothing if these traps did not work."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    evil.blob.unlink()
    git(evil.folder, "cat-file", "blob", f"v1:{FILE}", check=False)
    assert (tmp_path / "pwned").exists()
    (tmp_path / "pwned").unlink()
    git(evil.folder, "status", check=False)
    assert (tmp_path / "pwned").exists()


def test_item_74_a_program_called_git_in_the_folder_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = two_commits(tmp_path / "repository")
    script(folder / "git", f"touch {tmp_path}/pwned")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.environ['PATH']}")
    assert read(folder, "v1")
    assert not (tmp_path / "pwned").exists()


@pytest.mark.skipif(not IS_ROOT, reason="only root can give a folder to somebody else")
def test_item_74_a_repository_of_another_user_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = two_commits(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    for path in (folder, folder / ".git"):
        os.chown(path, 12345, 12345)
    with pytest.raises(Unreadable, match=r"another user owns; .*safe\.directory"):
        repository_of(str(folder))


def test_item_74_git_that_does_not_trust_a_repository_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(
        tmp_path / "bin" / "git",
        "echo \"fatal: detected dubious ownership in repository at 'x'\" >&2; exit 128",
    )
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    with pytest.raises(Unreadable, match="another user owns"):
        repository_of(str(tmp_path))


def test_item_74_a_shallow_clone_says_so(tmp_path: Path) -> None:
    two_commits(tmp_path / "whole")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tmp_path}/whole", "cut")
    found = repository_of(str(tmp_path / "cut"))
    assert found.shallow
    with pytest.raises(
        Unreadable, match="unknown revision 'v1'; this clone is shallow, `git fetch --unshallow"
    ):
        resolve(found, "v1")
    assert history(tmp_path / "cut") == [FILE]


def test_item_74_a_bare_repository_is_read(tmp_path: Path) -> None:
    two_commits(tmp_path / "whole")
    git(tmp_path, "clone", "--quiet", "--bare", "whole", "bare.git")
    found, path = repository_and_path(str(tmp_path / "bare.git" / FILE))
    assert path == FILE
    assert content_at(found, resolve(found, "v1"), path, FILE) == at_level("emerging").encode()
    assert history(tmp_path / "bare.git") == [FILE, FILE]


def test_item_74_a_repository_without_commits_says_so(tmp_path: Path) -> None:
    found = repository_of(str(repository(tmp_path)))
    with pytest.raises(Unreadable, match="'HEAD': the repository has no commits yet"):
        resolve(found, "HEAD")


@pytest.mark.deep
def test_item_74_what_is_no_file_in_a_revision_is_named(tmp_path: Path) -> None:
    two_commits(tmp_path / "inner")
    folder = two_commits(tmp_path / "outer")
    (folder / "link.yaml").symlink_to(FILE)
    git(folder, "add", "link.yaml")
    git(folder, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../inner", "sub")
    commit(folder, "x", file="folder/a.yaml")
    for path, words in {
        "sub": "is a submodule",
        "folder": "is a folder",
        "link.yaml": "is a symbolic link",
        "absent.yaml": "there is no such file in that commit",
        f"sub/{FILE}": "there is no such file in that commit",
        "../x": "there is no such file|git cannot read it",
    }.items():
        with pytest.raises(Unreadable, match=words):
            read(folder, "HEAD", path)
    assert read(folder / "sub", "v1") == at_level("emerging").encode()


def test_item_74_a_pointer_of_lfs_is_named(tmp_path: Path) -> None:
    repository(tmp_path)
    commit(tmp_path, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", tag="lfs")
    with pytest.raises(Unreadable, match="pointer of Git LFS"):
        read(tmp_path, "lfs")


def test_item_74_the_history_follows_a_renamed_file(tmp_path: Path) -> None:
    repository(tmp_path)
    commit(tmp_path, at_level("emerging"), file="a b.yaml", tag="v1")
    git(tmp_path, "mv", "a b.yaml", "é.yaml")
    commit(tmp_path, at_level("strong"), file="é.yaml")
    (tmp_path / "deep").mkdir()
    git(tmp_path, "mv", "é.yaml", "deep/c.yaml")
    git(tmp_path, "commit", "--quiet", "--message=moved")
    assert history(tmp_path, "deep/c.yaml") == ["a b.yaml", "é.yaml", "deep/c.yaml"]
    found = repository_of(str(tmp_path))
    names = ["deep/c.yaml", "é.yaml", "a b.yaml"]
    [(version, content)] = contents(found, tagged(found, resolve(found, "HEAD"), names))
    assert (version.name, content) == ("v1", at_level("emerging").encode())


def test_of_a_merged_branch_the_merge_counts(tmp_path: Path) -> None:
    two_commits(tmp_path)
    git(tmp_path, "checkout", "--quiet", "-b", "side", "v1")
    commit(tmp_path, at_level("inadequate"))
    commit(tmp_path, at_level("exemplary"))
    git(tmp_path, "checkout", "--quiet", "main")
    git(tmp_path, "merge", "--quiet", "--strategy-option=theirs", "--message=m", "side")
    found = repository_of(str(tmp_path))
    chosen = versions(found, resolve(found, "HEAD"), FILE)
    levels = [content for _, content in contents(found, chosen)]
    assert levels == [at_level(level).encode() for level in ("emerging", "strong", "exemplary")]
    parted = merge_base(found, resolve(found, "main~1"), resolve(found, "side"))
    assert parted == Commit(git(tmp_path, "rev-parse", "v1"))


def test_two_lines_of_history_may_have_nothing_in_common(tmp_path: Path) -> None:
    two_commits(tmp_path)
    git(tmp_path, "checkout", "--quiet", "--orphan", "other")
    commit(tmp_path, at_level("exemplary"))
    found = repository_of(str(tmp_path))
    with pytest.raises(Unreadable, match="no commit in common"):
        merge_base(found, resolve(found, "main"), resolve(found, "other"))


def test_paths_begin_at_the_top_or_with_a_dot(tmp_path: Path) -> None:
    two_commits(tmp_path)
    commit(tmp_path, at_level("strong"), file="deep/a.yaml")
    found = repository_of(str(tmp_path / "deep"))
    assert [path_from_top(found, path) for path in ("./a.yaml", "../literacy.yaml", "deep/a.yaml")] == [
        "deep/a.yaml", FILE, "deep/a.yaml",
    ]  # fmt: skip
    with pytest.raises(Unreadable, match=r"or with \./ here \(deep/\)"):
        content_at(found, resolve(found, "HEAD"), "a.yaml", "HEAD:a.yaml")


def test_a_file_in_a_folder_that_is_gone_has_its_repository(tmp_path: Path) -> None:
    two_commits(tmp_path)
    _, path = repository_and_path(str(tmp_path / "gone" / "too" / "a.yaml"))
    assert path == "gone/too/a.yaml"


@needs_git
def test_a_folder_in_no_repository_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="is not in a git repository"):
        repository_of(str(tmp_path))
    with pytest.raises(Unreadable, match="there is no such folder"):
        repository_of(str(tmp_path / "nowhere"))


def test_item_75_no_git_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unreadable, match="git is not installed"):
        repository_of(str(tmp_path))


@pytest.mark.deep
def test_item_75_a_git_that_hangs_is_stopped_with_what_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(tmp_path / "git", f"{shutil.which('sleep')} 600 & echo $! > {tmp_path}/child; wait")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(seam, "TIMEOUT", 1.0)
    with pytest.raises(Unreadable, match="no answer in 1 seconds"):
        repository_of(str(tmp_path))
    assert_gone(int((tmp_path / "child").read_text()))


@pytest.mark.deep
def test_item_75_a_cat_file_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(tmp_path / "git", f"exec {shutil.which('sleep')} 600")
    monkeypatch.setenv("PATH", str(tmp_path))
    with (
        pytest.raises(Unreadable, match=r"no answer in 0\.5 seconds"),
        seam.blobs(str(tmp_path), timeout=0.5) as blob,
    ):
        blob("HEAD:a")


def test_a_git_that_dies_is_told_from_one_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(tmp_path / "git", "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unreadable, match="stopped while it was reading"), seam.blobs(str(tmp_path)) as blob:
        blob("HEAD:a")


def test_a_file_too_large_is_passed_over_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seam, "MAX_BYTES", 1_000)
    repository(tmp_path)
    commit(tmp_path, b"x" * 200_000)
    commit(tmp_path, b"y" * 1_000)
    found = repository_of(str(tmp_path))
    chosen = versions(found, resolve(found, "HEAD"), FILE)
    assert [content and content[:1] for _, content in contents(found, chosen)] == [None, b"y"]
    with pytest.raises(Unreadable, match="is larger than"):
        read(tmp_path, "HEAD~1")


@pytest.mark.deep
def test_odd_names_are_read_or_refused(tmp_path: Path) -> None:
    two_commits(tmp_path)
    for name in ("-rf", ":(glob)*", "a*?[b].yaml", "a\tb", "a:b", "\udcff.yaml"):
        commit(tmp_path, at_level("strong"), file=f"./{name}" if name.startswith("-") else name)
        assert read(tmp_path, "HEAD", name) == at_level("strong").encode()
        assert history(tmp_path, name) == [name]
    with pytest.raises(Unreadable, match="line break"):
        history(tmp_path, "a\nb")
    with pytest.raises(Unreadable, match="is not the name of a file"):
        repository_and_path("a\0b")


def assert_gone(process: int) -> None:
    """The process has ended, or is a zombie that waits for its parent."""
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{process}/stat").read_text().split()[2] == "Z":
            return
        time.sleep(0.05)
    os.kill(process, signal.SIGKILL)
    raise AssertionError("still running")


@pytest.mark.parametrize(
    "ending", ["echo 'fatal: boom' >&2; exit 128", "exit 1", "kill -9 $$"], ids=["128", "1", "killed"]
)
@pytest.mark.parametrize(
    "step",
    ["rev-parse --is-shallow", "rev-parse --verify --end", "rev-list", "diff-tree", "for-each-ref", "ls-tree",
     "cat-file", "merge-base"],
)  # fmt: skip
def test_a_call_of_git_that_fails_is_told_and_never_taken_for_an_answer(
    step: str, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = repository(tmp_path / "repository")
    commit(folder, at_level("emerging"), file="old.yaml", tag="v1")
    git(folder, "mv", "old.yaml", FILE)
    git(folder, "commit", "--quiet", "--message=renamed")
    failing = f'case "$*" in *"{step}"*) {ending};; esac; exec {shutil.which("git")} "$@"'
    monkeypatch.setenv("PATH", f"{script(tmp_path / 'bin' / 'git', failing).parent}:{os.environ['PATH']}")

    def everything() -> None:
        found = repository_of(str(folder))
        head = resolve(found, "HEAD")
        list(contents(found, versions(found, head, FILE)))
        list(contents(found, tagged(found, head, [FILE])))
        content_at(found, merge_base(found, head, resolve(found, "v1")), FILE, FILE)

    if (step, ending) == ("merge-base", "exit 1"):
        return  # what git says where two lines of history never met
    with pytest.raises(Unreadable):
        everything()


def test_a_commit_may_claim_any_day(tmp_path: Path) -> None:
    repository(tmp_path)
    commit(tmp_path, at_level("emerging"))
    tree = git(tmp_path, "rev-parse", "HEAD^{tree}")
    raw = f"tree {tree}\nauthor A <a@b.c> 99999999999999999 +0000\ncommitter A <a@b.c> 99999999999999999 +0000\n\nx\n"
    sha = git(tmp_path, "hash-object", "-t", "commit", "--literally", "-w", "--stdin", stdin=raw.encode())
    git(tmp_path, "update-ref", "HEAD", sha)
    found = repository_of(str(tmp_path))
    (version,) = versions(found, resolve(found, "HEAD"), FILE)
    assert version.day.year in (1970, 9999)


def test_a_branch_that_only_the_server_has_is_suggested(tmp_path: Path) -> None:
    two_commits(tmp_path)
    git(tmp_path, "update-ref", "refs/remotes/origin/release", "HEAD")
    with pytest.raises(Unreadable, match="unknown revision 'release'; did you mean origin/release\\?"):
        resolve(repository_of(str(tmp_path)), "release")
