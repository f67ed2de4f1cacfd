"""The way to a million files: each state exports its tables, and one query reads all of them in the middle.

python benchmarks/states.py --states 2 --files 10000
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).parent))
from make_files import write_files

SUSTAIN = str(Path(sys.executable).with_name("sustain"))
QUERY = """
SELECT filename.split('/')[-3] AS state, round_id, level, count(*) AS elements
FROM read_parquet('{middle}/*/elements/*.parquet', filename = true) GROUP BY ALL
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--states", type=int, default=2)
    parser.add_argument("--files", type=int, default=10_000, help="of each state")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        middle = Path(folder) / "middle"
        middle.mkdir()
        states = [f"state-{number}" for number in range(1, options.states + 1)]
        for state in states:
            (Path(folder) / state).mkdir()
            write_files(Path(folder) / state, options.files)
        for what in ("first export", "second export, nothing changed"):
            for state in states:
                print(
                    f"{state}, {what}: {exported(Path(folder) / state / 'many', middle / state)}", flush=True
                )
        parts = list(middle.rglob("*.parquet"))
        print(f"tables: {len(parts)} parts, {sum(path.stat().st_size for path in parts) / 1e6:.1f} MB")
        began, before = time.perf_counter(), sum(os.times()[:2])
        rows = duckdb.connect().execute(QUERY.format(middle=middle)).fetchall()
        took, cpu = time.perf_counter() - began, sum(os.times()[:2]) - before
        print(f"one query over all: {sum(row[3] for row in rows):,} elements, {took:.2f} s, {cpu:.2f} CPU s")
    return 0


def exported(files: Path, tables: Path) -> str:
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [SUSTAIN, "export", str(files), "-o", str(tables), "--format", "parquet"]
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"{time.perf_counter() - began:.1f} s, {cpu:.1f} CPU s"


if __name__ == "__main__":
    sys.exit(main())
