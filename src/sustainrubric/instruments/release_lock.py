"""`LOCK.yaml`: the own instruments that are released, and the checksum of each."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sustainrubric.base.model import ById, FormatOne, Model, Text

LOCK_FILE = "LOCK.yaml"


class ReleaseLock(Model):
    """The released instruments of a folder; `sustain rubric release` writes it."""

    kind: Literal["instrument-lock"]
    """What kind of file this is."""
    format: FormatOne
    """The number of the file format; there is one so far."""
    released: ById[Text] = Field(default_factory=dict)
    """The SHA-256 of each released instrument as it resolves, by its name and version."""
