"""Where compiled templates are kept from one run to the next; compiling takes longer than filling in."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from sustainrubric.disk import system
from sustainrubric.disk.own_folder import own_folder


def cache_folder(name: str) -> Path | None:
    """A folder of the user's own for what can be made again; None where there is none to be had.

    It holds code, so a folder that others could write to is not used.
    """
    own = own_folder("cache")
    if own is None:
        return None
    folder = own / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.lstat()
    except OSError:
        return None
    if not folder.is_dir() or folder.is_symlink():
        return None
    user = system.user_id()
    # Windows has a person's folders closed to others, and says so in no mode.
    is_own = user is None or (status.st_uid == user and not status.st_mode & 0o022)
    return folder if is_own else None


def kept(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def keep(path: Path, content: bytes) -> None:
    """Write a whole file or none; in vain where the disk is full or may not be written to."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(content)
        os.replace(temporary, path)
    except OSError:
        # On Windows another process may have it open, with the same in it.
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
