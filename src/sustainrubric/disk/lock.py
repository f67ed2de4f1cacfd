"""One writer at a time: a lock on the hidden file `.NAME.lock` beside the file that is changed.

There is one lock a file, and everybody who changes the file holds it: a session as long as it is
open, a single change while it reads, edits and saves. So `sustain rate` is refused while a session
is open, naming it, rather than have the team at the screen asked about a change they did not make;
the script that ran it knows by exit code 4 that nothing was written. (An editor takes no lock: that
is what comparing the content before each save is for.)

How a file is locked is filelock's matter, on every system; who holds the lock, and since when, is said in
the file. Its first byte says nothing: it is the one that Windows locks, and nobody else may read it.

The system drops the lock when its holder dies, however it dies. Whoever is done removes the lock
file; as others may have opened it by then, a lock counts only if the file locked is still the one
that has the name. Where the folder cannot be written to no lock is made: no save can be, either.
"""

from __future__ import annotations

import errno
import os
import re
import shlex
import socket
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from sustainrubric.base.errors import RefusedToWrite
from sustainrubric.disk import system
from sustainrubric.disk.atomic import beside
from sustainrubric.disk.writable import FileName, Obstacle, refusing, shown

WAIT_SECONDS = 10.0
"""For each holder."""

_PAUSE_SECONDS, _LONGEST_PAUSE = 0.005, 0.05

_MOST_BYTES = 1000

# A new holder needs a moment to write its name over that of one who was killed.
_SIGHTINGS = 5

_CANNOT_BE_MADE = frozenset({errno.EROFS, errno.ENOENT, errno.EPERM, errno.ENOSPC, errno.EDQUOT})

_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})


class Holder(NamedTuple):
    """Who has the lock, and since when by the clock of `host`; `session` where it is held for long.

    `name` is the person's, where it is known.
    """

    pid: int
    host: str
    session: bool
    since: str
    name: str = ""


class Locked(RefusedToWrite):
    """Somebody else is changing the file; `holder` is None where they did not say who they are."""

    def __init__(self, path: FileName, holder: Holder | None) -> None:
        who = f"process {holder.pid} on {holder.host}, since {holder.since}" if holder else "another process"
        if holder and holder.name:
            who = f"{holder.name}, {who}"
        in_session = holder is not None and holder.session
        what = "is open in a session" if in_session else "is being changed"
        super().__init__(
            f"{shown(path)} {what} ({who}); {_advice(path) if in_session else 'end it there first'}"
        )
        self.holder = holder


def _advice(path: FileName) -> str:
    """What one can do while somebody else has a session open on a file."""
    file = shlex.quote(str(path))
    return (
        "wait until it ends there, work on another file, or rate in a copy of this one and bring that in "
        f"afterwards: sustain rate {file} --answers COPY"
    )


@contextmanager
def locked(
    path: FileName, *, session: bool = False, name: str = "", wait: float = WAIT_SECONDS
) -> Iterator[None]:
    """Hold the lock of `path`, in somebody's `name`; waits for other changes to end, but not for a session.

    Raises:
        Locked: somebody else holds it.
    """
    target = Path(os.path.realpath(path))
    lock = beside(target, "lock")
    with refusing(f"{shown(path)} cannot be locked"):
        descriptor = _acquire(lock, path, wait)
    try:
        if descriptor is not None:
            _sign(descriptor, session, name)
        yield
    finally:
        if descriptor is not None:
            _give_back(descriptor, lock)


def _give_back(descriptor: int, lock: Path) -> None:
    # Removed while still held, so that nobody gets a lock on it after.
    with suppress(OSError):
        if not system.is_windows() and _has_the_name(descriptor, lock):
            os.unlink(lock)
    os.close(descriptor)
    if system.is_windows():
        # Which removes no file that somebody has open: not while we do, nor once others wait for it.
        with suppress(OSError):
            os.unlink(lock)


def _acquire(lock: Path, path: FileName, wait: float) -> int | None:
    """A descriptor that holds the lock, or None where no lock can be made.

    Each holder is waited for anew: those who take turns on a slow machine are getting on.
    """
    deadline = time.monotonic() + wait
    sightings: list[Holder | None] = [None]
    pauses = _pauses()
    while True:
        try:
            descriptor = _open(lock)
        except PermissionError:
            # Windows keeps the name of a file that was removed until everybody has closed it.
            if not system.is_windows() or time.monotonic() > deadline:
                raise
            time.sleep(next(pauses))
            continue
        if descriptor is None:
            return None
        taken = False
        try:
            if _try_lock(descriptor):
                taken = _has_the_name(descriptor, lock)
                if taken:
                    return descriptor
                continue
            holder = _holder(descriptor)
        finally:
            if not taken:
                os.close(descriptor)
        if holder != sightings[-1]:
            deadline = time.monotonic() + wait
        sightings = [*sightings, holder][-_SIGHTINGS:]
        in_session = holder is not None and holder.session and sightings == [holder] * _SIGHTINGS
        if in_session or time.monotonic() > deadline:
            raise Locked(path, holder)
        time.sleep(next(pauses))


def _pauses() -> Iterator[float]:
    """Seconds between tries, longer and longer, so that many who wait do not keep the holder from its work."""
    pause = _PAUSE_SECONDS
    while True:
        yield pause
        pause = min(pause * 1.5, _LONGEST_PAUSE)


def _open(lock: Path) -> int | None:
    flags = system.NO_FOLLOW | system.NO_WAIT | system.BINARY
    try:
        if not system.NO_FOLLOW and lock.is_symlink():
            raise OSError(errno.ELOOP, "it is a link")
        descriptor = os.open(lock, flags | os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        if lock.is_symlink():
            # Some systems say "permission denied" of a stranger's link in a folder open to all.
            raise Obstacle(
                f"{shown(lock)} is in the way; remove it: it is a link to {shown(lock.readlink())}, and no lock of ours"
            ) from error
        if error.errno in _CANNOT_BE_MADE:
            return None
        if error.errno in (errno.ELOOP, errno.EISDIR, errno.ENXIO) or lock.is_dir():
            raise Obstacle(f"{shown(lock)} is in the way; remove it") from error
        if error.errno != errno.EACCES or system.is_windows():
            raise
        try:
            # Another user's: it can be locked, though not signed.
            descriptor = os.open(lock, flags | os.O_RDONLY)
        except FileNotFoundError:
            return None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
        os.close(descriptor)
        if stat.S_ISREG(status.st_mode):
            raise Obstacle(
                f"{shown(lock)} is in the way; remove it: it is another name of some file, and no lock of ours"
            )
        raise Obstacle(f"{shown(lock)} is in the way; remove it")
    return descriptor


def _try_lock(descriptor: int) -> bool:
    from filelock import lock_descriptor

    try:
        return lock_descriptor(descriptor, blocking=False)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        return True


def _has_the_name(descriptor: int, lock: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), os.lstat(lock))
    except FileNotFoundError:
        return False
    except PermissionError:
        # Of a file that is just being removed, on Windows.
        if not system.is_windows():
            raise
        return False


def _sign(descriptor: int, session: bool, name: str) -> None:
    """Say in the file who holds it; a full disk or another user's file keeps nobody from the lock."""
    since = time.strftime("%Y-%m-%dT%H:%M")
    words = (os.getpid(), socket.gethostname(), "session" if session else "change", since)
    line = " ".join(["", *map(str, words), *name.split()]).encode("utf-8", "replace")[:_MOST_BYTES] + b"\n"
    with suppress(OSError):
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, line)
        os.ftruncate(descriptor, len(line))


def _holder(descriptor: int) -> Holder | None:
    os.lseek(descriptor, 1, os.SEEK_SET)
    parts = os.read(descriptor, _MOST_BYTES + 1).decode("utf-8", "replace").split(maxsplit=4)
    if len(parts) < 4 or not re.fullmatch("[0-9]{1,9}", parts[0]):
        return None
    pid, host, what, since, name = (*parts, "")[:5]
    return Holder(int(pid), host, what == "session", since.replace("T", " "), name.strip())
