"""The folder of an export: what lies in it, what it depends on, and how new parts take the place of the old."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sustainrubric.base.errors import RefusedToWrite, Unreadable
from sustainrubric.disk import atomic, system
from sustainrubric.disk.writable import Obstacle, shown
from sustainrubric.exchange.datapackage import DATA_PACKAGE
from sustainrubric.exchange.part_files import (
    MANIFEST,
    Manifest,
    all_paths,
    manifest_text,
    read_manifest,
)
from sustainrubric.exchange.table_schema import TABLES
from sustainrubric.records.instrument_finder import InstrumentFinder
from sustainrubric.yaml.source import read_bytes

_LARGEST_MANIFEST = 1_000_000_000


_SUFFIXES = (".yaml", ".yml")

STAGED = ".new-parts"


def commit(output: str, manifest: Manifest, staged: Path, package: str) -> int:
    """Put the new parts into their places, then the files that name them; gives how many parts are new."""
    folder = Path(output)
    new = all_paths(manifest.parts)
    number = 0
    for part in manifest.parts:
        fresh = [table.path for table in part.tables.values() if (staged / table.path).exists()]
        number += bool(fresh)
        for path in fresh:
            target = folder / path
            if target.parent.is_symlink():
                there = os.path.join(output, os.path.dirname(path))
                raise Obstacle(f"{shown(there)} is a link to elsewhere; remove it")
            target.parent.mkdir(exist_ok=True)
            system.move(staged / path, target)
    for table in TABLES:
        atomic.sync_folder(folder / table)
    put_file(folder / DATA_PACKAGE, package.encode())
    put_file(folder / MANIFEST, manifest_text(manifest).encode())
    atomic.sync_folder(folder)
    _remove_all_but(folder, new)
    return number


def _remove_all_but(folder: Path, paths: set[str]) -> None:
    for table in TABLES:
        if (folder / table).is_symlink():
            continue
        with suppress(OSError), os.scandir(folder / table) as entries:
            for entry in entries:
                if entry.name.startswith("part-") and f"{table}/{entry.name}" not in paths:
                    os.unlink(entry.path)


def clear(staged: Path) -> None:
    """Remove what a killed run left, or what somebody else put in its place."""
    if staged.is_symlink() or staged.is_file():
        staged.unlink()
    elif staged.exists():
        shutil.rmtree(staged)


def refuse_other_content(output: str) -> None:
    """A folder that is there is empty, or one of ours."""
    folder = Path(output)
    if folder.is_dir() and not (folder / MANIFEST).exists():
        ours = (STAGED, *TABLES)
        others = [
            name for name in os.listdir(folder) if name not in ours and not name.startswith(f".{MANIFEST}.")
        ]
        if others:
            raise RefusedToWrite(
                f"{shown(output)} was not written: it holds other files; name an empty or a new folder"
            )


def old_manifest(folder: Path, settings: dict[str, str], *, full: bool) -> Manifest:
    """What the folder holds already, where that is still of use."""
    nothing = Manifest(settings, ())
    if full or not (folder / MANIFEST).exists():
        return nothing
    try:
        text = read_bytes(folder / MANIFEST, _LARGEST_MANIFEST).decode("utf-8", "replace")
    except Unreadable:
        return nothing
    found = read_manifest(text)
    return found if found is not None and found.settings == settings else nothing


def put_file(target: Path, content: bytes) -> None:
    """Write a file, unless it says that already: its time tells others that nothing is new."""
    with suppress(Unreadable):
        if target.exists() and read_bytes(target, _LARGEST_MANIFEST) == content:
            return
    atomic.replace(target, content, None)


def modified(path: Path) -> int:
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0


def instruments_digest(files: Iterable[str]) -> str:
    """A digest of all own instruments that hold for files: it changes where one of them does.

    Folders are looked into once each; empty where there are no own instruments.
    """
    finder = InstrumentFinder()
    one_of_each = {os.path.dirname(os.path.abspath(file)): file for file in files}
    folders = {folder for file in one_of_each.values() for folder in finder.own_around(file).folders}
    digest = hashlib.sha256()
    is_empty = True
    for path in sorted(path for folder in folders for path in _instrument_files(folder)):
        try:
            digest.update(hashlib.sha256(read_bytes(path)).digest())
        except Unreadable:
            digest.update(b"unreadable")
        is_empty = False
    return "" if is_empty else digest.hexdigest()


def _instrument_files(folder: str) -> Iterable[str]:
    for current, _, names in os.walk(folder):
        yield from (os.path.join(current, name) for name in names if name.endswith(_SUFFIXES))
