"""Where compiled templates are kept from one run to the next; compiling takes longer than filling in."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder(name: str) -> Path | None:
    """A folder of the user's own for what can be made again; None where there is none to be had.

    It holds code, so a folder that others could write to is not used.
    """
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):
        home = os.environ.get("HOME", "")
        if not os.path.isabs(home):
            return None
        base = os.path.join(home, ".cache")
    folder = Path(base) / "sustainrubric" / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.lstat()
    except OSError:
        return None
    is_own = folder.is_dir() and not folder.is_symlink() and status.st_uid == os.geteuid()
    return folder if is_own and not status.st_mode & 0o022 else None


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
        temporary.unlink(missing_ok=True)
