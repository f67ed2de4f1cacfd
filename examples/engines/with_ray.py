"""The rows of many files with Ray Data: python with_ray.py FOLDER OUT.csv"""

from __future__ import annotations

import sys

import ray
from rows_of_files import files_below, read_rows, write_sorted


def main(folder: str, target: str) -> None:
    ray.init(include_dashboard=False, log_to_driver=False)
    files = ray.data.from_items(files_below(folder))
    rows = files.flat_map(lambda file: read_rows(file["item"])).take_all()
    write_sorted(rows, target)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
