"""Every version of a file that git has, oldest first, without checking anything out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sustainrubric.errors import Unreadable
from sustainrubric.files.git import HISTORY_TIMEOUT, ask, blobs
from sustainrubric.files.revisions import Commit, Repository

_EPOCH = date(1970, 1, 1).toordinal()
_MOST_RENAMES = 50
_SHORT = 10


class Version(NamedTuple):
    """A commit or a tag in which the file may stand under one of `paths`, the newest name first."""

    sha: str
    name: str
    day: date
    paths: tuple[str, ...]


def versions(repository: Repository, head: Commit, path: str) -> list[Version]:
    """A version for every commit on the way to `head` that changed the file, whatever it was called.

    Of merged branches only the merge counts: each version is one that this branch has had.
    """
    found: list[Version] = []
    start, name = head.sha, path
    for _ in range(_MOST_RENAMES):
        commits = list(_commits(repository, start, name))
        found += [Version(sha, sha[:_SHORT], day, (name,)) for sha, day in commits]
        before = _renamed_from(repository, commits[-1][0], name) if commits else None
        if before is None:
            break
        start, name = f"{commits[-1][0]}^1", before
    return found[::-1]


def tagged(repository: Repository, head: Commit, paths: Sequence[str]) -> list[Version]:
    """A version for every tag on the way to `head`, in order of the commits' dates."""
    form = "%(refname:strip=2)%00%(objectname)%00%(*objectname)%00%(committerdate:unix)%(*committerdate:unix)"
    answer = ask(
        repository.folder,
        "for-each-ref", f"--merged={head.sha}", "--sort=version:refname", f"--format={form}", "refs/tags",
    )  # fmt: skip
    found = []
    for line in filter(None, os.fsdecode(answer.out).split("\n")):
        name, sha, target, seconds = line.split("\0")
        found.append((int(seconds or 0), Version(target or sha, name, _day(seconds), tuple(paths))))
    return [version for _, version in sorted(found, key=lambda pair: pair[0])]


def contents(repository: Repository, chosen: Sequence[Version]) -> Iterator[tuple[Version, bytes | None]]:
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


def _commits(repository: Repository, start: str, path: str) -> Iterator[tuple[str, date]]:
    """The commits that changed `path`, newest first."""
    if "\n" in path:
        raise Unreadable(f"{path!r}: the history of a file whose name holds a line break cannot be read")
    answer = ask(
        repository.folder,
        "rev-list", "--first-parent", "--timestamp", start, "--", path,
        timeout=HISTORY_TIMEOUT,
    )  # fmt: skip
    for line in answer.out.decode("ascii").splitlines():
        seconds, sha = line.split(" ")
        yield sha, _day(seconds)


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
