"""The engines of examples/engines over many files: the same rows from each, and what each costs.

make engines                                      Spark and Ray, in an environment of their own
python benchmarks/engines.py export dask duckdb --files 2000

CPU seconds are those of all processes of an engine. Engines start processes of their own that nobody waits for, so
they are found by a mark in their environment (Linux only).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from make_files import write_files

ENGINES = Path(__file__).parent.parent / "examples" / "engines"
MARK = "SUSTAIN_BENCHMARK"
EVERY = 0.2
"""Seconds between two looks at the processes: one that ends in between is counted up to the last look."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engines", nargs="+", choices=["export", "dask", "duckdb", "ray", "spark"])
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--python", default=sys.executable)
    options = parser.parse_args()
    digests = set()
    with tempfile.TemporaryDirectory() as folder:
        _, many = write_files(Path(folder), options.files)
        for engine in options.engines:
            target = Path(folder) / f"{engine}.csv"
            took, cpu = measured(engine, command(engine, options.python, many, target))
            print(f"{engine:8} {options.files} files: {took:6.1f} s, {cpu:6.1f} CPU s", flush=True)
            if engine != "export":
                digests.add(hashlib.sha256(target.read_bytes()).hexdigest())
    if len(digests) > 1:
        print("the engines do not give the same rows", file=sys.stderr)
        return 1
    return 0


def command(engine: str, python: str, many: Path, target: Path) -> list[str]:
    if engine == "export":
        sustain = str(Path(python).with_name("sustain"))
        return [sustain, "export", str(many), "-o", str(target.with_suffix("")), "--format", "parquet"]
    return [python, str(ENGINES / f"with_{engine}.py"), str(many), str(target)]


def measured(engine: str, arguments: list[str]) -> tuple[float, float]:
    """Run an engine; gives the seconds it took and the CPU seconds of all its processes."""
    mark = uuid.uuid4().hex
    watch = Watch(mark)
    began = time.monotonic()
    watch.start()
    done = subprocess.run(
        arguments, capture_output=True, text=True, check=False, env={**os.environ, MARK: mark}
    )
    took = time.monotonic() - began
    watch.is_over.set()
    watch.join()
    if done.returncode:
        raise SystemExit(f"{engine} ended with {done.returncode}:\n{done.stderr[-3000:]}")
    return took, sum(watch.seconds.values())


def running() -> list[int]:
    """The numbers of all processes; none where there is no /proc."""
    return [int(name) for name in os.listdir("/proc") if name.isdecimal()] if Path("/proc").is_dir() else []


class Watch(threading.Thread):
    """Looks at the processes with a mark in their environment, again and again; their CPU seconds by number."""

    def __init__(self, mark: str) -> None:
        super().__init__(daemon=True)
        self.seconds: dict[int, float] = {}
        self.is_over = threading.Event()
        self._mark = f"{MARK}={mark}".encode()
        self._others = set(running())

    def run(self) -> None:
        while not self.is_over.wait(EVERY):
            for pid in running():
                if pid not in self._others:
                    self._look_at(pid)

    def _look_at(self, pid: int) -> None:
        try:
            if pid not in self.seconds and self._mark not in Path(f"/proc/{pid}/environ").read_bytes():
                return
            # The name of the program stands in brackets and may hold anything; utime and stime come 12 fields later.
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except (OSError, UnicodeDecodeError):
            return
        self.seconds[pid] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
