"""The person's own folders: where a session stopped, what could not be saved, compiled templates.

None of it is in the agency's folder: it is nobody else's business and must never reach git. Losing it costs
a jump to the right element, nothing more.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from sustainrubric.disk import system
from sustainrubric.disk.atomic import create, remove_leftovers, replace
from sustainrubric.disk.own_folder import PROGRAM, own_folder

# No link, no waiting, no translation of line ends: each where the system knows of it.
_AS_IT_IS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def rescue(content: bytes, name: str) -> Path | None:
    """Keep `content` in a private folder, in a file named after `name` and the time; None if it cannot be."""
    plain = Path(name).name or "unsaved"
    stem, suffix = os.path.splitext(plain)
    stamp = time.strftime("%Y-%m-%d-%H%M%S")
    for folder in _folders():
        for number in range(1, 100):
            path = folder / f"{stem[:100]}.{stamp}{f'-{number}' if number > 1 else ''}{suffix[:20]}"
            try:
                create(path, content, mode=0o600)
            except FileExistsError:
                continue
            except (OSError, ValueError):
                with suppress(OSError):
                    folder.rmdir()
                break
            return path
    return None


def _folders() -> Iterator[Path]:
    """Private folders, the best first; the system's temporary folder is the last."""
    for folder in (own_folder("state"), Path(os.path.expanduser("~"), ".local", "state", PROGRAM)):
        if folder is not None and folder.is_absolute():
            with suppress(OSError, ValueError):
                folder.parent.mkdir(parents=True, exist_ok=True)
                folder.mkdir(mode=0o700, exist_ok=True)
                yield folder
    with suppress(OSError):
        yield Path(tempfile.mkdtemp(prefix=f"{PROGRAM}-"))


def recall(file: str) -> dict[str, Any]:
    """What was remembered for a file; empty where there is nothing that can be read."""
    place = _place(file)
    if place is None:
        return {}
    try:
        kept = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}


def remember(file: str, kept: dict[str, Any]) -> None:
    """Remember something for a file, or nothing any more; silently in vain where there is no place for it."""
    place = _place(file)
    if place is None:
        return
    try:
        if not kept:
            place.unlink(missing_ok=True)
            return
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        remove_leftovers(place, locked=True)
        replace(place, json.dumps(kept).encode("utf-8"), None, 0o600, sync=False)
    except OSError:
        return


def _place(file: str) -> Path | None:
    """The file that holds what belongs to `file`; None where the person has no state folder."""
    folder = own_folder("state")
    if folder is None:
        return None
    name = hashlib.sha256(os.path.realpath(file).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return folder / "sessions" / f"{name}.json"


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
    return folder if _is_own(status) else None


def _is_own(status: os.stat_result) -> bool:
    """Whether it is the user's and nobody else may write to it."""
    user = system.user_id()
    # Windows has a person's folders closed to others, and says so in no mode.
    return user is None or (status.st_uid == user and not status.st_mode & 0o022)


def kept(path: Path) -> bytes | None:
    """What `keep` wrote; None where there is nothing, or something else than a file of the user's own.

    A link is not followed: what it leads to may be a stranger's. Nothing is waited for, as at a pipe.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | _AS_IT_IS)
        with open(descriptor, "rb") as stream:
            status = os.fstat(descriptor)
            return stream.read() if stat.S_ISREG(status.st_mode) and _is_own(status) else None
    except OSError:
        return None


def keep(path: Path, content: bytes) -> None:
    """Write a whole file or none; in vain where the disk is full or may not be written to."""
    # On Windows another process may have it open, with the same in it.
    with suppress(OSError):
        replace(path, content, None, 0o600, sync=False)
