"""The `sustain.yaml` that holds for a file: the nearest one, and what its patterns are about."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sustainrubric.files.ignore_pattern import decision, ignore_patterns
from sustainrubric.files.load import Loaded, load_bytes
from sustainrubric.files.text_source import read_bytes

if TYPE_CHECKING:
    from sustainrubric.model.settings import Settings

SETTINGS_FILE = "sustain.yaml"


@dataclass(frozen=True)
class FolderSettings:
    """The settings of a folder (absolute); `name` is what problems call their file."""

    folder: str
    name: str
    loaded: Loaded
    settings: Settings | None

    def covers(self, file: str, patterns: Sequence[str]) -> bool:
        """Whether `file` is among those that patterns written as in .gitignore name; no pattern names all."""
        if not patterns:
            return True
        rules = ignore_patterns("\n".join(patterns).encode("utf-8", "surrogateescape"))
        path = os.fsencode(os.path.relpath(os.path.abspath(file), self.folder))
        steps = path.split(b"/")
        found = False
        for depth in range(1, len(steps) + 1):
            decided = decision(rules, b"/".join(steps[:depth]), is_folder=depth < len(steps))
            found = found if decided is None else decided
        return found


class SettingsFinder:
    """Finds the settings of files, each folder looked at once."""

    def __init__(self) -> None:
        self._folders: dict[str, str | None] = {}
        self._loaded: dict[str, FolderSettings] = {}

    def around(self, file: str) -> FolderSettings | None:
        """The settings that hold for `file`.

        Raises:
            Unreadable: there is such a file, and it cannot be opened.
        """
        folder = self.folder_of(file)
        if folder is None:
            return None
        if folder not in self._loaded:
            self._loaded[folder] = _load(folder, as_typed(file, folder, SETTINGS_FILE))
        return self._loaded[folder]

    def folder_of(self, file: str) -> str | None:
        """The nearest folder at or above `file` that has settings.

        It is looked for up to the root of the file's repository, the home folder, or a folder that
        anybody may write to, where it does not count.
        """
        return self._nearest(os.path.dirname(os.path.abspath(file)))

    def used(self) -> list[FolderSettings]:
        """All that were loaded so far."""
        return list(self._loaded.values())

    def _nearest(self, folder: str) -> str | None:
        if folder not in self._folders:
            found = has_settings(folder)
            above = None if found or is_last(folder) else self._nearest(os.path.dirname(folder))
            self._folders[folder] = folder if found else above
        return self._folders[folder]


def has_settings(folder: str) -> bool:
    """Whether a folder (absolute) has a `sustain.yaml` that counts."""
    path = os.path.join(folder, SETTINGS_FILE)
    return os.path.lexists(path) and (not _anybody_writes(folder) or _has_no_modes(path))


def as_typed(file: str, above: str, name: str) -> str:
    """The file `name` of the folder `above` (absolute), written as the path of `file` below it is."""
    typed = os.path.dirname(file)
    here = os.path.abspath(typed)
    while here not in (above, os.path.dirname(here)):
        rest, last = os.path.split(typed)
        if last not in ("", os.curdir, os.pardir):
            typed = rest
        else:
            typed = os.path.join(typed, os.pardir) if typed not in ("", os.curdir) else os.pardir
        here = os.path.dirname(here)
    return os.path.join(typed, name)


def _load(folder: str, name: str) -> FolderSettings:
    loaded = load_bytes(read_bytes(os.path.join(folder, SETTINGS_FILE)), name)
    return FolderSettings(folder, name, loaded, loaded.model if loaded.kind == "settings" else None)  # type: ignore[arg-type]


def is_last(folder: str) -> bool:
    """Whether nothing above a folder belongs to the same agency."""
    if os.path.lexists(os.path.join(folder, ".git")) or folder in (os.path.dirname(folder), _home()):
        return True
    return _anybody_writes(os.path.dirname(folder))


def _anybody_writes(folder: str) -> bool:
    """Whether anybody may put something there, as in /tmp: it must not decide what we are told."""
    if sys.platform == "win32":
        return False  # modes say nothing there
    try:
        return bool(os.stat(folder).st_mode & stat.S_IWOTH)
    except OSError:
        return True


def _has_no_modes(path: str) -> bool:
    """Whether a file of ours lies where modes say nothing: a Windows disk in Linux gives 777 to all."""
    if sys.platform == "win32":
        return True
    status = os.lstat(path)
    return stat.S_ISREG(status.st_mode) and status.st_mode & 0o777 == 0o777 and status.st_uid == os.geteuid()


def _home() -> str:
    home = os.environ.get("HOME", "")
    return os.path.abspath(home) if home else ""
