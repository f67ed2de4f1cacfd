"""Write down that an own instrument is released, and keep all else that the lock says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sustainrubric.base.errors import InvalidFile
from sustainrubric.base.fields import Layout
from sustainrubric.disk.save import edited, write_new
from sustainrubric.instruments.release_lock import ReleaseLock
from sustainrubric.records.load import load_bytes
from sustainrubric.yaml.rewrite import rewrite, to_bytes

_HEAD = """\
# The released instruments of this folder, each with the SHA-256 of what it resolves to.
# `sustain rubric release` adds to it; `sustain validate` says SR261 where one has changed since.
kind: instrument-lock
format: 1
released:
"""


def write_lock(path: Path, reference: str, checksum: str) -> Sequence[str]:
    """Add an instrument to the lock, which is made where there is none; gives what the user should be told.

    Raises:
        InvalidFile: the lock is there and has problems.
        RefusedToWrite: it cannot be saved.
    """
    if not path.exists():
        write_new(path, f"{_HEAD}  {reference}: {checksum}\n".encode())
        return ()
    with edited(path) as saver:
        loaded = load_bytes(saver.content, str(path))
        if not isinstance(loaded.model, ReleaseLock):
            raise InvalidFile(str(path), loaded.problems)
        data = loaded.document.data
        released = {**(data.get("released") or {}), reference: checksum}
        changed = rewrite(loaded.document, {**data, "released": released}, Layout(ReleaseLock))
        return [*saver.warnings, *saver.save(to_bytes(changed))]
