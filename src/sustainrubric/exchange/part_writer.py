"""Writes parts into a folder of their own, from new rows and from the rows of old parts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from sustainrubric.disk import atomic
from sustainrubric.exchange.parquet import ParquetWriter
from sustainrubric.exchange.part_files import FileEntry, Manifest, PartFile, TablePart, part_path
from sustainrubric.exchange.table_schema import TABLES
from sustainrubric.exchange.tabulate import Tabulated, csv_line
from sustainrubric.yaml.source import read_bytes

_LARGEST_PART = 4_000_000_000
_HELD = 2
"""Old parts whose lines are held at a time: what a part takes over lies in one of them, or in two."""

Lines = Mapping[str, list[str]]


def is_there(folder: Path, part: TablePart) -> bool:
    """Whether the files of a part are in the folder, as large as they were written."""
    try:
        return all(os.stat(folder / table.path).st_size == table.size for table in part.tables.values())
    except OSError:
        return False


class PartWriter:
    """Begin a part, copy and add files in their order, end it; gives where its tables are staged."""

    def __init__(self, folder: Path, staged: Path, old: Manifest, form: str) -> None:
        self._folder = folder
        self._staged = staged
        self._old = old
        self._form = form
        self._parquet = ParquetWriter() if form == "parquet" else None
        self._held: dict[int, Lines] = {}
        self._number = 0
        self._texts: dict[str, list[str]] = {}
        self._rows: dict[str, int] = {}

    def __enter__(self) -> PartWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._parquet is not None:
            self._parquet.close()

    def begin(self, number: int) -> None:
        self._number = number
        self._texts = {name: [csv_line(table.names)] for name, table in TABLES.items()}
        self._rows = dict.fromkeys(TABLES, 0)

    def add(self, file: Tabulated) -> None:
        """The rows of a file that was read now."""
        for (name, texts), count in zip(self._texts.items(), file.counts, strict=True):
            if count:
                texts.append(file.lines[name])
                self._rows[name] += count

    def copy(self, entry: FileEntry, number: int, begins: tuple[int, ...]) -> None:
        """The rows of a file out of the old part `number`, in which they begin at these lines."""
        lines = self._lines(number)
        for name, begin, count in zip(TABLES, begins, entry.counts, strict=True):
            self._texts[name] += lines[name][begin : begin + count]
            self._rows[name] += count

    def end(self) -> dict[str, PartFile]:
        return {name: self._written(name) for name in TABLES}

    def _written(self, table: str) -> PartFile:
        content = "".join(self._texts.pop(table)).encode("utf-8")
        if self._parquet is not None:
            content = self._as_parquet(self._parquet, table, content)
        path = part_path(table, self._number, content, self._form)
        target = self._staged / path
        target.parent.mkdir(parents=True, exist_ok=True)
        atomic.replace(target, content, None)
        return PartFile(path, len(content), self._rows[table])

    def _as_parquet(self, parquet: ParquetWriter, table: str, content: bytes) -> bytes:
        self._staged.mkdir(parents=True, exist_ok=True)
        plain, made = self._staged / "new.csv", self._staged / "new.parquet"
        # Not synced: it is gone as soon as it was read.
        atomic.replace(plain, content, None, sync=False)
        parquet.to_parquet(TABLES[table], str(plain), str(made))
        return read_bytes(made, _LARGEST_PART)

    def _lines(self, number: int) -> Lines:
        """The lines of an old part, without their heads; a cell holds no line break, so a row is a line."""
        if number not in self._held:
            while len(self._held) >= _HELD:
                del self._held[next(iter(self._held))]
            part = self._old.parts[number]
            self._held[number] = {name: self._read(table.path) for name, table in part.tables.items()}
        return self._held[number]

    def _read(self, path: str) -> list[str]:
        source = self._folder / path
        if self._parquet is not None:
            plain = self._staged / "old.csv"
            plain.parent.mkdir(parents=True, exist_ok=True)
            self._parquet.to_csv(str(source), str(plain))
            source = plain
        text = read_bytes(source, _LARGEST_PART).decode("utf-8")
        return [f"{line}\n" for line in text.split("\n")[1:-1]]
