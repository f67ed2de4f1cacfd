"""What keeps a file from being written, in plain words, and where possible before anything is asked."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sustainrubric.base.errors import RefusedToWrite
from sustainrubric.base.text import one_line
from sustainrubric.disk import system
from sustainrubric.disk.atomic import try_folder
from sustainrubric.yaml.why_unreadable import near_folder

_WORDS = {
    errno.EACCES: "permission denied; ask its owner for leave to write it, or write to another place",
    errno.EDQUOT: "your share of the disk is used up; delete what you do not need, and try again",
    errno.EEXIST: "it exists already; move it, or choose another name",
    errno.EFBIG: "the file would be larger than the system allows; split it",
    errno.EIO: "the disk reports an error; write to another disk, and have this one looked at",
    errno.EISDIR: "it is a folder; name a file in it",
    errno.ELOOP: "it is a loop of links; name the file that they were to lead to",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
    errno.ENOENT: "its folder is gone; make it again, or write to another place",
    errno.ENOSPC: "the disk is full; make room, and try again",
    errno.ENOTDIR: "a part of the path is not a folder",
    errno.EPERM: "it is protected against changes; ask its owner, or write to another place",
    errno.EROFS: "the disk can only be read; write to another place",
    errno.ESTALE: "its folder is gone; make it again, or write to another place",
}


class Obstacle(Exception):
    """What we found ourselves to be in the way; its message ends a sentence that names the file."""


class FoundTarget(NamedTuple):
    """The file that a path leads to, links followed; `status` is None where there is none yet."""

    target: Path
    status: os.stat_result | None


FileName = str | Path
"""The name of a file: text as somebody typed it, which messages repeat; `Path` would leave out a leading `./`."""


@contextmanager
def refusing(beginning: str) -> Iterator[None]:
    """Turn what goes wrong inside into RefusedToWrite(`beginning: why`)."""
    try:
        yield
    except Obstacle as error:
        raise RefusedToWrite(f"{beginning}: {error}") from error
    except OSError as error:
        why = system.words_for(error) or _WORDS.get(error.errno or 0) or error.strerror or str(error)
        raise RefusedToWrite(f"{beginning}: {why}") from error


def shown(path: FileName) -> str:
    """A path as it stands in a message: as it was typed, with nothing in it that steers a terminal."""
    return one_line(os.fspath(path))


def find(name: FileName) -> FoundTarget:
    """Follow links to the regular file that a save replaces.

    Raises:
        Obstacle, OSError: there is something else, or no folder for it.
    """
    path = Path(name)
    if not path.name or path.name == "..":
        raise Obstacle("it is a folder; name a file in it")
    if "\0" in os.fspath(path):
        raise Obstacle("this is not the name of a file")
    if system.is_windows() and system.is_device_name(path.name):
        raise Obstacle("Windows keeps this name for a device; choose another name")
    try:
        target = Path(os.path.realpath(path, strict=True))
    except FileNotFoundError:
        if path.is_symlink():
            raise Obstacle(
                f"it is a link to {shown(path.readlink())}, which is not there; remove the link, or name another file"
            ) from None
        if not os.path.isdir(path.parent):
            if system.is_too_long(path):
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), os.fspath(path)) from None
            raise Obstacle(
                f"the folder {shown(path.parent)} does not exist{near_folder(path.parent)}"
            ) from None
        return FoundTarget(Path(os.path.realpath(path.parent)) / path.name, None)
    except ValueError:
        # A null byte, or half a character.
        raise Obstacle("this is not the name of a file") from None
    status = os.stat(target)
    if stat.S_ISDIR(status.st_mode):
        raise Obstacle("it is a folder; name a file in it")
    if not stat.S_ISREG(status.st_mode):
        raise Obstacle("it is not a regular file; name another")
    return FoundTarget(target, status)


def check_writable(path: FileName) -> tuple[str, ...]:
    """Refuse where a save of `path` is bound to fail; gives what the user should know beforehand.

    A file that is not there yet needs a folder that can be written to.

    Raises:
        RefusedToWrite: it cannot be saved, and why.
    """
    with refusing(f"{shown(path)} cannot be saved"):
        target, status = find(path)
        if status is not None:
            check_file(status)
            # The system knows what no mode bit tells: immutable, append-only, a read-only mount.
            os.close(os.open(target, os.O_WRONLY | system.NO_WAIT))
        folder = target.parent
        if system.is_windows():
            try_folder(target)
        elif not os.access(folder, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids):
            raise Obstacle(f"its folder {shown(folder)} is read-only, and a save puts a new file there")
    return () if status is None else link_warning(path, status)


def check_file(status: os.stat_result) -> None:
    """Refuse a file that is not meant for us to replace, though its folder would let us."""
    user = system.user_id() or 0
    if not status.st_mode & 0o222 or (user and status.st_uid == user and not status.st_mode & 0o200):
        raise Obstacle("it is read-only; make it writable, or work on a copy")
    if user and status.st_uid != user:
        raise Obstacle("it belongs to another user; ask them, or work on a copy")


def link_warning(path: FileName, status: os.stat_result) -> tuple[str, ...]:
    """What to say of a file with more names than one: a save replaces this one only."""
    if status.st_nlink < 2:
        return ()
    return (
        f"{shown(path)} has {status.st_nlink} names (hard links); saving parts this one from the others, "
        "which keep the old text",
    )
