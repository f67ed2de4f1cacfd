"""Paths as people write them: with slashes on every system, and whole where a file lies on another drive of Windows."""

from __future__ import annotations

import os

_TAKEN_AS_IT_IS = "\\\\?\\"
"""What a path of Windows begins with in which a slash is a sign like any other."""


def slashed(path: str) -> str:
    """`path` with slashes, which every system takes: a file has one name in messages, files and sites everywhere."""
    return path if path.startswith(_TAKEN_AS_IT_IS) else path.replace(os.sep, "/")


def joined(folder: str, *names: str) -> str:
    """The path of something below a folder, with slashes."""
    return slashed(os.path.join(folder, *names))


def seen_from(path: str, folder: str) -> str:
    """`path` as written from `folder`; whole where it lies on another drive."""
    whole = os.path.abspath(path)
    return os.path.relpath(whole, folder) if _same_drive(whole, folder) else whole


def is_below(path: str, folder: str) -> bool:
    """Whether `path` is `folder` or lies in it; both are absolute."""
    return _same_drive(path, folder) and os.path.commonpath([folder, path]) == os.path.normpath(folder)


def _same_drive(one: str, other: str) -> bool:
    drives = (os.path.normcase(os.path.splitdrive(os.path.abspath(each))[0]) for each in (one, other))
    return len(set(drives)) == 1
