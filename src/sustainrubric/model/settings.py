"""`sustain.yaml`: what an agency settles once for its whole folder."""

from __future__ import annotations

from typing import Literal

from sustainrubric.model.assessment import Agency
from sustainrubric.model.base import FormatOne, Model, Rows, Text


class Ignore(Model):
    """A code the agency has decided not to be told about, and why."""

    code: Text
    reason: Text
    files: Rows[Text] = ()


class Settings(Model):
    """The settings of an agency's folder."""

    kind: Literal["settings"]
    format: FormatOne
    agency: Agency | None = None
    ignore: Rows[Ignore] = ()
