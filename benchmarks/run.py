"""Speed as ratios: every command of a comparison is run in turn, again and again, and medians are compared.

make bench                 all comparisons, 15 rounds
python benchmarks/run.py --rounds 5 --only "cold validate"
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from make_files import EXAMPLE, write_files, write_own, write_panel, write_rounds, write_worksheets
from sessions import save_row, seconds_to_prompt
from site_pages import site_row

HERE = Path(__file__).parent
PYTHON = sys.executable
SUSTAIN = str(Path(PYTHON).with_name("sustain"))


@dataclass(frozen=True)
class Comparison:
    """`ours` should take at most `limit` times as long as `yardstick`; 0 where nothing is promised."""

    name: str
    ours: list[str]
    yardstick: list[str]
    limit: float


def comparisons(folder: Path) -> list[Comparison]:
    """Issue by issue, what was promised, on files that are made for it."""
    one, many = write_files(folder, 1_000)
    rounds = write_rounds(folder, 200)
    worksheets = write_worksheets(folder, 1_000)
    panel, own = write_panel(folder, 12), write_own(folder)
    script = [PYTHON, str(HERE / "yardsticks.py")]
    two = [str(rounds / "000.yaml"), str(rounds / "001.yaml")]
    return [
        Comparison("sustain --version / python -c pass", [SUSTAIN, "--version"], [PYTHON, "-c", "pass"], 4.0),
        Comparison(
            "cold validate of one 27 KB file / bare process with yaml and our models",
            [SUSTAIN, "validate", "--format", "json", str(one)],
            [*script, "bare", str(one)],
            1.25,
        ),
        *beside_events("files", many),
        *beside_events("worksheets", worksheets),
        Comparison(
            "validate and score 1,000 files / validate them",
            [*script, "score", str(many)],
            [*script, "check", str(many)],
            1.3,
        ),
        Comparison(
            "first prompt of a session / cold validate of its file",
            [SUSTAIN, "assess", str(one)],
            [SUSTAIN, "validate", str(one)],
            1.5,
        ),
        Comparison(
            "cold diff of two files / cold validate of both",
            [SUSTAIN, "diff", *two],
            [SUSTAIN, "validate", *two],
            1.3,
        ),
        Comparison(
            "cold diff of two files as json / cold validate of both as json",
            [SUSTAIN, "diff", "--format", "json", *two],
            [SUSTAIN, "validate", "--format", "json", *two],
            1.3,
        ),
        Comparison(
            "cold HTML report of one file / cold validate of it",
            [SUSTAIN, "report", str(one), "-o", str(one.with_suffix(".html")), "--force"],
            [SUSTAIN, "validate", str(one)],
            2.0,
        ),
        Comparison(
            "trend of 200 rounds / libyaml's bare events of them",
            [SUSTAIN, "trend", str(rounds)],
            [*script, "events", str(rounds)],
            3.0,
        ),
        Comparison(
            "cold spread of 12 ballots / cold validate of one assessment",
            [SUSTAIN, "panel", "spread", str(panel)],
            [SUSTAIN, "validate", str(one)],
            2.0,
        ),
        *of_forms(folder, one),
        *(
            Comparison(
                f"export of 1,000 files as {form} / validate them",
                [SUSTAIN, "export", str(many), "-o", str(folder / form), "--full", "--format", form],
                [SUSTAIN, "validate", "--format", "json", str(many)],
                1.4,
            )
            for form in ("csv", "parquet")
        ),
        Comparison(
            "cold validate of an assessment of an own instrument / of a shipped one",
            [SUSTAIN, "validate", str(own)],
            [SUSTAIN, "validate", str(one)],
            1.3,
        ),
    ]


def of_forms(folder: Path, one: Path) -> list[Comparison]:
    """A form of a file of 19 elements, out and in."""
    form = folder / "form.xlsx"
    make = [SUSTAIN, "form", str(one), "-o", str(form), "--force"]
    subprocess.run(make, check=True, capture_output=True)
    validate = [SUSTAIN, "validate", str(one)]
    take = [SUSTAIN, "import", str(form), str(one), "--dry-run"]
    return [
        Comparison("cold form of one file / cold validate of it", make, validate, 3.0),
        Comparison("cold import of its form / cold validate of it", take, validate, 3.0),
    ]


def beside_events(what: str, folder: Path) -> list[Comparison]:
    """A folder of 1,000, as users call us, and in one process, of which nothing is promised."""
    validate = [SUSTAIN, "validate", "--format", "json", str(folder)]
    events = [PYTHON, str(HERE / "yardsticks.py"), "events", str(folder)]
    yardstick = "libyaml's bare events of them"
    return [
        Comparison(f"validate of 1,000 {what} / {yardstick}", validate, events, 1.6),
        Comparison(
            f"validate of 1,000 {what} in one process / {yardstick}", [*validate, "--jobs", "1"], events, 0
        ),
    ]


def seconds(command: list[str], *, cpu: bool = False) -> float:
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    if command[1:2] == ["assess"]:
        took = seconds_to_prompt(command)
    else:
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        took = time.perf_counter() - began
        # A file with problems, which ends with 1, would take another way than the one to be measured.
        if done.returncode not in ((0, 1) if command[1:2] == ["diff"] else (0,)):
            raise SystemExit(f"{command} ended with {done.returncode}: {done.stderr.decode()}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime if cpu else took


def measure(
    chosen: list[Comparison], rounds: int, *, cpu: bool = False
) -> list[tuple[Comparison, float, float]]:
    """The median seconds of both sides of each comparison, all interleaved."""
    commands = {tuple(side) for c in chosen for side in (c.ours, c.yardstick)}
    times: dict[tuple[str, ...], list[float]] = {command: [] for command in commands}
    for command in sorted(commands):
        seconds(list(command))  # once to warm the disk's cache and the byte code
    for _ in range(rounds):
        for command in sorted(commands):
            times[command].append(seconds(list(command), cpu=cpu))
    median = {command: statistics.median(taken) for command, taken in times.items()}
    return [(c, median[tuple(c.ours)], median[tuple(c.yardstick)]) for c in chosen]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--only", default="", help="a word in the names of the comparisons to run")
    parser.add_argument(
        "--cpu",
        action="store_true",
        help="CPU time of all processes, for a machine that is busy with other things",
    )
    arguments = parser.parse_args()
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        chosen = [c for c in comparisons(Path(folder)) if arguments.only in c.name]
        print("| comparison | ours | yardstick | ratio | at most |")
        print("|---|---:|---:|---:|---:|")
        for comparison, ours, yardstick in measure(chosen, arguments.rounds, cpu=arguments.cpu):
            ratio = ours / yardstick
            kept = not comparison.limit or ratio <= comparison.limit
            missed += not kept
            mark = "" if kept else " **missed**"
            limit = comparison.limit or "-"
            times = f"{ours * 1000:.0f} ms | {yardstick * 1000:.0f} ms"
            print(f"| {comparison.name} | {times} | {ratio:.2f}{mark} | {limit} |")
        if arguments.only in "a page of a site":
            row, kept = site_row(Path(folder), cpu=arguments.cpu)
            missed += not kept
            print(row)
        if arguments.only in "save":
            row, kept = save_row(EXAMPLE)
            missed += not kept
            print(row)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
