"""A person at a real pseudo-terminal, for tests of sessions."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pexpect
import pytest

from tests.forked import ForkedTerminal, speaks_to_python

PATIENCE = 60
"""Seconds after which nothing more is to be expected; generous, for machines with other work."""

A_NEW_ONE = (sys.executable, "-m", "sustainrubric")
"""The `program` of somebody who starts a new interpreter."""

# At the beginning of a line: the prompt, that of more lines, or a pause.
_PROMPT = re.compile(r"(?:\A|\n)(?:\x1b\[\?2004[hl]|\r)*(?:> |\.\.\. |\(Enter shows [a-z ]+\) )")
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


class Person:
    """Types into `sustain` and reads what it shows; `seen` is all of it so far.

    The process is a copy of one that has imported `sustain`, which is much quicker; a new interpreter is
    started where `program` says so, or where `env` has variables that are read at its start.
    """

    def __init__(
        self,
        folder: Path,
        *arguments: str,
        env: Mapping[str, str] | None = None,
        size: tuple[int, int] = (300, 80),
        doomed: bool = False,
        program: tuple[str, ...] = (),
    ) -> None:
        if os.name == "nt":
            pytest.skip("a pseudo-terminal, which Windows does not have")
        environment = {
            **{name: value for name, value in os.environ.items() if name not in ("EDITOR", "VISUAL")},
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            "XDG_STATE_HOME": str(folder.parent / "state"),
            **(env or {}),
        }
        for name in ("NO_COLOR", "ACCESSIBLE"):
            if name not in (env or {}):
                environment.pop(name, None)
        if doomed:
            # Killed while it writes what was covered, it would leave a file that nobody can read.
            environment = {key: value for key, value in environment.items() if not key.startswith("COVERAGE")}
        if doomed or speaks_to_python(env or {}):
            program = program or A_NEW_ONE
        self.child: pexpect.spawn[str] | ForkedTerminal
        if program:
            self.child = pexpect.spawn(
                program[0],
                [*program[1:], *arguments],
                cwd=str(folder),
                env=environment,
                dimensions=size,
                timeout=PATIENCE,
                encoding="utf-8",
                codec_errors="surrogateescape",
            )
            self.child.delaybeforesend = None
        else:
            self.child = ForkedTerminal(arguments, folder, environment, size, PATIENCE)
        self.raw = ""

    @property
    def seen(self) -> str:
        """Everything shown so far, without colors and carriage returns."""
        return _ESCAPES.sub("", self.raw).replace("\r", "")

    def waits(self) -> str:
        """Wait until a prompt stands there; gives what was shown before it."""
        self.child.expect(_PROMPT)
        shown = f"{self.child.before}{self.child.after}"
        self.raw += shown
        return _ESCAPES.sub("", shown).replace("\r", "")

    def types(self, *lines: str) -> str:
        """Type lines, each at a prompt of its own; gives what the last one brought up to the next prompt."""
        shown = ""
        for line in lines:
            self.child.send(f"{line}\n")
            shown = self.waits()
        return shown

    def types_last(self, line: str) -> int:
        """Type a line after which the command ends; gives its exit code."""
        self.child.send(f"{line}\n")
        return self.ends()

    def presses(self, keys: str) -> None:
        """Send keys as they are, without Enter, to a process that waits for them."""
        self.rests()
        self.child.send(keys)

    def signals(self, number: int) -> None:
        """Send a signal to the process."""
        self.child.kill(number)

    def ends(self) -> int:
        """Wait for the end; gives the exit code, 128 and the signal where it was killed."""
        self.child.expect(pexpect.EOF)
        self.raw += self.child.before or ""
        self.child.wait()
        if self.child.signalstatus is not None:
            return 128 + int(self.child.signalstatus)
        return int(self.child.exitstatus or 0)

    def loses_the_window(self) -> int | None:
        """Close the window under a process that waits for keys; gives its exit code."""
        self.rests()
        if isinstance(self.child, ForkedTerminal):
            self.child.close(force=False)
        else:
            os.close(self.child.fileno())
        deadline = time.monotonic() + PATIENCE
        while self.child.isalive() and time.monotonic() < deadline:
            time.sleep(0.02)
        status: int | None = self.child.exitstatus
        return status

    def rests(self) -> None:
        """Wait until the process waits for keys: a signal while it works is heard at the next key only."""
        sleeping = 0
        deadline = time.monotonic() + PATIENCE
        while sleeping < 5 and time.monotonic() < deadline:
            sleeping = sleeping + 1 if self._state() in "SZ" else 0
            time.sleep(0.01)

    def _state(self) -> str:
        """S while it sleeps, Z when it has ended, another letter while it works."""
        try:
            status = Path(f"/proc/{self.child.pid}/stat").read_text(encoding="utf-8")
        except FileNotFoundError:
            return "Z"
        return status.rpartition(")")[2].split()[0]

    def leaves(self) -> None:
        """End the process if it is still there: well, so that coverage is written, or else at once."""
        if self.child.isalive():
            self.child.kill(signal.SIGHUP)
            with suppress(pexpect.TIMEOUT, OSError):
                self.child.expect(pexpect.EOF, timeout=3)
        with suppress(OSError):
            self.child.close(force=True)
