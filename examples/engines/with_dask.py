"""The rows of many files with Dask: python with_dask.py FOLDER OUT.csv"""

from __future__ import annotations

import sys

import dask.bag
from rows_of_files import files_below, read_rows, write_sorted


def main(folder: str, target: str) -> None:
    files = dask.bag.from_sequence(files_below(folder), partition_size=100)
    rows = files.map(read_rows).flatten().compute(scheduler="processes")
    write_sorted(rows, target)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
