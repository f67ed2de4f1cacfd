"""Kill a process that saves all the time, 200 times, at random moments; say what was left behind.

Run as a program: python kill_loop.py FILE. Prints a line for everything that is not as it must be,
and at the end how many kills came in the middle of a save.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

from sustainrubric.disk.save import edited

KILLS = 200
SIZE = 27_000


def content(number: int) -> bytes:
    return f"{number:08}\n".encode() * (SIZE // 9)


def save_for_ever(path: Path) -> None:
    number = 1
    with edited(path, session=True, backup=True) as saver:
        while True:
            saver.save(content(number))
            number += 1


def is_whole(found: bytes) -> bool:
    return len(found) == SIZE and found == found[:9] * (SIZE // 9)


def main() -> None:
    path = Path(sys.argv[1])
    path.write_bytes(content(0))
    in_the_middle = 0
    for _ in range(KILLS):
        child = os.fork()
        if child == 0:
            try:
                save_for_ever(path)
            finally:
                os._exit(1)
        time.sleep(random.uniform(0.001, 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        in_the_middle += bool(list(path.parent.glob(".*.tmp")))
        if not is_whole(path.read_bytes()):
            print("the file is neither the old one nor the new one")
        with edited(path, session=True) as saver:
            if list(path.parent.glob(".*.tmp")):
                print("a temporary file was left")
            saver.save(content(0))
        if list(path.parent.glob(".*")):
            print("a lock was left")
    print(f"{in_the_middle} in the middle")


if __name__ == "__main__":
    main()
