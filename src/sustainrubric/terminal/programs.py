"""Programs that people have set for themselves: their command line, and Ctrl-C while one of them runs."""

from __future__ import annotations

import shlex
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager


def program_words(command: str, *, on_windows: bool) -> list[str]:
    """The words of a command line; on Windows back-slashes stand in paths, and quote nothing.

    Raises:
        ValueError: a quotation mark is not closed.
    """
    if not on_windows:
        return shlex.split(command)
    split = shlex.shlex(command, posix=False)
    split.whitespace_split, split.quotes, split.commenters = True, '"', ""
    program, *options = [word.strip('"') for word in split] or [""]
    # `code` is a script there: only the search that knows PATHEXT finds it.
    return [shutil.which(program) or program, *options] if program else []


@contextmanager
def ctrl_c_is_the_programs() -> Iterator[None]:
    """Leave Ctrl-C to the program that runs."""
    # A handler, not SIG_IGN: the program would inherit that.
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
