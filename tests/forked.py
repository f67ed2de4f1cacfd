"""Runs of `sustain` in processes that need not import it: copies of one that has (`tests/fork_server.py`)."""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pytest
from pexpect import fdpexpect

if TYPE_CHECKING:
    _Spawn = fdpexpect.fdspawn[str]
else:
    _Spawn = fdpexpect.fdspawn

ROOT = Path(__file__).parent.parent
PATIENCE = 120
"""Seconds after which a run is given up."""


def speaks_to_python(names: Iterable[str]) -> bool:
    """Whether such variables are read when an interpreter starts: a copy would not notice them."""
    return any(name.startswith(("PYTHON", "LC_", "LANG")) for name in names)


class Forked:
    """A run of `sustain`: its process, and its end once it has ended."""

    def __init__(
        self,
        arguments: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        *,
        streams: Sequence[int] = (),
        size: tuple[int, int] = (24, 80),
    ) -> None:
        """`streams` are the three standard ones; without them the run gets a terminal of `size`, rows first."""
        if os.name == "nt":
            pytest.skip("a copy of a process, which Windows does not make")
        request = {
            "arguments": list(arguments),
            "folder": str(folder),
            "environment": dict(environment),
            "size": size,
        }
        self._connection, theirs = socket.socketpair()
        socket.send_fds(_server(), [b"."], [theirs.fileno()])
        theirs.close()
        text = json.dumps(request).encode() + b"\n"
        sent = socket.send_fds(self._connection, [text], streams)
        self._connection.sendall(text[sent:])
        told, descriptors, _, _ = socket.recv_fds(self._connection, 20, 1)
        started, _, self._told = told.partition(b"\n")
        self.pid = int(started)
        self.terminal = descriptors[0] if descriptors else -1
        self.status: int | None = None
        """The exit code, or minus the number of the signal that ended it; None while it runs."""

    def wait(self, timeout: float | None = PATIENCE) -> int | None:
        """Wait for the end; gives `status`, which is None when the time is over."""
        if self.status is None:
            self._connection.settimeout(timeout)
            try:
                told = self._told or self._connection.recv(20)
            except (BlockingIOError, TimeoutError):
                return None
            self.status = os.waitstatus_to_exitcode(int(told))
            self._connection.close()
        return self.status

    def signals(self, number: int) -> None:
        """Send a signal, if the process is still there."""
        if self.wait(0) is None:
            os.kill(self.pid, number)


class ForkedTerminal(_Spawn):
    """A run of `sustain` at a terminal, with what the tests use of `pexpect.spawn`."""

    def __init__(
        self,
        arguments: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        size: tuple[int, int],
        timeout: float,
    ) -> None:
        self.run = Forked(arguments, folder, environment, size=size)
        super().__init__(self.run.terminal, timeout=timeout, encoding="utf-8", codec_errors="surrogateescape")
        self.pid = self.run.pid

    def isalive(self) -> bool:
        return self._ended(0) is None

    def wait(self) -> int | None:
        return self._ended(self.timeout)

    def kill(self, number: int) -> None:
        self.run.signals(number)

    def setwinsize(self, rows: int, columns: int) -> None:
        import termios

        termios.tcsetwinsize(self.child_fd, (rows, columns))

    def close(self, force: bool = True) -> None:
        """Close the window; whoever does not end by that is killed."""
        if not self.closed:
            super().close()
        if force and self._ended(1) is None:
            self.run.signals(signal.SIGKILL)
            self._ended(PATIENCE)

    def _ended(self, timeout: float | None) -> int | None:
        status = self.run.wait(timeout)
        if status is not None:
            self.exitstatus = status if status >= 0 else None
            self.signalstatus = -status if status < 0 else None
        return status


def run(
    arguments: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    *,
    stdin: int | None = None,
    stdout: int = subprocess.PIPE,
    stderr: int = subprocess.PIPE,
    given: bytes = b"",
) -> subprocess.CompletedProcess[bytes]:
    """Run `sustain` and wait for its end; streams are descriptors, or pipes that are read to their ends.

    Without a `stdin` it reads `given`.
    """
    with contextlib.ExitStack() as ours:
        if stdin is None:
            source = ours.enter_context(tempfile.TemporaryFile())
            source.write(given)
            source.seek(0)
            stdin = source.fileno()
        with contextlib.ExitStack() as theirs:
            read: list[BinaryIO | None] = []
            streams = [stdin]
            for stream in (stdout, stderr):
                reading, writing = os.pipe() if stream == subprocess.PIPE else (None, stream)
                read.append(None if reading is None else ours.enter_context(open(reading, "rb")))
                if reading is not None:
                    theirs.callback(os.close, writing)
                streams.append(writing)
            started = Forked(arguments, folder, environment, streams=streams)
        # While one pipe is read the other may fill up, so each is read by a thread of its own.
        with ThreadPoolExecutor() as readers:
            out, err = (None if stream is None else readers.submit(stream.read) for stream in read)
            code = started.wait()
            if code is None:
                started.signals(signal.SIGKILL)
                raise TimeoutError(f"sustain {' '.join(arguments)} came to no end")
    said = [None if stream is None else stream.result() for stream in (out, err)]
    return subprocess.CompletedProcess(["sustain", *arguments], code, *said)


@functools.cache
def _server() -> socket.socket:
    """The way to this process's own server, which is started when it is first needed."""
    ours, theirs = socket.socketpair()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.fork_server", str(theirs.fileno())],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        pass_fds=[theirs.fileno()],
        start_new_session=True,
    )
    theirs.close()

    def end() -> None:
        ours.close()
        process.wait(timeout=60)

    atexit.register(end)
    return ours
