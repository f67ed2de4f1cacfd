"""Files as git has them: a revision, the commit it names, the content of a file in it, and all its versions."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sustainrubric.base.errors import Unreadable
from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.disk.drives import seen_from
from sustainrubric.disk.git import HISTORY_TIMEOUT, ask, blobs
from sustainrubric.disk.read import checked_content
from sustainrubric.yaml.source import MAX_BYTES

_DATED_COMMIT = re.compile(r"([0-9a-f]{40,64})\0(-?[0-9]{1,18})\0([^\0]*)\0(.*)", re.DOTALL)

_COMMIT_FORM = "%H%x00%ct%x00%aN%x00%s"

_TAG_PARTS = ("name", "sha", "target", "seconds", "author", "subject", "of_target")

_SECONDS = re.compile(r"(?:-?[0-9]{1,18})?")

_COMMIT = re.compile(r"[0-9a-f]{40,64}")

# Nothing, an option, a control character; and `now`, which is no fixed point but another word for HEAD.
_FATAL = 128

# How git ends where a name stands for nothing, and also where the repository is damaged; its words differ.
_NO_SUCH = "Needed a single revision"

_ODD = re.compile(r"^$|^-|[\x00-\x1f\x7f]|@\{now\}", re.IGNORECASE)

_EPOCH = date(1970, 1, 1).toordinal()

_MOST_RENAMES = 50

_SHORT = 10


class Repository(NamedTuple):
    """A git repository: its top folder, and the path from there to the folder we came from.

    Git is run in the top folder, as it takes paths to be relative to where it runs.
    """

    folder: str
    prefix: str
    shallow: bool


class Commit(NamedTuple):
    """A commit; `remark` is what git had to say about how it was found."""

    sha: str
    remark: str = ""


def repository_of(folder: str) -> Repository:
    """The repository that `folder` is in.

    Raises:
        Unreadable: it is in none, or git cannot read it.
    """
    answer = ask(folder, "rev-parse", "--is-shallow-repository", "--show-cdup", "--show-prefix")
    shallow, *places = os.fsdecode(answer.out).split("\n", 2)
    # A bare repository has no way up and no prefix: one of the lines is missing, or both are empty.
    up, prefix = places if len(places) == 2 else ("", "")
    return Repository(os.path.join(folder, up), prefix.removesuffix("\n"), shallow == "true")


def repository_and_path(file: str) -> tuple[Repository, str]:
    """The repository that `file` is in or was in, and its path from the top."""
    try:
        real = os.path.realpath(file)
    except ValueError as error:
        raise Unreadable(f"{file!a}: is not the name of a file") from error
    folder, path = os.path.split(real)
    while not os.path.isdir(folder):
        folder, name = os.path.split(folder)
        path = os.path.join(name, path)
    # What is told of the folder names it as the file was named.
    repository = repository_of(folder if os.path.isabs(file) else seen_from(folder, os.getcwd()))
    return repository, posixpath.join(repository.prefix, path.replace(os.sep, "/"))


def resolve(repository: Repository, revision: str) -> Commit:
    """The commit that a revision names: a tag, a branch, an id, or any other form of git's.

    Raises:
        Unreadable: there is no such commit here.
    """
    if not _ODD.search(revision):
        asked = ("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
        answer = ask(repository.folder, *asked, codes=(0, _FATAL))
        sha = answer.out.decode("ascii", "replace").strip()
        if not answer.code and _COMMIT.fullmatch(sha):
            return Commit(sha, _warning(answer.err))
        if _NO_SUCH not in answer.err:
            raise Unreadable(f"{quoted(revision)}: git cannot read it: {_last_line(answer.err)}")
    raise Unreadable(f"unknown revision {quoted(revision)}{_why_unknown(repository, revision)}")


def merge_base(repository: Repository, one: Commit, other: Commit) -> Commit:
    """The commit at which two lines of history parted."""
    answer = ask(repository.folder, "merge-base", one.sha, other.sha, codes=(0, 1))
    sha = answer.out.decode("ascii", "replace").partition("\n")[0]
    if answer.code or not _COMMIT.fullmatch(sha):
        raise Unreadable("the two revisions have no commit in common" + _if_shallow(repository))
    return Commit(sha)


def path_from_top(repository: Repository, path: str) -> str:
    """The path as git's REV:PATH means it: from the top, but from here where it begins with a dot."""
    if path.startswith(("./", "../")):
        path = posixpath.join(repository.prefix, path)
    return posixpath.normpath(path)


def content_at(repository: Repository, commit: Commit, path: str, name: str) -> bytes:
    """A file's content in a commit; `name` is what messages call it.

    Raises:
        Unreadable: there is no such file in the commit, or it is no plain one.
    """
    listed = ("ls-tree", "-z", "--full-tree", commit.sha, "--", path)
    answer = ask(repository.folder, *listed, codes=(0, _FATAL))
    if answer.code:
        raise Unreadable(f"{name}: git cannot read it: {_last_line(answer.err)}")
    entry = answer.out.partition(b"\t")[0].decode("ascii", "replace").split(" ")
    if len(entry) != 3:
        raise Unreadable(f"{name}: there is no such file in that commit{_hint(repository, path)}")
    mode, _, sha = entry
    what = {"120000": "a symbolic link", "160000": "a submodule", "040000": "a folder"}.get(mode)
    if what:
        raise Unreadable(f"{name}: is {what} in that commit, not a file")
    with blobs(repository.folder) as read:
        blob = read(sha)
    if blob is None:
        raise Unreadable(f"{name}: its content is not in this clone; `git fetch` may bring it")
    if blob.content is None:
        raise Unreadable(f"{name}: is larger than {MAX_BYTES // 1_000_000} MB; split it")
    return checked_content(blob.content, name)


def _why_unknown(repository: Repository, revision: str) -> str:
    head = ask(repository.folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}", codes=(0, 1))
    if head.code:
        return ": the repository has no commits yet"
    if not _ODD.search(revision):
        # A checkout in CI has the branches of the server, and none of its own.
        asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"origin/{revision}^{{commit}}")
        if not ask(repository.folder, *asked, codes=(0, 1, _FATAL)).code:
            return f"; did you mean origin/{revision}?"
    names = ask(repository.folder, "for-each-ref", "--count=1000", "--format=%(refname:short)").out
    near = did_you_mean(revision, os.fsdecode(names).split("\n"))
    return _if_shallow(repository) + near or ": git knows no such commit, tag or branch here"


def _if_shallow(repository: Repository) -> str:
    if not repository.shallow:
        return ""
    return "; this clone is shallow, `git fetch --unshallow --tags` brings the rest"


def _hint(repository: Repository, path: str) -> str:
    if repository.prefix and not path.startswith(repository.prefix):
        return f"; paths begin at the top of the repository, or with ./ here ({repository.prefix})"
    return ""


def _warning(err: str) -> str:
    """What git warns of: a name with two meanings, a log of branches that does not go back so far."""
    warnings = [line.removeprefix("warning: ") for line in err.splitlines() if line.startswith("warning: ")]
    return "; ".join(warnings)


def _last_line(err: str) -> str:
    lines = err.splitlines()
    return lines[-1].removeprefix("fatal: ") if lines else "git does not say why"


class FileVersion(NamedTuple):
    """A commit or a tag in which the file may stand under one of `paths`, the newest name first.

    `author` wrote the commit, and `subject` is the first line of its message.
    """

    sha: str
    name: str
    day: date
    paths: tuple[str, ...]
    author: str = ""
    subject: str = ""


def versions(repository: Repository, head: Commit, path: str) -> list[FileVersion]:
    """A version for every commit on the way to `head` that changed the file, whatever it was called.

    Of merged branches only the merge counts: each version is one that this branch has had.
    """
    found: list[FileVersion] = []
    start, name = head.sha, path
    for _ in range(_MOST_RENAMES):
        commits = list(_commits(repository, start, name))
        found += commits
        before = _renamed_from(repository, commits[-1].sha, name) if commits else None
        if before is None:
            break
        start, name = f"{commits[-1].sha}^1", before
    return found[::-1]


def tagged(repository: Repository, head: Commit, paths: Sequence[str]) -> list[FileVersion]:
    """A version for every tag on the way to `head`, in order of the commits' dates."""
    form = "%00".join(
        (
            "%(refname:strip=2)", "%(objectname)", "%(*objectname)",
            "%(committerdate:unix)%(*committerdate:unix)", "%(authorname)%(*authorname)",
            "%(contents:subject)", "%(*contents:subject)",
        )
    )  # fmt: skip
    answer = ask(
        repository.folder,
        "for-each-ref", f"--merged={head.sha}", "--sort=version:refname", f"--format={form}", "refs/tags",
    )  # fmt: skip
    found = []
    for line in filter(None, os.fsdecode(answer.out).split("\n")):
        parts = line.split("\0")
        if len(parts) != len(_TAG_PARTS) or not _SECONDS.fullmatch(parts[3]):
            raise _not_understood(repository)
        name, sha, target, seconds, author, subject, of_target = parts
        said = (_plain(author), _plain(of_target if target else subject))
        found.append(
            (int(seconds or 0), FileVersion(target or sha, name, _day(seconds), tuple(paths), *said))
        )
    return [version for _, version in sorted(found, key=lambda pair: pair[0])]


def contents(
    repository: Repository, chosen: Sequence[FileVersion]
) -> Iterator[tuple[FileVersion, bytes | None]]:
    """The content of each version, from one process of git; None where it is no file or too large."""
    with blobs(repository.folder) as read:
        for version in chosen:
            content = None
            for path in version.paths:
                blob = read(f"{version.sha}:{path}")
                if blob is not None:
                    content = blob.content if blob.kind == "blob" else None
                    break
            yield version, content


def _commits(repository: Repository, start: str, path: str) -> Iterator[FileVersion]:
    """The commits that changed `path`, newest first."""
    if "\n" in path:
        raise Unreadable(
            f"{path!r}: the history of a file whose name holds a line break cannot be read; rename it"
        )
    answer = ask(
        repository.folder,
        "rev-list", "--first-parent", "--encoding=UTF-8", f"--format={_COMMIT_FORM}", start, "--", path,
        timeout=HISTORY_TIMEOUT,
    )  # fmt: skip
    *lines, rest = answer.out.decode("utf-8", "replace").split("\n")
    if rest or len(lines) % 2:
        raise _not_understood(repository)
    for head, line in zip(lines[::2], lines[1::2], strict=True):
        found = _DATED_COMMIT.fullmatch(line)
        if found is None or head != f"commit {found[1]}":
            raise _not_understood(repository)
        sha, seconds, author, subject = found.groups()
        yield FileVersion(sha, sha[:_SHORT], _day(seconds), (path,), author, subject)


def _plain(text: str) -> str:
    """A text of git's as UTF-8, without what it holds of other encodings."""
    return os.fsencode(text).decode("utf-8", "replace")


def _not_understood(repository: Repository) -> Unreadable:
    return Unreadable(f"{repository.folder}: git answers in a way that is not understood; is it up to date?")


def _renamed_from(repository: Repository, sha: str, path: str) -> str | None:
    """What the file was called before the commit that gave it this name, if it came from another."""
    before = ask(repository.folder, "rev-parse", "--verify", "--quiet", f"{sha}^1", codes=(0, 1))
    if before.code:
        return None  # the first commit of all
    answer = ask(
        repository.folder,
        "diff-tree", "-r", "-z", "-M", "-l2000", "--name-status", "--diff-filter=R",
        "--no-ext-diff", "--no-textconv", f"{sha}^1", sha,
        timeout=HISTORY_TIMEOUT,
    )  # fmt: skip
    fields = iter(os.fsdecode(answer.out).split("\0"))
    for _ in fields:
        name, renamed = next(fields, ""), next(fields, "")
        if renamed == path:
            return name
    return None


def _day(seconds: str) -> date:
    """A commit's day in UTC, so that it is the same everywhere."""
    days = int(seconds or 0) // 86_400
    return date.fromordinal(max(1, min(_EPOCH + days, date.max.toordinal())))
