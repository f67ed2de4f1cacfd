"""A whole file, or none of it: written beside its place under another name, synced, then moved there."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sustainrubric.disk import system

_NAME_BYTES = 255

_LONGEST_ENDING = len("999999999.99.tmp")

# `.NAME.PID.tmp`, and with a number behind it where that was taken.
_TEMPORARY = (
    re.compile(r"(.+)\.([0-9]{1,9})\.[0-9]{1,2}\.tmp", re.DOTALL),
    re.compile(r"(.+)\.([0-9]{1,9})\.tmp", re.DOTALL),
)

_BEGAN = time.monotonic()

_MARGIN = 60.0
"""Seconds by which a file has to be older than this process to be another one's, as clocks differ a little."""

# Where a file system has no hard links.
_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK})


def beside(target: Path, ending: str) -> Path:
    """The hidden file `.NAME.ending` beside `target`; a long name is cut, and kept apart by a hash.

    Whatever the ending is, it is cut at one place, so that what a killed process left is found by its name.
    """
    name = target.name
    room = _NAME_BYTES - _LONGEST_ENDING - len("..")
    if len(os.fsencode(name)) > room:
        mark = "." + hashlib.sha256(os.fsencode(name)).hexdigest()[:8]
        # Between two characters: some systems have no names with a part of one.
        while len(os.fsencode(name)) > room - len(mark):
            name = name[:-1]
        name += mark
    return target.with_name(f".{name}.{ending}")


def replace(
    target: Path, content: bytes, like: os.stat_result | None, mode: int = 0o666, *, sync: bool = True
) -> None:
    """Put `content` in the place of `target`, with mode and owner of `like`, or with `mode` where it is new.

    Does not sync the folder, and without `sync` not the file either: for what can be made again.
    """
    with written(target, content, like, mode, sync=sync) as temporary:
        system.move(temporary, target)


def create(target: Path, content: bytes, mode: int = 0o666) -> None:
    """As `replace`, but never over a file that is there, however late it appeared.

    Raises:
        FileExistsError: something has that name.
    """
    with written(target, content, mode=mode) as temporary:
        if system.is_windows():
            system.move_if_free(temporary, target)
            return
        try:
            os.link(temporary, target)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
            try:
                os.replace(temporary, target)
            except OSError:
                os.unlink(target)
                raise


@contextmanager
def written(
    target: Path,
    content: bytes,
    like: os.stat_result | None = None,
    mode: int = 0o666,
    *,
    sync: bool = True,
) -> Iterator[Path]:
    """A temporary file beside `target` that holds `content`, on the disk; gone at the end unless moved."""
    # Until it has the owner and group of `like`, nobody but us may read it.
    temporary, descriptor = _open_temporary(target, mode if like is None else 0o600)
    try:
        try:
            if like is not None:
                _make_alike(descriptor, target, like)
            _write_all(descriptor, content)
            if sync:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
        yield temporary
    finally:
        with suppress(OSError):
            os.unlink(temporary)


def try_folder(target: Path) -> None:
    """Make a file beside `target`, and remove it: Windows tells in no other way whether that is allowed.

    Raises:
        OSError: no file can be made there.
    """
    temporary, descriptor = _open_temporary(target, 0o600)
    os.close(descriptor)
    os.unlink(temporary)


def sync_folder(folder: Path) -> None:
    """Have the names in `folder` on the disk as well, where the system can; Windows opens no folder."""
    if system.is_windows():
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def remove_leftovers(*targets: Path, locked: bool = False) -> None:
    """Remove the temporary files of these targets that a killed process left.

    Where the caller holds the lock of the target, nobody else writes it, and a file that has our own number is
    of an earlier process. Without it such a file may be of another container, and goes only where it is older
    than we are: writing one takes no such time.
    """
    folders: dict[Path, set[str]] = {}
    for target in targets:
        backup = target.with_name(f"{target.name}.bak")
        names = {beside(each, "tmp").name.removesuffix(".tmp") for each in (target, backup)}
        folders.setdefault(target.parent, set()).update(names)
    for folder, names in folders.items():
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if _is_left_of(entry, names, locked=locked):
                    with suppress(OSError):
                        os.unlink(entry.path)


def _is_left_of(entry: os.DirEntry[str], names: set[str], *, locked: bool) -> bool:
    """Whether `entry` is a temporary file of one of `names`, and of no process that lives."""
    for pattern in _TEMPORARY:
        match = pattern.fullmatch(entry.name)
        if match and match[1] in names:
            pid = int(match[2])
            return locked or _is_older_than_we(entry) if pid == os.getpid() else not system.is_running(pid)
    return False


def _is_older_than_we(entry: os.DirEntry[str]) -> bool:
    """Whether a file was written well before this process began, so that its number was another one's then."""
    age = time.time() - entry.stat(follow_symlinks=False).st_mtime
    return age > time.monotonic() - _BEGAN + _MARGIN


def _open_temporary(target: Path, mode: int) -> tuple[Path, int]:
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | system.NO_FOLLOW | system.BINARY
    for attempt in range(100):
        # Another thread, or a process of the same number in another container, may have the first name.
        number = f"{os.getpid()}.{attempt}" if attempt else str(os.getpid())
        temporary = beside(target, f"{number}.tmp")
        try:
            return temporary, os.open(temporary, flags, mode)
        except FileExistsError:
            continue
    raise FileExistsError(errno.EEXIST, "too many temporary files are in the way", str(temporary))


def _make_alike(descriptor: int, target: Path, like: os.stat_result) -> None:
    """Give the new file the old one's owner, group, mode and extended attributes, as far as allowed.

    Windows has the folder say who may do what with a new file.
    """
    if system.is_windows():
        return
    mode = like.st_mode & 0o777
    now = os.fstat(descriptor)
    if (now.st_uid, now.st_gid) != (like.st_uid, like.st_gid):
        try:
            os.fchown(descriptor, like.st_uid, like.st_gid)
        except PermissionError:
            # What the old group might do, the new one may not: it gets no more than everybody.
            mode = mode & ~0o070 | (mode & 0o007) << 3
    if os.fstat(descriptor).st_mode & 0o777 != mode:
        os.fchmod(descriptor, mode)
    if hasattr(os, "listxattr"):
        # Access control lists live here.
        with suppress(OSError):
            for name in os.listxattr(target):
                with suppress(OSError):
                    os.setxattr(descriptor, name, os.getxattr(target, name))


def _write_all(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
