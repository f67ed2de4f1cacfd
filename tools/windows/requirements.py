#!/usr/bin/env python3
"""Print what a lock holds for Python 3.13 on Windows, as pip reads it on another system.

pip judges the conditions of a lock (`; sys_platform == 'win32'`) by the system it runs on, so they are settled here.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

# What the tests there do not use: tools of developers, and services that are not started there.
LEFT_OUT = frozenset(
    [
        *("dask", "duckdb", "frictionless", "mypy", "nodeenv", "numpy", "pandas", "petl", "pre-commit"),
        *("pyarrow", "pyxform", "regress", "ruff", "virtualenv"),
    ]
)
HOLDS = {
    "sys_platform == 'win32'": True,
    "sys_platform != 'win32'": False,
    "platform_python_implementation != 'PyPy'": True,
}
_HEAD = re.compile(r"(?P<name>[\w.-]+)==\S+(?: ; (?P<condition>[^\\]+?))? \\")


def entries(lock: str) -> list[str]:
    """Each package of a lock with its hashes, as one text."""
    return re.findall(r"^\S.*(?:\n[ ]+.*)*", lock, re.MULTILINE)


def holds(condition: str) -> bool:
    if condition in HOLDS:
        return HOLDS[condition]
    before = re.fullmatch(r"python_full_version (<|>=) '3\.(\d+)'", condition)
    if before is None:
        raise SystemExit(f"{Path(__file__).name}: the lock has a condition unknown here: {condition}")
    return (int(before[2]) > 13) == (before[1] == "<")


def main() -> None:
    for entry in entries(Path(sys.argv[1]).read_text(encoding="utf-8")):
        head = _HEAD.match(entry)
        if head is None:
            raise SystemExit(f"{Path(__file__).name}: not as a lock has it: {entry.splitlines()[0]}")
        condition = head["condition"]
        if head["name"] not in LEFT_OUT and (condition is None or holds(condition)):
            sys.stdout.write(entry.replace(f" ; {condition}", "") + "\n")


if __name__ == "__main__":
    main()
