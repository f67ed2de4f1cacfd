"""The `sustain.yaml` that holds for a file: the nearest one, and what its patterns are about."""

from __future__ import annotations

import os
import stat
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
            self._loaded[folder] = _load(folder)
        return self._loaded[folder]

    def folder_of(self, file: str) -> str | None:
        """The nearest folder at or above `file` that has settings.

        It is looked for up to the root of the file's repository, the home folder, or a folder that
        anybody may write to.
        """
        return self._nearest(os.path.dirname(os.path.abspath(file)))

    def used(self) -> list[FolderSettings]:
        """All that were loaded so far."""
        return list(self._loaded.values())

    def _nearest(self, folder: str) -> str | None:
        if folder not in self._folders:
            found = os.path.lexists(os.path.join(folder, SETTINGS_FILE))
            above = None if found or is_last(folder) else self._nearest(os.path.dirname(folder))
            self._folders[folder] = folder if found else above
        return self._folders[folder]


def _load(folder: str) -> FolderSettings:
    path = os.path.join(folder, SETTINGS_FILE)
    below = os.path.relpath(path)
    name = below if not below.startswith(os.pardir) else path
    loaded = load_bytes(read_bytes(path), name)
    return FolderSettings(folder, name, loaded, loaded.model if loaded.kind == "settings" else None)  # type: ignore[arg-type]


def is_last(folder: str) -> bool:
    """Whether nothing above a folder belongs to the same agency."""
    if os.path.lexists(os.path.join(folder, ".git")) or folder in (os.path.dirname(folder), _home()):
        return True
    try:
        # What anybody may put there, such as /tmp/sustain.yaml, must not decide what we are told.
        return bool(os.stat(os.path.dirname(folder)).st_mode & stat.S_IWOTH)
    except OSError:
        return True


def _home() -> str:
    home = os.environ.get("HOME", "")
    return os.path.abspath(home) if home else ""
