"""A place for what could not be saved where it belongs."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sustainrubric.disk.own_folder import PROGRAM, own_folder
from sustainrubric.files.atomic import create


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
