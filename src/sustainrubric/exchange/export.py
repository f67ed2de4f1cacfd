"""`sustain export`: many files -> tables in a folder; a second run reads only what changed.

New parts are written beside the old ones under names of their own; then the data package and the
manifest that name them take the place of the old, and the old parts go. A run that is killed, or that
finds a file it cannot read, leaves the tables as they were.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sustainrubric import __version__
from sustainrubric.base.errors import Unreadable
from sustainrubric.disk import atomic
from sustainrubric.disk.lock import locked
from sustainrubric.disk.writable import refusing, shown
from sustainrubric.exchange.datapackage import DATA_PACKAGE, datapackage
from sustainrubric.exchange.export_folder import (
    STAGED,
    clear,
    commit,
    instruments_digest,
    modified,
    old_manifest,
    put_file,
    refuse_other_content,
)
from sustainrubric.exchange.parquet import require_duckdb
from sustainrubric.exchange.part_files import (
    MANIFEST,
    FileEntry,
    Manifest,
    TablePart,
    chunks,
    manifest_text,
)
from sustainrubric.exchange.part_writer import PartWriter, is_there
from sustainrubric.exchange.table_schema import TABLES
from sustainrubric.exchange.tabulate import HowToWrite, Tabulated, tabulate_all
from sustainrubric.pages.frame import Audience
from sustainrubric.records.find import Candidate
from sustainrubric.records.read_folder import Unread
from sustainrubric.report.audience import Secrets
from sustainrubric.yaml.source import read_bytes

TableFormat = Literal["csv", "parquet"]

# Two writes within one tick of a file system's clock leave the same time.
_TICK = 2_000_000_000


@dataclass(frozen=True)
class Exported:
    """What an export did: how many files it holds, how many of them it read, which of them are missing.

    Where files are missing and it was not to be made without them, `parts_written` is None: nothing was written.
    """

    files: int
    read: int
    parts: int
    parts_written: int | None
    missing: tuple[Unread, ...]


def export(
    found: Sequence[Candidate],
    output: str,
    *,
    form: TableFormat = "csv",
    audience: Audience = "team",
    secrets: Secrets = Secrets(),  # noqa: B008 - never changed
    jobs: int = 1,
    full: bool = False,
    partial: bool = False,
    progress: Callable[[Iterable[Tabulated], int], Iterable[Tabulated]] = lambda answers, _: answers,
) -> Exported:
    """Write the tables of the files found, all or none of them; `full` reads every file anew.

    With `partial` they are made without the files that cannot be read, and say which; else nothing is written then.
    `secrets` are left out for the public, whichever of the files they stand in; other ones read all anew.
    `progress` wraps what is read, for whoever shows how far it is; it gets the number of files, too.

    Raises:
        RefusedToWrite: the folder holds something else, or cannot be written to.
        WrongUsage: Parquet is asked for, and DuckDB is not installed.
    """
    if form == "parquet":
        require_duckdb()
    folder = Path(output)
    with refusing(f"{shown(output)} was not written"):
        refuse_other_content(output)
        is_new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
    settings = {
        "form": form,
        "audience": audience,
        "version": __version__,
        "secrets": secrets.digest,
        "instruments": instruments_digest(candidate.name for candidate in found),
    }
    how = HowToWrite(audience, form == "csv", secrets)
    with locked(folder / MANIFEST):
        atomic.remove_leftovers(folder / MANIFEST, folder / DATA_PACKAGE, locked=True)
        is_first = not (folder / MANIFEST).exists()
        if is_first:
            # So that a folder in which we are killed is known for ours.
            with refusing(f"{shown(output)} was not written"):
                put_file(folder / MANIFEST, manifest_text(Manifest(settings, ())).encode())
        run = _ExportRun(output, settings, old_manifest(folder, settings, full=full))
        done = run.made(found, how, form, jobs, progress, partial=partial)
        if is_first and done.parts_written is None:
            (folder / MANIFEST).unlink()
    if is_new and done.parts_written is None:
        with suppress(OSError):
            folder.rmdir()
    return done


class _ExportRun:
    """One export into a folder that is locked."""

    def __init__(self, output: str, settings: dict[str, str], old: Manifest) -> None:
        self._output = output
        self._folder = folder = Path(output)
        self._settings = settings
        self._old = old
        intact = {number for number, part in enumerate(old.parts) if is_there(folder, part)}
        self._known = {name: found for name, found in old.entries().items() if found[1] in intact}
        self._racy = modified(folder / MANIFEST) - _TICK

    def made(
        self,
        found: Sequence[Candidate],
        how: HowToWrite,
        form: TableFormat,
        jobs: int,
        progress: Callable[[Iterable[Tabulated], int], Iterable[Tabulated]],
        *,
        partial: bool,
    ) -> Exported:
        by_name = {candidate.name: candidate for candidate in found}
        names = sorted(by_name)
        same = {name: entry for name in names if (entry := self._unchanged(name)) is not None}
        to_read = [by_name[name] for name in names if name not in same]
        staged = self._folder / STAGED
        unreadable: list[Unread] = []
        read = iter(progress(tabulate_all(to_read, how, jobs), len(to_read)))
        try:
            with refusing(f"{shown(self._output)} was not written"):
                clear(staged)
                # Only we may put anything into it, so that no link to elsewhere can wait there.
                staged.mkdir(mode=0o700)
                writer = PartWriter(self._folder, staged, self._old, form)
                with writer:
                    parts = [
                        self._part(number, share, same, read, writer, unreadable)
                        for number, share in enumerate(chunks(names))
                    ]
                broken = [_broken(entry.name) for part in parts for entry in part.files if entry.broken]
                missing = sorted([*unreadable, *broken], key=lambda one: one.file)
                written = None
                if partial or not missing:
                    package = datapackage(_paths(parts), form, how.audience, [one.file for one in missing])
                    written = commit(self._output, Manifest(self._settings, tuple(parts)), staged, package)
        finally:
            with suppress(OSError):
                clear(staged)
        used = sum(bool(entry.digest) for part in parts for entry in part.files)
        return Exported(used, len(to_read), len(parts), written, tuple(missing))

    def _unchanged(self, name: str) -> FileEntry | None:
        """What is known of a file that has not changed since."""
        known = self._known.get(name)
        if known is None:
            return None
        entry = known[0]
        with suppress(OSError, ValueError):
            status = os.stat(name)
            if (status.st_size, status.st_mtime_ns) == (entry.size, entry.modified):
                if entry.modified < self._racy:
                    return entry
                if entry.digest and _digest(name) == entry.digest:
                    return entry
        return None

    def _part(
        self,
        number: int,
        names: Sequence[str],
        same: dict[str, FileEntry],
        read: Iterator[Tabulated],
        writer: PartWriter,
        unreadable: list[Unread],
    ) -> TablePart:
        """One part, made of what was read now and of what the old parts hold."""
        before = self._old.parts[number] if number < len(self._old.parts) else None
        if before is not None and [same.get(name) for name in names] == list(before.files):
            return before
        entries: list[FileEntry] = []
        writer.begin(number)
        for name in names:
            known = same.get(name)
            if known is not None:
                writer.copy(*self._known[name])
                entries.append(known)
                continue
            answer = next(read)
            if answer.unreadable is not None:
                unreadable.append(Unread(name, answer.unreadable))
                continue
            writer.add(answer)
            entries.append(_entry(answer))
        return TablePart(tuple(entries), writer.end())


def _paths(parts: Sequence[TablePart]) -> dict[str, list[str]]:
    """The parts of each table."""
    return {table: [part.tables[table].path for part in parts] for table in TABLES}


def _broken(name: str) -> Unread:
    return Unread(name, f"{name}: is not valid; `sustain validate` says what is wrong with it")


def _entry(answer: Tabulated) -> FileEntry:
    return FileEntry(answer.name, answer.size, answer.modified, answer.digest, answer.counts, answer.broken)


def _digest(name: str) -> str | None:
    try:
        return hashlib.sha256(read_bytes(name)).hexdigest()
    except Unreadable:
        return None
