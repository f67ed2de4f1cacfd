"""The folder of the person's own where a program may keep something, by the rules of each system."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from sustainrubric.disk import system

PROGRAM = "sustainrubric"


def own_folder(kind: Literal["state", "cache"]) -> Path | None:
    """`~/.local/state/sustainrubric` and the like, which may not be there yet; None where there is no home.

    `XDG_STATE_HOME` and `XDG_CACHE_HOME` move it, but on Windows, where it lies in `%LOCALAPPDATA%`.
    """
    homes = (os.environ.get(name, "") for name in (f"XDG_{kind.upper()}_HOME", "HOME"))
    if not system.is_windows() and not any(map(os.path.isabs, homes)):
        return None
    from platformdirs import PlatformDirs

    folders = PlatformDirs(PROGRAM, appauthor=False)
    try:
        folder = folders.user_state_path if kind == "state" else folders.user_cache_path
    except (OSError, RuntimeError, LookupError, ValueError):
        return None
    return folder if folder.is_absolute() else None
