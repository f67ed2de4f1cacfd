"""What the four engines share: which files there are, the rows of one, and the rows of all in one order."""

from __future__ import annotations

import csv
from pathlib import Path

from sustainrubric import api

Row = dict[str, api.Cell]


def files_below(folder: str) -> list[str]:
    """The YAML files below a folder, by the names that `sustain export` gives them."""
    return sorted(path.as_posix() for path in Path(folder).rglob("*.yaml"))


def read_rows(name: str) -> list[Row]:
    """The rows of one file; a file that is not ours says so in a row of its own."""
    return api.rows(Path(name).read_bytes(), name)


def write_sorted(rows: list[Row], target: str) -> None:
    """All rows as CSV, sorted, so that every engine writes the same bytes."""
    lines = sorted([("" if row[key] is None else str(row[key])) for key in api.ROW_KEYS] for row in rows)
    with open(target, "w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([api.ROW_KEYS, *lines])
