"""Save a user's file so that it is the old one or the new one, whatever happens in between."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sustainrubric.base.errors import RefusedToWrite, Unreadable
from sustainrubric.disk import atomic, system
from sustainrubric.disk.home_folders import rescue
from sustainrubric.disk.lock import Locked, locked
from sustainrubric.disk.writable import (
    FileName,
    FoundTarget,
    Obstacle,
    check_file,
    check_writable,
    find,
    link_warning,
    refusing,
    shown,
)
from sustainrubric.yaml.source import read_bytes

__all__ = [
    "ChangedOnDisk",
    "Locked",
    "Saver",
    "check_writable",
    "edited",
    "kept_if_changed",
    "rescue",
    "write_new",
]


class ChangedOnDisk(RefusedToWrite):
    """Somebody else changed the file since we read it; `content` is what it holds now, None if it is gone."""

    def __init__(self, path: FileName, known: Version, found: Version | None) -> None:
        if found is None:
            what = f"was removed after we read it at {known.at}"
        else:
            what = f"was changed at {found.at} ({found.hash}) after we read it at {known.at} ({known.hash})"
        super().__init__(f"not saved: {shown(path)} {what}")
        self.content = None if found is None else found.content


class Version:
    """A content of the file, and the time it is from."""

    def __init__(self, content: bytes, seconds: float) -> None:
        self.content = content
        self.at = time.strftime("%H:%M:%S", time.localtime(seconds))

    @property
    def hash(self) -> str:
        return "sha256 " + hashlib.sha256(self.content).hexdigest()[:8]


def write_new(path: FileName, content: bytes, *, force: bool | None = None) -> None:
    """Write a whole new file, and make its folder; with `force` in the place of one that is there, whose mode it keeps.

    `force` is None where the command has no such option, so that no hint names one.

    Raises:
        RefusedToWrite: it exists already, or cannot be written; nothing is left behind.
    """
    with refusing(f"{shown(path)} was not written"):
        _make_folder_of(Path(path))
        target, status = find(path)
        atomic.remove_leftovers(target)
        if status is not None and not force:
            hint = "" if force is None else ", or add --force to replace it"
            raise Obstacle(f"it exists already; choose another name{hint}")
        if status is None:
            atomic.create(target, content)
        else:
            check_file(status)
            atomic.replace(target, content, status)
    with refusing(f"{shown(path)} was written, but the disk did not confirm it"):
        atomic.sync_folder(target.parent)


@contextmanager
def kept_if_changed(path: FileName, content: bytes) -> Iterator[None]:
    """Have a file with `content` there, unless there is one; what was made so and stays as it is, is removed again.

    Raises:
        RefusedToWrite: it cannot be written.
    """
    if os.path.exists(path):
        yield
        return
    folder = Path(path).parent
    is_first = not folder.exists()
    write_new(path, content)
    try:
        yield
    finally:
        with suppress(OSError, Unreadable):
            if read_bytes(path) == content:
                os.unlink(path)
                if is_first:
                    folder.rmdir()


def _make_folder_of(path: Path) -> None:
    if path.name in ("", os.pardir) or os.path.lexists(path.parent):
        return
    with suppress(ValueError):  # no name of a folder: what looks for the file says so
        os.makedirs(path.parent, exist_ok=True)


@contextmanager
def edited(path: FileName, *, session: bool = False, name: str = "", backup: bool = False) -> Iterator[Saver]:
    """Hold a file that is to be changed: checked, locked in somebody's name, cleared of leftovers, and read.

    A single change waits until others are done; a `session` is refused while another one is open,
    and so is a change.

    Raises:
        RefusedToWrite: it cannot be saved, or somebody else is changing it.
        Unreadable: it cannot be read.
    """
    warnings = check_writable(path)
    with locked(path, session=session, name=name):
        atomic.remove_leftovers(Path(os.path.realpath(path)), locked=True)
        yield Saver(path, read_bytes(path), backup=backup, warnings=warnings)


class Saver:
    """A file that was read, and is to be replaced; `edited` makes it, and holds the lock meanwhile.

    `content` is what the file held when we last read or saved it; `warnings` is what the user
    should be told before the first change.
    """

    def __init__(self, path: FileName, content: bytes, *, backup: bool, warnings: tuple[str, ...]) -> None:
        self.path = path
        self.content = content
        self.warnings = warnings
        self._read_at = time.time()
        self._backup = backup
        self._attempted: bytes | None = None

    def save(self, content: bytes) -> tuple[str, ...]:
        """Replace the file's content; gives what the user should be told though it is saved.

        Raises:
            ChangedOnDisk: it is not what we read; nothing was written.
            RefusedToWrite: it could not be saved; the file is as it was.
        """
        beginning = f"not saved: {shown(self.path)}"
        with refusing(beginning):
            found = self._unchanged()
            if content == self.content:
                return ()
            status = found.status
            assert status is not None
            check_file(status)
            self._keep_backup(found, beginning)
            with atomic.written(found.target, content, status) as temporary:
                # Syncing takes long enough for an editor to save in between.
                self._unchanged()
                self._attempted = content
                system.move(temporary, found.target)
        self._now_holds(content)
        return link_warning(self.path, status) + self._sync(found.target.parent)

    def reload(self) -> bytes:
        """Take what the file holds now as what was read, as the user decided to go on from there.

        Raises:
            Unreadable: it cannot be read.
        """
        self._now_holds(read_bytes(self.path))
        return self.content

    def _now_holds(self, content: bytes) -> None:
        self.content = content
        self._attempted = None
        self._read_at = time.time()

    def _unchanged(self) -> FoundTarget:
        """The file, which holds what we read."""
        found = find(self.path)
        known = Version(self.content, self._read_at)
        if found.status is None:
            raise ChangedOnDisk(self.path, known, None)
        try:
            content = read_bytes(found.target)
        except Unreadable as error:
            raise RefusedToWrite(f"not saved: {error}") from error
        if content == self._attempted:
            # Interrupted right after the last save had taken place.
            self._now_holds(content)
        if content != self.content:
            raise ChangedOnDisk(self.path, known, Version(content, found.status.st_mtime))
        return found

    def _keep_backup(self, found: FoundTarget, beginning: str) -> None:
        """Keep what we read as NAME.bak, once; without it nothing is saved."""
        if self._backup:
            with refusing(f"{beginning}: no backup could be made"):
                backup = found.target.with_name(found.target.name + ".bak")
                atomic.replace(backup, self.content, found.status)
            self._backup = False

    def _sync(self, folder: Path) -> tuple[str, ...]:
        try:
            with refusing(f"{shown(self.path)} is saved, but the disk did not confirm it"):
                atomic.sync_folder(folder)
        except RefusedToWrite as error:
            return (str(error),)
        return ()
