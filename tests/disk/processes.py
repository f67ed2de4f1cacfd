"""Run pieces of Python in processes of their own: to be killed, limited, traced, or somebody else."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

NOBODY = 65534
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0

# What a command does: shows the message, ends with the error's exit code.
GUARDED = """\
import os, sys, filelock
from pathlib import Path
from sustainrubric.base.errors import SustainError
from sustainrubric.disk.lock import locked
from sustainrubric.disk.save import check_writable, edited, rescue, write_new
path = Path(sys.argv[1])
if {somebody_else} and {is_root}:
    os.setgroups([]), os.setgid({nobody}), os.setuid({nobody})
try:
{body}
except SustainError as error:
    print(error)
    sys.exit(error.exit_code)
"""


def make_pipe(path: Path | str) -> None:
    """A pipe that has a name; Windows has none among its files, which leaves the test out."""
    if os.name == "nt":
        pytest.skip("Windows has no pipes among its files")
    os.mkfifo(path)


def command(body: str, *arguments: object, somebody_else: bool = False) -> list[str]:
    """The command line that runs `body`, in which `path` is the first argument.

    Where we are root, whom permissions do not bind, `somebody_else` runs it as a user whom they do.
    """
    indented = "".join(f"    {line}\n" for line in body.splitlines())
    code = GUARDED.format(body=indented, somebody_else=somebody_else, is_root=IS_ROOT, nobody=NOBODY)
    return [sys.executable, "-c", code, *map(str, arguments)]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"}


def run(
    body: str, *arguments: object, somebody_else: bool = False, **options: Any
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(body, *arguments, somebody_else=somebody_else),
        env=environment(), capture_output=True, text=True, timeout=120, check=False, **options,
    )  # fmt: skip


def start(body: str, *arguments: object) -> subprocess.Popen[str]:
    """A process that goes on; talk to it through its pipes."""
    return subprocess.Popen(
        command(body, *arguments), env=environment(), text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip


@contextmanager
def somebody_elses_folder() -> Iterator[Path]:
    """A folder that belongs to the user whom `somebody_else` runs as."""
    with tempfile.TemporaryDirectory() as name:
        if IS_ROOT:
            os.chown(name, NOBODY, NOBODY)
        try:
            yield Path(name)
        finally:
            os.chmod(name, 0o700)


_HOLD = 'with locked(path, session={session}):\n    print("held", flush=True)\n    sys.stdin.read()'


class Other:
    """Another process that holds the lock."""

    def __init__(self, file: Path, session: bool) -> None:
        self.process = start(_HOLD.format(session=session), file)
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "held\n"

    def let_go(self) -> None:
        self.process.communicate()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()
