"""How long a team waits: for the first prompt of a session, and for an answer to be saved.

python benchmarks/sessions.py FILE    both, of one assessment
"""

from __future__ import annotations

import fcntl
import os
import pty
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

PROMPT = b"\n> "
MOST_ON_TOP_OF_TWO_FSYNCS = 0.005
_LINES, _COLUMNS = 300, 100


def seconds_to_prompt(command: list[str]) -> float:
    """From the start of a command in a pseudo-terminal until it waits for a line."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", _LINES, _COLUMNS, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color"}
    began = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, env=environment
    )
    os.close(theirs)
    shown = b""
    while PROMPT not in shown.replace(b"\x1b[?2004h", b""):
        shown += os.read(ours, 65_536)
    took = time.perf_counter() - began
    process.kill()
    process.wait()
    os.close(ours)
    return took


def save_seconds(file: Path, saves: int = 60) -> tuple[float, float]:
    """The medians of one save of a session, and of two fsyncs around a write of as many bytes.

    What a session prepares while somebody thinks (2 ms) is prepared here as well.
    """
    from sustainrubric.editing.user_file import open_for_session
    from sustainrubric.interview.data import put

    ours, yardstick = [], []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(file, folder))
        with open_for_session(str(copy)) as opened:
            for number in range(saves):
                level = ("emerging", "strong", "exemplary")[number % 3]
                opened.prepare()
                data = put(opened.data, ("ratings", "1.A.i", "level"), level)
                began = time.perf_counter()
                opened.save(data)
                ours.append(time.perf_counter() - began)
                began = time.perf_counter()
                _two_fsyncs(Path(folder), copy.read_bytes())
                yardstick.append(time.perf_counter() - began)
    return statistics.median(ours), statistics.median(yardstick)


def _two_fsyncs(folder: Path, content: bytes) -> None:
    descriptor = os.open(folder / "yardstick", os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
    os.write(descriptor, content)
    os.fsync(descriptor)
    os.close(descriptor)
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def save_row(file: Path) -> tuple[str, bool]:
    """A line for the table of `run.py`, and whether the promise was kept."""
    ours, yardstick = save_seconds(file)
    kept = ours - yardstick <= MOST_ON_TOP_OF_TWO_FSYNCS
    mark = "" if kept else " **missed**"
    times = f"{ours * 1000:.1f} ms | {yardstick * 1000:.1f} ms | +{(ours - yardstick) * 1000:.1f} ms{mark}"
    limit = f"+{MOST_ON_TOP_OF_TWO_FSYNCS * 1000:.0f} ms"
    return f"| one save in a session / two fsyncs | {times} | {limit} |", kept


if __name__ == "__main__":
    chosen = Path(sys.argv[1])
    sustain = str(Path(sys.executable).with_name("sustain"))
    prompts = [seconds_to_prompt([sustain, "assess", str(chosen)]) for _ in range(11)]
    print(f"first prompt {statistics.median(prompts) * 1000:.0f} ms")
    print(save_row(chosen)[0])
