"""Content that nobody wrote: what a helper of git put in the place of a file."""

from __future__ import annotations

from sustainrubric.base.errors import Unreadable

_LFS = b"version https://git-lfs.github.com/spec/"
_GIT_CRYPT = b"\0GITCRYPT\0"


def refused_if_foreign(content: bytes, name: str) -> bytes:
    """The content, unless it is not what somebody wrote but what was put in its place.

    Raises:
        Unreadable: it is.
    """
    why = foreign(content)
    if why:
        raise Unreadable(f"{name}: {why}")
    return content


def foreign(content: bytes) -> str | None:
    """Why the content is nobody's assessment, if it is not."""
    if content.startswith(_LFS):
        return "is a pointer of Git LFS, which keeps the content elsewhere; keep assessments out of LFS"
    if content.startswith(_GIT_CRYPT):
        return "is encrypted by git-crypt; `git-crypt unlock` makes it readable"
    return None
