"""Ctrl-C, a closed window, a `kill`: all end a session alike, and none of them in the middle of a save."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

T = TypeVar("T")

# Those that this system has; SIGBREAK is Ctrl-Break on Windows.
_STOPPING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)


@contextmanager
def stops_on_signals() -> Iterator[None]:
    """Let the first signal that stops a process raise KeyboardInterrupt, as Ctrl-C does."""

    def stop(number: int, frame: FrameType | None) -> None:
        _ignore_all()
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in _STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def until_stopped(talk: Callable[[], T]) -> T | None:
    """What `talk` ends with; None where it was stopped, and from then on no signal is heard any more."""
    try:
        try:
            return talk()
        except (KeyboardInterrupt, EOFError):
            _ignore_all()
    except KeyboardInterrupt:
        # A window that is closed ends the input, and sends a signal while we deal with that.
        pass
    return None


def _ignore_all() -> None:
    for number in _STOPPING:
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let what is begun be finished before a signal that came meanwhile is heard."""
    came: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        came.append(number)

    before = {number: signal.signal(number, note) for number in _STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in came[:1]:
            signal.raise_signal(number)
