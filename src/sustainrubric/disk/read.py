"""Content that nobody wrote: what git or a helper of it put in the place of a file."""

from __future__ import annotations

import re

from sustainrubric.base.errors import Unreadable

_LFS = b"version https://git-lfs.github.com/spec/"

_CONFLICT_BEGINS = re.compile(rb"^<{7}(?: |\r?$)", re.MULTILINE)

_CONFLICT_ENDS = re.compile(rb"^>{7}(?: |\r?$)", re.MULTILINE)


def refused_if_foreign(content: bytes, name: str) -> bytes:
    """The content, unless it is not what somebody wrote but what git or a helper put in its place.

    Raises:
        Unreadable: it is a pointer of Git LFS, or holds the marks of a conflict.
    """
    why = foreign(content)
    if why:
        raise Unreadable(f"{name}: {why}")
    return content


def foreign(content: bytes) -> str | None:
    """Why the content is nobody's assessment, if it is not."""
    if content.startswith(_LFS):
        return "is a pointer of Git LFS, which keeps the content elsewhere; keep assessments out of LFS"
    found = _CONFLICT_BEGINS.search(content) if b"<<<<<<<" in content else None
    if found and _CONFLICT_ENDS.search(content, found.end()):
        line = content.count(b"\n", 0, found.start()) + 1
        return f"line {line} begins a merge conflict; settle it first"
    return None
