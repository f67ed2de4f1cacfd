"""A folder of pages we made: only what changed is written, and what others put there is left alone."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from sustainrubric.base.errors import RefusedToWrite, Unreadable
from sustainrubric.disk import atomic, system
from sustainrubric.disk.drives import joined
from sustainrubric.yaml.source import read_bytes

MANIFEST = ".sustain-site.json"
"""Names the pages that are ours, so that none of anybody else's is replaced or removed."""


class SiteFolder:
    """The folder `root`, which may be there already; `written` and `removed` count what changed."""

    def __init__(self, root: str | Path) -> None:
        self.root = Path(root)
        # As it was typed: messages name its pages by it.
        self._named = str(root)
        self.written = 0
        self.removed = 0
        self._before, self._was_stopped = _manifest(self.root / MANIFEST)
        self._planned: tuple[str, ...] = ()
        self._unfinished = False
        self._now: dict[str, str] = {}

    def check(self, names: Iterable[str], *, force: bool) -> None:
        """Before anything is made: whether all of these pages can be written.

        Raises:
            RefusedToWrite: something of somebody else's is in the way.
        """
        if self.root.exists() and not self.root.is_dir():
            raise RefusedToWrite(f"{self._named} is not a folder; name another one")
        for name in names:
            path = self._inside(name)
            if path.is_dir() or (path.exists() and name not in self._before and not force):
                raise RefusedToWrite(
                    f"{self._shown(name)} is in the way, and is not a page of ours; "
                    "move it, or add --force to replace it"
                )
            # A run that was killed has told of no page what it wrote there.
            if name in self._before and not force and not self._was_stopped and self._is_changed(name):
                raise RefusedToWrite(
                    f"{self._shown(name)} was changed by hand since it was written; copy what you need of it, "
                    "or add --force to replace it"
                )

    def begin(self, names: Iterable[str]) -> None:
        """Say which pages will be written, and clear what a killed run left of them.

        That they are ours is noted before the first one is written: a run that is killed leaves a folder
        that the next one goes on with.
        """
        self._planned = tuple(names)
        atomic.remove_leftovers(*(self._inside(name) for name in (*self._planned, MANIFEST)))

    def write(self, name: str, text: str) -> None:
        """Put a page in its place, unless it is there already as it should be.

        Raises:
            RefusedToWrite: it cannot be written.
        """
        content = text.encode("utf-8")
        path = self._inside(name)
        try:
            if _content(path) != content:
                if self._planned:
                    planned, self._planned, self._unfinished = self._planned, (), True
                    self._note({**dict.fromkeys(planned, ""), **self._before})
                path.parent.mkdir(parents=True, exist_ok=True)
                # Until it is there: ours, whatever it holds.
                self._now[name] = ""
                _replace(path, content)
                self.written += 1
        except OSError as error:
            why = system.words_for(error) or error.strerror or error
            raise RefusedToWrite(f"{self._shown(name)} was not written: {why}") from error
        self._now[name] = _hash(content)

    def finish(self) -> None:
        """Remove the pages that are no longer made, unless somebody changed them, and note those that are.

        Raises:
            RefusedToWrite: the note cannot be written.
        """
        for name in sorted(set(self._before) - set(self._now)):
            path = self._inside(name)
            if os.path.lexists(path) and not self._is_changed(name):
                path.unlink()
                self.removed += 1
        self._planned, self._unfinished = (), False
        self._note(self._now)

    def stop(self) -> None:
        """Note the pages written so far, where not all could be: none of them was changed by hand."""
        self._planned, self._unfinished = (), self._was_stopped
        with suppress(RefusedToWrite):
            self._note(self._before | self._now)

    def _is_changed(self, name: str) -> bool:
        """Whether a page is there with something else in it than we wrote."""
        content = _content(self._inside(name))
        if content is None:
            return os.path.islink(self._inside(name))
        if not self._before[name]:
            return False
        # git may have changed the ends of all lines.
        return self._before[name] not in (_hash(content), _hash(content.replace(b"\r\n", b"\n")))

    def _note(self, pages: dict[str, str]) -> None:
        known: dict[str, object] = {"made by": "sustainrubric", "pages": dict(sorted(pages.items()))}
        if self._unfinished:
            known["unfinished"] = True
        written = self.written
        self.write(MANIFEST, json.dumps(known, indent=1, ensure_ascii=False) + "\n")
        self.written = written
        self._now.pop(MANIFEST, None)

    def _shown(self, name: str) -> str:
        return joined(self._named, name)

    def _inside(self, name: str) -> Path:
        """The path of a page, whose folders are no links to elsewhere."""
        path = self.root / name
        folder = Path(os.path.realpath(path.parent))
        if not folder.is_relative_to(os.path.realpath(self.root)) or ".." in PurePosixPath(name).parts:
            raise RefusedToWrite(
                f"{self._shown(name)} is outside of {self._named}: a folder in the way is a link"
            )
        return path


def _manifest(path: Path) -> tuple[dict[str, str], bool]:
    """The pages that are ours with the hash of each, and whether the run that wrote them was killed."""
    try:
        known = json.loads(read_bytes(path))
        pages = {name: str(value) for name, value in known["pages"].items() if _is_page(name)}
        return pages, known.get("unfinished") is True
    except (Unreadable, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}, False


def _is_page(name: str) -> bool:
    """Whether a name can be that of a page."""
    return bool(name) and name.isprintable()


def _content(path: Path) -> bytes | None:
    try:
        return None if path.is_symlink() else path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _replace(path: Path, content: bytes) -> None:
    # Not synced to the disk: what is lost can be made again.
    status = None if path.is_symlink() or not path.exists() else path.stat()
    atomic.replace(path, content, status, sync=False)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
