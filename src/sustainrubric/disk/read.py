"""Files whose content was replaced by a helper of git: pointers of LFS, encrypted files, empty blocks."""

from __future__ import annotations

from sustainrubric.base.errors import Unreadable

_LFS = b"version https://git-lfs.github.com/spec/"
_GIT_CRYPT = b"\0GITCRYPT\0"


def checked_content(content: bytes, name: str) -> bytes:
    """The content, unless it is not what somebody wrote but what was put in its place.

    Raises:
        Unreadable: it is.
    """
    why = why_replaced(content)
    if why:
        raise Unreadable(f"{name}: {why}")
    return content


def why_replaced(content: bytes) -> str | None:
    """Why the content is not what a person wrote, such as a pointer of Git LFS; None where it may be."""
    if content.startswith(_LFS):
        return "is a pointer of Git LFS, which keeps the content elsewhere; keep assessments out of LFS"
    if content.startswith(_GIT_CRYPT):
        return "is encrypted by git-crypt; `git-crypt unlock` makes it readable"
    return None
