"""The site of a folder of 200 assessments: what a page takes beyond start-up, beside a plain page of its size."""

from __future__ import annotations

import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from make_files import benchmark_text

REFORMS, ROUNDS = 40, 5
ATTEMPTS = 3
LIMIT = 12.0
"""What 15 ms a page were on the machine of docs/performance.md."""
PYTHON = sys.executable
SUSTAIN = str(Path(PYTHON).with_name("sustain"))
YARDSTICKS = str(Path(__file__).parent / "yardsticks.py")


def site_row(folder: Path, *, cpu: bool = False) -> tuple[str, bool]:
    """A row of the table, and whether the limit is kept.

    Start-up is what the site of one assessment takes, and one plain page; all four are run in turn.
    """
    few, many = _written(folder / "one", 1, 1), _written(folder / "many", REFORMS, ROUNDS)
    pages, size = _pages_of(few, folder / "site-one"), _pages_of(many, folder / "site-many")
    more = size[0] - pages[0]
    mean = size[1] // size[0]
    ours: list[float] = []
    plain: list[float] = []
    for attempt in range(ATTEMPTS):
        out = folder / f"attempt-{attempt}"
        took = [
            _seconds(command, cpu=cpu)
            for command in (
                [SUSTAIN, "report", str(many), "-o", str(out / "many")],
                [PYTHON, YARDSTICKS, "pages", str(size[0]), str(mean), str(out / "plain")],
                [SUSTAIN, "report", str(few), "-o", str(out / "few")],
                [PYTHON, YARDSTICKS, "pages", str(pages[0]), str(mean), str(out / "few-plain")],
            )
        ]
        ours.append((took[0] - took[2]) * 1000 / more)
        plain.append((took[1] - took[3]) * 1000 / more)
    each, yardstick = statistics.median(ours), statistics.median(plain)
    ratio = each / yardstick
    kept = ratio <= LIMIT
    mark = "" if kept else " **missed**"
    what = f"a page of a site ({size[0]} pages of {mean // 1000} KB on average) / a plain jinja2 page of its size"
    return f"| {what} | {each:.1f} ms | {yardstick:.1f} ms | {ratio:.2f}{mark} | {LIMIT:.0f} |", kept


def _pages_of(source: Path, out: Path) -> tuple[int, int]:
    """How many pages a site has, and their bytes; this also warms what is kept between two runs."""
    subprocess.run([SUSTAIN, "report", str(source), "-o", str(out)], check=True, capture_output=True)
    pages = list(out.rglob("*.html"))
    return len(pages), sum(page.stat().st_size for page in pages)


def _seconds(command: list[str], *, cpu: bool) -> float:
    clock: Callable[[], float] = _cpu if cpu else time.perf_counter
    began = clock()
    subprocess.run(command, check=True, capture_output=True)
    return clock() - began


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


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
