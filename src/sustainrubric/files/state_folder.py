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
        os.replace(temporary, place)
    except OSError:
        return


def _place(file: str) -> Path | None:
    """The file that holds what belongs to `file`; None where the person has no state folder."""
    base = os.environ.get("XDG_STATE_HOME", "")
    if not os.path.isabs(base):
        # The specification of these folders has a relative one ignored.
        home = os.environ.get("HOME", "")
        if not os.path.isabs(home):
            return None
        base = os.path.join(home, ".local", "state")
    name = hashlib.sha256(os.path.realpath(file).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return Path(base) / "sustainrubric" / "sessions" / f"{name}.json"
