"""What git would leave out of a folder, by its .gitignore files; git itself is not run.

A person's own excludes (core.excludesFile) and the list of tracked files are not asked: a check
must say the same for everybody. A file that is named to us is looked at, ignored or not.
"""

from __future__ import annotations

import os
import stat
from typing import NamedTuple

from sustainrubric.base.errors import Unreadable
from sustainrubric.disk.drives import joined, slashed
from sustainrubric.disk.gitignore_pattern import IgnorePattern, decision, ignore_patterns
from sustainrubric.yaml.source import read_bytes

IGNORE_FILE = ".gitignore"

_REPOSITORY = ".git"


class _Rules(NamedTuple):
    """The patterns of one file, and the folder (absolute) that their paths are relative to."""

    base: bytes
    patterns: list[IgnorePattern]


class Ignored:
    """What is ignored in one folder, and in those below it through `below`."""

    def __init__(self, folder: str, rules: tuple[_Rules, ...]) -> None:
        self._folder = folder
        self._rules = rules

    def has(self, name: str, *, is_folder: bool) -> bool:
        """Whether the entry `name` of the folder is ignored; the rules deepest down count first."""
        if not self._rules:
            return False
        path = os.fsencode(joined(self._folder, name))
        for rules in reversed(self._rules):
            found = decision(rules.patterns, path[len(rules.base) :].lstrip(b"/"), is_folder=is_folder)
            if found is not None:
                return found
        return False

    def below(self, name: str) -> Ignored:
        """The same for the folder `name` in this one; a repository in a repository has rules of its own."""
        folder = os.path.join(self._folder, name)
        rules = _of_repository(folder) if _is_repository(folder) else self._rules
        return Ignored(folder, rules + _of_file(os.path.join(folder, IGNORE_FILE), folder))


def ignored_in(folder: str) -> Ignored:
    """What is ignored in a folder that a check begins at, by the rules of its repository."""
    wanted = os.path.abspath(folder)
    root = repository_around(wanted)
    if root is None:
        return Ignored(wanted, _of_file(os.path.join(wanted, IGNORE_FILE), wanted))
    found = Ignored(root, _of_repository(root) + _of_file(os.path.join(root, IGNORE_FILE), root))
    inside = os.path.relpath(wanted, root)
    for name in inside.split(os.sep) if inside != os.curdir else ():
        found = found.below(name)
    return found


def repository_around(folder: str) -> str | None:
    """The nearest folder at or above `folder` (absolute) that is the root of a repository."""
    while not _is_repository(folder):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return folder


def _is_repository(folder: str) -> bool:
    return os.path.lexists(os.path.join(folder, _REPOSITORY))


def _of_repository(root: str) -> tuple[_Rules, ...]:
    return _of_file(os.path.join(root, _REPOSITORY, "info", "exclude"), root)


def _of_file(path: str, base: str) -> tuple[_Rules, ...]:
    """The rules of a file where it is one; git follows no link here either."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return ()
        patterns = ignore_patterns(read_bytes(path))
    except (OSError, Unreadable):
        return ()
    return (_Rules(os.fsencode(slashed(base)), patterns),) if patterns else ()
