"""The rows of many files with DuckDB, which reads them: python with_duckdb.py FOLDER OUT.csv"""

from __future__ import annotations

import json
import sys

import duckdb
from rows_of_files import write_sorted

from sustainrubric import api


def rows_as_json(name: str, content: bytes) -> list[str]:
    return [json.dumps(row) for row in api.rows(content, name)]


def main(folder: str, target: str) -> None:
    connection = duckdb.connect()
    connection.create_function("sustain_rows", rows_as_json, ["VARCHAR", "BLOB"], "VARCHAR[]")
    found = connection.execute(
        "SELECT unnest(sustain_rows(filename, content)) FROM read_blob(?)", [f"{folder}/**/*.yaml"]
    ).fetchall()
    write_sorted([json.loads(row) for (row,) in found], target)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
