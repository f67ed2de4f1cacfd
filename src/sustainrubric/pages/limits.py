"""Templates of others, filled in by a process of its own that is stopped when it takes too much.

The sandbox keeps a template from reaching out; nothing but a limit keeps it from going on for ever.
"""

from __future__ import annotations

import os
import signal
import struct
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import FrameType
from typing import BinaryIO

from sustainrubric.base.errors import InvalidTemplate, SustainError
from sustainrubric.base.text import one_line
from sustainrubric.disk.drives import slashed

if sys.platform != "win32":
    import resource

SECONDS = 10
"""Of computing time, for one page."""

MEGABYTES = 512
"""That filling in may take beyond what the program has already."""

LARGEST_PAGE = 20_000_000

_TOO_LARGE = f"{{}}: a page would be larger than {LARGEST_PAGE // 1_000_000} MB"

_HEAD = struct.Struct("!cQ")

_PAGE, _ERROR, _OURS = b"P", b"E", b"O"


class TooLong(Exception):
    """Filling in takes longer than it may."""


def limited(makers: Iterable[Callable[[], str]], folder: Path) -> Iterator[str]:
    """The pages that `makers` make with the templates in `folder`, each under the limits.

    Raises:
        InvalidTemplate: a template cannot be filled in, or was stopped.
    """
    if not hasattr(os, "fork"):
        yield from _made_here(makers, folder)
        return
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _work(makers, folder, write)
    os.close(write)
    try:
        with os.fdopen(read, "rb") as stream:
            yield from _pages(stream, folder)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _made_here(makers: Iterable[Callable[[], str]], folder: Path) -> Iterator[str]:
    """The pages, made in this process while a thread looks on; Windows has no copies of processes."""
    from sustainrubric.pages.environment import forget_templates
    from sustainrubric.pages.watch import Watch

    forget_templates()
    for make in makers:
        try:
            with Watch(SECONDS, MEGABYTES, TooLong):
                text = make()
        except SustainError:
            raise
        except Exception as error:
            raise InvalidTemplate(_words(error, folder)) from error
        if len(text.encode("utf-8", "backslashreplace")) > LARGEST_PAGE:
            raise InvalidTemplate(_TOO_LARGE.format(folder))
        yield text


def _pages(stream: BinaryIO, folder: Path) -> Iterator[str]:
    while True:
        head = stream.read(_HEAD.size)
        if len(head) < _HEAD.size:
            raise InvalidTemplate(f"{folder}: a template was stopped: it takes too long or too much memory")
        kind, length = _HEAD.unpack(head)
        if kind == _OURS:
            return
        if length > LARGEST_PAGE:
            raise InvalidTemplate(_TOO_LARGE.format(folder))
        text = stream.read(length).decode("utf-8")
        if kind == _ERROR:
            raise InvalidTemplate(text)
        yield text


def _work(makers: Iterable[Callable[[], str]], folder: Path, write: int) -> None:
    """What the process of its own does; it ends here, whatever happens."""
    try:
        with os.fdopen(write, "wb") as stream:
            _limit_memory()
            for make in makers:
                _limit_time()
                try:
                    _send(stream, _PAGE, make())
                except SustainError as error:
                    _send(stream, _ERROR, str(error))
                except Exception as error:
                    _send(stream, _ERROR, _words(error, folder))
            stream.write(_HEAD.pack(_OURS, 0))
    finally:
        os._exit(0)


def _send(stream: BinaryIO, kind: bytes, text: str) -> None:
    content = text.encode("utf-8", "backslashreplace")
    stream.write(_HEAD.pack(kind, len(content)) + content)
    stream.flush()


def _limit_memory() -> None:
    try:
        with open("/proc/self/statm", encoding="ascii") as stream:
            now = int(stream.read().split()[0]) * resource.getpagesize()
    except OSError:
        # Without /proc, as on a Mac, this limit is not kept by the system either.
        return
    most = now + MEGABYTES * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _limit_time() -> None:
    """First an error that names its place; soon after, for what does not listen, the end."""
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    resource.setrlimit(resource.RLIMIT_CPU, (int(used) + 2 * SECONDS, resource.RLIM_INFINITY))
    signal.signal(signal.SIGPROF, _stop)
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TooLong(f"takes longer than {SECONDS} seconds")


def _words(error: Exception, folder: Path) -> str:
    if isinstance(error, TooLong):
        what = f"takes longer than {SECONDS} seconds"
    elif isinstance(error, MemoryError):
        what = f"takes more than {MEGABYTES} MB"
    elif isinstance(error, RecursionError):
        what = "includes or calls itself without end"
    else:
        what = one_line(str(error)) or type(error).__name__
    return f"{slashed(_place(error, folder))}: {what}"


def _place(error: Exception, folder: Path) -> str:
    """The template and its line: theirs, if one of theirs was at work."""
    # A template that cannot be parsed says so itself; in all others Jinja's frames have their lines.
    told = getattr(error, "filename", None), getattr(error, "lineno", None)
    if isinstance(told[0], str) and isinstance(told[1], int) and told[0].endswith(".j2"):
        return f"{told[0]}:{told[1]}"
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".j2")]
    theirs = [f for f in frames if Path(f.filename).is_relative_to(folder)]
    refused = getattr(error, "path", None)
    if isinstance(refused, str) and not theirs:
        # One of ours asked for it, and the place to look at is the file itself.
        return str(folder)
    for found in (theirs or frames)[-1:]:
        return f"{found.filename}:{found.lineno}"
    return str(folder)
