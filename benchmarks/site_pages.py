"""The site of a folder of 200 assessments: milliseconds a page beyond start-up."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

from make_files import benchmark_text

REFORMS, ROUNDS = 40, 5
LIMIT = 15.0
SUSTAIN = str(Path(sys.executable).with_name("sustain"))


def site_row(folder: Path) -> tuple[str, bool]:
    """A row of the table, and whether the limit is kept; start-up is what one assessment takes."""
    few, many = (_best(folder, reforms, rounds) for reforms, rounds in ((1, 1), (REFORMS, ROUNDS)))
    each = (many[0] - few[0]) * 1000 / (many[1] - few[1])
    mark = "" if each <= LIMIT else " **missed**"
    times = f"{many[0] * 1000:.0f} ms | {few[0] * 1000:.0f} ms | {each:.1f} ms a page{mark} | {LIMIT:.0f} ms"
    return f"| site of {REFORMS * ROUNDS} assessments ({many[1]} pages) / of one | {times} |", each <= LIMIT


def _best(folder: Path, reforms: int, rounds: int) -> tuple[float, int]:
    """The least seconds of three runs, each into a new folder, and how many pages they write."""
    source = _written(folder / f"agency-{reforms}", reforms, rounds)
    return min(_run(source, folder / f"site-{reforms}-{attempt}") for attempt in range(3))


def _run(source: Path, out: Path) -> tuple[float, int]:
    began = time.perf_counter()
    command = [SUSTAIN, "report", str(source), "-o", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    took = time.perf_counter() - began
    return took, len(list(out.rglob("*.html")))


def _written(folder: Path, reforms: int, rounds: int) -> Path:
    folder.mkdir()
    text = benchmark_text()
    for reform in range(reforms):
        named = re.sub(r"reform: \{id: [^,]*,", f"reform: {{id: reform-{reform:02},", text)
        for number in range(rounds):
            occasion = f'round: {{id: r{number}, date: "{2020 + number}-10-15"}}'
            content = re.sub(r"round: \{.*\}", occasion, named, count=1)
            (folder / f"{reform:02}-{number}.yaml").write_text(content, encoding="utf-8")
    return folder
