"""`sustain.yaml`: what an agency settles once for its whole folder, and which one holds for a file."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, PlainValidator
from pydantic_core import PydanticCustomError

from sustainrubric.base.errors import Unreadable
from sustainrubric.base.model import ById, FormatOne, Model, Part, Rows, Text
from sustainrubric.disk.drives import joined
from sustainrubric.disk.gitignore_pattern import decision, ignore_patterns
from sustainrubric.records.assessment import Agency
from sustainrubric.records.load import Loaded, load_bytes
from sustainrubric.yaml.source import read_bytes

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
        path = os.fsencode(os.path.relpath(os.path.abspath(file), self.folder).replace(os.sep, "/"))
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
    return joined(typed, name)


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


def agency_around(file: str) -> Agency | None:
    """The agency that the `sustain.yaml` which holds for a file names."""
    try:
        around = SettingsFinder().around(file)
    except Unreadable:
        return None
    own = around.settings.agency if around is not None and around.settings is not None else None
    return Agency(name=own.name, state=own.state) if own is not None else None


_LANGUAGE = re.compile(
    r"[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?",
    re.IGNORECASE | re.ASCII,
)


def _language(value: object) -> str:
    if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
        raise PydanticCustomError("language", "a language tag of BCP 47")
    return value


Language = Annotated[str, PlainValidator(_language)]
"""A language as BCP 47 writes it, such as es or es-MX."""


def language_around(file: Path) -> str:
    """The language that people write in, as the `sustain.yaml` around a file or a folder says; else English."""
    inside = file / SETTINGS_FILE if os.path.isdir(file) else file
    try:
        around = SettingsFinder().around(os.fspath(inside))
    except Unreadable:
        return "en"
    return around.settings.language if around is not None and around.settings is not None else "en"


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
    """Colors of our style sheet to replace, by name, such as band: "#5a1230"; docs/templates.md lists them."""
    dark_colors: ById[Text] = Field(default_factory=dict)
    """The same, where a reader's screen is set to dark."""


def _minutes(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 240:
        raise PydanticCustomError("minutes", "whole minutes from 1 to 240")
    return value


Minutes = Annotated[int, PlainValidator(_minutes)]
"""Whole minutes, from 1 to 240."""


class KitMinutes(Model):
    """How many minutes the agenda of `sustain kit` gives to what; our judgment, to be replaced by yours."""

    split: Minutes = 9
    """An element whose votes lie two or more levels apart."""
    scope: Minutes = 6
    """An element that some rate and others call not applicable."""
    adjacent: Minutes = 4
    """An element whose votes lie next to each other."""
    unanimous_without_evidence: Minutes = 3
    """An element that all rate alike, and nobody names evidence for."""
    unanimous: Minutes = 1
    """An element that all rate alike."""
    criterion: Minutes = 2
    """Without ballots: each criterion of an element."""
    opening: Minutes = 10
    """The opening."""
    introduction: Minutes = 10
    """How the meeting works."""
    plan: Minutes = 20
    """The plan of action at the end."""
    pause: Minutes = 10
    """A break, one for each full 90 minutes beyond the first hour."""


class OwnAgency(Agency):
    """The agency that new files name."""

    formerly: Rows[Text] = ()
    """Names that the agency had before, the oldest first; files that have one of them are rounds of this agency."""


class Settings(Model):
    """The settings of an agency's folder; they hold for the files in it and below."""

    kind: Literal["settings"]
    """What kind of file this is."""
    format: FormatOne
    """The number of the file format; there is one so far."""
    agency: OwnAgency | None = None
    """The agency that new files name."""
    language: Language = "en"
    """The language that the agency writes in, as BCP 47 has it, such as es; screen readers are told."""
    ignore: Rows[Ignore] = ()
    """Problems not to be told about, each with a reason; one that never occurs is a problem itself (SR380)."""
    severities: Rows[SeverityChange] = ()
    """Codes that weigh more or less here; where two rows fit a file, the later one counts."""
    instruments: Rows[Text] = ("instruments",)
    """The folders, from this file's, that hold the agency's own instruments."""
    report: Part[Look] = Field(default_factory=Look)
    """How the agency's reports look."""
    kit: Part[KitMinutes] = Field(default_factory=KitMinutes)
    """How many minutes the agenda of a meeting gives to what."""
