"""`sustain validate` side by side with check-jsonschema and yamllint, on the same files.

    make bench                              with all other comparisons
    python benchmarks/against_others.py     this table alone; it stands in docs/performance.md

check-jsonschema is given our schema. It and yamllint see less than we do: the one knows no rubric
but what the schema says of it, the other looks at the layout alone.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from make_files import write_files

ROOT = Path(__file__).parent.parent
SCRIPTS = Path(sys.executable).parent
SUSTAIN = str(SCRIPTS / "sustain")
TABS = 200
PERCEIVED = 0.060
"""Seconds a TAB may take."""

_TAB = """
source <(cat "$1")
COMP_WORDS=(sustain rate a.yaml 1.); COMP_CWORD=3
for (( n = 0; n < $2; n++ )); do _sustain; done
[[ ${#COMPREPLY[@]} -gt 2 ]]
"""


class Row(NamedTuple):
    """One comparison: `limit` is how many times as long as `theirs` ours may take, 0 where nothing is promised."""

    name: str
    ours: list[str]
    theirs: list[str]
    limit: float
    rounds: int


def rows(folder: Path, rounds: int) -> list[Row]:
    """What is compared; the slow ones are run once, they leave no doubt."""
    one, many = write_files(folder, 10_000)
    thousand = folder / "thousand"
    thousand.mkdir()
    for path in sorted(many.iterdir())[:1_000]:
        shutil.copy(path, thousand)
    validate = [SUSTAIN, "validate", "--format", "json"]
    schema = [
        str(SCRIPTS / "check-jsonschema"),
        "--schemafile",
        str(ROOT / "schemas" / "assessment.schema.json"),
    ]
    lint = [str(SCRIPTS / "yamllint"), "-d", "relaxed"]
    files = [str(path) for path in sorted(thousand.iterdir())]
    return [
        Row("1 file, cold / check-jsonschema", [*validate, str(one)], [*schema, str(one)], 0.6, rounds),
        Row("1 file, cold / yamllint", [*validate, str(one)], [*lint, str(one)], 0, rounds),
        Row(
            "1,000 files, one process / check-jsonschema",
            [*validate, "--jobs", "1", str(thousand)], [*schema, *files], 1 / 20, 1,
        ),
        Row(
            "1,000 files, one process / yamllint",
            [*validate, "--jobs", "1", str(thousand)], [*lint, str(thousand)], 0, 1,
        ),
        Row(
            "10,000 files, --jobs 2 / --jobs 1",
            [*validate, "--jobs", "2", str(many)], [*validate, "--jobs", "1", str(many)], 1 / 1.6, 3,
        ),
    ]  # fmt: skip


def seconds(command: list[str]) -> float:
    began = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{command[:4]} ended with {done.returncode}: {done.stderr.decode()}")
    return time.perf_counter() - began


def measured(row: Row) -> tuple[float, float]:
    """The median seconds of both sides, run in turn."""
    if row.rounds > 1:
        seconds(row.ours), seconds(row.theirs)
    times = [(seconds(row.ours), seconds(row.theirs)) for _ in range(row.rounds)]
    return statistics.median(ours for ours, _ in times), statistics.median(theirs for _, theirs in times)


def seconds_a_tab(folder: Path) -> float:
    """What one TAB takes in bash, once the script is loaded."""
    script = folder / "sustain.bash"
    script.write_bytes(
        subprocess.run([SUSTAIN, "completion", "bash"], capture_output=True, check=True).stdout
    )
    command = ["bash", "--norc", "-c", _TAB, "bash", str(script)]
    return (seconds([*command, str(TABS)]) - seconds([*command, "1"])) / (TABS - 1)


def main() -> int:
    parser = argparse.ArgumentParser(description="sustain side by side with check-jsonschema and yamllint")
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--only", default="", help="a word in the names of the rows to run")
    arguments = parser.parse_args()
    missed = 0
    print(f"<!-- load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors -->")
    print("| comparison | ours | theirs | ratio | at most |")
    print("|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as name:
        for row in rows(Path(name), arguments.rounds):
            if arguments.only not in row.name:
                continue
            ours, theirs = measured(row)
            kept = not row.limit or ours / theirs <= row.limit
            missed += not kept
            limit = f"{row.limit:.3g}" if row.limit else "-"
            mark = "" if kept else " **missed**"
            print(
                f"| {row.name} | {_time(ours)} | {_time(theirs)} | {ours / theirs:.3f}{mark} | {limit} |",
                flush=True,
            )
        if arguments.only in "TAB":
            tab = seconds_a_tab(Path(name))
            missed += tab > PERCEIVED
            print(f"| a TAB in bash / 60 ms | {tab * 1000:.1f} ms | 60 ms | {tab / PERCEIVED:.3f} | 1 |")
    return int(missed > 0)


def _time(taken: float) -> str:
    return f"{taken:.1f} s" if taken >= 10 else f"{taken * 1000:.0f} ms"


if __name__ == "__main__":
    sys.exit(main())
