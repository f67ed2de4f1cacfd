"""The engines of examples/engines over many files: the same rows from each, and what each costs.

make engines                                      Spark and Ray, in an environment of their own
python benchmarks/engines.py dask duckdb --files 2000
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from make_files import write_files

ENGINES = Path(__file__).parent.parent / "examples" / "engines"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engines", nargs="+", choices=["dask", "duckdb", "ray", "spark"])
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--python", default=sys.executable)
    options = parser.parse_args()
    digests = set()
    with tempfile.TemporaryDirectory() as folder:
        _, many = write_files(Path(folder), options.files)
        for engine in options.engines:
            target = Path(folder) / f"{engine}.csv"
            began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
            script = [options.python, str(ENGINES / f"with_{engine}.py"), str(many), str(target)]
            subprocess.run(script, check=True, stderr=subprocess.DEVNULL)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            digests.add(hashlib.sha256(target.read_bytes()).hexdigest())
            print(f"{engine:8} {options.files} files: {time.monotonic() - began:6.1f} s, {cpu:6.1f} CPU s")
    if len(digests) > 1:
        print("the engines do not give the same rows", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
