"""What a person left off: the place in a session, and setup answers not in a file yet.

It lies in the person's own state folder, not beside the assessment: it is nobody else's business and
must never reach git. Losing it costs a jump to the right element, nothing more.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from sustainrubric.disk import system
from sustainrubric.disk.own_folder import own_folder


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
        # One name is enough: whoever writes holds the lock of the file it is about.
        temporary = place.with_suffix(".tmp")
        temporary.write_text(json.dumps(kept), encoding="utf-8")
        system.move(temporary, place)
    except OSError:
        return


def _place(file: str) -> Path | None:
    """The file that holds what belongs to `file`; None where the person has no state folder."""
    folder = own_folder("state")
    if folder is None:
        return None
    name = hashlib.sha256(os.path.realpath(file).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return folder / "sessions" / f"{name}.json"
