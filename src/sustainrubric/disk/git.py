"""The one seam to git: its plumbing, run so that no program a repository names is ever started.

A repository's configuration may name programs (filters, hooks, monitors, transports) and so may the
environment; a file of somebody else's repository must be safe to look at. Only commands that read
objects are used, and what could start a program is switched off once more for each.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Timer
from typing import IO, NamedTuple

from sustainrubric.base.errors import Unreadable
from sustainrubric.yaml.source import MAX_BYTES

TIMEOUT = 20.0
"""Seconds that one call of git may take; reading a whole history gets `HISTORY_TIMEOUT`."""

HISTORY_TIMEOUT = 120.0

_SETTINGS = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.attributesFile=/dev/null",
    "core.sshCommand=false",
    "core.gitProxy=",
    "core.askPass=false",
    "credential.helper=",
    "diff.external=",
    "gpg.program=false",
    "log.showSignature=false",
    "protocol.allow=never",
    "submodule.recurse=false",
)

# With GIT_ALLOW_PROTOCOL set, a repository's own protocol.*.allow is not asked; objects missing from a
# partial clone would otherwise be fetched, by whatever program the repository names.
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}

_HEADER = re.compile(rb"([0-9a-f]{40,64}) (\w+) ([0-9]+)\n")

_CHUNK = 1 << 16


class GitAnswer(NamedTuple):
    """What a call of git left behind."""

    code: int
    out: bytes
    err: str


class Blob(NamedTuple):
    """A file's content as git keeps it; `content` is None for one too large to read."""

    kind: str
    content: bytes | None


def ask(folder: str, *arguments: str, timeout: float | None = None, codes: Sequence[int] = (0,)) -> GitAnswer:
    """Run one plumbing command of git in `folder`; `codes` are the exit codes that are an answer.

    Raises:
        Unreadable: git is not installed, gave no answer in time, or ended with any other code.
    """
    limit = timeout or TIMEOUT
    process = _start(folder, arguments, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        out, err = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired as error:
        raise _too_slow(limit) from error
    finally:
        _end(process)
    answer = GitAnswer(process.returncode, out, err.decode("utf-8", "replace"))
    if answer.code:
        _refuse_unusable(folder, answer.err)
    if answer.code not in codes:
        raise Unreadable(f"{folder}: git cannot read this repository: {_why(answer)}")
    return answer


@contextmanager
def blobs(folder: str, *, timeout: float | None = None) -> Iterator[Callable[[str], Blob | None]]:
    """A function that reads one object after another, `COMMIT:PATH` or an id, all from one process.

    It gives None for what is not there. The names must hold no line break.
    """
    limit = timeout or HISTORY_TIMEOUT
    process = _start(folder, ("cat-file", "--batch"), stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    timer = Timer(limit, _kill, (process,))
    timer.start()
    try:
        assert process.stdin is not None
        assert process.stdout is not None
        requests, answers = process.stdin, process.stdout

        def read(name: str) -> Blob | None:
            assert "\n" not in name
            try:
                requests.write(name.encode("utf-8", "surrogateescape") + b"\n")
                requests.flush()
                return _next_blob(answers)
            except (BrokenPipeError, EOFError) as error:
                raise _too_slow(limit) if not timer.is_alive() else _stopped() from error

        yield read
        requests.close()
        if process.wait(limit):
            raise _stopped()
    except subprocess.TimeoutExpired as error:
        raise _too_slow(limit) from error
    finally:
        timer.cancel()
        _end(process)


def _next_blob(answers: IO[bytes]) -> Blob | None:
    line = answers.readline()
    if not line:
        raise EOFError
    header = _HEADER.fullmatch(line)
    if header is None:
        if line.endswith((b" missing\n", b" ambiguous\n")):
            return None
        raise EOFError
    size = int(header[3])
    content = answers.read(size) if size <= MAX_BYTES else None
    left = 1 if content is not None else size + 1
    while left:
        chunk = answers.read(min(left, _CHUNK))
        if not chunk:
            raise EOFError
        left -= len(chunk)
    return Blob(header[2].decode(), content)


def _start(folder: str, arguments: tuple[str, ...], *, stdin: int, stderr: int) -> subprocess.Popen[bytes]:
    program = _program()
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    command = [program, "--no-pager", "--literal-pathspecs", *settings, "-C", folder, *arguments]
    try:
        return subprocess.Popen(  # noqa: S603 - no shell, and git's own program
            command,
            env=_environment(),
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=stderr,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name or a path cannot be passed to it"
        raise Unreadable(f"git cannot be run: {why}; `git --version` says whether it is there") from error


def _program() -> str:
    """git from an absolute folder of PATH: one named relative to here could be the repository's own."""
    folders = filter(os.path.isabs, os.environ.get("PATH", os.defpath).split(os.pathsep))
    program = shutil.which("git", path=os.pathsep.join(folders))
    if program is None:
        raise Unreadable("git is not installed, or not on PATH; earlier versions of a file are read with it")
    return program


def _environment() -> dict[str, str]:
    """Ours without anything that steers git, and with what keeps it quiet and local."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") and name not in ("PAGER", "SSH_ASKPASS", "LANGUAGE")
    }
    return {**kept, **_ENVIRONMENT}


def _end(process: subprocess.Popen[bytes]) -> None:
    """Leave no process behind, and wait for none that hangs."""
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            with suppress(OSError):
                stream.close()
    if process.poll() is None:
        _kill(process)
    process.wait()


def _kill(process: subprocess.Popen[bytes]) -> None:
    # The whole group: a wrapper around git would otherwise leave its child behind.
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _refuse_unusable(folder: str, err: str) -> None:
    """Say in our words why git does not read a repository at all."""
    if "dubious ownership" in err:
        advice = f"if you trust it: git config --global --add safe.directory {os.path.abspath(folder)}"
        raise Unreadable(f"{folder}: git refuses this repository, which another user owns; {advice}")
    if "not a git repository" in err:
        raise Unreadable(f"{folder}: is not in a git repository; `git init` begins one")
    if "cannot change to" in err:
        raise Unreadable(f"{folder}: there is no such folder")


def _why(answer: GitAnswer) -> str:
    """What git says went wrong, in its last words: those before are often about details."""
    if answer.code < 0:
        return f"it was stopped by signal {-answer.code}"
    said = [line for line in answer.err.splitlines() if line.startswith(("fatal: ", "error: "))]
    return said[-1].partition(": ")[2] if said else f"it ended with {answer.code}, and does not say why"


def _too_slow(limit: float) -> Unreadable:
    return Unreadable(f"git gave no answer in {limit:g} seconds")


def _stopped() -> Unreadable:
    return Unreadable("git stopped while it was reading; `git fsck` says whether the repository is damaged")
