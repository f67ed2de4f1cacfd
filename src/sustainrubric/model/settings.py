"""`sustain.yaml`: what an agency settles once for its whole folder."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sustainrubric.model.assessment import Agency
from sustainrubric.model.base import ById, FormatOne, Model, Part, Rows, Text


class Ignore(Model):
    """A code the agency has decided not to be told about, and why."""

    code: Text
    """The problem's code, such as SR310. `sustain explain` lists them."""
    reason: Text
    """Why the agency does not want to be told; colleagues read it next year."""
    files: Rows[Text] = ()
    """Where it holds, written as in .gitignore and counted from this file's folder; everywhere if left out."""


class SeverityChange(Model):
    """A code that weighs more, or less, in this folder than it does elsewhere."""

    code: Text
    """The problem's code, such as SR301. `sustain explain` lists them."""
    severity: Literal["error", "warning"]
    """An error makes `sustain validate` fail; a warning does so only with --strict."""
    files: Rows[Text] = ()
    """Where it holds, written as in .gitignore and counted from this file's folder; everywhere if left out."""
    reason: Text | None = None
    """Why, for colleagues."""


class Look(Model):
    """How the agency's reports look."""

    logo: Text | None = None
    """A PNG, JPEG or SVG picture of at most 40 KB in this folder; it is put into every page."""
    colors: ById[Text] = Field(default_factory=dict)
    """Colours of our style sheet to replace, by name, such as band: "#5a1230"; docs/templates.md lists them."""
    dark_colors: ById[Text] = Field(default_factory=dict)
    """The same, where a reader's screen is set to dark."""


class Settings(Model):
    """The settings of an agency's folder; they hold for the files in it and below."""

    kind: Literal["settings"]
    """What kind of file this is."""
    format: FormatOne
    """The number of the file format; there is one so far."""
    agency: Agency | None = None
    """The agency that new files name."""
    ignore: Rows[Ignore] = ()
    """Problems not to be told about, each with a reason; one that never occurs is a problem itself (SR380)."""
    severities: Rows[SeverityChange] = ()
    """Codes that weigh more or less here; where two rows fit a file, the later one counts."""
    report: Part[Look] = Look()
    """How the agency's reports look."""
