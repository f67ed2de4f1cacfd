"""CSV parts -> Parquet and back, by DuckDB, which the extra `tables` installs."""

from __future__ import annotations

import os
from types import ModuleType

from sustainrubric.base.errors import WrongUsage
from sustainrubric.exchange.table_schema import ColumnType, TableSchema

_TYPES: dict[ColumnType, str] = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
}


def require_duckdb() -> ModuleType:
    """DuckDB, imported late.

    Raises:
        WrongUsage: it is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise WrongUsage(
            "Parquet needs an add-on; install it with: pip install 'sustainrubric[tables]'"
        ) from error
    return duckdb


class ParquetWriter:
    """One connection for all parts of an export; it reads and writes the files it is given and no other."""

    def __init__(self) -> None:
        # One thread: the bytes must not depend on how many there are.
        self._connection = require_duckdb().connect(":memory:", config={"threads": 1})

    def to_parquet(self, table: TableSchema, csv_file: str, parquet_file: str) -> None:
        """Write the rows of a CSV file, with the table's types, as Parquet."""
        columns = ", ".join(
            f"{_quoted(column.name)}: {_quoted(_TYPES[column.type])}" for column in table.columns
        )
        options = "header=true, delim=',', quote='\"', escape='\"', nullstr='', auto_detect=false"
        rows = f"read_csv({_one_file(csv_file)}, columns={{{columns}}}, {options})"
        self._run(f"COPY (FROM {rows}) TO {_quoted(parquet_file)} (FORMAT parquet, COMPRESSION zstd)")

    def to_csv(self, parquet_file: str, csv_file: str) -> None:
        """Write the rows of a Parquet file as CSV, in their order."""
        rows = f"read_parquet({_one_file(parquet_file)})"
        self._run(f"COPY (FROM {rows}) TO {_quoted(csv_file)} (FORMAT csv, HEADER)")

    def close(self) -> None:
        self._connection.close()

    def _run(self, statement: str) -> None:
        self._connection.execute(statement).fetchall()


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def _one_file(path: str) -> str:
    """A file to read, where DuckDB would take `[` and `*` in a folder's name for a pattern."""
    return _quoted("".join(f"[{sign}]" if sign in "*?[" else sign for sign in os.path.abspath(path)))
