"""Tables in parts of 1,000 files, and the manifest that says what each part holds; pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sustainrubric.exchange.table_schema import TABLES

PART_FILES = 1_000
"""Files a part holds; a file that changed changes the parts it is in and no other."""

MANIFEST = "manifest.json"
_KIND = "sustain-export"
_FORMAT = 1


class FileEntry(NamedTuple):
    """A file as it was when its rows were written; `counts` are its lines in each table.

    `modified` is in nanoseconds. A file that could not be opened has no entry.
    """

    name: str
    size: int
    modified: int
    digest: str
    counts: tuple[int, ...]
    broken: bool


class PartFile(NamedTuple):
    """A part of one table: its path below the folder, with / between, and its size in bytes."""

    path: str
    size: int
    rows: int


@dataclass(frozen=True)
class TablePart:
    """The rows of up to 1,000 files, in one file a table."""

    files: tuple[FileEntry, ...]
    tables: Mapping[str, PartFile]


@dataclass(frozen=True)
class Manifest:
    """What an export holds; `settings` are all that its bytes depend on beside the files."""

    settings: Mapping[str, str]
    parts: tuple[TablePart, ...]

    def entries(self) -> dict[str, tuple[FileEntry, int, tuple[int, ...]]]:
        """Each file by name: its entry, its part, and the line of each table at which its rows begin (from 0)."""
        found = {}
        for number, part in enumerate(self.parts):
            begins = [0] * len(TABLES)
            for entry in part.files:
                found[entry.name] = (entry, number, tuple(begins))
                begins = [begin + count for begin, count in zip(begins, entry.counts, strict=True)]
        return found


def chunks(names: Sequence[str]) -> list[Sequence[str]]:
    """The names of the files of each part; always at least one part, which may be empty."""
    return [names[start : start + PART_FILES] for start in range(0, max(len(names), 1), PART_FILES)]


def part_path(table: str, number: int, content: bytes, suffix: str) -> str:
    """Where a part goes. New content has a new name, so that the old part stays until the new one counts."""
    return f"{table}/part-{number:05d}-{hashlib.sha256(content).hexdigest()[:8]}.{suffix}"


def manifest_text(manifest: Manifest) -> str:
    """The manifest as JSON, one file a line."""
    parts = ",\n".join(_part_text(part) for part in manifest.parts)
    head = json.dumps({"kind": _KIND, "format": _FORMAT, "settings": dict(manifest.settings)})
    return f'{head[:-1]}, "parts": [\n{parts}\n]}}\n'


def read_manifest(text: str) -> Manifest | None:
    """The manifest in a text, or None where it is not one that we wrote."""
    try:
        data = json.loads(text)
        if (data["kind"], data["format"]) != (_KIND, _FORMAT):
            return None
        return Manifest(dict(data["settings"]), tuple(_part(part) for part in data["parts"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def all_paths(parts: Iterable[TablePart]) -> set[str]:
    """The paths of all part files."""
    return {table.path for part in parts for table in part.tables.values()}


def _part_text(part: TablePart) -> str:
    tables = json.dumps({name: list(table) for name, table in part.tables.items()})
    files = ",\n".join(json.dumps(entry, ensure_ascii=True) for entry in part.files)
    return f'{{"tables": {tables}, "files": [\n{files}\n]}}'


def _part(data: Any) -> TablePart:
    tables = {name: PartFile(*_of(table, str, int, int)) for name, table in data["tables"].items()}
    if set(tables) != set(TABLES) or any(_escapes(table.path) for table in tables.values()):
        raise ValueError("not our tables")
    return TablePart(tuple(_entry(entry) for entry in data["files"]), tables)


def _entry(data: Any) -> FileEntry:
    name, size, modified, digest, counts, broken = _of(data, str, int, int, str, list, bool)
    if len(counts) != len(TABLES) or not all(isinstance(count, int) and count >= 0 for count in counts):
        raise ValueError("not our counts")
    return FileEntry(name, size, modified, digest, tuple(counts), broken)


def _of(data: Any, *types: type) -> list[Any]:
    if len(data) != len(types) or not all(map(isinstance, data, types)):
        raise ValueError("not our types")
    return list(data)


def _escapes(path: str) -> bool:
    return path.startswith(("/", "\\")) or ".." in path or ":" in path
