"""The first line of a new file, which tells editors by which schema to complete it; and where schemas lie."""

from __future__ import annotations

import os
from pathlib import Path

from sustainrubric.disk.drives import seen_from
from sustainrubric.disk.gitignore import repository_around
from sustainrubric.records.settings import SettingsFinder

SCHEMAS = "schemas"

ENDING = ".schema.json"


def schema_name(kind: str) -> str:
    return f"{kind}{ENDING}"


def editor_line(file: str, kind: str) -> str:
    """The line for a file of `kind`, with its line break.

    It names the schema in the agency's folder, where `sustain init` puts it: a path from here to
    there holds on every colleague's computer, and needs no network.
    """
    return f"# yaml-language-server: $schema={_from(file, schema_place(file, kind))}\n"


def schema_place(file: str, kind: str) -> Path:
    """Where the schema for a file belongs: in the folder of its settings, of its repository, or its own."""
    found = SettingsFinder().folder_of(file)
    here = os.path.dirname(os.path.abspath(file))
    return Path(found or repository_around(here) or here) / SCHEMAS / schema_name(kind)


def _from(file: str, schema: Path) -> str:
    return seen_from(os.fspath(schema), os.path.dirname(os.path.abspath(file))).replace(os.sep, "/")
