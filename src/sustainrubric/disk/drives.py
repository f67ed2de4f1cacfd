"""Where a file lies as seen from a folder; on Windows the two may be on different drives, with no way between."""

from __future__ import annotations

import os


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
